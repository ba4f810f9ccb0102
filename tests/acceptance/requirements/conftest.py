"""Published years with a person in every post, a copy each. A person's code is that of the post."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.acceptance.cli.conftest import Shell
from tests.integration.actions.year import Year
from tests.years import SQLITE, PublishedYears

Copy = Callable[..., Year]


@pytest.fixture
def shell(tmp_path: Path, warm_console: str) -> Shell:
    return Shell(tmp_path, tmp_path / "home", warm_console)


@pytest.fixture
def copy(published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Copy:
    """A year of one's own, published at a moment; several schemes may be published together."""

    def of(*names: str, when: str) -> Year:
        return published_years.copy(*names, when=when, on=SQLITE, folder=tmp_path, keep=keep, durable=False)

    return of


@pytest.fixture
def province(copy: Copy) -> Year:
    """The federation of 2019, on the day of its notice."""
    return copy("shanxi-cjr-2019", when="2019-05-05 10:00")


@pytest.fixture
def county(copy: Copy) -> Year:
    """The county of 2019, on the day of its notice."""
    return copy("ningshan-2019", when="2019-09-04 09:00")


@pytest.fixture
def town(copy: Copy) -> Year:
    """One lead unit, no package; verified and scored at home."""
    return copy("tiny", when="2019-03-04 09:00")


@pytest.fixture
def upward(copy: Copy) -> Year:
    """The same town where the county verifies and scores, and packages leave."""
    return copy("upward", when="2019-03-04 09:00")
