"""Deadlines as notices write them: 9月的材料提前两个工作日, read into rules and written back.

The grammar itself stands in `config.phrases`, because a scheme may hold such words; here is the door for everybody
else, and what a rule comes to in a year.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from config.deadlines import AtLeast, ByMonth, DayOfMonth, DeadlineRule, EndOf, LastWorkday, Offset, Span
from config.phrases.carrying import RuleUnsayable
from config.phrases.doubting import Closest, PhraseRefused, said_as_rule
from config.phrases.phrase import read_phrase, write_phrase
from config.phrases.writing import say_rule
from workdays.calendar import WorkCalendar
from workdays.deadline import Deadline
from workdays.naming import Events
from workdays.periods import Period, periods_of
from workdays.resolving import resolve
from workdays.spans import span_end, span_start

__all__ = [
    "Closest",
    "Falls",
    "PhraseRefused",
    "RuleUnsayable",
    "every",
    "falls_in",
    "periods_for",
    "read_phrase",
    "said_as_rule",
    "say_rule",
    "write_phrase",
]

_SIZES: Mapping[Span, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Falls:
    """One concrete deadline of a rule. `nth` of `of`: which workday of its month the last permitted day is."""

    period: Period
    deadline: Deadline
    nth: int | None
    of: int | None


def every(rule: DeadlineRule) -> Span:
    """How often a rule falls due: as often as the shortest span that it speaks of; a plain date once a year."""
    return min(_spans(rule), key=_SIZES.__getitem__, default="year")


def _spans(rule: DeadlineRule) -> Iterator[Span]:
    match rule:
        case ByMonth() | DayOfMonth():
            yield "month"
        case LastWorkday() | EndOf():
            yield rule.of
        case AtLeast():
            yield rule.per
        case Offset() if not hasattr(rule.anchor, "event"):
            yield from _spans(rule.anchor)


def falls_in(
    periods: tuple[Period, ...],
    rule: DeadlineRule,
    *,
    calendar: WorkCalendar,
    upward: bool = False,
    events: Events | None = None,
) -> tuple[Falls, ...]:
    """When a rule falls due for each of the periods."""
    found = (resolve(rule, calendar=calendar, period=each, upward=upward, events=events) for each in periods)
    return tuple(
        Falls(period, deadline, *_place(deadline.judged_on, calendar))
        for period, deadline in zip(periods, found, strict=True)
    )


def _place(day: date | None, calendar: WorkCalendar) -> tuple[int | None, int | None]:
    if day is None:
        return None, None
    first, last = span_start(day, "month"), span_end(day, "month")
    return calendar.count_workdays(first, day), calendar.count_workdays(first, last)


def periods_for(rule: DeadlineRule, year: int) -> tuple[Period, ...]:
    """The periods of a year for which a rule falls due."""
    return periods_of(year, every(rule))
