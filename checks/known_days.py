"""The calendar that a scheme is looked at with before any database knows its year."""

from checks.dating import with_local_days
from config.scheme import Scheme
from workdays.calendar import WorkCalendar
from workdays.seed import seeded_calendar

YEARS_BEFORE, YEARS_AFTER = 1, 2
"""How far beyond its own year a scheme may count: back to what was issued before it, on to what ends after it."""


def calendar_for(scheme: Scheme) -> WorkCalendar:
    """The known days of the year and those around it; years that nobody has announced are provisional."""
    seeded = seeded_calendar(scheme.year - YEARS_BEFORE, scheme.year + YEARS_AFTER)
    return with_local_days(seeded, scheme)
