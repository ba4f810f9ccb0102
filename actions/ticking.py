"""The tick: everything that the clock has to do now, in chunks of one transaction each.

1. Open the windows whose hour has come. 2. Look at the open obligations whose next look has come. 3. Seal the journal.
Safe to run twice, late, early or in two places: what was done moves its own next look, and a key stops the rest.
A chunk that fails is halved until the one bad row is set aside with its reason, and the others go on.
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from actions.acts import Data, Done, Registered
from actions.calendars import reach_present
from actions.climbing import Climbed, climb
from actions.context import Act
from actions.doors import Door
from actions.opening import open_windows
from actions.performing import once_more_if_busy
from models.care import put_aside, record_beat
from models.database import Database
from models.obligations import Obligation, due_obligations
from models.sealing import seal_new_rows
from models.windows import windows_to_open
from models.writing import change_row

CHUNK = 250  # rows in one transaction, so that a click never waits long for the clock
RETRY = timedelta(hours=1)  # how long a row that broke a chunk is left alone


@dataclass(frozen=True, slots=True)
class TickCounts:
    """What one tick did. `set_aside`: rows that broke, left for a person and for a later try."""

    opened: int = 0
    looked: int = 0
    reminded: int = 0
    climbed: int = 0
    sealed: int = 0
    set_aside: int = 0


def _nothing(_act: Act, _data: Data) -> Done:
    raise RuntimeError("the tick is no act of the registry")


TICK = Registered("tick", "时钟", Data, _nothing)


def tick(database: Database, *, now: datetime) -> TickCounts:
    """One look at the present: what is due now is done now, letters are not back-dated, lateness is."""
    _write(database, lambda tx: reach_present(tx, now=now))
    counts = TickCounts()
    while (step := _open_some(database, now)) is not None:
        counts = _sum(counts, step)
    while (step := _look_at_some(database, now)) is not None:
        counts = _sum(counts, step)
    while sealed := _write(database, lambda tx: seal_new_rows(tx, now=now)):
        counts = replace(counts, sealed=counts.sealed + sealed)
    _write(database, lambda tx: _beat(tx, now, counts))
    return counts


def _beat(tx: Connection, now: datetime, counts: TickCounts) -> None:
    record_beat(tx, "tick", started_at=now, finished_at=now, counts=asdict(counts), machine=socket.gethostname())


def _sum(left: TickCounts, right: TickCounts) -> TickCounts:
    return TickCounts(**{name: value + getattr(right, name) for name, value in asdict(left).items()})


def _write(database: Database, work: Callable[[Connection], Any]) -> Any:
    def once() -> Any:
        with database.write() as tx:
            return work(tx)

    return once_more_if_busy(once, label=TICK.label)


def clock_acts(tx: Connection, rows: Sequence[Any], *, now: datetime) -> list[tuple[Act, list[Any]]]:
    """One act of the clock for each office that the rows belong to."""
    found = []
    for office_id, some in groupby(sorted(rows, key=lambda row: row.office_id), key=lambda row: row.office_id):
        act = Act(tx, TICK, door=Door(now=now))
        act.enter(office_id)
        found.append((act, list(some)))
    return found


def _open_some(database: Database, now: datetime) -> TickCounts | None:
    def work(tx: Connection) -> TickCounts | None:
        rows = windows_to_open(tx, now=now, limit=CHUNK)
        for act, some in clock_acts(tx, rows, now=now):
            open_windows(act, some)
            act.close()
        return TickCounts(opened=len(rows)) if rows else None

    counts: TickCounts | None = _write(database, work)
    return counts


def _look_at_some(database: Database, now: datetime) -> TickCounts | None:
    """One chunk; where it breaks, its rows again in halves."""
    due: list[int] = []

    def work(tx: Connection) -> TickCounts | None:
        rows = due_obligations(tx, now=now, limit=CHUNK)
        due[:] = [row.id for row in rows]
        return _climb_all(tx, rows, now) if rows else None

    try:
        counts: TickCounts | None = _write(database, work)
    except Exception as error:
        if not due:
            raise
        return _halved(database, due, now, error)
    return counts


def _climb_all(tx: Connection, rows: Sequence[Any], now: datetime) -> TickCounts:
    total = TickCounts()
    for act, some in clock_acts(tx, rows, now=now):
        done: Climbed = climb(act, some)
        act.close()
        total = _sum(total, TickCounts(looked=done.looked, reminded=done.reminded, climbed=done.climbed))
    return total


def _halved(database: Database, ids: Sequence[int], now: datetime, error: Exception) -> TickCounts:
    if len(ids) == 1:
        _write(database, lambda tx: _set_aside(tx, ids[0], now, error))
        return TickCounts(set_aside=1)
    middle = len(ids) // 2
    return _sum(_one_half(database, ids[:middle], now), _one_half(database, ids[middle:], now))


def _one_half(database: Database, ids: Sequence[int], now: datetime) -> TickCounts:
    def work(tx: Connection) -> TickCounts:
        still_due = Obligation.t.select().where(
            Obligation.c.id.in_(ids), Obligation.c.settled_at.is_(None), Obligation.c.next_look_at <= now
        )
        return _climb_all(tx, tx.execute(still_due.with_for_update(skip_locked=True)).all(), now)

    try:
        counts: TickCounts = _write(database, work)
    except Exception as error:  # noqa: BLE001 -- the same, down to the one bad row
        return _halved(database, ids, now, error)
    return counts


def _set_aside(tx: Connection, obligation_id: int, now: datetime, error: Exception) -> None:
    row = tx.execute(Obligation.t.select().where(Obligation.c.id == obligation_id)).one()
    put_aside(
        tx,
        run="tick",
        subject_kind="obligation",
        subject_id=obligation_id,
        reason=f"{type(error).__name__}: {error}",
        now=now,
        office_id=row.office_id,
        retry_at=now + RETRY,
    )
    change_row(tx, Obligation.t, obligation_id, version=row.version, values={"next_look_at": now + RETRY})
