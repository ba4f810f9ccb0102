"""The small town. What is written goes through acts that are tried on both databases beside themselves."""

from pathlib import Path

import pytest

from models.database import Database
from tests.integration.actions.year import Year, published


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path) -> Year:
    return published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path)
