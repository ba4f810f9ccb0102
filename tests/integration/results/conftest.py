"""The year of a result, on both databases or on SQLite alone."""

from pathlib import Path

import pytest

from models.database import Database
from tests.integration.results.office import Office, Stages, ready


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Office:
    return ready(database, tmp_path)


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    return Stages(tmp_path_factory.mktemp("results"))


@pytest.fixture
def on_sqlite(sqlite_database: Database, tmp_path: Path, stages: Stages) -> Office:
    """What is only refused, or only read another way, asks nothing of the database."""
    office = ready(sqlite_database, tmp_path)
    office.stages = stages
    return office
