"""How much one sender may ask for: counted in memory, by each process for itself. What is too much may come later.

A whole office may sit behind one address, so that what is counted there is generous; a person's own password is
guarded besides (actions/entrance/credentials.py).
"""

from dataclasses import dataclass, field

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

TRIES_BY_ADDRESS = parse("120/minute")
FAILURES_BY_ADDRESS = parse("30/15 minutes")
WRITES_BY_SESSION = parse("240/minute")
CALLS_BY_TOKEN = parse("600/minute")


@dataclass(frozen=True, slots=True)
class Limits:
    """The counters of one process."""

    _counted: FixedWindowRateLimiter = field(default_factory=lambda: FixedWindowRateLimiter(MemoryStorage()))

    def count(self, limit: RateLimitItem, who: str) -> bool:
        """Counts once more; False where it was too often."""
        return self._counted.hit(limit, who)

    def allows(self, limit: RateLimitItem, who: str) -> bool:
        """Whether once more would do; counts nothing."""
        return self._counted.test(limit, who)

    def left_for(self, limit: RateLimitItem, who: str) -> int:
        """How often more, in this span."""
        return self._counted.get_window_stats(limit, who).remaining

    def resets_at(self, limit: RateLimitItem, who: str) -> int:
        """When this span ends, in seconds since 1970."""
        return int(self._counted.get_window_stats(limit, who).reset_time)
