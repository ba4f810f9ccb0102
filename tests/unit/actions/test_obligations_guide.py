"""docs/obligations.md names acts and rules that there are."""

import re

import pytest

from actions.registry import registry
from config.policy import Policy
from tests.house import ROOT

GUIDE = (ROOT / "docs" / "obligations.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`([a-z_.]+)`", GUIDE)
ACTS = {name for name in NAMED if "_" in name and "." not in name} - {"co_unit_days"}


def test_every_act_of_the_guide_is_there() -> None:
    assert sorted(ACTS - registry().keys()) == []
    assert len(ACTS) > 20


@pytest.mark.parametrize("path", sorted({name for name in NAMED if name.startswith("policy.")}))
def test_every_rule_of_the_guide_is_there(path: str) -> None:
    model = Policy()
    for part in path.split(".")[1:]:
        model = getattr(model, part)
    assert model is not None
