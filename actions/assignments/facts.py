"""What the machine of an assignment is told: only what the guards of the state it stands in can ask for."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from actions.assignments.contents import Breakdown, breakdown_of
from actions.assignments.loading import planned_of
from actions.context import Act
from actions.explanations import explanations_of
from actions.facts import circumstances
from actions.subjects import Subject
from config.indicators import BreakdownField
from config.policy import Policy
from config.readings import PlannedAssignment, kind_of
from config.scheme import Scheme
from models.assignments import Contribution
from models.reports import Report
from models.verdicts import Verdict
from models.windows import Period, Window
from states.assignment import AssignmentFacts, AssignmentState
from states.doubts import Doubt, copied_text, sum_of_children
from states.report import ReportState
from states.subjects import SubjectKind
from workdays.deadline import due_at

A = AssignmentState

FILED = frozenset(
    each.value for each in (ReportState.SUBMITTED, ReportState.VERIFIED, ReportState.NIL, ReportState.WAIVED)
)


def facts_of(act: Act, subject: Subject[AssignmentFacts], *, words: str = "", **more: Any) -> AssignmentFacts:
    """The facts with which an assignment's machine is asked outside a review."""
    return AssignmentFacts(**{**circumstances(act, subject, words=words), **contents_of(act, subject), **more})


def contents_of(act: Act, subject: Subject[AssignmentFacts]) -> dict[str, Any]:
    """The kind's own facts, by what the state may ask."""
    match subject.state:
        case A.BREAKING_DOWN | A.RETURNED:
            return written(act, subject, breakdown_of(act.tx, subject.row))
        case A.IN_EXECUTION:
            last = subject.published.scheme.policy.adjust_before
            return {
                "reports_outstanding": tuple(_outstanding(act, subject.id)),
                "adjust_before": due_at(last) if last is not None else None,
            }
        case A.AWAITING_VERDICT:
            return {"has_verdict": sitting_verdict(act, subject.id) is not None}
        case _:
            return {}


# The breakdown


def written(act: Act, subject: Subject[AssignmentFacts], breakdown: Breakdown) -> dict[str, Any]:
    """What the gate of a submission looks at: the fields, the doubts with their 说明, the co-units' parts."""
    planned = planned_of(act, subject.published, subject.row)
    doubts = tuple(doubts_of(breakdown, subject.published.scheme.policy))
    missing, named = _parts(act, subject, planned, breakdown)
    return {
        "items": tuple(item.facts for item in breakdown.items),
        "filled": breakdown.filled,
        "required": required_of(subject, planned),
        "doubts": doubts,
        "explanations": explanations_of(act, subject, doubts),
        "parts_missing": missing,
        "parts_named": named,
    }


def required_of(subject: Subject[AssignmentFacts], planned: PlannedAssignment) -> tuple[BreakdownField, ...]:
    """五定 and what the stage asks for besides, ★ extras (R0.12), and what the kind asks for (R2.1)."""
    return required_by(subject.published.scheme, planned)


def required_by(scheme: Scheme, planned: PlannedAssignment) -> tuple[BreakdownField, ...]:
    """The same, by the scheme alone."""
    stage, kind = scheme.stages.breakdown, kind_of(scheme, planned)
    star = stage.star_requires if planned.star else ()
    return tuple(dict.fromkeys((*stage.requires, *star, *(kind.requires if kind is not None else ()))))


def doubts_of(breakdown: Breakdown, policy: Policy) -> Iterator[Doubt]:
    """Σ of the children (R0.11) and copied text (R0.10); signals, not walls (O28)."""
    if policy.check_sums:
        for target, parts in breakdown.summed:
            doubt = sum_of_children(parts, target=target.value, unit=target.unit, about=target.name)
            if doubt is not None:
                yield doubt
    for item in breakdown.items:
        doubt = _copied(breakdown, item.row, policy, item.title)
        if doubt is not None:
            yield doubt


def _copied(breakdown: Breakdown, row: Any, policy: Policy, about: str) -> Doubt | None:
    """An item's words against each of the indicator's: its title, that of the segment, its text."""
    above = dict.fromkeys((breakdown.assignment.title, breakdown.indicator.title, breakdown.indicator.text))
    found = (copied_text(parent, row.content, limits=policy.copied_text, about=about) for parent in above)
    return next((doubt for doubt in found if doubt is not None), None)


def _parts(
    act: Act, subject: Subject[AssignmentFacts], planned: PlannedAssignment, breakdown: Breakdown
) -> tuple[tuple[str, ...], frozenset[str]]:
    """配合单位 whose part is not there, and those that the lead says it goes without (O29)."""
    units = [act.directory.unit(code) for code in planned.co_units]
    missing = [unit for unit in units if unit.id not in breakdown.supplied]
    query = select(Contribution.c.unit_id).where(
        Contribution.c.subject_kind == SubjectKind.ASSIGNMENT.value,
        Contribution.c.subject_id == subject.id,
        Contribution.c.given_at.is_(None),
    )
    without = set(act.tx.scalars(query)) if missing else set()
    named = frozenset(unit.shown for unit in missing if unit.id in without)
    return tuple(unit.shown for unit in missing), named


# The year


def _outstanding(act: Act, assignment_id: int) -> Iterator[str]:
    """Periods that were asked for and are not in."""
    query = (
        select(Window.c.title, Period.c.title.label("period"))
        .join(Report.t, Report.c.window_id == Window.c.id)
        .join(Period.t, Period.c.id == Report.c.period_id)
        .where(Report.c.assignment_id == assignment_id, Report.c.state.not_in(FILED))
        .order_by(Window.c.position, Period.c.position)
    )
    for row in act.tx.execute(query):
        yield f"{row.title}（{row.period}）"


def sitting_verdict(act: Act, assignment_id: int) -> Any | None:
    """认定结果 of the year that counts now."""
    query = select(Verdict.t).where(
        Verdict.c.assignment_id == assignment_id, Verdict.c.period == "", Verdict.c.replaced_at.is_(None)
    )
    return act.tx.execute(query).one_or_none()
