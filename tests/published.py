"""Copies of published years for tests (`tests.years`), made when the first test asks for one."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.years import PublishedYears


@pytest.fixture(scope="session")
def published_years(request: pytest.FixtureRequest) -> "PublishedYears":
    from tests.years import PublishedYears  # noqa: PLC0415 -- tests of the pure rooms start without SQLAlchemy

    return PublishedYears(request)


@pytest.fixture
def keep() -> Iterator[ExitStack]:
    """Closes at the end of the test what the test has opened."""
    with ExitStack() as stack:
        yield stack
