"""`python -m actions.rehearsing RUN`: a year is played in a process of its own, so that no page waits for it."""

import os
import sys
from contextlib import closing, suppress
from datetime import datetime

from actions.rehearsing.keeping import give_up, play_run
from config.settings import read_settings
from config.zone import SHANGHAI
from models.database import Database

POLITE = 10


def _now() -> datetime:
    return datetime.now(SHANGHAI)


def main(run: int) -> None:
    with suppress(OSError):
        os.nice(POLITE)
    with closing(Database.open(read_settings().database)) as database:
        try:
            play_run(database, run, clock=_now)
        finally:
            give_up(database, run, now=_now())


if __name__ == "__main__":
    main(int(sys.argv[1]))
