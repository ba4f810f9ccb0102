"""A county whose figures fall behind: exactly the papers that a careful clerk would have drafted, on their days."""

from pathlib import Path

import pytest

from tests.acceptance.rehearsal.conftest import GOLDEN, Rehearse, Told

pytestmark = pytest.mark.xdist_group("rehearsal")  # one worker plays each year once for all of them

BEHAVIOUR = Path("tests/fixtures/behaviours/falling-short.yaml")
KINDS = frozenset({"letter_drafted", "verify_urgently", "shortfall_listed"})
NAME = "ningshan-2019.falling-short.txt"


def lines_of(told: Told) -> list[str]:
    """Rungs and messages about shortfalls, in order of time."""
    rungs = [f"{each['at'][:16]} {each['unit']}｜{each['label']}" for each in told["rungs"] if each["what"] == "欠账"]
    messages = [
        f"{each['at'][:16]} {each['person']}｜{each['body']}" for each in told["messages"] if each["kind"] in KINDS
    ]
    return sorted([*rungs, *messages])


@pytest.mark.slow
@pytest.mark.closes("W6", "W7", "W17", "R2.17")
def test_figures_behind_their_pace_draft_exactly_these_papers(rehearsed: Rehearse) -> None:
    """人社局 488 of 600 in August, 596 of 675 in September, 802 of 750 in October; 文旅局 78 of 90 in September."""
    golden = (GOLDEN / NAME).read_text(encoding="utf-8").splitlines()
    assert lines_of(rehearsed("ningshan-2019", str(BEHAVIOUR))) == golden


@pytest.mark.slow
@pytest.mark.closes("O05")
def test_year_in_which_nobody_reports_has_no_shortfall(rehearsed: Rehearse) -> None:
    silent = rehearsed("ningshan-2019", "silent")
    assert [each for each in silent["rungs"] if each["what"] == "欠账"] == []
    assert [each["kind"] for each in silent["messages"] if each["kind"] in KINDS] == []
