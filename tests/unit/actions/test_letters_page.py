"""docs/letters.md names only acts that there are, and every act on letters."""

import re

from actions.registry import registry
from tests.house import ROOT

NAMED = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", (ROOT / "docs/letters.md").read_text(encoding="utf-8")))


def test_page_names_only_acts_that_exist() -> None:
    assert NAMED - set(registry()) == set()


def test_page_names_every_act_on_letters() -> None:
    ours = {name for name, entry in registry().items() if entry.run.__module__.startswith("actions.letters.")}
    assert ours - NAMED == {"resubmit_letter"}  # what was returned is presented as what is new
