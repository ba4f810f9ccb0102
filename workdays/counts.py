"""Rules that measure instead of naming a day (D14): hours of lateness, months of lying idle, times in a span.

In law 以上、以下、以内、届满 include the number, 不满、超过、以外 do not (民法典第一千二百五十九条). A text may say 含
or 不含, so every predicate takes `inclusive`.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from fractions import Fraction

from config.scoring.words import LateIn
from workdays.calendar import WorkCalendar
from workdays.deadline import instant, local_day
from workdays.spans import add_months


def over_hours(moment: datetime, *, since: datetime, hours: int, inclusive: bool = True) -> bool:
    """Whether `moment` is `hours` or more after `since`: `超过规定报送时间24小时以上`."""
    passed = instant(moment) - instant(since)
    limit = timedelta(hours=hours)
    return passed >= limit if inclusive else passed > limit


def older_than_months(begun: date, *, on: date, months: int, inclusive: bool = False) -> bool:
    """Whether what began on `begun` is more than `months` old: `暂存超过六个月`.

    The corresponding day ends the period; a month without it ends with its last day (民法典第二百零二条).
    """
    full = add_months(begun, months)
    return on >= full if inclusive else on > full


def count_shortfall(done: int, *, at_least: int) -> int:
    """How many times are missing: `全年至少4次`."""
    return max(0, at_least - done)


def lateness(due: datetime, done: datetime, unit: LateIn, calendar: WorkCalendar) -> Fraction:
    """How late, in hours, days, workdays or months; 0 where it is not late.

    Days are counted by the calendar, as offices do: due on the 13th and done on the 14th is one day, whatever the hour.
    What is late by less than one is a part of one, so that a rule can say whether a started day counts.
    """
    elapsed = instant(done) - instant(due)
    if elapsed <= timedelta(0):
        return Fraction(0)
    if unit is LateIn.HOURS:
        return Fraction(elapsed // _TICK, timedelta(hours=1) // _TICK)
    if unit is LateIn.MONTHS:
        return _months(local_day(due), local_day(done))
    from_day, to_day = local_day(due), local_day(done)
    whole = (to_day - from_day).days if unit is LateIn.DAYS else calendar.workdays_between(from_day, to_day)
    return Fraction(whole) if whole else Fraction(min(elapsed, _DAY - _TICK) // _TICK, _DAY // _TICK)


def lateness_in(calendar: WorkCalendar) -> Callable[[datetime, datetime, LateIn], Fraction]:
    """The same, counted in the workdays of one calendar."""

    def late(due: datetime, done: datetime, unit: LateIn) -> Fraction:
        return lateness(due, done, unit, calendar)

    return late


_TICK = timedelta(microseconds=1)
_DAY = timedelta(days=1)


def _months(begun: date, done: date) -> Fraction:
    """Whole months, and the days beyond them as a part of the month that has begun."""
    whole = (done.year - begun.year) * 12 + done.month - begun.month
    if add_months(begun, whole) > done:
        whole -= 1
    start, end = add_months(begun, whole), add_months(begun, whole + 1)
    part = Fraction((done - start).days, (end - start).days)
    return whole + part if whole or part else Fraction(1, (end - start).days * 24)
