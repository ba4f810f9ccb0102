"""A small town with its pages."""

from pathlib import Path

import pytest

from models.database import Database
from tests.integration.actions.year import Year, published
from tests.pages import Site


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Year:
    return published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path)


@pytest.fixture
def site(town: Year, tmp_path: Path) -> Site:
    """The town's pages, on the morning after its year was issued."""
    return Site(town.database, tmp_path / "home", when="2019-03-05 09:00")
