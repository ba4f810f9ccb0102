"""A person's messages, and where the link of one leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from actions.publishing.schedule import window_key
from config.zone import SHANGHAI
from models.obligations import Obligation
from models.outbox import DIGEST, InboxItem, OutboxMessage
from models.reports import Report
from models.windows import Window
from states.subjects import SubjectKind
from web.kernel.addresses import Addresses
from web.kernel.entering import opens
from web.kernel.visit import Visit

MOST = 30
LONGEST_ID = 18
OF_MANY = frozenset({DIGEST, "desk", "desk_of_leader"})
"""What speaks of all that lies on a desk leads to the desk's home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message in the inbox; `href` leads to what it is about."""

    id: int
    subject: str
    body: str
    urgent: bool
    created_at: datetime
    is_read: bool
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    letters: Sequence[Letter]
    unread: int
    only_unread: bool
    older: int | None  # where the next page begins


def inbox_of(visit: Visit) -> Inbox:
    only_unread = visit.query.get("unread") == "1"
    query = (
        select(InboxItem.t, OutboxMessage.c.wanted_while_id)
        .outerjoin(OutboxMessage.t, OutboxMessage.c.id == InboxItem.c.message_id)
        .where(InboxItem.c.person_id == visit.by)
    )
    if only_unread:
        query = query.where(InboxItem.c.read_at.is_(None))
    before = visit.query.get("before", "")
    if before.isdecimal() and len(before) < LONGEST_ID:
        query = query.where(InboxItem.c.id < int(before))
    rows = visit.tx.execute(query.order_by(InboxItem.c.id.desc()).limit(MOST + 1)).all()
    older = rows[MOST - 1].id if len(rows) > MOST else None
    letters = [
        Letter(
            id=row.id,
            subject=row.subject,
            body=row.body,
            urgent=row.urgent,
            created_at=row.created_at.astimezone(SHANGHAI),
            is_read=row.read_at is not None,
            href=f"/m/{row.message_id}" if row.wanted_while_id is not None else None,
        )
        for row in rows[:MOST]
    ]
    return Inbox(letters=letters, unread=unread_of(visit), only_unread=only_unread, older=older)


def unread_of(visit: Visit) -> int:
    query = select(func.count()).where(InboxItem.c.person_id == visit.by, InboxItem.c.read_at.is_(None))
    return visit.tx.scalar(query) or 0


def message_of(visit: Visit, message: int) -> Any:
    """One's own message; None for another's."""
    own = OutboxMessage.c.id == message, OutboxMessage.c.person_id == visit.by
    return visit.tx.execute(select(OutboxMessage.t).where(*own)).one_or_none()


def target_of(visit: Visit, message: Any) -> str | None:
    """To where it is done, to the desk that it speaks of, or to one's messages; None where the message is all.

    Who does not owe it, as the 联络员 who is copied, is led only to what he may read.
    """
    if message.kind in OF_MANY:
        return "/"
    if message.wanted_while_id is None:
        return "/messages"
    owed = visit.tx.execute(select(Obligation.t).where(Obligation.c.id == message.wanted_while_id)).one()
    addresses = Addresses.of(visit.request)
    if owed.post_id not in {desk.post_id for desk in visit.desks}:
        places = (addresses.of_subject(owed.subject_kind, owed.subject_id), f"/todo/{owed.id}")
        return next((path for path in places if path is not None and opens(visit, path)), None)
    window = None
    if owed.subject_kind == SubjectKind.ASSIGNMENT.value and owed.period:
        window = _window(visit, owed.subject_id, owed.period)
    return addresses.of_work(owed.subject_kind, owed.subject_id, owed=owed.kind, obligation=owed.id, window=window)


def _window(visit: Visit, assignment: int, period: str) -> int | None:
    """The window that an obligation to report names by its key."""
    query = (
        select(Window.c.id, Window.c.code, Window.c.occasion)
        .join(Report.t, Report.c.window_id == Window.c.id)
        .where(Report.c.assignment_id == assignment)
        .distinct()
    )
    return next((row.id for row in visit.tx.execute(query) if window_key(row.code, row.occasion) == period), None)
