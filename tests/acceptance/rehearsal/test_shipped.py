"""Shipped schemes without a sample year are played with what is made up for them; nobody is refused anything."""

import pytest

from actions.behaviours import ON_TIME
from actions.rehearsing.rehearsing import play
from config.schemes import find_sample, find_scheme, shipped
from tests.profiles import FULL

MADE_UP = [name for name in shipped() if find_sample(name) is None]
WAITING = {"sanming-2022": "办公室登记上级认定"}
"""What is still open at the end, because a superior has named no date."""


def test_three_are_made_up() -> None:
    assert MADE_UP == ["city-county", "minsheng", "sanming-2022"]


@pytest.mark.parametrize("name", MADE_UP if FULL else ["sanming-2022"])
def test_a_year_on_time_ends_with_nothing_owed(name: str) -> None:
    played = play(find_scheme(name).read_text(encoding="utf-8"), behaviour=ON_TIME, sample=None, progress=None)
    assert (played.refusals, played.rungs) == ((), ())
    assert [each for each in played.open if not each.startswith(WAITING.get(name, "—"))] == []
    assert played.acts
