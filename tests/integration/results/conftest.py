"""The year of a result, on both databases or on SQLite alone."""

from pathlib import Path

import pytest

from models.database import Database
from tests.integration.results.office import Office, ready


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Office:
    return ready(database, tmp_path)


@pytest.fixture
def on_sqlite(sqlite_database: Database, tmp_path: Path) -> Office:
    """What is only refused, or only read another way, asks nothing of the database."""
    return ready(sqlite_database, tmp_path)
