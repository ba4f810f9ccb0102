"""Workbooks as their reader sees them: what is hidden is told and not read, numbers exactly as they were typed."""

import math
import re
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, Any

import openpyxl
from openpyxl.utils import get_column_letter

from documents.notices.extraction.laying import Box, Laying, Piece, TooMuch
from documents.notices.extraction.refusing import AGAIN, Unfit
from documents.notices.paper import Place
from documents.workbooks.grid import UNREADABLE, as_seen, as_typed

MOST_SHEETS = 200
MOST_PLACES = 1_000_000
Merged = tuple[int, int, int, int]
"""First row, first column, last row, last column; all counted from 1."""


@dataclass
class SeenSheet:
    """One sheet that is shown: what each of its cells shows."""

    title: str
    cells: Mapping[tuple[int, int], str]
    merged: list[Merged] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def read_sheets(file: IO[bytes], laying: Laying) -> None:
    """A workbook of today (xlsx). The gate has measured it before."""
    try:
        names = set(zipfile.ZipFile(file).namelist())
        _check_count(sum(name.startswith("xl/worksheets/") for name in names))
        book = openpyxl.load_workbook(file, data_only=True)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                lay_sheet(_seen(sheet), laying)
            elif sheet._cells:
                laying.remark(HIDDEN_SHEET, Place(sheet=sheet.title))
    except UNREADABLE as error:
        raise Unfit("工作簿已损坏，打不开", AGAIN) from error
    _remark_on_parts(names, laying)


HIDDEN_SHEET = "这张工作表是隐藏的，没有读入；需要的请取消隐藏、保存后再读"


def _check_count(sheets: int) -> None:
    if sheets > MOST_SHEETS:
        raise TooMuch(f"工作表有{sheets}张")


def _remark_on_parts(names: set[str], laying: Laying) -> None:
    for start, sentence in (
        ("xl/externalLinks/", "有公式取自别的工作簿，读入的是保存时的结果"),
        ("xl/comments", "有批注，没有读入"),
        ("xl/media/", "有图片，图里的字没有读入"),
        ("xl/charts/", "有图表，没有读入"),
    ):
        if any(name.startswith(start) for name in names):
            laying.remark(f"工作簿里{sentence}")


def _seen(sheet: Any) -> SeenSheet:
    cells = {place: shown(cell.value, cell.number_format) for place, cell in sheet._cells.items()}
    columns = frozenset(_hidden_columns(sheet))
    return SeenSheet(
        sheet.title,
        {place: text for place, text in cells.items() if text.strip()},
        [(each.min_row, each.min_col, each.max_row, each.max_col) for each in sheet.merged_cells.ranges],
        frozenset(row for row, size in sheet.row_dimensions.items() if size.hidden),
        columns,
    )


def _hidden_columns(sheet: Any) -> Iterator[int]:
    """Columns that are alike are kept as one, with its first and last."""
    for size in sheet.column_dimensions.values():
        if size.hidden and size.min and size.max:
            yield from range(size.min, min(size.max, 16_384) + 1)


def shown(value: Any, number_format: str) -> str:
    """What stands in a cell: digits as typed, per cent as seen, a date as its format writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime | date):
        return _day(value, number_format)
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")


def _number(value: float, number_format: str) -> str:
    if not math.isfinite(value):
        return str(value)
    exact = Decimal(as_seen(as_typed(value), number_format))
    return f"{exact:f}{'%' if as_seen(Decimal(1), number_format) == 100 else ''}"


def _day(value: date, number_format: str) -> str:
    says_year = re.search(r"y", number_format, re.IGNORECASE)
    if "月" in number_format:
        year = f"{value.year}年" if says_year else ""
        day = f"{value.day}日" if "日" in number_format else ""
        said = f"{year}{value.month}月{day}"
    else:
        said = f"{value:%Y-%m-%d}"
    has_hour = isinstance(value, datetime) and (value.hour or value.minute)
    return f"{said} {value:%H:%M}" if has_hour else said


def lay_sheet(sheet: SeenSheet, laying: Laying) -> None:
    """Rows and columns in which nothing stands are left out; each cell keeps its own name."""
    covered = _covered(sheet)
    cells = {
        (row, column): text
        for (row, column), text in sheet.cells.items()
        if row not in sheet.hidden_rows and column not in sheet.hidden_columns and (row, column) not in covered
    }
    left_out = len([place for place in sheet.cells if place not in cells and place not in covered])
    if left_out:
        laying.remark(f"隐藏的行或列里有{left_out}个单元格，没有读入", Place(sheet=sheet.title))
    rows, columns = sorted({row for row, _ in cells}), sorted({column for _, column in cells})
    if len(rows) * len(columns) > MOST_PLACES:
        raise TooMuch(f"工作表“{sheet.title}”有{len(rows)}行{len(columns)}列")
    if cells:
        laying.table(list(_rows(sheet, cells, rows, columns, covered)))


def _covered(sheet: SeenSheet) -> set[tuple[int, int]]:
    """Places that a merged cell takes in, but for the one where it begins."""
    found: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merged:
        found |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)} - {(top, left)}
    return found


def _rows(
    sheet: SeenSheet,
    cells: Mapping[tuple[int, int], str],
    rows: list[int],
    columns: list[int],
    covered: set[tuple[int, int]],
) -> Iterator[list[Box]]:
    spans = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merged}
    for row in rows:
        last = max(column for column in columns if (row, column) in cells)
        line = []
        for at, column in enumerate(columns):
            if column > last or (row, column) in covered:
                continue
            bottom, right = spans.get((row, column), (row, column))
            place = Place(sheet=sheet.title, cell=f"{get_column_letter(column)}{row}")
            text = cells.get((row, column), "")
            line.append(
                Box(
                    column=at,
                    rows=bisect_right(rows, bottom) - bisect_left(rows, row),
                    columns=bisect_right(columns, right) - at,
                    pieces=[Piece(each, place) for each in text.split("\n")],
                )
            )
        yield line
