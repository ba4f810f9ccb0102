"""What a book is made of, before it is a file and after it was one: sheets, columns, lines of exact texts.

Every cell is a text: a number by its digits, a day as 2019-05-13. A line is known by its `id`, which the product
gave it; a sheet by its `key`. What a person may fill in is open, everything else is locked.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal, InvalidOperation
from enum import Enum, auto
from typing import Any

from states.books import BookKind


class Holds(Enum):
    """What the cells of a column hold."""

    TEXT = auto()
    NUMBER = auto()
    COUNT = auto()
    DAY = auto()


class Paper(Enum):
    """The sheet of paper that it is printed on, lying; with the number that spreadsheets give it."""

    A4 = 9
    A3 = 8


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `also`: other headings under which people know it. `words`: what may be chosen; `only_words`: nothing
    else is taken. `unit`: what its numbers are counted in; `counted_in`: the column in which each line says it. Without
    what `is_required` a new line is not taken; what `is_owed` is asked for when the whole is handed in.
    """

    key: str
    heading: str
    holds: Holds = Holds.TEXT
    width: int = 12
    is_open: bool = False
    is_required: bool = False
    is_owed: bool = False
    words: tuple[str, ...] = ()
    only_words: bool = False
    unit: str = ""
    counted_in: str = ""
    hint: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `shut`: open columns in which this line may not be filled in after all. One without an id is not there
    yet, and only suggested.
    """

    id: str
    cells: Mapping[str, str]
    shut: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """What is said once, above the table: 指标综述. `key` is empty where it is only shown."""

    label: str
    text: str
    key: str = ""

    @property
    def is_open(self) -> bool:
        return bool(self.key)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `spare`: empty lines to write new ones on; `given`: columns that say nothing by themselves on such a
    line. `names`: columns that together name a line, where its id was lost. `drops`: a line that was emptied is one
    taken away. `year`: of days that people write without one. `remarks` stand under the table.
    """

    key: str
    title: str
    heading: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...] = ()
    said: tuple[Said, ...] = ()
    spare: int = 0
    given: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    drops: bool = False
    year: int = 0
    remarks: tuple[str, ...] = ()
    paper: Paper = Paper.A4

    @property
    def takes_new(self) -> bool:
        return self.spare > 0

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    def is_open(self, line: Line | None, column: Column) -> bool:
        """Whether this cell may be filled in; a new line has no cell that may not."""
        return column.is_open and (line is None or column.key not in line.shut)


@dataclass(frozen=True, slots=True)
class Book:
    """Sheets under one title. `guide`: what whoever fills it in should know."""

    kind: BookKind
    title: str
    sheets: tuple[Sheet, ...]
    guide: tuple[str, ...] = ()


# What differs


def plain(text: str) -> str:
    """A text but for what a spreadsheet does to it: the ends of its lines, and blanks around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def same(column: Column | None, one: str, other: str) -> bool:
    """Whether two texts say the same in this column: 1.50 and 1.5 are one number."""
    if plain(one) == plain(other):
        return True
    if column is None or column.holds not in (Holds.NUMBER, Holds.COUNT):
        return False
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


# As they are kept: what a book held when it left is what it is compared with when it comes back


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """What a sheet held when it left: only keys and texts, so that later programs can still read it."""

    key: str
    lines: Mapping[str, Mapping[str, str]]
    said: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()


def kept(sheet: Sheet) -> KeptSheet:
    lines = {line.id: dict(line.cells) for line in sheet.lines if line.id}
    return KeptSheet(sheet.key, lines, {each.key: each.text for each in sheet.said if each.key}, tuple(lines))


def as_document(sheets: tuple[KeptSheet, ...]) -> list[dict[str, Any]]:
    return [asdict(sheet) for sheet in sheets]
