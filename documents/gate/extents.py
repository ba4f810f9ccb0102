"""How far the sheets of a workbook reach: a program that reads one keeps a place for every cell of that square.

Two cells, A1 and XFD1048576, are seventeen thousand million places. They are counted here from the text of the sheet,
before any program lays the square out.
"""

import re
from dataclasses import dataclass, field

from documents.gate.unsafe import BROKEN, Unsafe

_CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]*(?<!/)>")
_BEFORE = 400
"""Of the piece before: a cell may begin there."""
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s+ref=[\"']([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?[\"']")
_LARGEST_TAIL = 16 << 20


@dataclass
class Extents:
    """Of one sheet, fed piece by piece. Cells without a value reach nowhere."""

    rows: int = 0
    columns: int = 0
    before: bytes = b""
    tail: bytearray = field(default_factory=bytearray)

    @property
    def places(self) -> int:
        return self.rows * self.columns

    @property
    def merged(self) -> int:
        """Places that merged cells cover."""
        found = 0
        for left, top, right, bottom in _MERGED.findall(self.tail):
            wide = number_of(right or left) - number_of(left) + 1
            found += max(1, wide) * max(1, int(bottom or top) - int(top) + 1)
        return found

    def feed(self, piece: bytes) -> None:
        text = self.before + piece
        if self.tail or b"mergeCells" in text:
            self.tail += piece if self.tail else text[text.index(b"mergeCells") :]
            if len(self.tail) > _LARGEST_TAIL:
                raise Unsafe(*BROKEN)
        cells = _CELL.findall(text)
        self.rows = max((self.rows, *map(int, {row for _, row in cells})))
        self.columns = max((self.columns, *map(number_of, {column for column, _ in cells})))
        self.before = text[-_BEFORE:]


def number_of(letters: bytes) -> int:
    """A column: A is 1, XFD is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
