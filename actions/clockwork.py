"""Work of the clock in chunks: one transaction each, and a chunk that fails is halved down to the one bad row."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select

from actions.acts import Data, Done, Registered
from actions.context import Act
from actions.doors import Door
from actions.performing import once_more_if_busy
from models.care import SetAside, end_asides, put_aside
from models.database import Database

CHUNK = 50  # rows in one transaction, so that a click never waits long for the clock
RETRY = timedelta(hours=1)  # how long a row that broke a chunk is left alone
RUN = "tick"


def _nothing(_act: Act, _data: Data) -> Done:
    raise RuntimeError("the clock is no act of the registry")


CLOCK = Registered("tick", "定时办理", Data, _nothing)

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Round:
    """One kind of work.

    `find(tx, now, limit, leave=…, only=…)` claims rows that wait now: not those to leave alone, or none but some, or
    with `bare=True` only their ids. A row that was done is not found again: that is what makes a repetition harmless.
    `do` handles the rows of one office.
    """

    kind: str
    find: Callable[..., Sequence[Any]]
    do: Callable[[Act, Sequence[Any]], Counts]


def go_rounds(
    database: Database, rounds: Sequence[Round], *, now: datetime, leave: Mapping[str, Collection[int]]
) -> Counts:
    """All of each kind, chunk by chunk; how much was done, and how many rows were set aside. `leave`: left alone, by
    kind."""
    total: Counts = {}
    left = [(work, set(leave.get(work.kind, ()))) for work in rounds]
    while left:
        total = added(total, _chunk(database, left, now))
    return total


def left_alone(database: Database, *, now: datetime) -> dict[str, set[int]]:
    """Rows that broke a tick and whose time has not come again, by kind."""
    query = select(SetAside.c.subject_kind, SetAside.c.subject_id).where(
        SetAside.c.run == RUN, SetAside.c.resolved_at.is_(None), SetAside.c.retry_at > now
    )
    found: dict[str, set[int]] = defaultdict(set)
    with database.read() as tx:
        for kind, number in tx.execute(query):
            found[kind].add(number)
    return found


def added(left: Counts, right: Counts) -> Counts:
    return {name: left.get(name, 0) + right.get(name, 0) for name in {**left, **right}}


def write(database: Database, work: Callable[[Connection], Any]) -> Any:
    """One transaction of the clock."""

    def once() -> Any:
        with database.write(yields=True) as tx:
            return work(tx)

    return once_more_if_busy(once, label=CLOCK.label)


def _chunk(database: Database, left: list[tuple[Round, set[int]]], now: datetime) -> Counts:
    """One chunk of the first kind of which anything waits; those before it are over, and an idle clock asks all of them
    in one transaction. Rows that are set aside join those left alone.
    """
    found: list[int] = []
    place = 0

    def once(tx: Connection) -> Counts:
        nonlocal place
        place = 0
        for work, alone in left:
            rows = work.find(tx, now, CHUNK, leave=alone)
            found[:] = [row.id for row in rows]
            if rows:
                return _do(tx, work, rows, now)
            place += 1
        return {}

    try:
        done: Counts = write(database, once)
    except Exception as error:
        work, alone = left[place]
        found = found or write(
            database, lambda tx: [row.id for row in work.find(tx, now, CHUNK, leave=alone, bare=True)]
        )
        if not found:
            raise
        done = _halves(database, work, found, now, error, alone)
    del left[:place]
    return done


def end_well(database: Database, *, now: datetime) -> None:
    """What had been set aside and went well this time stands aside no longer."""
    write(database, lambda tx: end_asides(tx, run=RUN, now=now))


def _some(database: Database, work: Round, ids: Sequence[int], now: datetime, alone: set[int]) -> Counts:
    """These rows, as far as they still wait."""
    try:
        done: Counts = write(database, lambda tx: _do(tx, work, work.find(tx, now, len(ids), only=ids), now))
    except Exception as error:  # noqa: BLE001 -- the same, down to the one bad row
        return _halves(database, work, ids, now, error, alone)
    return done


def _halves(
    database: Database, work: Round, ids: Sequence[int], now: datetime, error: Exception, alone: set[int]
) -> Counts:
    if len(ids) == 1:
        write(database, lambda tx: _set_aside(tx, work.kind, ids[0], now, error))
        alone.add(ids[0])
        return {"set_aside": 1}
    middle = len(ids) // 2
    return added(_some(database, work, ids[:middle], now, alone), _some(database, work, ids[middle:], now, alone))


def _do(tx: Connection, work: Round, rows: Sequence[Any], now: datetime) -> Counts:
    """One act of the clock for each office that the rows belong to."""
    total: Counts = {}
    for office_id, some in groupby(sorted(rows, key=lambda row: row.office_id), key=lambda row: row.office_id):
        act = Act(tx, CLOCK, door=Door(now=now))
        act.enter(office_id)
        total = added(total, work.do(act, list(some)))
        act.close()
    return total


def _set_aside(tx: Connection, kind: str, row_id: int, now: datetime, error: Exception) -> None:
    put_aside(
        tx,
        run=RUN,
        subject_kind=kind,
        subject_id=row_id,
        reason=f"{type(error).__name__}: {error}",
        now=now,
        retry_at=now + RETRY,
    )
