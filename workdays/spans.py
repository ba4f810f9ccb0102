"""Months, quarters, half-years and years as spans of dates; dates only, so no daylight-saving rule can move them."""

from calendar import monthrange
from datetime import date
from typing import assert_never

from config.deadlines import Span


def months_in(of: Span) -> int:
    match of:
        case "month":
            return 1
        case "quarter":
            return 3
        case "half_year":
            return 6
        case "year":
            return 12
        case _:
            assert_never(of)


def day_in_month(year: int, month: int, day: int) -> date:
    """A month without that day gives its last one, as 民法典第二百零二条 says of periods."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def month_end(day: date) -> date:
    return day_in_month(day.year, day.month, 31)


def add_months(day: date, n: int) -> date:
    """The corresponding day `n` months on, or the month's last day where there is none; `n` may be negative."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + n, 12)
    return day_in_month(year, month0 + 1, day.day)


def span_start(day: date, of: Span) -> date:
    """First day of the month, quarter, half-year or year that holds `day`."""
    size = months_in(of)
    return date(day.year, (day.month - 1) // size * size + 1, 1)


def span_end(day: date, of: Span, *, later: int = 0) -> date:
    """Last day of the span that holds `day`, or of the one `later` spans after it."""
    size = months_in(of)
    return month_end(add_months(span_start(day, of), size * (later + 1) - 1))
