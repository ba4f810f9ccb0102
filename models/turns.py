"""Who writes next on SQLite, which has one writer at a time and no queue: a click goes before the clock.

By itself SQLite lets in whoever asks at the right moment, and asks ever more rarely, down to ten times a second: a
click would lose to a clock at work for seconds. So the writers of a process queue here; a click asks often, the clock
seldom; and after a transaction that took long the clock pauses for a moment, so that a click that waits gets in.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

BUSY_SECONDS = 10
"""How long a writer waits for others before it gives up."""

# seconds
CLICK_ASKS_EVERY = 0.002
CLOCK_ASKS_EVERY = 0.02
LONG = 0.02
PAUSE = 0.01

YIELDS = "kaohe_yields"
"""The execution option of a connection that lets others go first."""


class Turns:
    """The queue of one process. It only keeps its threads from crowding: the lock that counts is the database's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @contextmanager
    def mine(self, *, yields: bool) -> Iterator[None]:
        """One transaction long. Who waits too long goes on and hears from the database that it is busy."""
        has_it = self._lock.acquire(timeout=BUSY_SECONDS)
        begun = time.monotonic()
        try:
            yield
        finally:
            if has_it:
                self._lock.release()
        if yields and time.monotonic() - begun > LONG:
            time.sleep(PAUSE)


def begin_writing(connection: Connection) -> None:
    """BEGIN IMMEDIATE, asked for at our own pace. Raises what SQLite says when nobody lets go in time."""
    driver: Any = connection.connection.driver_connection
    pause = CLOCK_ASKS_EVERY if connection.get_execution_options().get(YIELDS) else CLICK_ASKS_EVERY
    patience = time.monotonic() + BUSY_SECONDS
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        while time.monotonic() < patience:
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                time.sleep(pause)
            else:
                return
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        driver.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
