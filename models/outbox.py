"""Messages decided, rendered and not yet sent; what became of them; and the in-house inbox."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Connection,
    Index,
    UniqueConstraint,
    and_,
    bindparam,
    case,
    column,
    func,
    select,
    update,
)
from sqlalchemy import Row as Found
from sqlmodel import Field

from models.base import Row, document, found_by, in_words, is_null, key, moment, one_of, ref
from models.types import Key, Moment
from models.writing import insert_new

WAITING, LEASED, MERGED = "waiting", "leased", "merged"
MESSAGE_STATES = (WAITING, LEASED, "sent", "failed", "unwanted", MERGED, "held")
RESULTS = ("sent", "refused", "unsure")
DIGEST = "digest"  # the kind of a message that carries others
UNDER_WAY = column("state").in_((in_words(WAITING), in_words(LEASED)))
AWAITS_DIGEST = and_(column("together"), column("state") == in_words(WAITING))


class OutboxMessage(Row, table=True):
    """待发消息: text as it was decided. `dedup_key` is readable and unique: offering it again does nothing."""

    __table_args__ = (
        one_of("state", MESSAGE_STATES),
        found_by(
            "urgent", "send_after", "id",
            where=UNDER_WAY, name="ix_outbox_message_claim",
        ),
        found_by("person_id", "send_after", where=AWAITS_DIGEST, name="ix_outbox_message_gather"),
        found_by("digest_id", where=column("digest_id").is_not(None), name="ix_outbox_message_digest"),
        Index("ix_outbox_message_person", "person_id", "created_at"),
        Index("ix_outbox_message_office", "office_id", "created_at"),
        Index("ix_outbox_message_wanted_while", "wanted_while_id"),
    )  # fmt: skip

    id: int = key()
    office_id: int | None = ref("office", default=None)
    dedup_key: str = Field(unique=True)
    kind: str
    person_id: int | None = ref("person", default=None)
    unit_id: int | None = ref("unit", default=None)  # addressed to the unit itself: its group
    target: str | None = None  # a system's address, when it is neither
    subject: str
    body: str
    short: str = ""  # the same in one SMS, with the office in front
    line: str = ""  # the same in one line of a digest
    why: str = ""  # why it is sent when it is: the rule, and the workdays that it counts
    data: dict[str, Any] | None = document(default=None)  # of an event for another system
    urgent: bool = False
    together: bool = False  # waits for the digest of a morning
    post_id: int | None = ref("post", default=None)  # for whose sake the person is told
    wanted_while_id: int | None = ref("obligation", default=None)  # still wanted while this is open
    due_at: datetime | None = moment(default=None)  # when that was due, where the message says so
    or_while: list[int] | None = document(default=None)  # or one of these other obligations
    digest_id: int | None = ref("outbox_message", default=None)  # the digest that carried it
    state: str = WAITING
    created_at: datetime = moment()
    send_after: datetime = moment()  # of a leased one: when the lease ends and another may take it
    attempts: int = 0
    finished_at: datetime | None = moment(default=None)
    reason: str = ""  # why it was not sent
    version: int = 0


class Delivery(Row, table=True):
    """送达记录: one attempt on one channel for one recipient, as it really went."""

    __table_args__ = (
        UniqueConstraint("message_id", "attempt", "channel", "target"),
        one_of("result", RESULTS),
        Index("ix_delivery_message", "message_id"),
    )

    id: int = key()
    office_id: int | None = ref("office", default=None)
    message_id: int = ref("outbox_message")
    person_id: int | None = ref("person", default=None)
    unit_id: int | None = ref("unit", default=None)
    channel: str
    target: str  # masked
    attempt: int
    started_at: datetime = moment()
    finished_at: datetime = moment()
    result: str
    is_permanent: bool = False
    reason: str = ""


class InboxItem(Row, table=True):
    """站内信."""

    __table_args__ = (
        UniqueConstraint("person_id", "message_id"),
        found_by("person_id", "created_at", where=is_null("read_at"), name="ix_inbox_item_unread"),
    )

    id: int = key()
    office_id: int | None = ref("office", default=None)
    person_id: int = ref("person")
    message_id: int | None = ref("outbox_message", default=None)
    subject: str
    body: str
    urgent: bool = False
    created_at: datetime = moment()
    read_at: datetime | None = moment(default=None)


OPEN = OutboxMessage.c.state.in_((in_words(WAITING), in_words(LEASED)))

CLAIMABLE = (
    select(OutboxMessage.c.id)
    .where(
        OPEN,
        OutboxMessage.c.urgent == bindparam("urgent", type_=Boolean),
        OutboxMessage.c.together.is_(False),
        OutboxMessage.c.send_after <= bindparam("now", type_=Moment),
    )
    .order_by(OutboxMessage.c.send_after, OutboxMessage.c.id)
    .limit(bindparam("limit", type_=Key))
    .with_for_update(skip_locked=True)
)
LEASE = (
    update(OutboxMessage.t)
    .where(OutboxMessage.c.id.in_(bindparam("b_ids", expanding=True)))
    .values(
        state=LEASED,
        send_after=bindparam("until", type_=Moment),
        attempts=OutboxMessage.c.attempts + 1,
        version=OutboxMessage.c.version + 1,
    )
)
CLAIMED = (
    select(OutboxMessage.t)
    .where(OutboxMessage.c.id.in_(bindparam("b_ids", expanding=True)))
    .order_by(OutboxMessage.c.urgent.desc(), OutboxMessage.c.send_after, OutboxMessage.c.id)
)


# Locked in the order of their ids and without passing over any: half a digest would be no digest.
GATHERED = (
    select(OutboxMessage.t)
    .where(
        AWAITS_DIGEST,
        OutboxMessage.c.person_id.in_(bindparam("b_people", expanding=True)),
        OutboxMessage.c.send_after <= bindparam("until", type_=Moment),
    )
    .order_by(OutboxMessage.c.id)
    .with_for_update()
)
RIPE = (
    select(OutboxMessage.c.person_id)
    .where(AWAITS_DIGEST, OutboxMessage.c.send_after <= bindparam("now", type_=Moment))
    .distinct()
    .order_by(OutboxMessage.c.person_id)
    .limit(bindparam("limit", type_=Key))
)


def awaiting_digest(tx: Connection, *, now: datetime, until: datetime, people: int) -> Sequence[Found[Any]]:
    """What waits for the digest of those to whom something may leave now: all that is to leave `until` the day ends."""
    whose = tx.scalars(RIPE, {"now": now, "limit": people}).all()
    return tx.execute(GATHERED, {"b_people": whose, "until": until}).all() if whose else []


def carried_by(tx: Connection, digests: Sequence[int]) -> Sequence[Found[Any]]:
    """What these digests carry and what is not done with."""
    if not digests:
        return []
    query = select(OutboxMessage.t).where(OutboxMessage.c.digest_id.in_(digests), OutboxMessage.c.state == MERGED)
    return tx.execute(query.order_by(OutboxMessage.c.id)).all()


def reread(tx: Connection, ids: Sequence[int]) -> Sequence[Found[Any]]:
    """Claimed messages as they are now, in the order in which they are sent."""
    return tx.execute(CLAIMED, {"b_ids": ids}).all() if ids else []


def post_messages(tx: Connection, messages: Sequence[Mapping[str, Any]]) -> list[int]:
    """Ids of the new ones; a message whose key is already there was decided before and is left out."""
    return insert_new(tx, OutboxMessage.t, messages, unique=("dedup_key",))


def claim_outbox(tx: Connection, *, now: datetime, lease: timedelta, limit: int) -> Sequence[Found[Any]]:
    """Takes messages that may leave now, the urgent first; nobody else gets them until the lease ends.

    A leased message whose sender died is claimable again: delivery is at least once. The version that is handed out
    is the token with which the result is recorded (`change_row`): a sender that comes back too late changes nothing.
    """
    ids: list[int] = []
    for urgent in (True, False):
        if len(ids) < limit:
            ids += tx.scalars(CLAIMABLE, {"urgent": urgent, "now": now, "limit": limit - len(ids)})
    if not ids:
        return []
    tx.execute(LEASE, {"b_ids": ids, "until": now + lease})
    return tx.execute(CLAIMED, {"b_ids": ids}).all()


def answers_so_far(tx: Connection, messages: Sequence[int]) -> Sequence[Found[Any]]:
    """Per message and channel: how often it was tried without success, and whether it refused for good."""
    if not messages:
        return []
    query = select(
        Delivery.c.message_id,
        Delivery.c.channel,
        func.count().label("tries"),
        func.max(case((Delivery.c.is_permanent, 1), else_=0)).label("is_closed"),
    )
    failed = query.where(Delivery.c.message_id.in_(messages), Delivery.c.result != "sent")
    return tx.execute(failed.group_by(Delivery.c.message_id, Delivery.c.channel)).all()
