"""Colours can be read by everybody (WCAG AA, reckoned), and sheets by the browsers that stand in the offices."""

import re
from pathlib import Path

import pytest

from tests.house import ROOT
from tests.unit.web.looks.styles import COMMENT, colour, contrast, named, rules, sheets
from tests.unit.web.looks.templates import name_of

AA, AA_OF_MARKS = 4.5, 3.0
GROUNDS = ("paper", "ground")
INKS = ("ink", "ink-soft", "red", "red-deep", "green", "amber", "blue")
MARKS = ("lamp-green", "lamp-yellow", "lamp-red", "line-strong", "lamp-none")
OTHERS = sorted((ROOT / "web" / "static" / "vendor").rglob("*.css"))

TOO_NEW = {
    ":has()": r":has\(",
    "mixed or wide colours": r"color-mix\(|\bokl(?:ch|ab)\(|\bl(?:ch|ab)\(|\bcolor\(",
    "layers and containers": r"@(?:layer|container|property|scope|starting-style)\b",
    "dynamic viewport units": r"\d(?:[dsl]v[hw])\b",
    "properties": r"[;{\s](?:aspect-ratio|accent-color|text-wrap|translate|rotate|scale|inset-\w+|field-sizing)\s*:",
}
OF_OURS_ALSO = {
    "inset": r"[;{\s]inset\s*:",
    ":is() and :where()": r":(?:is|where)\(",
    "nesting": r"\{[^{}@]*&",
    "media in ranges": r"@media[^{]*[<>]",
    "anything fetched": r"url\(|@import|@font-face",
}


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_words_are_readable_on_the_page(ink: str, ground: str) -> None:
    assert contrast(named()[ink], named()[ground]) >= AA


@pytest.mark.parametrize("mark", MARKS)
def test_marks_and_edges_of_inputs_can_be_told_from_paper(mark: str) -> None:
    assert contrast(named()[mark], named()["paper"]) >= AA_OF_MARKS


def pairs() -> dict[str, tuple[str, str]]:
    """Every rule that sets both a colour and its ground, those of buttons and alerts by their states too."""
    found = {}
    for rule in rules():
        told = rule.told
        for prefix in ("", "--bs-btn-", "--bs-btn-hover-", "--bs-btn-active-", "--bs-btn-disabled-", "--bs-alert-"):
            ground = told.get(f"{prefix}bg") if prefix else told.get("background", told.get("background-color"))
            said = (colour(told.get(f"{prefix}color", "")), colour(ground or ""))
            if said[0] is not None and said[1] is not None:
                found[f"{rule.sheet} {rule.selector} {prefix}"] = (said[0], said[1])
    return found


def test_every_colour_is_readable_on_the_ground_that_its_rule_gives_it() -> None:
    assert len(pairs()) > 40
    poor = {name: round(contrast(*both), 2) for name, both in pairs().items() if contrast(*both) < AA}
    assert poor == {}


def text_of(sheet: Path) -> str:
    return COMMENT.sub("", sheet.read_text(encoding="utf-8"))


@pytest.mark.parametrize("sheet", [*sheets(), *OTHERS], ids=name_of)
def test_sheets_hold_nothing_that_old_browsers_do_not_know(sheet: Path) -> None:
    wanted = TOO_NEW if sheet in OTHERS else TOO_NEW | OF_OURS_ALSO
    assert [name for name, pattern in wanted.items() if re.search(pattern, text_of(sheet))] == []


@pytest.mark.parametrize(
    "text",
    [
        "a:has(b) { x: y }", "a { color: color-mix(in srgb, red, blue) }", "a { color: oklch(1 2 3) }", "@layer a { }",
        "a { height: 100dvh }", "a { aspect-ratio: 1 }", "a { inset: 0 }", "a:is(b) { x: y }", "a { &:hover { x: y } }",
        "@media (width < 3px) { }", "a { background: url(x.png) }",
    ],
)  # fmt: skip
def test_what_is_too_new_is_seen(text: str) -> None:
    assert any(re.search(pattern, text) for pattern in (TOO_NEW | OF_OURS_ALSO).values())
