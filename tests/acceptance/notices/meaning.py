"""What a deadline that was read means, in the terms in which the clerk wrote it down."""

from typing import Any

import yaml

from config.phrases.phrase import read_phrase
from documents.notices.deadlines import FoundDeadline
from documents.notices.reading import Reading
from workdays.periods import Period
from workdays.resolving import resolve
from workdays.seed import seeded_calendar

_CALENDAR = seeded_calendar(2012, 2024)
_ANY_YEAR = 2019


def meaning(found: FoundDeadline, asked: object) -> object:
    """A moment, or that of every period which the clerk names."""
    if isinstance(asked, dict):
        return {code: _moments(found, Period.parse(str(code))) for code in asked}
    if found.rule is None:
        return "how often" if found.is_recurring else "no day"
    year = str(asked)[:4]
    is_printed = year.isdecimal()
    moment = _moments(found, Period.year(int(year) if is_printed else _ANY_YEAR))
    return moment if is_printed else moment.replace(str(_ANY_YEAR), "-", 1)


def expected(asked: object) -> object:
    return {code: str(day) for code, day in asked.items()} if isinstance(asked, dict) else str(asked)


def _moments(found: FoundDeadline, period: Period) -> str:
    """The day that the words name, and the hour if they name one; several where they can be taken in several ways."""
    rules = [found.rule] if found.rule is not None else [read_phrase(each) for each in found.readings]
    dues = [resolve(rule, calendar=_CALENDAR, period=period) for rule in rules]
    return " or ".join(sorted(f"{due.due_on} {due.cutoff or ''}".strip() for due in dues))


def months_opened(reading: Reading, found: FoundDeadline) -> set[str]:
    """The months for which the draft opens a window with this deadline."""
    draft: dict[str, Any] = yaml.safe_load(reading.draft.text)
    windows = [each for each in draft.get("windows", []) if each["due"] == found.phrase]
    return {f"{draft['year']}-{month:02}" for each in windows for month in each["for_each"]["months"]}
