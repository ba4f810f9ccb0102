"""The month that a page speaks of, as the address says it."""

from config.zone import SHANGHAI
from web.kernel.visit import Visit
from workdays.periods import Period, PeriodError

OFFERED = 14
"""Months to choose from: this one and a year before."""


def month_asked(visit: Visit, *, usual: Period | None = None) -> Period:
    """The usual one, else this month, unless the address names another."""
    today = visit.now.astimezone(SHANGHAI)
    try:
        asked: Period | None = Period.parse(visit.query.get("month", ""))
    except PeriodError:
        asked = None
    if asked is not None and asked.kind == "month":
        return asked
    return usual or Period.month(today.year, today.month)


def months_back(visit: Visit) -> list[Period]:
    """The latest first."""
    today = visit.now.astimezone(SHANGHAI)
    counted = (today.year * 12 + today.month - 1 - step for step in range(OFFERED))
    return [Period.month(number // 12, number % 12 + 1) for number in counted]
