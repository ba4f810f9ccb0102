"""Workbooks of old (xls), record by record, as no library that writes them is at hand."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.containers import compound

Value = str | float
GENERAL, PERCENT = 0, 10
"""Looks: as it is, and as per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Cells by row and column from 0; a percentage is a number of `percents`."""

    cells: Mapping[tuple[int, int], Value]
    percents: frozenset[tuple[int, int]] = frozenset()
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden_rows: frozenset[int] = frozenset()
    is_hidden: bool = False


def old_book(sheets: Mapping[str, Sheet], *, locked: bool = False) -> bytes:
    texts = list(
        dict.fromkeys(value for one in sheets.values() for value in one.cells.values() if isinstance(value, str))
    )
    bodies = [_sheet(one, texts) for one in sheets.values()]
    opening = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6))
    opening += _record(0x002F, bytes(54)) if locked else b""
    opening += _record(0x0042, struct.pack("<H", 1200))
    opening += b"".join(_record(0x00E0, struct.pack("<HH16x", 0, look)) for look in (GENERAL, PERCENT))
    closing = _texts(texts) + _record(0x000A, b"")
    at = len(opening) + sum(len(_named(name, one, 0)) for name, one in sheets.items()) + len(closing)
    listed = b""
    for (name, one), body in zip(sheets.items(), bodies, strict=True):
        listed += _named(name, one, at)
        at += len(body)
    return compound({"Workbook": opening + listed + closing + b"".join(bodies)})


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _named(name: str, sheet: Sheet, at: int) -> bytes:
    return _record(0x0085, struct.pack("<IBBBB", at, sheet.is_hidden, 0, len(name), 1) + name.encode("utf-16-le"))


def _texts(texts: Sequence[str]) -> bytes:
    written = b"".join(struct.pack("<HB", len(text), 1) + text.encode("utf-16-le") for text in texts)
    return _record(0x00FC, struct.pack("<II", len(texts), len(texts)) + written)


def _sheet(sheet: Sheet, texts: Sequence[str]) -> bytes:
    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6))
    for row in sorted(sheet.hidden_rows):
        body += _record(0x0208, struct.pack("<HHHHHHBBH", row, 0, 256, 255, 0, 0, 0x20, 1, 0))
    for (row, column), value in sheet.cells.items():
        place = struct.pack("<HHH", row, column, (row, column) in sheet.percents)
        if isinstance(value, str):
            body += _record(0x00FD, place + struct.pack("<I", texts.index(value)))
        else:
            body += _record(0x0203, place + struct.pack("<d", value))
    if sheet.merged:
        ranges = b"".join(struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in sheet.merged)
        body += _record(0x00E5, struct.pack("<H", len(sheet.merged)) + ranges)
    return body + _record(0x000A, b"")
