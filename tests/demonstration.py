"""The demonstration as it stands at a fixed moment: loaded once for each moment, copied where it is wanted."""

import shutil
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path

from actions.demonstrating import load_demonstration
from cli.opening import bring_up, vault_of
from config.settings import Settings
from config.zone import SHANGHAI
from models.database import Database
from tests.profiles import FULL

SHOWN = "2027-01-07 09:10"
"""A Thursday with an open window, before this year's notice would have come: little has to be played."""

OTHERS = (
    "2026-02-28 17:30",  # the last day of a month
    "2026-03-12 09:10",
    "2026-09-20 23:50",
    "2026-10-02 10:00",  # a public holiday
    "2026-12-30 15:00",
    "2027-01-02 09:10",
    "2031-03-01 08:30",  # nobody has announced the holidays of that year
    "2031-06-18 00:10",
)
DAYS = (SHOWN, *(OTHERS if FULL else ()))
"""On whatever day it is loaded, it lives: one day in `make test`, the others in `make faults`."""


def demonstration(home: Path, *, when: str = SHOWN) -> tuple[Database, Settings]:
    """A copy of one's own in this folder, without the years of 2019."""
    shutil.copytree(_loaded(when), home, dirs_exist_ok=True)
    settings = Settings(home=home, delivery="folder", demo=True)
    return Database.open(settings.database, vault=vault_of(settings)), settings


@cache
def _loaded(when: str) -> Path:
    home = Path(tempfile.mkdtemp(prefix="kaohe-demonstration-"))
    settings = Settings(home=home)
    bring_up(settings)
    database = Database.open(settings.database, vault=vault_of(settings))
    try:
        load_demonstration(database, evidence=settings.evidence, now=moment(when), history=False)
    finally:
        database.close()
    return home


def moment(when: str) -> datetime:
    return datetime.fromisoformat(when).replace(tzinfo=SHANGHAI)
