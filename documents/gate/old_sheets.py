"""The records of an old workbook (xls, et), as far as they tell how large its sheets are and how cells are shown.

Every record is a kind, a size and so many bytes; nothing else of them is interpreted here.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_CELLS = frozenset({0x0006, 0x0203, 0x027E, 0x00FD, 0x0204, 0x0205, 0x00D6, 0x00BD})
"""Formula, number, short number, shared text, text, error, rich text, several numbers: each begins with its place."""
_SEVERAL, _BOF, _EOF, _XF, _FORMAT, _ROW, _COLUMNS = 0x00BD, 0x0809, 0x000A, 0x00E0, 0x041E, 0x0208, 0x007D
_WORKBOOK, _MACRO = 0x0005, 0x0040
_PERCENT = (9, 10)
_IS_HIDDEN = 0x20


@dataclass
class OldSheet:
    """Rows and columns are counted from 0."""

    rows: int = 0
    columns: int = 0
    percents: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass
class OldBook:
    """`sheets` lie in the order of the book's list of them."""

    sheets: list[OldSheet] = field(default_factory=list)
    has_macro_sheet: bool = False

    @property
    def places(self) -> int:
        return sum(sheet.rows * sheet.columns for sheet in self.sheets)


def records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def old_book(stream: bytes) -> OldBook:
    """What stands where, without what it says."""
    book, formats, looks, depth = OldBook(), set(_PERCENT), list[int](), 0
    for kind, body in records(stream):
        if kind == _BOF and len(body) >= 4:
            depth += 1
            what = struct.unpack_from("<H", body, 2)[0]
            book.has_macro_sheet = book.has_macro_sheet or what == _MACRO
            # A chart that lies within a sheet begins like a sheet of its own.
            book.sheets += [OldSheet()] if what != _WORKBOOK and depth == 1 else []
        elif kind == _EOF:
            depth = max(0, depth - 1)
        elif kind == _FORMAT and len(body) > 5 and b"%" in body[5:]:
            formats.add(struct.unpack_from("<H", body)[0])
        elif kind == _XF and len(body) >= 4:
            looks.append(struct.unpack_from("<H", body, 2)[0])
        elif book.sheets and depth == 1:
            _take(book.sheets[-1], kind, body, lambda look: look < len(looks) and looks[look] in formats)
    return book


def _take(sheet: OldSheet, kind: int, body: bytes, is_percent: Callable[[int], bool]) -> None:
    if kind in _CELLS and len(body) >= 6:
        row, column = struct.unpack_from("<HH", body)
        looks = _looks(kind, body)
        sheet.rows, sheet.columns = max(sheet.rows, row + 1), max(sheet.columns, column + len(looks))
        sheet.percents |= {(row, column + at) for at, look in enumerate(looks) if is_percent(look)}
    elif kind == _ROW and len(body) >= 16 and body[12] & _IS_HIDDEN:
        sheet.hidden_rows.add(struct.unpack_from("<H", body)[0])
    elif kind == _COLUMNS and len(body) >= 10 and body[8] & 1:
        first, last = struct.unpack_from("<HH", body)
        sheet.hidden_columns |= set(range(first, min(last, 255) + 1))


def _looks(kind: int, body: bytes) -> list[int]:
    """The look of each cell of a record; only one kind of them has several."""
    if kind != _SEVERAL:
        return [struct.unpack_from("<H", body, 4)[0]]
    return [struct.unpack_from("<H", body, at)[0] for at in range(4, len(body) - 7, 6)]
