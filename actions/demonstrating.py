"""The sample years for `kaohe run --demo`, played by the real acts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from actions.rehearsing.rehearsal import Advance
from config.errors import KaoheError
from models.database import Database


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody as whom a visitor may look around: the person's code, name and post."""

    person: str
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class LoadedYear:
    """One year of the demonstration. `is_new`: it was loaded now, not found."""

    scheme: str
    title: str
    year: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the demonstration holds, and as whom to look at it."""

    years: tuple[LoadedYear, ...]
    sign_ins: tuple[SignIn, ...]


class RealYearStands(KaoheError):
    """The database holds a year that is no sample: nothing was loaded."""


def load_demonstration(
    database: Database, *, now: datetime, progress: Callable[[Advance], None] | None = None
) -> Loaded:
    """Load both sample years and the rolled one up to `now`; what is already there is found, not loaded again.

    Raises `RealYearStands` for a database with a year of somebody's own.
    """
    raise NotImplementedError
