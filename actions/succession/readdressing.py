"""What is still open of a unit that ends goes to its heir, once; what is settled stays under the old name."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from actions.context import Act
from actions.succession.findings import readdress_findings
from actions.succession.letters import readdress_letters
from actions.succession.vetoes import readdress_vetoes
from models.assessments import Assessment
from models.assignments import Assignment
from models.base import Row
from models.indicators import Indicator, IndicatorUnit
from models.obligations import OPEN, Obligation
from models.reports import Report
from models.reviews import Opinion, Review
from models.shortfalls import OPEN as BEHIND
from models.shortfalls import Shortfall
from states.assessment import AssessmentState
from states.assignment import AssignmentState
from states.obligations import Outcome
from states.report import ReportState

ENDED = (AssignmentState.SCORED.value, AssignmentState.ARCHIVED.value, AssignmentState.WITHDRAWN.value)
# not handed in yet: the heir will hand it in
OPEN_REPORTS = (
    ReportState.NOT_OPEN.value,
    ReportState.FILLING.value,
    ReportState.RETURNED.value,
    ReportState.CORRECTING.value,
)
LIVING = (AssessmentState.PUBLISHED.value, AssessmentState.RUNNING.value)


def readdress(act: Act, old_id: int, heir: int, posts: Mapping[int, int]) -> dict[str, int]:
    """How many obligations, assignments, reports, letters, findings, vetoes and shortfalls were re-addressed."""
    return {
        "assignments": _assignments(act, old_id, heir),
        "reports": _reports(act, old_id, heir),
        "letters": readdress_letters(act, old_id, heir),
        "findings": readdress_findings(act, old_id, heir),
        "vetoes": readdress_vetoes(act, old_id, heir),
        "obligations": _obligations(act, heir, posts),
        "shortfalls": _shortfalls(act, old_id, heir),
    }


def _assignments(act: Act, old_id: int, heir: int) -> int:
    moved = act.tx.execute(
        update(Assignment.t)
        .where(Assignment.c.lead_unit_id == old_id, Assignment.c.state.not_in(ENDED))
        .values(lead_unit_id=heir, version=Assignment.c.version + 1)
    ).rowcount
    taken = select(IndicatorUnit.c.indicator_id).where(IndicatorUnit.c.unit_id == heir)
    living = (
        select(Indicator.c.id)
        .join(Assessment.t, Assessment.c.id == Indicator.c.assessment_id)
        .where(Assessment.c.state.in_(LIVING), Indicator.c.id.not_in(taken))
    )
    act.tx.execute(
        update(IndicatorUnit.t)
        .where(IndicatorUnit.c.unit_id == old_id, IndicatorUnit.c.indicator_id.in_(living))
        .values(unit_id=heir)
    )
    return moved


def _reports(act: Act, old_id: int, heir: int) -> int:
    return act.tx.execute(
        update(Report.t)
        .where(Report.c.unit_id == old_id, Report.c.state.in_(OPEN_REPORTS))
        .values(unit_id=heir, version=Report.c.version + 1)
    ).rowcount


def _shortfalls(act: Act, old_id: int, heir: int) -> int:
    """Papers that are still to come go to the heir."""
    return act.tx.execute(
        update(Shortfall.t)
        .where(BEHIND, Shortfall.c.unit_id == old_id)
        .values(unit_id=heir, version=Shortfall.c.version + 1)
    ).rowcount


def _obligations(act: Act, heir: int, posts: Mapping[int, int]) -> int:
    return sum(_hand_on(act, heir, old, new) for old, new in posts.items())


def _hand_on(act: Act, heir: int, old: int, new: int) -> int:
    """What the heir owes already is owed once: the other ends as handed on, and its seat is closed."""
    seats = select(Review.t).where(Review.c.closed_at.is_(None), Review.c.post_id.in_((old, new)))
    mine, doubled = _divided(act.tx.execute(seats.order_by(Review.c.id)).all(), old, ("step",))
    closed = update(Review.t).where(Review.c.id.in_(doubled))
    act.tx.execute(closed.values(closed_at=act.now, version=Review.c.version + 1))
    advice = select(Opinion.c.id).where(Opinion.c.post_id == old, Opinion.c.closed_at.is_(None))
    _move(act, Review, mine, heir, new)
    _move(act, Opinion, act.tx.scalars(advice).all(), heir, new)
    owed = select(Obligation.t).where(OPEN, Obligation.c.post_id.in_((old, new)))
    mine, doubled = _divided(act.tx.execute(owed.order_by(Obligation.c.id)).all(), old, ("kind", "period"))
    act.obligations.end(doubled, outcome=Outcome.REASSIGNED)
    return _move(act, Obligation, mine, heir, new)


def _divided(rows: Sequence[Any], old: int, names: Sequence[str]) -> tuple[list[int], list[int]]:
    """Of the old post's: what moves, and what the new post has of its own about the same thing."""

    def about(row: Any) -> tuple[Any, ...]:
        return (row.subject_kind, row.subject_id, *(getattr(row, name) for name in names))

    taken = {about(row) for row in rows if row.post_id != old}
    own = [row for row in rows if row.post_id == old]
    return [row.id for row in own if about(row) not in taken], [row.id for row in own if about(row) in taken]


def _move(act: Act, table: type[Row], ids: Sequence[int], heir: int, post: int) -> int:
    moved = update(table.t).where(table.c.id.in_(ids))
    return act.tx.execute(moved.values(post_id=post, unit_id=heir, version=table.c.version + 1)).rowcount
