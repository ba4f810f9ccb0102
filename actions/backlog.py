"""What the outbox holds, read in one way by `kaohe doctor` and by the page of the queue."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, select

from models.outbox import OPEN, OutboxMessage

GRACE = timedelta(hours=1)
"""What has been due for longer than that should have left long ago: a run takes minutes."""
RECENT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many wait, of them the urgent, and those that should have left long ago; how many were given up in a day."""

    waiting: int
    urgent: int
    stuck: int
    given_up: int


def backlog(tx: Connection, *, now: datetime, office_id: int | None = None) -> Backlog:
    """Of one office, or of all."""
    message = OutboxMessage.c
    own = () if office_id is None else (message.office_id == office_id,)
    query = select(
        func.count(), func.count().filter(message.urgent), func.count().filter(message.send_after <= now - GRACE)
    )
    waiting, urgent, stuck = tx.execute(query.where(OPEN, *own)).one()
    return Backlog(waiting, urgent, stuck, tx.scalar(select(func.count()).where(*given_up(now), *own)) or 0)


def given_up(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The condition of what no channel took, within a day."""
    return OutboxMessage.c.state == "failed", OutboxMessage.c.finished_at > now - RECENT
