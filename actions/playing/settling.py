"""How each kind of obligation is settled: by whom, with which act, with what from the sample."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from actions.behaviours import Conduct
from actions.playing import papers
from actions.playing.breaking_down import break_down, revise_breakdown, supply_part
from actions.playing.deciding import decide
from actions.playing.judging import record_verdict, score, sign, verify_year
from actions.playing.outcome import Outcome
from actions.playing.packing import collect, consolidate, receipt, revise_package, send_up
from actions.playing.recording import settle_duty, sign_self_check
from actions.playing.reporting import report, revise_report, verify
from actions.playing.reviewing import review
from actions.playing.stage import Stage
from config.obligations import ObligationKind as Kind
from states.subjects import SubjectKind

Settler = Callable[[Stage, Any, datetime], Outcome]


def settle(stage: Stage, rows: Sequence[Any], *, now: datetime, conducts: Sequence[Conduct]) -> list[Outcome]:
    """Do what these open obligations of one desk ask for, as their owner."""
    if rows and rows[0].kind == Kind.REVIEW.value and rows[0].subject_kind != SubjectKind.LETTER.value:
        return review(stage, rows, now, conducts=conducts)
    return [_settle_one(stage, row, now, conduct) for row, conduct in zip(rows, conducts, strict=True)]


def _settle_one(stage: Stage, row: Any, now: datetime, conduct: Conduct) -> Outcome:
    settler = _settler(row)
    if settler is report:
        return report(stage, row, now, conduct=conduct)
    if settler is verify:
        return verify(stage, row, now, conduct=conduct)
    return settler(stage, row, now) if settler is not None else Outcome.NOT_YET


def is_known(row: Any) -> bool:
    """Whether anybody here knows how to settle it."""
    return row.kind == Kind.REVIEW.value or _settler(row) is not None


def _settler(row: Any) -> Settler | None:
    return _BY_SUBJECT.get((Kind(row.kind), row.subject_kind)) or _BY_KIND.get(Kind(row.kind))


_BY_KIND: dict[Kind, Settler] = {
    Kind.SIGN: sign,
    Kind.BREAKDOWN: break_down,
    Kind.CO_UNIT_PART: supply_part,
    Kind.REPORT: report,
    Kind.FIGURE: report,
    Kind.DUTY: settle_duty,
    Kind.SELF_CHECK: sign_self_check,
    Kind.DECISION: decide,
    Kind.MILESTONE: settle_duty,
    Kind.TASK: settle_duty,
    Kind.LETTER: papers.present,
    Kind.DELIVERY: papers.hand_over,
    Kind.ACKNOWLEDGEMENT: papers.acknowledge,
    Kind.REPLY: papers.answer,
    Kind.RECHECK: papers.recheck,
    Kind.TALK: papers.hold_talk,
    Kind.COMMITMENT: papers.commit,
}
_BY_SUBJECT: dict[tuple[Kind, str], Settler] = {
    (Kind.REVISION, SubjectKind.ASSIGNMENT.value): revise_breakdown,
    (Kind.REVISION, SubjectKind.REPORT.value): revise_report,
    (Kind.REVISION, SubjectKind.PACKAGE.value): revise_package,
    (Kind.REVIEW, SubjectKind.LETTER.value): papers.sign,
    (Kind.VERIFICATION, SubjectKind.REPORT.value): verify,
    (Kind.VERIFICATION, SubjectKind.ASSIGNMENT.value): verify_year,
    (Kind.VERDICT, SubjectKind.ASSIGNMENT.value): record_verdict,
    (Kind.SCORE, SubjectKind.ASSIGNMENT.value): score,
    (Kind.CONSOLIDATION, SubjectKind.ASSESSMENT.value): collect,
    (Kind.CONSOLIDATION, SubjectKind.PACKAGE.value): consolidate,
    (Kind.SEND_UP, SubjectKind.PACKAGE.value): send_up,
    (Kind.RECEIPT, SubjectKind.PACKAGE.value): receipt,
}
