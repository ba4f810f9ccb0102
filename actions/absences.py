"""When somebody is away on leave and nobody is in his place: what he owes is paused meanwhile."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import product

from sqlalchemy import Connection, and_, or_, select

from config.zone import SHANGHAI
from models.leaves import Leave
from models.persons import Substitution

Span = tuple[datetime, datetime]


def absences(tx: Connection, office_id: int, day: date) -> dict[int, tuple[Span, ...]]:
    """By person, what is left of it on this day: from the first day until the one after the last.

    From the day on which somebody will stand in for all his posts it is no absence. Whoever asks says at which hour of
    the day after it his mornings begin.
    """
    query = select(Leave.t).where(
        Leave.c.office_id == office_id, Leave.c.ends_on >= day, Leave.c.substitution_id.is_(None)
    )
    found: dict[int, list[Span]] = defaultdict(list)
    for row in tx.execute(query.order_by(Leave.c.begins_on, Leave.c.id)):
        found[row.person_id].append((_begin(row.begins_on), _begin(row.ends_on + timedelta(days=1))))
    covers = _covers_to_come(tx, office_id, day) if found else {}
    return {person: _less(spans, covers.get(person, ())) for person, spans in found.items()}


def _covers_to_come(tx: Connection, office_id: int, day: date) -> Mapping[int, Sequence[Span]]:
    holds = or_(Substitution.c.asks.is_(False), Substitution.c.accepted_at.is_not(None))
    whole = and_(Substitution.c.office_id == office_id, Substitution.c.post_id.is_(None))
    found: dict[int, list[Span]] = defaultdict(list)
    for row in tx.execute(select(Substitution.t).where(whole, holds, Substitution.c.begins_on > day)):
        ends = row.ends_on or date.max - timedelta(days=1)
        found[row.person_id].append((_begin(row.begins_on), _begin(ends + timedelta(days=1))))
    return found


def _less(spans: Sequence[Span], covers: Sequence[Span]) -> tuple[Span, ...]:
    left = list(spans)
    for start, end in covers:
        pieces = [((one, min(two, start)), (max(one, end), two)) for one, two in left]
        left = [piece for both in pieces for piece in both if piece[0] < piece[1]]
    return tuple(left)


def shared(absent: Sequence[Sequence[Span]]) -> tuple[Span, ...]:
    """When all of them are away at once."""
    common = tuple(absent[0])
    for spans in absent[1:]:
        both = ((max(one[0], two[0]), min(one[1], two[1])) for one, two in product(common, spans))
        common = tuple(span for span in both if span[0] < span[1])
    return common


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=SHANGHAI)
