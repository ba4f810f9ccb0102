"""docs/ballots.md names only acts that there are, and every act on ballots, judgements and imported results."""

import re
from textwrap import indent

import pytest

from actions.registry import registry
from checks.doubt import Severity
from checks.rules.rules import doubts_of_rules
from config.loading import load_scheme
from tests.house import ROOT

PAGE = (ROOT / "docs/ballots.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", PAGE))
KEYS = {"shown_from", "returned_share", "fill_in"}
ROOMS = ("actions.ballots.", "actions.judgements.", "actions.scoring.importing")


def test_page_names_every_act_of_these_rooms_and_none_besides() -> None:
    ours = {name for name, entry in registry().items() if entry.run.__module__.startswith(ROOMS)}
    assert ours <= NAMED
    assert set(registry()) >= NAMED - KEYS


@pytest.mark.parametrize("block", re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
def test_what_the_page_writes_is_a_scheme(block: str) -> None:
    """In the place of what the county of the tests writes there."""
    text = (ROOT / "tests/fixtures/schemes/voting.yaml").read_text(encoding="utf-8")
    is_rating = block.startswith("ratings:")
    begins, ends = (
        ("  ratings:\n", "    - code: leaders\n") if is_rating else ("    - indicator: data\n", "  results:\n")
    )
    before, after = text[: text.index(begins)], text[text.index(ends) :]
    written = before + indent(block, "  " if is_rating else "    ") + after
    found = doubts_of_rules(load_scheme(written).scheme)
    assert [doubt.sentence for doubt in found if doubt.severity is Severity.ERROR] == []
