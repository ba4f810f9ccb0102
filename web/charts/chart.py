"""A chart: a title, a sentence that says what it shows, the numbers as a table, and one or two drawings of them."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from markupsafe import Markup

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
Options: TypeAlias = Mapping[str, Json]
"""Options of ECharts. Numbers in them only place the ink; what is read are strings made from the exact numbers."""

RED, BLUE, GREEN, AMBER, VIOLET, GREY = "#b3261e", "#1a5a9e", "#146c43", "#b7791f", "#6b4fa0", "#52606d"
SERIES = (BLUE, AMBER, GREEN, VIOLET, GREY, RED)
INK, SOFT, LINE, PALE, PAPER = "#1f2933", "#52606d", "#d5dbe1", "#eceff2", "#ffffff"


class Size(StrEnum):
    LOW = "low"
    USUAL = "usual"
    TALL = "tall"
    TALLER = "taller"


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a chart, for who cannot see it, for paper, for a browser without scripts."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """`options` are drawn by ECharts where scripts run; `drawing` stands there without, and on paper."""

    title: str
    says: str
    table: Table
    options: Options | None = None
    drawing: Markup | None = None
    size: Size = Size.USUAL
    is_empty: bool = False

    @property
    def data(self) -> str:
        """The options as JSON, or nothing. Raises TypeError for what is no JSON."""
        return "" if self.options is None else as_json(self.options)


def as_json(options: Json) -> str:
    _check(options, "options")
    return json.dumps(options, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _check(value: object, place: str) -> None:
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(f"{place} has the key {key!r}")
            _check(item, f"{place}.{key}")
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            _check(item, f"{place}[{number}]")
    elif isinstance(value, float) and not math.isfinite(value):
        raise TypeError(f"{place} is {value}")
    elif value is not None and not isinstance(value, bool | int | float | str):
        raise TypeError(
            f"{place} is {type(value).__name__} {value!r}: make a string of it, or `inked` where it is drawn"
        )


def inked(value: Decimal | int) -> float:
    """Where the ink goes. Nothing is ever read from it."""
    return float(value)


_INSTRUCTIONS = str.maketrans("{}|", "｛｝｜")


def plain(text: str) -> str:
    """A text that ECharts may show: its own braces and bars would be taken for instructions."""
    return text.translate(_INSTRUCTIONS)


def hint(text: str) -> dict[str, Json]:
    """What the pointer is told about one item."""
    return {"formatter": plain(text)}
