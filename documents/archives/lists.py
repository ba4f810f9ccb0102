"""案卷里的目录: the columns of 卷内目录 and 归档目录 as DA/T has them, as a workbook."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from documents.archives.still import still
from documents.books.texts import LONGEST, escaped

HEADS = ("序号", "文号", "责任者", "题名", "日期", "页数", "备注")
_WIDTHS = (6, 20, 22, 52, 12, 6, 34)
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """一件: one document, whoever made it."""

    title: str
    document_no: str = ""
    author: str = ""
    date: str = ""
    pages: str = ""
    note: str = ""


def catalogue(title: str, volumes: Iterable[tuple[str, Sequence[Entry]]]) -> bytes:
    """Volume by volume, each under its own heading, numbered from 1; the head comes again on every printed page."""
    book = Workbook()
    sheet = book.active
    sheet.title = "目录"
    _line(sheet, 1, [title], font=Font(bold=True, size=16), boxed=False)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADS))
    sheet["A1"].alignment = Alignment(horizontal="center")
    _line(sheet, 2, HEADS, font=Font(bold=True))
    row = 3
    for name, entries in volumes:
        if name:
            _line(sheet, row, [name, *[""] * (len(HEADS) - 1)], font=Font(bold=True))
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADS))
            row += 1
        for number, each in enumerate(entries, start=1):
            _line(
                sheet, row, (str(number), each.document_no, each.author, each.title, each.date, each.pages, each.note)
            )
            row += 1
    _for_paper(sheet)
    kept = BytesIO()
    book.save(kept)
    return still(kept.getvalue())


def _line(sheet: Any, row: int, texts: Iterable[str], *, font: Font | None = None, boxed: bool = True) -> None:
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column, escaped(text)[:LONGEST])
        cell.data_type = "s"  # also what begins like a formula
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.font = font or Font()
        if boxed:
            cell.border = _BOX


def _for_paper(sheet: Any) -> None:
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "2:2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
