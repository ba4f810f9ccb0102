"""What is still open of a unit that ends goes to its heir, once; what is settled stays under the old name."""

from collections.abc import Mapping

from sqlalchemy import select, update

from actions.context import Act
from models.assessments import Assessment
from models.assignments import Assignment
from models.indicators import Indicator, IndicatorUnit
from models.obligations import OPEN, Obligation
from models.reports import Report
from models.reviews import Opinion, Review
from models.shortfalls import OPEN as BEHIND
from models.shortfalls import Shortfall
from states.assessment import AssessmentState
from states.assignment import AssignmentState
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
    """How many obligations, assignments, reports and shortfalls were re-addressed."""
    return {
        "assignments": _assignments(act, old_id, heir),
        "reports": _reports(act, old_id, heir),
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
    moved = 0
    for old, new in posts.items():
        moved += act.tx.execute(
            update(Obligation.t)
            .where(OPEN, Obligation.c.post_id == old)
            .values(post_id=new, unit_id=heir, version=Obligation.c.version + 1)
        ).rowcount
        for asked in (Review, Opinion):
            act.tx.execute(
                update(asked.t)
                .where(asked.c.post_id == old, asked.c.closed_at.is_(None))
                .values(post_id=new, unit_id=heir, version=asked.c.version + 1)
            )
    return moved
