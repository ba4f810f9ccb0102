"""Published years with a person in every post, a copy each. A person's code is that of the post."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from actions.acts import Refused
from tests.integration.actions.year import Year
from tests.years import BOTH, SQLITE, PublishedYears

Copy = Callable[..., Year]


@pytest.fixture
def copy(published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Copy:
    def of(name: str, *, when: str, on: str = SQLITE) -> Year:
        return published_years.copy(name, when=when, on=on, folder=tmp_path, keep=keep, durable=False)

    return of


@pytest.fixture
def town(copy: Copy) -> Year:
    """One lead unit, no package; breakdown due on 15 March, the report on 29 March at 17:00."""
    return copy("tiny", when="2019-03-04 09:00")


@pytest.fixture(params=BOTH)
def any_town(copy: Copy, request: pytest.FixtureRequest) -> Year:
    """The same, on each database."""
    return copy("tiny", when="2019-03-04 09:00", on=request.param)


@pytest.fixture
def county(copy: Copy) -> Year:
    """The county of 2019, on the day of its notice."""
    return copy("ningshan-2019", when="2019-09-04 09:00")


@pytest.fixture
def province(copy: Copy) -> Year:
    """The federation of 2019, on the day of its notice."""
    return copy("shanxi-cjr-2019", when="2019-05-05 10:00")


@pytest.fixture
def refused() -> Callable[..., tuple[str, ...]]:
    """Try an act that must be refused; its reasons. Nothing in the whole database may have changed."""

    def attempt(year: Year, act: str, by: str | None, when: str, **told: Any) -> tuple[str, ...]:
        before = year.dump()
        with pytest.raises(Refused) as caught:
            year.do(act, by, when, **told)
        assert year.dump() == before
        return caught.value.reasons

    return attempt
