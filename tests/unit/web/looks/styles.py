"""Style sheets as rules, and the contrast of two colours as WCAG reckons it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.house import ROOT

CSS = ROOT / "web" / "static" / "css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
WORDS = {"#fff": "#ffffff", "#000": "#000000", "#eee": "#eeeeee"}


@dataclass(frozen=True, slots=True)
class Rule:
    sheet: str
    selector: str
    told: dict[str, str]


def sheets() -> list[Path]:
    return sorted(CSS.rglob("*.css"))


@cache
def rules() -> tuple[Rule, ...]:
    return tuple(each for sheet in sheets() for each in _rules(sheet))


def _rules(sheet: Path) -> Iterator[Rule]:
    for selector, body in RULE.findall(COMMENT.sub("", sheet.read_text(encoding="utf-8"))):
        pairs = (line.split(":", 1) for line in body.split(";") if ":" in line)
        yield Rule(sheet.name, " ".join(selector.split()), {name.strip(): value.strip() for name, value in pairs})


@cache
def named() -> dict[str, str]:
    """The colours by their names."""
    told = next(rule.told for rule in rules() if rule.sheet == "theme.css" and rule.selector == ":root")
    return {name.removeprefix("--"): value for name, value in told.items() if re.fullmatch(r"#[0-9a-f]{6}", value)}


def colour(value: str) -> str | None:
    """A name or a number as #rrggbb; nothing where it is neither."""
    value = value.replace("!important", "").strip()
    if found := re.fullmatch(r"var\(--([a-z-]+)\)", value):
        return named().get(found[1])
    value = WORDS.get(value, value)
    return value if re.fullmatch(r"#[0-9a-f]{6}", value) else None


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(value: str) -> float:
    parts = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
