"""The list of the worked examples is whole, and names only tests that there are."""

import ast
import re
from functools import cache

import pytest

from tests.house import ROOT
from tests.unit.scoring.examples import CITY, LIVELIHOOD, NINGSHAN, SANMING, SHANXI, SHOWN_BY


@cache
def named_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[:5] == "test_")


def test_every_example_is_shown() -> None:
    assert list(SHOWN_BY) == [f"E{number:02}" for number in range(1, 41)]


@pytest.mark.parametrize("example", SHOWN_BY)
def test_an_example_is_shown_by_tests_that_bear_its_number(example: str) -> None:
    path, *names = SHOWN_BY[example]
    assert [name for name in names if name.startswith(f"test_{example.lower()}_")] == names != []
    assert set(names) <= named_in(path)


@pytest.mark.parametrize("path", [SANMING, NINGSHAN, CITY, LIVELIHOOD, SHANXI])
def test_no_test_with_a_number_is_left_off_the_list(path: str) -> None:
    listed = {name for file, *names in SHOWN_BY.values() if file == path for name in names}
    assert {name for name in named_in(path) if re.match(r"test_e\d\d_", name)} == listed
