"""Rules under construction, as a scheme would write them, and what their readers share."""

from calendar import monthrange
from typing import Any

from config.deadlines import LONGEST_MONTH
from config.phrases.text import Found

Draft = dict[str, Any]
"""A rule as a scheme would write it."""

MONTHS_IN_YEAR = 12
LONGEST = max(LONGEST_MONTH)


def group(found: Found, name: str) -> str | None:
    return found.groupdict().get(name)


def before(found: Found, name: str) -> str:
    """The words in front of a group: what stays when the group is replaced."""
    return found[0][: found.start(name) - found.start()]


def which(found: Found, key: str) -> Draft:
    return {key: "next"} if group(found, "next") else {}


def last_of_month(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def nth_workday(n: int, anchor: Draft, *, direction: str) -> Draft:
    """The n-th workday from a day on, the day itself counted: 当月第3个工作日, 9月最后一个工作日."""
    return {
        "kind": "offset",
        "n": n,
        "unit": "workdays",
        "direction": direction,
        "anchor": anchor,
        "count_from": "same_day",
    }
