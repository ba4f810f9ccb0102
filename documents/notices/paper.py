"""A notice as it lies on the desk: its whole text, its tables, and where a person finds each stretch of it."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from config.labels import Labelled


class Role(Labelled):
    """What a stretch is on the page. Whoever looks for indicators reads the body; nothing is left out of the text."""

    BODY = "body", "正文"
    CONTENTS = "contents", "目录"
    RUNNING = "running", "页眉页脚"
    PAGE_NUMBER = "page_number", "页码"
    NOTE = "note", "脚注尾注"
    BOX = "box", "文本框"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody who has the file open looks. Every count begins at 1; what a kind of file lacks is None.

    Paragraphs are counted as the eye does: empty ones and those of tables are none. `part`: 页眉, 文本框, 脚注3.
    """

    page: int | None = None
    line: int | None = None
    paragraph: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    cell: str | None = None
    part: str | None = None

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
            (self.part, "{}"),
        )
        return "".join(words.format(value) for value, words in named if value is not None)


@dataclass(frozen=True, slots=True)
class Stretch:
    """`text[start:end]` of the paper, found at `place`."""

    start: int
    end: int
    place: Place
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should know of the file besides its text: a hidden sheet, a revision that was taken as accepted."""

    sentence: str
    place: Place = Place()

    def __str__(self) -> str:
        where = str(self.place)
        return f"{where}：{self.sentence}" if where else self.sentence


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

    Lines end with a line feed, cells of one row are parted by a tab; a cell of several lines has its own line feeds.
    `stretches` are in order and do not overlap; what lies between two of them (a line feed, a tab) belongs to the one
    before. Labels that Word counts by itself (一、 1.) stand in the text as they are shown.
    """

    file_name: str
    sha256: str
    text: str
    stretches: tuple[Stretch, ...]
    tables: tuple[Table, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [each.start for each in self.stretches]

    def place_of(self, offset: int) -> Place:
        """Where the letter at `offset` is found."""
        found = self._stretch(offset)
        return found.place if found else Place()

    def role_of(self, offset: int) -> Role:
        """What the letter at `offset` is on the page."""
        found = self._stretch(offset)
        return found.role if found else Role.BODY

    def _stretch(self, offset: int) -> Stretch | None:
        at = bisect_right(self._starts, offset) - 1
        return self.stretches[at] if at >= 0 else None
