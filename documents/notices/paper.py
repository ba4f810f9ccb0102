"""A notice as it lies on the desk: its whole text, its tables, and where a person finds each stretch of it."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody who has the file open looks. Every count begins at 1; what a kind of file lacks is None."""

    page: int | None = None
    line: int | None = None
    paragraph: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    cell: str | None = None

    def __str__(self) -> str:
        named = (
            (self.sheet, "工作表“{}”"),
            (self.page, "第{}页"),
            (self.table, "表{}"),
            (self.paragraph, "第{}段"),
            (self.line, "第{}行"),
            (self.row, "第{}行"),
            (self.column, "第{}列"),
            (self.cell, "{}"),
        )
        return "".join(words.format(value) for value, words in named if value is not None)


@dataclass(frozen=True, slots=True)
class Stretch:
    """`text[start:end]` of the paper, found at `place`."""

    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, counted from 0; a merged cell stands once, where it begins, with what it covers."""

    row: int
    column: int
    start: int
    end: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table that the file itself marks as one. Its cells lie in the paper's text, row by row."""

    cells: tuple[Cell, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Paper:
    """What was read out of one file, letter for letter: nothing is corrected here.

    Lines end with a line feed, cells of one row are parted by a tab. `stretches` are in order and do not overlap;
    what lies between two of them (a line feed, a tab) belongs to the one before.
    """

    file_name: str
    sha256: str
    text: str
    stretches: tuple[Stretch, ...]
    tables: tuple[Table, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [each.start for each in self.stretches]

    def place_of(self, offset: int) -> Place:
        """Where the letter at `offset` is found."""
        at = bisect_right(self._starts, offset) - 1
        return self.stretches[at].place if at >= 0 else Place()
