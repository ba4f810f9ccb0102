"""The transport of a rehearsal: it sends nothing and remembers everything, in the order in which it would have left."""

from dataclasses import dataclass, field
from datetime import datetime

from states.transport import Answer, Message, Sent


@dataclass(frozen=True, slots=True)
class Recorded:
    """One message as it would have left. `at` is the moment of the delivery run (aware)."""

    at: datetime
    message: Message
    target: str


@dataclass(frozen=True, slots=True)
class RecordingNotifier:
    """Takes every message over at its moment, and answers that it was sent."""

    at: datetime
    book: list[Recorded] = field(default_factory=list)

    def send(self, message: Message, target: str) -> Answer:
        self.book.append(Recorded(self.at, message, target))
        return Sent("模拟运行，没有发出")
