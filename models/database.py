"""The door to the data: one engine that writes, one that only reads."""

import secrets
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from config.errors import KaoheError
from models.schema import Schema, check_schema, create_schema, upgrade
from models.statistics import count_again, have_grown, to_count
from models.turns import BUSY_SECONDS, YIELDS, Turns, begin_writing
from models.types import DECIMAL_COLLATION, compare_decimal_texts
from models.vault import VAULT, Vault, keyless
from models.writing import READS_ONLY

# Parameters stay out of error messages: logs are read by more people than the data is.
SETTINGS: dict[str, Any] = {"pool_size": 8, "max_overflow": 56, "pool_timeout": 30, "hide_parameters": True}
DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")
# Every connection would have a memory of its own. `Database.scratch` is what rehearsals use.
IN_MEMORY = (None, "", ":memory:")
RECYCLED = 600
"""Seconds after which a connection to SQLite is made anew: what was counted is read when it begins."""
POSTGRES_OPTIONS = f"-c timezone=UTC -c lock_timeout={BUSY_SECONDS}s"


class DatabaseUnreachable(KaoheError):
    """The address is wrong, nobody answers there, or what is there is no database of ours."""


class Database:
    """SQLite by default, PostgreSQL by URL. `open` also makes sure that code and tables fit each other.

    Writers of SQLite take their turn at the start (BEGIN IMMEDIATE), so a transaction that began can finish; those of
    one process queue for it, so that only one of them asks.
    Readers see one consistent moment and cannot write. A busy error is left to the caller, who knows what to repeat.
    """

    def __init__(self, url: str | URL, *, durable: bool = True, vault: Vault | None = None) -> None:
        self.url = _address(url)
        self.vault = vault or Vault(keyless)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._turns = Turns() if self.is_sqlite else None
        self._pauses = durable  # nobody clicks in a database that is thrown away
        self._writer = self._engine(reads_only=False, durable=durable)
        self._reader = self._engine(reads_only=True, durable=durable)
        self.written = 0  # transactions through this door; who is alone here asks nothing twice between two of them

    @classmethod
    def open(cls, url: str | URL, *, vault: Vault | None = None) -> Self:
        """A database that is ready for work.

        Raises `DatabaseUnreachable`, or `SchemaMissing`, `SchemaBehind` or `SchemaAhead` when it is not ready.
        """
        database = cls(url, vault=vault)
        try:
            check_schema(database.schema(), where=database.shown)
        except BaseException:
            database.close()
            raise
        return database

    @classmethod
    @contextmanager
    def scratch(cls) -> Iterator[Self]:
        """A throw-away SQLite database with all tables, for rehearsals: quick, and gone when the block ends."""
        with tempfile.TemporaryDirectory(prefix="kaohe-") as folder:
            vault = Vault(partial(secrets.token_bytes, 32))
            database = cls(f"sqlite:///{Path(folder) / 'scratch.db'}", durable=False, vault=vault)
            try:
                with database.write() as tx:
                    create_schema(tx)
                yield database
            finally:
                database.close()

    @contextmanager
    def write(self, *, yields: bool = False) -> Iterator[Connection]:
        """One transaction: committed when the block ends, undone when it raises.

        `yields`: bulk work of the clock, which on SQLite lets every click go first.
        """
        turn = self._turns.mine(yields=yields and self._pauses) if self._turns is not None else nullcontext()
        options: dict[str, Any] = {YIELDS: yields, VAULT: self.vault}
        with turn, self._writer.connect().execution_options(**options) as connection, connection.begin():
            yield connection
        self.written += 1

    @contextmanager
    def read(self) -> Iterator[Connection]:
        options: dict[str, Any] = {READS_ONLY: True, VAULT: self.vault}
        with self._reader.connect().execution_options(**options) as connection:
            yield connection

    def migrate(self) -> None:
        """Brings the tables to this version. Two processes at once take turns; a failure leaves all as it was."""
        if self._file is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        engine = self._engine(reads_only=False, durable=True, checks_keys=False)
        try:
            with engine.connect() as connection:
                upgrade(connection, where=self.shown)
        finally:
            engine.dispose()

    def count_what_grew(self) -> bool:
        """Tells SQLite how many rows there are, where that has changed; whether it had. What is large is counted by
        itself, so that no click waits for all. Who was connected before goes by what he knew, at most for `RECYCLED`.
        """
        if not (self.is_sqlite and self._pauses):
            return False
        with self.read() as tx:
            if not have_grown(tx):
                return False
            parts = to_count(tx)
        for tables in parts:
            with self.write(yields=True) as tx:
                count_again(tx, tables)
        self.close()  # who asks next connects anew
        return True

    def schema(self) -> Schema:
        if self._file is not None and not self._file.exists():
            return Schema(None)  # to look must not create it
        try:
            with self.read() as connection:
                return Schema.of(connection)
        except DBAPIError as error:
            raise DatabaseUnreachable(f"打不开数据库 {self.shown}：{error.orig}") from error

    @property
    def _file(self) -> Path | None:
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @property
    def shown(self) -> str:
        """The address without its password, for messages."""
        return self.url.render_as_string(hide_password=True)

    def close(self) -> None:
        self._writer.dispose()
        self._reader.dispose()

    def _engine(self, *, reads_only: bool, durable: bool, checks_keys: bool = True) -> Engine:
        if self.is_sqlite:
            return _sqlite_engine(self.url, reads_only=reads_only, durable=durable, checks_keys=checks_keys)
        return _postgres_engine(self.url, reads_only=reads_only)


def _address(url: str | URL) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise DatabaseUnreachable(
            "数据库地址写得不对，应如 sqlite:///var/kaohe.db 或 postgresql://用户:口令@主机/库名。"
        ) from error
    if address.drivername in ("postgres", "postgresql"):
        return address.set(drivername="postgresql+psycopg")
    if address.drivername not in DRIVERS:
        raise DatabaseUnreachable(f"不支持 {address.drivername} 数据库，只支持 SQLite 和 PostgreSQL。")
    if address.database in IN_MEMORY:
        raise DatabaseUnreachable("SQLite 数据库要写明文件，如 sqlite:///var/kaohe.db。")
    return address


def _postgres_engine(url: URL, *, reads_only: bool) -> Engine:
    engine = create_engine(url, pool_pre_ping=True, connect_args={"options": POSTGRES_OPTIONS}, **SETTINGS)
    if not reads_only:
        return engine
    # A page of several queries sees one moment, as it does on SQLite.
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _sqlite_engine(url: URL, *, reads_only: bool, durable: bool, checks_keys: bool) -> Engine:
    engine = create_engine(
        url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, pool_recycle=RECYCLED, **SETTINGS
    )
    pragmas = [
        f"foreign_keys = {'ON' if checks_keys else 'OFF'}",
        f"synchronous = {'FULL' if durable else 'OFF'}",
        "recursive_triggers = ON",  # INSERT OR REPLACE must not slip past the guards of the journal
        *(["query_only = ON"] if reads_only else ["journal_mode = WAL"]),
    ]

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # the driver would begin on its own, and late
        connection.create_collation(DECIMAL_COLLATION, compare_decimal_texts)
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if reads_only:
            connection.exec_driver_sql("BEGIN")
        else:
            begin_writing(connection)

    return engine
