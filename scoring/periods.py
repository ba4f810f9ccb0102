"""Periods as facts write them: 2019, 2019-H1, 2019-Q1, 2019-05."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

_WRITTEN = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?$")
_MONTHS = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}


def is_period(text: str) -> bool:
    return _WRITTEN.match(text) is not None


def months_of(period: str) -> tuple[int, int, int]:
    """Year, first month, last month."""
    found = _WRITTEN.match(period)
    if found is None:
        raise ValueError(period)
    year, half, quarter, month = (int(part) if part else 0 for part in found.groups())
    if month:
        return year, month, month
    length = 6 if half else 3 if quarter else 12
    first = 1 + length * ((half or quarter or 1) - 1)
    return year, first, first + length - 1


def years_before(period: str, years: int) -> str:
    return f"{int(period[:4]) - years}{period[4:]}"


def parts_of(period: str, every: str) -> tuple[str, ...]:
    """The periods of this length inside, in order; itself where it is not longer."""
    year, first, last = months_of(period)
    length = _MONTHS[every]
    return tuple(_named(year, month, length) for month in range(first, last + 1) if (month - 1) % length == 0) or (
        period,
    )


def _named(year: int, month: int, length: int) -> str:
    if length == 12:
        return f"{year}"
    if length == 1:
        return f"{year}-{month:02}"
    return f"{year}-{'H' if length == 6 else 'Q'}{(month - 1) // length + 1}"


def period_of(day: date, every: str) -> str:
    length = _MONTHS[every]
    return _named(day.year, day.month - (day.month - 1) % length, length)


def contains(period: str, day: date) -> bool:
    first, last = days_of(period)
    return first <= day <= last


@lru_cache(maxsize=1024)
def days_of(period: str) -> tuple[date, date]:
    """Its first and its last day."""
    year, first, last = months_of(period)
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def last_day(period: str) -> date:
    return days_of(period)[1]
