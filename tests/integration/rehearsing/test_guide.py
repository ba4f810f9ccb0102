"""docs/rehearsing.md: every key stands there, and every behaviour in it is read."""

import re

import pytest

from actions.behaving.written import (
    BehaviourFile,
    BehaviourRule,
    ChangedDay,
    Extension,
    Handling,
    LateHoliday,
    Leave,
)
from actions.behaviours import read_behaviour
from config.loading import load_scheme
from config.schemes import find_scheme
from tests.house import ROOT

GUIDE = (ROOT / "docs" / "rehearsing.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
MODELS = (BehaviourFile, BehaviourRule, Leave, Extension, Handling, LateHoliday, ChangedDay)
KEYS = re.findall(r"^\| `(\w+)` \|", GUIDE.partition("## 表现文件")[2], re.MULTILINE)


def test_every_key_is_explained_in_its_order() -> None:
    assert [field for model in MODELS for field in model.model_fields] == KEYS


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_read(example: str) -> None:
    behaviour = read_behaviour(example, load_scheme(find_scheme("ningshan-2019")).scheme)

    assert behaviour.name == re.findall(r"^title: (.+)$", example, re.MULTILINE)[0]


@pytest.mark.parametrize("words", re.findall(r"^\| (`[^|]+`、`[^|]+`) \| ", GUIDE, re.MULTILINE))
def test_both_ways_of_saying_when_mean_the_same(words: str) -> None:
    scheme = load_scheme(find_scheme("ningshan-2019")).scheme
    meant = {
        repr(read_behaviour(f"title: 试\notherwise: {each}\n", scheme).otherwise)
        for each in re.findall("`(.+?)`", words)
    }

    assert len(meant) == 1
