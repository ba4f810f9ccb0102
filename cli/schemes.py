"""The scheme that a command was told to read, and the calendar to read it with."""

from pathlib import Path

from checks.dating import with_local_days
from config.errors import KaoheError
from config.loading import Loaded, load_scheme
from config.scheme import Scheme
from config.schemes import find_scheme
from workdays.calendar import WorkCalendar
from workdays.seed import seeded_calendar

YEARS_BEFORE, YEARS_AFTER = 1, 2
"""How far beyond its own year a scheme may count: back to what was issued before it, on to what ends after it."""


class NotPublished(KaoheError):
    """No version of this scheme runs."""


class WouldOverwrite(KaoheError):
    """The file is there already."""


def path_of(name: str) -> Path:
    return find_scheme(name)


def read_scheme(name: str) -> Loaded:
    """Raises SchemeErrors with every error, SchemeNotFound where there is nothing to read."""
    path = find_scheme(name)
    return load_scheme(path, name=shown_path(path))


def shown_path(path: Path) -> str:
    """As short as it stays clear: relative to where the command was typed, if it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def calendar_for(scheme: Scheme) -> WorkCalendar:
    """The known days of the year and those around it; years that nobody has announced are provisional."""
    seeded = seeded_calendar(scheme.year - YEARS_BEFORE, scheme.year + YEARS_AFTER)
    return with_local_days(seeded, scheme)
