"""Rounds of two things in turn, so that what else the machine does falls on both."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of each round."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def shown(self) -> str:
        """Median, fastest and slowest round in milliseconds."""
        low, high = min(self.seconds), max(self.seconds)
        return f"{self.median * 1000:.1f} [{low * 1000:.1f}-{high * 1000:.1f}]"


def in_turn(*works: Callable[[], None], rounds: int, before: Callable[[], None] = lambda: None) -> Sequence[Measured]:
    """Each of the works in each round, after something that is not measured; the first round only warms up."""
    took: list[list[float]] = [[] for _ in works]
    for number in range(rounds + 1):
        for place, work in enumerate(works):
            before()
            begun = time.perf_counter()
            work()
            if number:
                took[place].append(time.perf_counter() - begun)
    return [Measured(tuple(each)) for each in took]
