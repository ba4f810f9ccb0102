"""The one door of every write: `perform` runs an act in a transaction of its own, or changes nothing.

Algorithm: validate what was told → open the write transaction → look the actor up as of `now` → run the act → commit.
A busy database is asked again with the same `now`; a refusal rolls back and carries every reason.
"""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError, OperationalError

from actions.acts import Data, Done, Refused, Registered
from actions.context import begin
from actions.doors import Door
from actions.hearing import hear
from actions.registry import registry
from config.errors import KaoheError
from models.database import Database

T = TypeVar("T")

# A click never waits longer than this many tries; each already waits up to the database's own busy time-out.
BUSY_TRIES = 5
POSTGRES_RETRY = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock not available
POSTGRES_TAKEN = "23505"  # unique violation: between our look and our write another wrote the same thing


class Busy(KaoheError):
    """The database stayed locked by others; nothing was changed and the act may be repeated."""


def perform(
    database: Database,
    name: str,
    data: Mapping[str, Any] | Data | None = None,
    *,
    door: Door,
) -> Done:
    """Do the act `name`, all of it or nothing; an act in parts does each part so.

    Raises `Refused` with every unmet reason, `Busy` when the database stays locked, `KaoheError` for an unknown act.
    """
    entry = find_act(name)
    told = hear(entry, data if data is not None else {})
    if entry.parts is None:
        return _surely(database, entry, told, door=door)
    return entry.parts.join([_surely(database, entry, part, door=door) for part in entry.parts.split(told)])


def _surely(database: Database, entry: Registered, told: Data, *, door: Door) -> Done:
    return once_more_if_busy(lambda: _once(database, entry, told, door=door), label=entry.label)


def once_more_if_busy(work: Callable[[], T], *, label: str) -> T:
    """Do it; where another writer stands in the way, again, with the same arguments and so the same `now`.

    What was taken meanwhile is there at the second look, and is then refused, or left out, in its own words.
    """
    for attempt in range(BUSY_TRIES):
        try:
            return work()
        except DBAPIError as error:
            if not (is_busy(error) or (was_taken(error) and attempt < BUSY_TRIES - 1)):
                raise
            # jitter keeps two refused writers from meeting again
            time.sleep(random.uniform(0.01, 0.05) * (attempt + 1))  # noqa: S311
    raise Busy(f"数据库正忙，“{label}”没有办理，请稍后再试。")


def find_act(name: str) -> Registered:
    """The registered act, or an error that lists what there is."""
    entry = registry().get(name)
    if entry is None:
        raise KaoheError(f"没有名为“{name}”的办理事项，可用的有：{'、'.join(sorted(registry()))}")
    return entry


def _once(database: Database, entry: Registered, told: Data, *, door: Door) -> Done:
    with database.write() as tx:
        act = begin(tx, entry, door=door)
        try:
            done = entry.run(act, told)
        except Refused as refused:
            raise act.retold(refused) from refused
        act.close()
        return replace(done, summary=act.spoken(done.summary))


def is_busy(error: DBAPIError) -> bool:
    """Whether another writer stood in the way: repeating the same act is safe and likely to succeed."""
    if isinstance(error, OperationalError) and "locked" in str(error.orig):
        return True
    return getattr(error.orig, "sqlstate", None) in POSTGRES_RETRY


def was_taken(error: DBAPIError) -> bool:
    """Whether another transaction wrote the same thing first. SQLite has one writer at a time: there it is a fault."""
    return getattr(error.orig, "sqlstate", None) == POSTGRES_TAKEN
