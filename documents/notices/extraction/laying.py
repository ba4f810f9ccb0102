"""Laying a paper out while a file is read: letters one after another, each stretch with its place."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.notices.paper import Cell, Paper, Place, Remark, Role, Stretch, Table

MOST_LETTERS = 5_000_000
"""Some two thousand pages: no notice, and less than would fill the memory."""


class TooMuch(Exception):
    """More than a notice can hold; the words say of what."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters that stand together, for a cell that is still to be laid."""

    text: str
    place: Place
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A cell of a row that is still to be laid: where it begins, what it covers, its lines."""

    column: int
    rows: int = 1
    columns: int = 1
    pieces: Sequence[Piece] = ()


@dataclass
class Laying:
    """The paper as far as it was read."""

    letters: list[str] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    at: int = 0

    def line(self, text: str, place: Place, role: Role = Role.BODY) -> None:
        """A line of its own; one that the file breaks within stays with its place. An empty one has none."""
        for each in text.split("\n"):
            self._letters(each, place, role)
            self._add("\n")

    def paragraph(self, pieces: Sequence[Piece]) -> None:
        """Lines that only the width of the page parted: one line of the paper, each piece with its own place."""
        for number, piece in enumerate(pieces):
            if number and _are_words(pieces[number - 1].text[-1:], piece.text[:1]):
                self._add(" ")
            self._letters(piece.text, piece.place, piece.role)
        self._add("\n")

    def table(self, rows: Sequence[Sequence[Box]]) -> None:
        """A table, row by row; a merged cell is laid once, where it begins."""
        start, cells = self.at, []
        for number, row in enumerate(rows):
            for place, box in enumerate(row):
                if place:
                    self._add("\t")
                cells.append(self._box(number, box))
            self._add("\n")
        self.tables.append(Table(tuple(cells), start, self.at))

    def remark(self, sentence: str, place: Place | None = None) -> None:
        self.remarks.append(Remark(sentence, place or Place()))

    def paper(self, *, file_name: str, sha256: str) -> Paper:
        return Paper(
            file_name=file_name,
            sha256=sha256,
            text="".join(self.letters),
            stretches=tuple(self.stretches),
            tables=tuple(self.tables),
            remarks=tuple(dict.fromkeys(self.remarks)),
        )

    def _box(self, row: int, box: Box) -> Cell:
        start = self.at
        for number, piece in enumerate(box.pieces):
            if number:
                self._add("\n")
            self._letters(piece.text, piece.place, piece.role)
        return Cell(row, box.column, start, self.at, box.rows, box.columns)

    def _letters(self, text: str, place: Place, role: Role) -> None:
        if text:
            start = self.at
            self._add(text)
            self.stretches.append(Stretch(start, self.at, place, role))

    def _add(self, letters: str) -> None:
        self.letters.append(letters)
        self.at += len(letters)
        if self.at > MOST_LETTERS:
            raise TooMuch(f"文字超过{MOST_LETTERS // 10_000}万字")


def _are_words(before: str, after: str) -> bool:
    """Latin words need the blank that the end of the line stood for; Chinese characters do not."""
    return before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
