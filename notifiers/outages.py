"""A server that could not be reached, or did not answer in time, is not tried again for every message of a batch."""

import time
from collections.abc import Hashable

# Long enough that ten thousand waiting letters do not each wait for a time-out, short enough that a restarted
# server is found again within the minute.
PAUSE_SECONDS = 20.0


class Outages:
    """Remembers, per server, why it could not be reached. Uses the monotonic clock: no date is involved."""

    def __init__(self, *, pause_seconds: float = PAUSE_SECONDS) -> None:
        self._pause = pause_seconds
        self._down: dict[Hashable, tuple[float, str]] = {}

    def reason(self, server: Hashable) -> str | None:
        """Why the server is left alone just now, or None."""
        until, why = self._down.get(server, (0.0, ""))
        return why if time.monotonic() < until else None

    def note(self, server: Hashable, why: str) -> None:
        self._down[server] = (time.monotonic() + self._pause, why)

    def clear(self, server: Hashable) -> None:
        self._down.pop(server, None)
