"""The page on the shipped schemes names each of them, and every reading with its default."""

import re
from collections.abc import Iterator

import pytest

from config.schemes import shipped
from config.scoring.combining import Choice
from config.scoring.parts import parts_like
from tests.house import ROOT
from tests.unit.schemes.reading import shipped_scheme

PAGE = (ROOT / "docs/schemes-shipped.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| `(?P<scheme>[^`]+)` \| `(?P<choice>[^`]+)` \|[^|]*\| (?P<readings>[^|]+) \| (?P<default>[^|]+) \|$",
    re.MULTILINE,
)


def choices(name: str) -> Iterator[Choice]:
    yield from {choice.choice: choice for _, choice in parts_like(Choice, shipped_scheme(name).scoring)}.values()


def test_every_shipped_scheme_is_on_the_page() -> None:
    assert sorted(re.findall(r"^\| `([^`]+)` \| [^`|]+（00\d", PAGE, re.MULTILINE)) == shipped()


@pytest.mark.parametrize("name", shipped())
def test_every_reading_is_on_the_page(name: str) -> None:
    told = {
        row["choice"]: (re.findall(r"`([^`]+)`", row["readings"]), row["default"].strip("`"))
        for row in ROW.finditer(PAGE)
        if row["scheme"] == name
    }
    assert told == {
        choice.choice: ([option.code for option in choice.options], choice.default or "没有")
        for choice in choices(name)
    }
