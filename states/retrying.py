"""What becomes of a message after its channels have answered: sent, to be tried again, or given up. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from states.transport import Answer, Refused, Sent

MAX_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`again_at`: when the message may be claimed again; only while it waits."""

    state: Literal["sent", "waiting", "failed"]
    reason: str = ""
    again_at: datetime | None = None


def verdict_on(answers: Sequence[Answer], *, attempts: int, now: datetime) -> Verdict:
    """The answers of one attempt, in the order of the channels; none where a person has only the in-house inbox.

    Unsure counts as not sent: the message goes again under the same key, which a receiver may know. A permanent refusal
    of every channel is not tried again, and neither is the last of `MAX_ATTEMPTS`.
    """
    if not answers or any(isinstance(answer, Sent) for answer in answers):
        return Verdict("sent")
    reason = "；".join(answer.reason for answer in answers if not isinstance(answer, Sent))
    if all(isinstance(answer, Refused) and answer.permanent for answer in answers):
        return Verdict("failed", reason)
    if attempts >= MAX_ATTEMPTS:
        return Verdict("failed", f"已试{attempts}次，不再发送：{reason}")
    return Verdict("waiting", reason, now + min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT))
