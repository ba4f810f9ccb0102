"""确认: by a person, or by the clock when the window has ended in silence and the scheme lets silence speak."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.findings.loading import finding_of, objecting_for, window_end
from actions.findings.moving import facts_of, move
from actions.findings.saying import listed, tell_unit, whole_text
from actions.findings.telling import INSTANT
from actions.obligating import Owed
from actions.subjects import Subject
from config.obligations import ObligationKind
from config.scoring.objecting import Silence
from config.scoring.words import FindingState
from models.findings import NOTICE, Finding
from models.writing import change_row
from states.finding import FindingFacts
from states.obligations import Outcome
from states.rules import Await
from states.seating import DECIDERS
from states.subjects import SubjectKind
from states.timing import in_workdays

SILENT = "期满无异议"


class Confirming(Data):
    """Which findings stand."""

    findings: tuple[int, ...] = Field(min_length=1, description="加减分事项编号（系统内）")
    words: str = Field(default="", description="说明")


@dataclass(frozen=True, slots=True)
class Lapsed:
    """How many were confirmed by silence."""

    confirmed: int = 0


@act("confirm_findings", label="确认加减分事项", data=Confirming)
def confirm_findings(act: Act, data: Confirming) -> Done:
    """异议期满或者单位表示无异议后，由考核办或考评单位确认。"""
    subjects = [finding_of(act, number) for number in dict.fromkeys(data.findings)]
    for subject in subjects:
        facts = facts_of(act, subject, words=data.words)
        move(act, subject, "confirm_finding", facts, content={"settled_by": f"{act.by}确认"})
        act.obligations.settle(SubjectKind.FINDING.value, subject.id, kinds=(ObligationKind.CONFIRMATION,))
    _tell(act, subjects, "已确认")
    return Done(f"已确认{len(subjects)}条", ids={"finding": subjects[0].id})


def lapse_findings(act: Act, rows: Sequence[Any]) -> Lapsed:
    """The clock: the window of these has ended, unless their unit was given more time."""
    confirmed = []
    for row in rows:
        subject = finding_of(act, row.id)
        until = window_end(act, subject.row)
        if until is not None and until >= act.now:
            _look(act, subject, until + INSTANT)
        elif objecting_for(subject.published, row.kind).silence is Silence.CONFIRMS:
            move(act, subject, "deem_confirmed", facts_of(act, subject), content={"settled_by": SILENT})
            confirmed.append(subject)
        else:
            ask_confirmation(act, subject)
            _look(act, subject, None)
            end_window(act, subject, Outcome.LAPSED)
    _tell(act, confirmed, "期满没有提出异议，视为确认")
    return Lapsed(len(confirmed))


def _look(act: Act, subject: Subject[FindingFacts], at: Any) -> None:
    change_row(act.tx, Finding.t, subject.id, version=subject.row.version, values={"next_look_at": at})


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


def end_window(act: Act, subject: Subject[FindingFacts], outcome: Outcome) -> None:
    """Its unit has nothing more to look through once no window of the same notice is open."""
    notice = subject.row.notice_id
    waiting = select(Finding.c.id).where(
        Finding.c.notice_id == notice,
        Finding.c.state == FindingState.TOLD.value,
        Finding.c.next_look_at.is_not(None),
    )
    if act.tx.execute(waiting.limit(1)).first() is None:
        act.obligations.settle(NOTICE, notice, kinds=(ObligationKind.OBJECTION,), outcome=outcome)


def _tell(act: Act, subjects: Sequence[Subject[FindingFacts]], how: str) -> None:
    """One message for each unit."""
    by_unit: dict[tuple[int, int], list[Subject[FindingFacts]]] = defaultdict(list)
    for subject in subjects:
        by_unit[subject.row.assessment_id, subject.row.unit_id].append(subject)
    for (_, unit_id), some in by_unit.items():
        texts = [f"第{subject.row.number}号，{whole_text(act, subject)}" for subject in some]
        words = {"title": some[0].published.scheme.title, "count": len(some), "list": listed(texts), "how": how}
        key = "-".join(str(subject.id) for subject in some[:3]) + f":{len(some)}"
        tell_unit(act, some[0].published, unit_id, "finding_confirmed", key, words)
