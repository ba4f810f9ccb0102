"""Which channel a message tries next, and what becomes of it after its channels have answered. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from states.transport import Answer, Refused, Sent

MAX_ATTEMPTS = 8
SIGNAL_ATTEMPTS = 36  # for another system, which reads no inbox instead: about a week
PATIENCE = 3  # how often a channel is asked while there is another to turn to
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Past:
    """What a channel has answered to a message so far. `is_closed`: refused for good."""

    tries: int = 0
    is_closed: bool = False

    def after(self, answer: Answer) -> "Past":
        return Past(self.tries + 1, isinstance(answer, Refused) and answer.permanent)


Record = Mapping[str, Past]
"""By channel; one that was never tried is not in it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`again_at`: when the message may be claimed again; only while it waits."""

    state: Literal["sent", "waiting", "failed"]
    reason: str = ""
    again_at: datetime | None = None


def channels_now(channels: Sequence[str], record: Record) -> Sequence[str]:
    """Which may be asked in this attempt, by priority: a channel that kept refusing gives way to those behind it; the
    last that is left is asked on. Where all have refused for good and the message waits, somebody has mended one.
    """
    living = [each for each in channels if not record.get(each, Past()).is_closed]
    patient = [each for each in living if record.get(each, Past()).tries < PATIENCE]
    return patient or living[-1:] or channels


def turns_to_another(answer: Answer, past: Past, *, urgent: bool) -> bool:
    """Whether the next channel is tried in the same attempt. `past` includes the answer.

    What is urgent does not wait for a channel to recover; what may have arrived is not sent twice so soon.
    """
    if isinstance(answer, Sent):
        return False
    return past.is_closed or past.tries >= PATIENCE or (urgent and isinstance(answer, Refused))


def verdict_on(
    answers: Sequence[Answer], *, attempts: int, now: datetime, is_hopeless: bool, most: int = MAX_ATTEMPTS
) -> Verdict:
    """The answers of one attempt, in the order of the channels; none where a person has only the in-house inbox.

    Unsure counts as not sent: the message goes again under the same key, which a receiver may know. `is_hopeless`:
    every channel has refused for good, now or before. That is not tried again, and neither is the last of
    `most`. A service that says when it will listen again is not asked earlier.
    """
    if not answers or any(isinstance(answer, Sent) for answer in answers):
        return Verdict("sent")
    reason = "；".join(answer.reason for answer in answers if not isinstance(answer, Sent))
    if is_hopeless:
        return Verdict("failed", reason)
    if attempts >= most:
        return Verdict("failed", f"已试{attempts}次，不再发送：{reason}")
    asked = [answer.again_after for answer in answers if isinstance(answer, Refused) and answer.again_after is not None]
    pause = max([min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT), *asked])
    return Verdict("waiting", reason, now + pause)
