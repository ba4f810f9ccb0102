"""A service that asked to be left alone is left alone, by every message of a batch."""

import time
from dataclasses import replace
from datetime import timedelta

from states.transport import Answer, Refused


class Resting:
    """Remembers, per target, until when. Uses the monotonic clock: no date is involved."""

    def __init__(self) -> None:
        self._until: dict[str, tuple[float, Refused]] = {}

    def answer(self, target: str) -> Refused | None:
        """What stands in for an answer while it rests."""
        until, refused = self._until.get(target, (0.0, None))
        left = until - time.monotonic()
        if refused is None or left <= 0:
            self._until.pop(target, None)
            return None
        return replace(refused, again_after=timedelta(seconds=round(left)))

    def note(self, target: str, answer: Answer) -> None:
        if isinstance(answer, Refused) and answer.again_after is not None:
            resting = replace(answer, reason=f"应对方要求暂停发送，这条没有发出。上次答复：{answer.reason}")
            self._until[target] = (time.monotonic() + answer.again_after.total_seconds(), resting)
