"""Where everybody stood at the end of each month of a year: worked out from what had been recorded by then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from actions.calendars import state_of_days
from actions.published import published_of
from actions.results.sight import directory_at, sight
from actions.scoring.reckoning import reckon, reckon_now
from actions.shelf import Shelf
from config.scheme import Scheme
from config.zone import SHANGHAI
from scoring.outcome import Outcome
from states.results.seeing import Sight, seen
from workdays.periods import Period

_ENDED: Shelf[tuple[object, ...], tuple[Scheme, Outcome]] = Shelf(keep=36)
LAST = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """One month by its last moment; the one that runs, as it stands now. None: now, when the year is over."""

    month: Period | None
    is_over: bool
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Months:
    scheme: Scheme
    sight: Sight
    ends: tuple[MonthEnd, ...]


def month_ends(tx: Connection, assessment_id: int, *, now: datetime, person_id: int) -> Months:
    """As far as this reader may see it (O27)."""
    published = published_of(tx, assessment_id, day=now.astimezone(SHANGHAI).date())
    own = sight(directory_at(tx, published, now).actor(person_id), published, is_published=False)
    found = _worked(tx, assessment_id, published.year, now)
    ends = tuple(MonthEnd(month, is_over, seen(outcome, scheme, own)) for month, is_over, scheme, outcome in found)
    return Months(published.scheme, own, ends)


def _worked(
    tx: Connection, assessment_id: int, year: int, now: datetime
) -> Iterator[tuple[Period | None, bool, Scheme, Outcome]]:
    today = now.astimezone(SHANGHAI).date()
    months = [Period.month(year, number) for number in range(1, 13)]
    for month in months:
        if month.end < today:
            yield month, True, *_ended(tx, assessment_id, month)
    current = reckon_now(tx, assessment_id, today=today)
    running = next((month for month in months if month.start <= today <= month.end), None)
    if running is not None or months[-1].end < today:
        yield running, False, current.scheme, current.outcome


def _ended(tx: Connection, assessment_id: int, month: Period) -> tuple[Scheme, Outcome]:
    """Worked out once: nothing is recorded in a month that is over.

    Kept by the rules of its last day and by the calendar that says what was late: both may be changed afterwards.
    """
    rules = published_of(tx, assessment_id, day=month.end).scheme_hash
    return _ENDED.get(
        tx,
        (assessment_id, month.end, rules, state_of_days(tx)),
        lambda: _reckoned(tx, assessment_id, month.end),
    )


def _reckoned(tx: Connection, assessment_id: int, day: date) -> tuple[Scheme, Outcome]:
    last_moment = datetime.combine(day + timedelta(days=1), datetime.min.time(), SHANGHAI) - LAST
    found = reckon(tx, assessment_id, today=day, as_of=last_moment)
    return found.scheme, found.outcome
