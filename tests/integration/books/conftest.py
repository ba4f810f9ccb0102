"""The small town, on both databases."""

from pathlib import Path

import pytest

from models.database import Database
from tests.integration.actions.year import Year, published


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Year:
    return published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path)
