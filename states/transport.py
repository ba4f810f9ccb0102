"""What is handed to a channel, and what it may answer.

The values stand below both `actions/` (which claims and records) and `notifiers/` (which sends): neither may import
the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content: bytes
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Message:
    """A text that is complete without its link. `short`: the same in one SMS, 【签名】 included.

    `key` is the outbox's dedup key: a receiver that remembers it sees a repetition as one message. `dated` (aware) is
    when it was decided; a letter carries it as its date. `data`: the signal, where a system is told and no person.
    `link`: the path of the page that it is about, for installations whose pages can be reached (O12).
    """

    subject: str
    body: str
    urgent: bool = False
    attachments: tuple[Attachment, ...] = ()
    key: str = ""
    dated: datetime | None = None
    short: str = ""
    data: Mapping[str, Any] | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel took it over. `receipt` is what it answered, fit for the ledger."""

    receipt: str


@dataclass(frozen=True, slots=True)
class Refused:
    """It did not go out. `permanent`: the same message to the same target will be refused again.

    `again_after`: how long the service wants to be left alone, where it says so.
    """

    reason: str
    permanent: bool
    again_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Unsure:
    """The connection broke after the message had left; it may have arrived."""

    reason: str


Answer = Sent | Refused | Unsure


class Notifier(Protocol):
    """A transport. Never raises: whatever goes wrong is an answer."""

    def send(self, message: Message, target: str) -> Answer: ...
