"""A year whose scores are worked out: 民生工程, five counties, one office, on both databases."""

from pathlib import Path

import pytest

from models.database import Database
from tests.integration.actions.year import Year, published

IN_2019 = {"year: 2012": "year: 2019", "due: 2012-03-13": "due: 2019-03-13"}


@pytest.fixture
def livelihood(database: Database, tmp_path: Path) -> Year:
    return published(database, "livelihood", when="2019-02-01 09:00", folder=tmp_path, other=IN_2019)


@pytest.fixture
def on_sqlite(sqlite_database: Database, tmp_path: Path) -> Year:
    """The same on SQLite alone: what is only refused, or only read another way, asks nothing of the database."""
    return published(sqlite_database, "livelihood", when="2019-02-01 09:00", folder=tmp_path, other=IN_2019)
