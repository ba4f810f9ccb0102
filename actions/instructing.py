"""批示: what a leader writes on a task, on the page or with a pen; with a date, it is owed an answer."""

from datetime import date, datetime
from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.burden.asking import readers_of, task_ladder
from actions.context import Act
from actions.guarding import allow
from actions.obligating import Owed
from actions.reviewing.kinds import subject_of
from actions.reviewing.recording import on_paper
from actions.subjects import Subject
from actions.telling import Told
from actions.wording import say_last_moment
from config.obligations import ObligationKind
from config.roles import Role
from models.instructions import Instruction
from models.writing import insert_rows
from states.actors import Decision
from states.subjects import SubjectKind
from workdays.deadline import due_at, instant

INSTRUCTION = "instruction"
COPIED_TO = (Role.ASSESSMENT_OFFICE, Role.UNIT_OFFICE, Role.LIAISON)
"""Who in the organising office learns of it: the first of these that it has."""


class Instructing(Data):
    """The words, and by when the leader wants to hear of it."""

    assignment: int = Field(description="指标任务编号")
    words: str = Field(min_length=1, max_length=1000, description="批示")
    due_on: date | None = Field(default=None, description="何日前反馈落实情况（含当日）；不写则不要求反馈")


class OnSheet(Instructing):
    """The same, as it stands on a signed sheet."""

    leader: str = Field(min_length=1, description="批示人（人员编码）")
    signed_on: date = Field(description="批示日期")
    code: str = Field(default="", description="呈批单上的短码")
    scan: int | None = Field(default=None, description="批示件扫描件或照片：印证材料版本编号，必填")


@act("instruct", label="批示", data=Instructing)
def instruct(act: Act, data: Instructing) -> Done:
    """对一项指标任务批示；写明反馈期限的，成为责任单位的交办事项，抄送考核办。"""
    subject = subject_of(act, SubjectKind.ASSIGNMENT, data.assignment)
    decision = allow(act, "instruct", subject.facts)
    due = due_at(data.due_on, cutoff=None) if data.due_on is not None else None
    if due is not None and instant(due) <= instant(act.now):
        raise act.refused("反馈期限要晚于现在")
    number = _kept(act, subject, data, decision, due)
    owed = _owe(act, subject, number, due)
    _tell(act, subject, data, number, owed, due)
    act.record(
        SubjectKind.ASSIGNMENT.value,
        subject.id,
        act="instruct",
        assessment_id=subject.published.assessment_id,
        after={"instruction": number, "due_at": due},
        reason=data.words,
        decision=decision,
    )
    asked = f"，请于{say_last_moment(due)}反馈" if due is not None else ""
    return Done(f"已批示“{subject.title}”{asked}", ids={"instruction": number, "assignment": subject.id})


@act("record_instruction", label="批示补录", data=OnSheet)
def record_instruction(act: Act, data: OnSheet) -> Done:
    """补录领导在纸上的批示：批示人是领导，生效时间是批示日期，注明由谁补录，附批示件。"""
    subject_of(act, SubjectKind.ASSIGNMENT, data.assignment)
    if data.scan is None:
        raise act.refused("请附批示件扫描件或照片")
    told = data.model_dump(include={"assignment", "words", "due_on"})
    return instruct(on_paper(act, data), Instructing(**told))


def _kept(act: Act, subject: Subject[Any], data: Instructing, decision: Decision, due: datetime | None) -> int:
    if act.person_id is None or decision.seat is None:
        raise act.refused("批示由领导本人作出")
    row = {
        "office_id": act.office_id,
        "assessment_id": subject.published.assessment_id,
        "assignment_id": subject.id,
        "person_id": act.person_id,
        "post_id": act.directory.post_ids[decision.seat.post],
        "words": data.words,
        "due_at": due,
        "given_at": act.effective_at,
        "recorded_at": act.now,
        "recorded_by": act.door.recorded_by,
    }
    (number,) = insert_rows(act.tx, Instruction.t, [row])
    return number


def _owe(act: Act, subject: Subject[Any], number: int, due: datetime | None) -> dict[int, int]:
    """By post, the obligation to answer; none where no date was given."""
    if due is None:
        return {}
    owed = [
        Owed(
            kind=ObligationKind.TASK,
            unit_id=subject.lead_unit_id,
            post_id=post.id,
            subject_kind=INSTRUCTION,
            subject_id=number,
            title=f"办理批示：{subject.title}",
            due_at=due,
            assessment_id=subject.published.assessment_id,
            ladder=task_ladder(act, subject.published.assessment_id),
        )
        for post in readers_of(act, subject.lead_unit_id)
    ]
    opened = act.obligations.open(owed)
    return {one.post_id: obligation for one, obligation in zip(owed, opened, strict=True)}


def _tell(
    act: Act, subject: Subject[Any], data: Instructing, number: int, owed: dict[int, int], due: datetime | None
) -> None:
    words = {
        "leader": act.by,
        "unit": act.directory.units[subject.lead_unit_id].shown,
        "subject": subject.title,
        "text": data.words,
        "due": f"请于{say_last_moment(due)}反馈落实情况。" if due is not None else "",
    }
    posts = [post.id for post in readers_of(act, subject.lead_unit_id)]
    for post in dict.fromkeys((*posts, *_copied(act))):
        key = f"{INSTRUCTION}:{number}:{post}"
        act.tell(Told(code="instructed", key=key, post_id=post, words=words, wanted_while=owed.get(post)))


def _copied(act: Act) -> tuple[int, ...]:
    host = act.directory.host
    if host is None:
        return ()
    found = (act.directory.posts_of(host.id, role) for role in COPIED_TO)
    return tuple(post.id for post in next((posts for posts in found if posts), ()))
