"""What is read often and changes rarely, kept for the next act: shared once its transaction committed, never before.

Inside a transaction a reader sees his own changes; were they shared at once, an act that is undone would leave them to
others. On a connection that only reads there are none: what it finds was committed, and is shared at once.
"""

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, event

from models.writing import READS_ONLY

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Shelf(Generic[K, V]):
    """Values by key and engine. A key names the state of what was read, so a value is never out of date."""

    def __init__(self, *, keep: int) -> None:
        self._keep = keep
        self._shared: WeakKeyDictionary[Engine, dict[K, V]] = WeakKeyDictionary()
        self._pending: WeakKeyDictionary[Connection, dict[K, V]] = WeakKeyDictionary()

    def get(self, tx: Connection, key: K, read: Callable[[], V]) -> V:
        """The value, read now if nobody has."""
        shared = self._of(tx.engine)
        if key in shared:
            return shared[key]
        if tx.get_execution_options().get(READS_ONLY):
            value = read()
            self._put(shared, {key: value})
            return value
        pending = self._pending.setdefault(tx, {})
        if key not in pending:
            pending[key] = read()
        return pending[key]

    def get_known(self, tx: Connection, key: Callable[[], K], read: Callable[[], V]) -> V:
        """For keys that name what is recorded: only who just reads is served from here. An act writes its lines last,
        so to itself it seems to have recorded nothing."""
        return self.get(tx, key(), read) if tx.get_execution_options().get(READS_ONLY) else read()

    def _of(self, engine: Engine) -> dict[K, V]:
        if engine not in self._shared:
            self._shared[engine] = {}
            event.listen(engine, "commit", self._share)
            event.listen(engine, "rollback", self._drop)
            event.listen(engine, "rollback_savepoint", self._drop)
        return self._shared[engine]

    def _share(self, tx: Connection) -> None:
        self._put(self._shared[tx.engine], self._pending.pop(tx, {}))

    def _put(self, shared: dict[K, V], found: dict[K, V]) -> None:
        if len(shared) + len(found) > self._keep:
            shared.clear()
        shared.update(found)

    def _drop(self, tx: Connection, *_savepoint: Any) -> None:
        self._pending.pop(tx, None)
