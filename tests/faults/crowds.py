"""Many at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

T = TypeVar("T")


def at_once(number: int, work: Callable[[], T]) -> list[T]:
    """So many threads that begin together; what each answers. The first that raises raises here."""
    return together(*(work for _ in range(number)))


def together(*works: Callable[[], T]) -> list[T]:
    """Each in a thread of its own, all from the same moment on."""
    start = Barrier(len(works))

    def run(work: Callable[[], T]) -> T:
        start.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))
