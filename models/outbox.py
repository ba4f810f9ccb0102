"""Messages decided, rendered and not yet sent; what became of them; and the in-house inbox."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, column
from sqlmodel import Field

from models.base import Row, document, found_by, is_null, key, moment, one_of, ref

WAITING, LEASED = "waiting", "leased"
MESSAGE_STATES = (WAITING, LEASED, "sent", "failed", "unwanted", "merged", "held")
RESULTS = ("sent", "refused", "unsure")


class OutboxMessage(Row, table=True):
    """待发消息: text as it was decided. `dedup_key` is readable and unique: offering it again does nothing."""

    __table_args__ = (
        one_of("state", MESSAGE_STATES),
        found_by("send_after", "id", where=column("state").in_((WAITING, LEASED)), name="ix_outbox_message_claim"),
        Index("ix_outbox_message_person", "person_id", "created_at"),
        Index("ix_outbox_message_wanted_while", "wanted_while_id"),
    )

    id: int = key()
    office_id: int | None = ref("office", default=None)
    dedup_key: str = Field(unique=True)
    kind: str
    person_id: int | None = ref("person", default=None)
    target: str | None = None  # a system's address, when it is no person
    subject: str
    body: str
    data: dict[str, Any] | None = document(default=None)  # of an event for another system
    urgent: bool = False
    wanted_while_id: int | None = ref("obligation", default=None)  # still wanted while this is open
    digest_id: int | None = ref("outbox_message", default=None)  # the digest that carried it
    state: str = WAITING
    created_at: datetime = moment()
    send_after: datetime = moment()
    lease_until: datetime | None = moment(default=None)
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
