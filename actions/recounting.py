"""The working calendar changed, or who is there: when the clock looks next at what is open is counted again.

A rung that a worked Saturday brings forward, a reminder that a day off does, or the work of somebody on leave who has
a substitute by now, would else be found only on the day on which it would have come before.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select

from actions.context import Act
from actions.holding import next_look
from actions.ladders import due_moment_of, ladder_of, standing_of
from actions.shortfalls.ladders import look_again
from models.obligations import OPEN, Obligation, open_obligations_of
from models.shortfalls import OPEN as BEHIND
from models.shortfalls import Shortfall
from models.writing import change_rows


def look_anew_at_all(act: Act) -> None:
    """Everything of this office that the clock will look at one day."""
    owed = select(Obligation.t).where(OPEN, Obligation.c.next_look_at.is_not(None))
    behind = select(Shortfall.t).where(BEHIND, Shortfall.c.next_look_at.is_not(None))
    _recount(act, Obligation.t, _rows(act, owed, Obligation.t), _obligation)
    _recount(act, Shortfall.t, _rows(act, behind, Shortfall.t), _shortfall)


def look_anew_at(act: Act, posts: Collection[int]) -> None:
    """What these posts owe."""
    if posts:
        rows = [row for row in open_obligations_of(act.tx, posts) if row.next_look_at is not None]
        _recount(act, Obligation.t, rows, _obligation)


def _rows(act: Act, query: Any, table: Table) -> Sequence[Any]:
    return act.tx.execute(query.where(table.c.office_id == act.office_id).order_by(table.c.id).with_for_update()).all()


def _recount(act: Act, table: Table, rows: Sequence[Any], count: Callable[[Act, Any], datetime | None]) -> None:
    moments = [(row, count(act, row)) for row in rows]
    changes = [
        {"b_id": row.id, "b_version": row.version, "next_look_at": moment}
        for row, moment in moments
        if moment != row.next_look_at
    ]
    change_rows(act.tx, table, changes)


def _obligation(act: Act, row: Any) -> datetime | None:
    return next_look(act, row, standing=standing_of(row), due=due_moment_of(row))


def _shortfall(act: Act, row: Any) -> datetime | None:
    return look_again(act, act.published(row.assessment_id), ladder_of(row), standing_of(row))
