"""Random histories: whatever anybody tries, in whatever order, nothing outside the rules succeeds."""

from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.acceptance.histories.history import History
from tests.integration.actions.year import at
from tests.profiles import cases
from tests.years import PublishedYears

WHEN = {"tiny": "2019-03-04 09:00", "five-steps": "2019-03-26 09:00"}
STEPS = cases(25, full=120)
# a seed tells its whole history in the failure; a smaller number would tell another one
AS_DRAWN = (Phase.explicit, Phase.reuse, Phase.generate)


def live(years: PublishedYears, folder: Path, name: str, seed: int, *, on: str) -> History:
    with ExitStack() as keep:
        year = years.copy(name, when=WHEN[name], on=on, folder=folder, keep=keep, durable=False)
        history, random = History(year, name, at(WHEN[name])), Random(seed)  # noqa: S311 -- a dealer, no cipher
        for _ in range(STEPS):
            history.step(random)
    return history


@pytest.mark.parametrize("name", sorted(WHEN))
@settings(max_examples=cases(6, full=300), phases=AS_DRAWN)
@given(seed=st.integers(0, 2**32 - 1))
def test_nothing_outside_the_rules_succeeds(
    published_years: PublishedYears, tmp_path_factory: pytest.TempPathFactory, name: str, seed: int
) -> None:
    live(published_years, tmp_path_factory.mktemp("history"), name, seed, on="sqlite")
