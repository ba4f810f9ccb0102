"""确认 by a person: asked for where silence does not speak for itself; and what the unit learns of it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.findings.contents import say_finding
from actions.findings.loading import kind_for, objecting_for
from actions.findings.moving import facts_of, move, one_by_one
from actions.findings.saying import listed, tell_unit
from actions.obligating import Owed
from actions.subjects import Subject
from config.obligations import ObligationKind
from config.scoring.words import FindingState
from models.findings import NOTICE, Finding, latest_contents
from states.finding import FindingFacts
from states.obligations import Outcome
from states.rules import Await
from states.seating import DECIDERS
from states.subjects import SubjectKind
from states.timing import in_workdays


class Confirming(Data):
    """Which findings stand."""

    findings: tuple[int, ...] = Field(min_length=1, description="加减分事项编号（系统内）")
    words: str = Field(default="", description="说明")


@act("confirm_findings", label="确认加减分事项", data=Confirming)
def confirm_findings(act: Act, data: Confirming) -> Done:
    """异议期满或者单位表示无异议后，由考核办或考评单位确认。"""
    subjects = one_by_one(act, data.findings, lambda subject: _confirm(act, subject, data.words))
    contents = latest_contents(act.tx, [subject.id for subject in subjects])
    tell_confirmed(act, [(subject.row, contents[subject.id]) for subject in subjects], "已确认")
    return Done(f"已确认{len(subjects)}条", ids={"finding": subjects[0].id})


def _confirm(act: Act, subject: Subject[FindingFacts], words: str) -> None:
    facts = facts_of(act, subject, words=words)
    move(act, subject, "confirm_finding", facts, content={"settled_by": f"{act.by}确认"})
    act.obligations.settle(SubjectKind.FINDING.value, subject.id, kinds=(ObligationKind.CONFIRMATION,))


def ask_confirmation(act: Act, subject: Subject[FindingFacts]) -> None:
    """Silence says nothing here: somebody has to confirm it."""
    objecting = objecting_for(subject.published, subject.row.kind)
    seats = Await(ObligationKind.CONFIRMATION, (*objecting.confirmed_by, *DECIDERS), apart=True)
    due = in_workdays(act.now, objecting.decision_days, calendar=act.calendar)
    unit = act.directory.units[subject.row.unit_id]
    for code in act.directory.seating.owing(seats, subject.facts):
        post = act.directory.post(code)
        owed = Owed(
            kind=ObligationKind.CONFIRMATION,
            unit_id=post.unit_id,
            post_id=post.id,
            subject_kind=SubjectKind.FINDING.value,
            subject_id=subject.id,
            title=f"{unit.shown}：{subject.title}",
            due_at=due,
            assessment_id=subject.row.assessment_id,
            ladder=subject.ladder_for(ObligationKind.CONFIRMATION),
        )
        act.obligations.open([owed])


def end_window(act: Act, notice: int, outcome: Outcome) -> None:
    """The unit has nothing more to look through once no window of the same notice is open."""
    waiting = select(Finding.c.id).where(
        Finding.c.notice_id == notice,
        Finding.c.state == FindingState.TOLD.value,
        Finding.c.next_look_at.is_not(None),
    )
    if act.tx.execute(waiting.limit(1)).first() is None:
        act.obligations.settle(NOTICE, notice, kinds=(ObligationKind.OBJECTION,), outcome=outcome)


def tell_confirmed(act: Act, confirmed: Sequence[tuple[Any, Any]], how: str) -> None:
    """Rows with what they say: one message for each unit."""
    by_unit: dict[tuple[int, int], list[tuple[Any, Any]]] = defaultdict(list)
    for row, content in confirmed:
        by_unit[row.assessment_id, row.unit_id].append((row, content))
    for (assessment_id, unit_id), some in by_unit.items():
        published = act.published(assessment_id)
        texts = [
            f"第{row.number}号，{say_finding(kind_for(published, row.kind), dict(content._mapping))}"
            for row, content in some
        ]
        words = {"title": published.scheme.title, "count": len(some), "list": listed(texts), "how": how}
        key = f"{some[0][0].id}:{len(some)}:{some[-1][0].id}"
        tell_unit(act, published, unit_id, "finding_confirmed", key, words)
