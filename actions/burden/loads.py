"""What units are asked for in a month: what the plan has for them, and what was asked besides. A query each."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, func, not_, or_, select

from actions.wording import say_last_moment
from config.obligations import ObligationKind
from config.zone import SHANGHAI
from models.assessments import Assessment
from models.obligations import LET_OFF, Obligation
from models.posts import Post
from models.requests import Request
from states.burden import Asked
from workdays.deadline import due_at
from workdays.periods import Period

PLANNED = "方案定期报送"
REPORTED = (ObligationKind.REPORT.value, ObligationKind.FIGURE.value)


@dataclass(frozen=True, slots=True)
class Due:
    """What falls due for a unit at one moment, of one kind and window: how many, the first of them with its title."""

    unit_id: int
    assessment_id: int
    kind: str
    period: str
    due_at: datetime
    first: int
    count: int
    title: str


def due_in(tx: Connection, office_id: int, month: Period, units: Collection[int] | None = None) -> Sequence[Due]:
    """What falls due in the month; what was let off is no burden."""
    years = select(Assessment.c.id).where(Assessment.c.office_id == office_id)
    # in the order of its index, which is then counted as it is read
    alike = [Obligation.c[name] for name in ("assessment_id", "due_at", "kind", "period", "unit_id")]
    counted = (
        select(*alike, func.min(Obligation.c.id).label("first"), func.count().label("many"))
        .where(
            Obligation.c.assessment_id.in_(years),
            of_month(Obligation.c.due_at, month),
            or_(Obligation.c.outcome.is_(None), not_(LET_OFF)),
            *([] if units is None else [Obligation.c.unit_id.in_(units)]),
        )
        .group_by(*alike)
        .cte("counted")
    )
    query = select(counted, Obligation.c.title).join(Obligation.t, Obligation.c.id == counted.c.first)
    return [
        Due(row.unit_id, row.assessment_id, row.kind, row.period, row.due_at, row.first, row.many, row.title)
        for row in tx.execute(query.order_by(counted.c.first))
    ]


def asked_in(
    tx: Connection, office_id: int, month: Period, units: Collection[int] | None = None
) -> Mapping[int, list[Asked]]:
    """By unit, each matter that falls due in this month; the plan's first, then in the order in which it was asked."""
    return asked_of(tx, office_id, month, due_in(tx, office_id, month, units), units)


def asked_of(
    tx: Connection, office_id: int, month: Period, due: Sequence[Due], units: Collection[int] | None = None
) -> Mapping[int, list[Asked]]:
    """The same, where what falls due has been read already."""
    found: defaultdict[int, list[Asked]] = defaultdict(list)
    for one in _planned(due):
        title = one.title.partition("：")[0]
        found[one.unit_id].append(Asked(window_matter(one.assessment_id, one.period), title, PLANNED, _due(one)))
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


def _planned(due: Sequence[Due]) -> list[Due]:
    """What a window asks of a unit once, by when the first of it is due."""
    found: dict[tuple[int, int, str], Due] = {}
    for each in due:
        if each.kind in REPORTED:
            matter = each.unit_id, each.assessment_id, each.period
            first = found.setdefault(matter, each)
            found[matter] = replace(first, due_at=min(first.due_at, each.due_at))
    return sorted(found.values(), key=lambda each: (each.due_at, each.period))


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
