"""What tests of the clock share: what it did, when it has to come next, and a crowd that is due at once."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from actions.ticking import tick
from models.journal import Journal
from models.obligations import OPEN, Obligation
from models.outbox import OutboxMessage
from models.shortfalls import Shortfall
from models.windows import Window
from models.writing import insert_rows
from states.window import WindowState
from tests.integration.actions.year import Year

Book = list[tuple[Any, ...]]


def book_of(year: Year) -> Book:
    """Everything that the clock ever told and noted, with its moment, in an order of its own."""
    message, line = OutboxMessage.c, Journal.c
    told = select(message.dedup_key, message.person_id, message.subject, message.body, message.created_at)
    noted = select(line.act, line.subject_kind, line.subject_id, line.after, line.recorded_at).where(
        line.via == "clock"
    )
    with year.database.read() as tx:
        rows = [tuple(row) for query in (told, noted.where(line.via == "clock")) for row in tx.execute(query)]
    return sorted(rows, key=lambda row: json.dumps(row, default=str))


def next_moment(year: Year) -> datetime | None:
    """When the clock has something to do next."""
    looks = select(func.min(Obligation.c.next_look_at)).where(OPEN)
    behind = select(func.min(Shortfall.c.next_look_at)).where(Shortfall.c.closed_at.is_(None))
    windows = select(func.min(Window.c.opens_at)).where(Window.c.state == WindowState.NOT_OPEN.value)
    with year.database.read() as tx:
        moments = [moment for query in (looks, behind, windows) if (moment := tx.execute(query).scalar()) is not None]
    return min(moments, default=None)


def run_when_due(year: Year, *, until: datetime) -> None:
    """A clock that comes exactly when there is something to do."""
    while (moment := next_moment(year)) is not None and moment <= until:
        tick(year.database, now=moment)


def every(step: timedelta, *, after: datetime, until: datetime) -> Iterator[datetime]:
    moment = after
    while (moment := moment + step) <= until:
        yield moment


def crowd(year: Year, number: int, *, look: datetime, about: int | None = None) -> list[int]:
    """So many reports of one assignment, each of a window of its own, all of them to be reminded of now."""
    due = look + timedelta(days=1, hours=8)
    query = select(Obligation.t).where(OPEN, Obligation.c.kind == "report").limit(1)
    with year.database.write() as tx:
        like = tx.execute(query if about is None else query.where(Obligation.c.subject_id == about)).one()._asdict()
        del like["id"]
        like["ladder"] = {**like["ladder"], "reminders": [{"n": 1, "unit": "workdays", "at": f"{look:%H:%M}"}]}
        moments = {"due_at": due, "original_due_at": due, "next_look_at": look, "deadline": None}
        moments["opened_at"] = look - timedelta(days=1)
        return insert_rows(tx, Obligation.t, [{**like, **moments, "period": f"load/{one}"} for one in range(number)])
