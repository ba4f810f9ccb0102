"""What the workbook of facts looks like: a sheet for each list of a facts file, a column for each field of its entries.

Titles and headings are the descriptions in config/scoring/factsheet.py up to their first stop, so the guide, the JSON
schema and the workbook call everything by the same words.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from types import NoneType
from typing import Any, get_args, get_origin

from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo

from config.labels import Labelled
from config.references import Reference
from config.scoring.factsheet import Fact, FactSheet, FigureTable, Votes
from config.walking import is_model, members

_STOPS = re.compile("[：，；（]")


class Holds(Enum):
    """What a cell holds."""

    TEXT = auto()
    NUMBER = auto()
    COUNT = auto()
    DAY = auto()
    MOMENT = auto()
    PERIOD = auto()
    FLAG = auto()
    WORD = auto()
    TEXTS = auto()
    NUMBERS = auto()
    PAIRS = auto()
    GROUPS = auto()
    BALLOTS = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One field of an entry. `target` is the list of the scheme that it refers to, `words` its closed set."""

    name: str
    heading: str
    holds: Holds
    meaning: str
    is_required: bool = False
    target: str = ""
    words: type[Labelled] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list of the facts. `given` are the columns that a template fills in: a row of them alone says nothing."""

    name: str
    title: str
    columns: tuple[Column, ...]
    given: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def heading(info: FieldInfo) -> str:
    return _STOPS.split(info.description or "")[0]


def squeezed(text: str) -> str:
    """Full width or half, with or without blanks between the characters: the same word."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def _column(name: str, info: FieldInfo) -> Column:
    kinds = [each for each in members(info.annotation) if each is not NoneType]
    marks = [
        *info.metadata,
        *(mark for each in get_args(info.annotation) for mark in getattr(each, "__metadata__", ())),
    ]
    return Column(
        name,
        heading(info),
        Holds.PERIOD if name == "period" else _holds(kinds[0]),
        info.description or "",
        info.is_required(),
        next((mark.target for mark in marks if isinstance(mark, Reference)), ""),
        next((each for each in kinds if isinstance(each, type) and issubclass(each, Labelled)), None),
    )


_PLAIN: Mapping[Any, Holds] = {
    Decimal: Holds.NUMBER,
    int: Holds.COUNT,
    date: Holds.DAY,
    AwareDatetime: Holds.MOMENT,
    bool: Holds.FLAG,
    str: Holds.TEXT,
}


def _holds(expected: Any) -> Holds:
    origin, args = get_origin(expected), get_args(expected)
    if origin is tuple:
        return Holds.NUMBERS if next(members(args[0])) is Decimal else Holds.TEXTS
    if origin is dict:
        inner = next(members(args[1]))
        return Holds.BALLOTS if inner is Votes else Holds.GROUPS if get_origin(inner) is tuple else Holds.PAIRS
    return Holds.WORD if issubclass(expected, Labelled) else _PLAIN[expected]


def _columns(model: type[BaseModel]) -> tuple[Column, ...]:
    """The unit, then what is the entry's own, then what every fact says about itself."""
    common = [name for name in Fact.model_fields if name != "unit"] if issubclass(model, Fact) else []
    order = ["unit", *(name for name in model.model_fields if name not in (*common, "unit")), *common]
    return tuple(_column(name, model.model_fields[name]) for name in order if name in model.model_fields)


GIVEN: Mapping[str, tuple[str, ...]] = {
    "answers": ("unit", "answer"),
    "ratings": ("unit", "rating"),
    "judgements": ("unit", "slot"),
    "imported": ("unit", "source"),
    "moments": ("unit", "moment"),
    "nominations": ("unit", "nomination"),
}


def _sheets() -> Iterator[Sheet]:
    for name, info in FactSheet.model_fields.items():
        model: Any = next(members(get_args(info.annotation)[0])) if get_origin(info.annotation) is tuple else None
        if is_model(model) and model is not FigureTable:
            yield Sheet(name, heading(info), _columns(model), GIVEN.get(name, ()))


LISTS: Mapping[str, Sheet] = {sheet.name: sheet for sheet in _sheets()}
TABLE = Sheet(
    "tables",
    heading(FactSheet.model_fields["tables"]),
    tuple(_column(name, info) for name, info in FigureTable.model_fields.items() if name not in ("figures", "rows")),
)
"""Stands above the rows of a table: one line for each, the heading before the value."""
ABOUT = Sheet(
    "about",
    "说明",
    tuple(_column(name, FactSheet.model_fields[name]) for name in ("scheme", "period")),
)
CHOSEN = Sheet(
    "chosen",
    heading(FactSheet.model_fields["chosen"]),
    (
        Column("choice", "选什么", Holds.TEXT, "choice 的编码", is_required=True),
        Column("option", "选哪一种", Holds.TEXT, "选法的编码", is_required=True),
    ),
    given=("choice",),
)
UNIT = "单位"
"""Heads the first column of a table."""
MEASURED_IN = "计量单位"
"""Begins the line of a table that says what its figures are measured in; nobody reads it back."""
LISTED = "可选项"
"""The sheet behind the drop-downs."""
UNREAD = frozenset({"序号", "备注"})
"""Columns that a clerk adds for himself."""
