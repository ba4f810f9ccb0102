"""The book given back with its wrong cells marked: coloured, with what is wrong as a comment."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from documents.books.places import Fault
from documents.books.texts import escaped

WRONG = "错误清单"
AUTHOR = "考核系统"
MARKED_BELOW = 8_000_000
"""Bytes of a file whose cells are marked; of a larger one only the list is given."""
_RED = PatternFill("solid", fgColor="FFC7CE")


def mark(path: Path, faults: Sequence[Fault], file: IO[bytes]) -> None:
    """Write a copy of the book with every fault at its cell and all of them on a first sheet."""
    is_marked = path.stat().st_size <= MARKED_BELOW and _is_package(path)
    book = _book(path) if is_marked else openpyxl.Workbook()
    for fault in faults if is_marked else ():
        _mark(book, fault)
    _list(book, faults, is_marked=is_marked)
    book.save(file)


def _is_package(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"PK"


def _book(path: Path) -> Any:
    with path.open("rb") as file:
        return openpyxl.load_workbook(file)


def _mark(book: Any, fault: Fault) -> None:
    if fault.spot.sheet not in book.sheetnames or not fault.spot.row:
        return
    cell = book[fault.spot.sheet].cell(fault.spot.row, fault.spot.column or 1)
    if isinstance(cell, MergedCell):
        return
    cell.fill = _RED
    said = f"{cell.comment.text}\n{fault.message}" if cell.comment is not None else fault.message
    cell.comment = Comment(escaped(said)[:2000], AUTHOR, width=260, height=100)


def _list(book: Any, faults: Sequence[Fault], *, is_marked: bool) -> None:
    """Each fault with its place; a click leads there."""
    sheet = book.create_sheet(WRONG, 0)
    for at, (head, width) in enumerate((("位置", 28), ("问题", 90)), start=1):
        cell = sheet.cell(1, at, head)
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = width
    for row, fault in enumerate(faults, start=2):
        place, said = sheet.cell(row, 1, escaped(str(fault.spot))), sheet.cell(row, 2, escaped(fault.message))
        place.data_type = said.data_type = "s"
        said.alignment = Alignment(wrap_text=True, vertical="top")
        if is_marked and fault.spot.row and fault.spot.sheet in book.sheetnames:
            letter = get_column_letter(fault.spot.column or 1)
            quoted = fault.spot.sheet.replace("'", "''")
            place.hyperlink = f"#'{quoted}'!{letter}{fault.spot.row}"
            place.style = "Hyperlink"
    sheet.freeze_panes = "A2"
    book.active = 0
