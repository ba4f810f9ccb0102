"""The cells of a workbook with exact values: what a person typed, never what a binary float made of it.

Excel and WPS keep every number as a double and let a person type and see fifteen digits of it. Fifteen significant
digits are therefore exactly what was typed: 1.1 is stored as 1.1000000000000001 and 0.1+0.2 as 0.30000000000000004, and
both are shown, and read here, as 1.1 and 0.3. A number that needs more digits is typed as text, and read as it stands.
A cell shown as a percentage holds a hundredth of what is seen; it is read as seen, 91% as 91.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from documents.gate.content import Content
from documents.gate.zips import Limits
from documents.workbooks.entering import UnreadableWorkbook, seen_table

Value = str | int | Decimal | bool | date | datetime
LIMITS = Limits(parts=2_000, unpacked=64_000_000, places=8_000_000, merged=500_000)
"""What a workbook may hold once it is unpacked."""


class Broken(str):
    """A cell that holds an error value, or a formula that nobody has worked out."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a sheet, rows and columns counted from 1."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"“{self.sheet}”{get_column_letter(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its cells that hold something, by row and column; a merged cell stands in all of its places."""

    title: str
    cells: Mapping[tuple[int, int], Value | Broken]
    is_hidden: bool = False

    def rows(self) -> Iterator[tuple[int, dict[int, Value | Broken]]]:
        """Row number and what stands in it, top down."""
        found: dict[int, dict[int, Value | Broken]] = {}
        for (row, column), value in self.cells.items():
            found.setdefault(row, {})[column] = value
        for row in sorted(found):
            yield row, dict(sorted(found[row].items()))

    def spot(self, row: int, column: int) -> Spot:
        return Spot(self.title, row, column)


def grids(path: Path) -> list[Grid]:
    """Every sheet in its order. Raises UnreadableWorkbook."""
    _inspect(path)
    try:
        book = openpyxl.load_workbook(path)
        has_formulas = any(cell.data_type == "f" for sheet in book.worksheets for cell in sheet._cells.values())
        worked_out = openpyxl.load_workbook(path, data_only=True) if has_formulas else book
    except UNREADABLE as error:
        raise UnreadableWorkbook(f"{path} 打不开，可能已损坏；用 Excel 或 WPS 另存为 xlsx 再试") from error
    return [grid_of(sheet, worked_out[sheet.title]) for sheet in book.worksheets]


UNREADABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
    AttributeError,
    IndexError,
    KeyError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What the library raises on what is no workbook inside."""


def _inspect(path: Path) -> None:
    """The gate of all files from outside, before anything is unpacked."""
    if path.suffix.lower() != ".xlsx":
        raise UnreadableWorkbook(f"{path} 不是 xlsx 工作簿；用 Excel 或 WPS 另存为 xlsx 再试")
    seen = seen_table(path, LIMITS, name=str(path))
    if seen.content is not Content.XLSX:
        raise UnreadableWorkbook(
            f"{path} 不是 xlsx 工作簿，内容是{seen.content.label}；用 Excel 或 WPS 另存为 xlsx 再试"
        )


def grid_of(sheet: Any, worked_out: Any) -> Grid:
    cells: dict[tuple[int, int], Value | Broken] = {}
    # Its own iteration makes a cell of every empty place, a million rows of them where only a format was set.
    for place, cell in sheet._cells.items():
        value = _value(cell, worked_out._cells.get(place))
        if value is not None:
            cells[place] = value
    for merged in sheet.merged_cells.ranges:
        value = cells.get((merged.min_row, merged.min_col))
        if value is not None:
            places = ((row, column) for row, column in merged.cells)
            cells |= dict.fromkeys(places, value)
    return Grid(sheet.title, cells, sheet.sheet_state != "visible")


def _value(cell: Any, worked_out: Any) -> Value | Broken | None:
    value = worked_out.value if worked_out is not None else None
    if cell.data_type == "f" and value is None:
        return Broken("公式还没有算出结果；用 Excel 或 WPS 打开保存一次，或直接写数")
    if worked_out is not None and worked_out.data_type == "e":
        return Broken(f"单元格是错误值 {value}")
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return as_seen(as_typed(value), cell.number_format)
    if isinstance(value, time | timedelta):
        return Broken(f"单元格是时间 {value}；日期和时间要写在一起，如 2019-05-13 17:00")
    return value if isinstance(value, bool | date | datetime) else None


def as_typed(value: float) -> Decimal:
    """The decimal that was typed, and that Excel shows in full."""
    if isinstance(value, int):
        return Decimal(value)
    shortest = Decimal(format(value, ".15g"))
    return _without_exponent(shortest)


def _without_exponent(value: Decimal) -> Decimal:
    return Decimal(int(value)) if value == value.to_integral_value() else value


QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def as_seen(value: Decimal, number_format: str) -> Decimal:
    """A percent sign between quotes is only said; one in the format itself multiplies by a hundred."""
    if "%" in QUOTED.sub("", number_format):
        return _without_exponent(value.scaleb(2))
    return value
