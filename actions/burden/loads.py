"""What units are asked for in a month: what the plan has for them, and what was asked besides. A query each."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, func, or_, select

from actions.wording import say_last_moment
from config.obligations import ObligationKind
from config.zone import SHANGHAI
from models.assessments import Assessment
from models.obligations import Obligation
from models.posts import Post
from models.requests import Request
from states.burden import Asked
from states.obligations import Outcome
from workdays.deadline import due_at
from workdays.periods import Period

PLANNED = "方案定期报送"
REPORTED = (ObligationKind.REPORT.value, ObligationKind.FIGURE.value)
# what need not be handed in is not asked for
LET_OFF = (Outcome.WAIVED.value, Outcome.EXEMPT_LATE_START.value, Outcome.WITHDRAWN.value)


def asked_in(
    tx: Connection, office_id: int, month: Period, units: Collection[int] | None = None
) -> Mapping[int, list[Asked]]:
    """By unit, each matter that falls due in this month; the plan's first, then in the order in which it was asked."""
    found: defaultdict[int, list[Asked]] = defaultdict(list)
    for row in tx.execute(_planned(office_id, month, units)):
        title = row.title.partition("：")[0]
        found[row.unit_id].append(Asked(window_matter(row.assessment_id, row.period), title, PLANNED, _due(row)))
    for row in tx.execute(_besides(office_id, month, units)):
        found[row.unit_id].append(Asked(row.matter, row.title, row.by or "系统", _due(row)))
    return found


def window_matter(assessment_id: int, window: str) -> str:
    """What a submission window asks for is one matter, however many reports it has."""
    return f"window:{assessment_id}:{window}"


def of_month(column: Any, month: Period) -> Any:
    """From its first moment to its last."""
    first = datetime.combine(month.start, time.min, tzinfo=SHANGHAI)
    return column.between(first, due_at(month.end))


def _planned(office_id: int, month: Period, units: Collection[int] | None) -> Any:
    years = select(Assessment.c.id).where(Assessment.c.office_id == office_id)
    query = select(
        Obligation.c.unit_id,
        Obligation.c.assessment_id,
        Obligation.c.period,
        func.min(Obligation.c.title).label("title"),
        func.min(Obligation.c.due_at).label("due_at"),
    ).where(
        Obligation.c.assessment_id.in_(years),
        of_month(Obligation.c.due_at, month),
        Obligation.c.kind.in_(REPORTED),
        or_(Obligation.c.outcome.is_(None), Obligation.c.outcome.not_in(LET_OFF)),
    )
    if units is not None:
        query = query.where(Obligation.c.unit_id.in_(units))
    by = (Obligation.c.unit_id, Obligation.c.assessment_id, Obligation.c.period)
    return query.group_by(*by).order_by(Obligation.c.unit_id, func.min(Obligation.c.due_at), Obligation.c.period)


def _besides(office_id: int, month: Period, units: Collection[int] | None) -> Any:
    query = (
        select(Request.t, Post.c.title.label("by"))
        .outerjoin(Post.t, Post.c.id == Request.c.asked_by_post_id)
        .where(Request.c.office_id == office_id, Request.c.month == month.code)
        .order_by(Request.c.id)
    )
    return query if units is None else query.where(Request.c.unit_id.in_(units))


def _due(row: Any) -> str:
    return say_last_moment(row.due_at) if row.due_at is not None else "期限未定"
