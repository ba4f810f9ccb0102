"""How the cells of a book look, and what stands in them: a text is a text, a number is exact."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from documents.books.forms import Column, Holds
from documents.books.texts import LONGEST, escaped, is_exact_in_a_cell, looks_like_a_formula

TOO_LONG = "（全文过长，表里放不下，请在网页上查看、修改）"
FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets count an earlier day wrongly, or not at all."""
_THIN = Side(style="thin", color="808080")
GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="F3E3E1")
OPEN = PatternFill("solid", fgColor="FFFBE6")
_TEXT, _DAY = "@", "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class Style:
    """How the cells of a column look: by what they hold. Worked out once, and shared by all of them."""

    of_text: Any
    of_formula_like: Any
    of_value: Any

    @classmethod
    def of(cls, page: Any, column: Column, *, may: bool) -> "Style":
        value = {Holds.NUMBER: "General", Holds.COUNT: "General", Holds.DAY: _DAY}.get(column.holds, _TEXT)
        quoted = _pattern(page, column, _TEXT, may=may)
        quoted.quotePrefix = True
        return cls(
            _pattern(page, column, _TEXT, may=may)._style, quoted._style, _pattern(page, column, value, may=may)._style
        )


def _pattern(page: Any, column: Column, form: str, *, may: bool) -> Any:
    cell = WriteOnlyCell(page, "")
    side = "left" if column.holds is Holds.TEXT and column.width > 10 else "center"
    cell.number_format, cell.border = form, GRID
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    cell.protection = Protection(locked=not may)
    if may:
        cell.fill = OPEN
    return cell


def filled(page: Any, text: str, column: Column, style: Style) -> Any:
    value = _value(text, column)
    if isinstance(value, str):
        cell = _plain_text(page, text)
        cell._style = style.of_formula_like if looks_like_a_formula(text) else style.of_text
    else:
        cell = WriteOnlyCell(page, value)
        cell._style = style.of_value
    return cell


def _value(text: str, column: Column) -> Any:
    """A number or a day where the spreadsheet keeps it to the last digit; else, and everywhere else, the text."""
    if not text:
        return None
    if column.holds is Holds.DAY:
        day = _day(text)
        return day if day is not None and day >= FIRST_DAY else text
    if column.holds in (Holds.NUMBER, Holds.COUNT):
        try:
            number = Decimal(text)
        except ArithmeticError:
            return text
        return number if is_exact_in_a_cell(number) else text
    return text


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def text_cell(page: Any, text: str) -> Any:
    """A text is a text, also where it begins like a formula."""
    cell = _plain_text(page, text)
    cell.number_format = _TEXT
    if looks_like_a_formula(text):
        cell.quotePrefix = True
    return cell


def _plain_text(page: Any, text: str) -> Any:
    said = escaped(text)
    if len(said) > LONGEST:
        said = said[: LONGEST - len(TOO_LONG)] + TOO_LONG
    cell = WriteOnlyCell(page, said)
    cell.data_type = "s"
    return cell


def head_cell(page: Any, text: str, *, required: bool = False) -> Any:
    cell = text_cell(page, f"{text}＊" if required else text)
    cell.font, cell.fill, cell.border = Font(bold=True), _HEAD, GRID
    cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    return cell
