"""A county that votes, judges and takes over what others found: on both databases, or where that asks nothing, one."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.integration.actions.year import Year
from tests.integration.ballots.voting import BEGINS
from tests.years import BOTH, SQLITE, PublishedYears


@pytest.fixture(params=BOTH)
def county(request: pytest.FixtureRequest, published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    return published_years.copy("voting", when=BEGINS, on=request.param, folder=tmp_path, keep=keep, durable=False)


@pytest.fixture
def on_sqlite(published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    return published_years.copy("voting", when=BEGINS, on=SQLITE, folder=tmp_path, keep=keep, durable=False)
