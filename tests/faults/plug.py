"""Pulling the plug: the process dies at a statement or just before a COMMIT, as the database sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

from models.database import Database

MOMENTS = ("before_cursor_execute", "commit")


class PulledPlug(BaseException):
    """Nobody may catch it and go on: there is nobody left."""


@dataclass(slots=True)
class Counted:
    number: int = 0


@contextmanager
def statements_of(database: Database) -> Iterator[Counted]:
    """How many statements writers send meanwhile, every COMMIT included."""
    counted = Counted()
    with _listening(database, lambda: _count(counted)):
        yield counted


@contextmanager
def pulled_after(statements: int, database: Database) -> Iterator[None]:
    """At the statement with this number everything ends; what was not committed is lost."""
    counted = Counted()

    def pull() -> None:
        _count(counted)
        if counted.number >= statements:
            raise PulledPlug

    with _listening(database, pull):
        yield


def places(last: int, number: int) -> list[int]:
    """So many statements between the first and the last, at which the plug may be pulled."""
    return sorted({1 + round((last - 1) * one / (number - 1)) for one in range(number)})


def _writer(database: Database) -> Engine:
    with database.write() as tx:
        return tx.engine


def _count(counted: Counted) -> None:
    counted.number += 1


@contextmanager
def _listening(database: Database, told: Any) -> Iterator[None]:
    engine = _writer(database)

    def listen(*_: Any) -> None:
        told()

    for moment in MOMENTS:
        event.listen(engine, moment, listen)
    try:
        yield
    finally:
        for moment in MOMENTS:
            event.remove(engine, moment, listen)
