"""What a run in the background leaves in the database: how far it is, what it answered, or why it could not go on."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from actions.acts import Refused
from actions.drafts.loading import text_of
from actions.rehearsing.asking import LOST, behaviour_of
from actions.rehearsing.rehearsal import Advance, Rehearsal
from actions.rehearsing.rehearsing import rehearse
from config.errors import KaoheError
from config.loading import load_scheme
from config.problems import SchemeErrors
from models.database import Database
from models.drafts import RehearsalRun

PAUSE = 1.0
"""Seconds between two words of how far it is."""


def play_run(database: Database, run: int, *, clock: Callable[[], datetime]) -> None:
    """Play what was asked for and keep the answer. `clock` tells real time: the year's own is moved."""
    with database.read() as tx:
        row = tx.execute(select(RehearsalRun.t).where(RehearsalRun.c.id == run)).one_or_none()
        text = text_of(tx, row.draft_id, row.number) if row is not None else None
    if row is None or row.state != "running" or text is None:
        return
    keeper = _Keeper(database, run, clock)
    try:
        played = rehearse(
            text, behaviour=behaviour_of(row.behaviour, load_scheme(text).scheme), progress=keeper.advance
        )
    except SchemeErrors as errors:
        give_up(database, run, [*map(str, errors.problems)], now=clock())
    except Refused as refused:
        give_up(database, run, refused.reasons, now=clock())
    except KaoheError as error:
        give_up(database, run, [str(error)], now=clock())
    else:
        _finish(database, run, played, now=clock())


class _Keeper:
    """Writes how far it is, now and then."""

    def __init__(self, database: Database, run: int, clock: Callable[[], datetime]) -> None:
        self.database, self.run, self.clock = database, run, clock
        self.last: datetime | None = None

    def advance(self, advance: Advance) -> None:
        now = self.clock()
        if self.last is not None and (now - self.last).total_seconds() < PAUSE:
            return
        self.last = now
        passed, total = advance.now - advance.begins_at, advance.ends_at - advance.begins_at
        told = {"passed_days": passed.days, "total_days": total.days, "messages": advance.messages, "beat_at": now}
        _write(self.database, self.run, told)


def _finish(database: Database, run: int, played: Rehearsal, *, now: datetime) -> None:
    _write(database, run, {"state": "done", "ended_at": now, "beat_at": now, "result": told(played)})


def give_up(database: Database, run: int, reasons: Sequence[str] = (LOST,), *, now: datetime) -> None:
    """Why it could not go on; a run that has ended stays as it is."""
    _write(database, run, {"state": "failed", "ended_at": now, "reasons": [*reasons]})


def _write(database: Database, run: int, values: dict[str, Any]) -> None:
    running = RehearsalRun.c.state == "running"
    with database.write() as tx:
        tx.execute(update(RehearsalRun.t).where(RehearsalRun.c.id == run, running).values(**values))


def told(played: Rehearsal) -> dict[str, Any]:
    """The answer as it is kept. What arrives is counted, its text stands in the messages."""
    found = asdict(played)
    found["arrivals"] = [{"at": each.at, "person": each.person, "count": each.count} for each in played.arrivals]
    plain: dict[str, Any] = json.loads(json.dumps(found, ensure_ascii=False, default=_plain))
    return plain


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
