"""When somebody is away on leave and nobody is in his place: what he owes is paused meanwhile."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import product

from sqlalchemy import Connection, select

from config.zone import SHANGHAI
from models.leaves import Leave

Span = tuple[datetime, datetime]
MORNING = time(9)


def absences(tx: Connection, office_id: int, day: date) -> dict[int, tuple[Span, ...]]:
    """By person, what is left of it on this day: from the first day until the morning after the last."""
    query = select(Leave.t).where(
        Leave.c.office_id == office_id, Leave.c.ends_on >= day, Leave.c.substitution_id.is_(None)
    )
    found: dict[int, list[Span]] = defaultdict(list)
    for row in tx.execute(query.order_by(Leave.c.begins_on, Leave.c.id)):
        found[row.person_id].append((_at(row.begins_on, time.min), _at(row.ends_on + timedelta(days=1), MORNING)))
    return {person: tuple(spans) for person, spans in found.items()}


def shared(absent: Sequence[Sequence[Span]]) -> tuple[Span, ...]:
    """When all of them are away at once."""
    common = tuple(absent[0])
    for spans in absent[1:]:
        both = ((max(one[0], two[0]), min(one[1], two[1])) for one, two in product(common, spans))
        common = tuple(span for span in both if span[0] < span[1])
    return common


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=SHANGHAI)
