"""From what stands in a cell to the exact text that the product keeps; or what is wrong with it."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from config.errors import KaoheError
from documents.books.forms import Column, Holds
from documents.typed_numbers import NotAFigure, read_figure
from documents.workbooks.grid import as_typed
from documents.workbooks.layout import squeezed

_DAY = re.compile(r"(?:(\d{4})\s*[-年./]\s*)?(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?\s*(?:之?前)?")
_MIDNIGHT = re.compile(r"[ T]+0{1,2}:00(:00)?$")


class NotThis(KaoheError):
    """What stands in the cell is not what its column holds; the message says what would be."""


def read_cell(value: Any, column: Column, *, unit: str = "", year: int = 0, is_per_cent: bool = False) -> str:
    """The text that is kept. `unit`: what a number is counted in; `is_per_cent`: the cell shows a hundredfold."""
    if isinstance(value, time | timedelta):
        raise NotThis("单元格是时间，请写成文字或日期")
    shown = _shown(value, is_per_cent=is_per_cent)
    if not shown.strip():
        return ""
    text = _READERS[column.holds](shown, value, unit=unit, year=year)
    return _chosen(text, column) if column.words else text


def _shown(value: Any, *, is_per_cent: bool) -> str:
    """As a person sees it, to the last digit."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        number = as_typed(value)
        return f"{number.scaleb(2):f}%" if is_per_cent else f"{number:f}"
    if isinstance(value, datetime):
        whole = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        return _MIDNIGHT.sub("", f"{whole:%Y-%m-%d %H:%M:%S}")
    return value.isoformat() if isinstance(value, date) else str(value)


def _text(shown: str, _value: Any, **_more: Any) -> str:
    return shown


def _number(shown: str, _value: Any, *, unit: str, **_more: Any) -> str:
    try:
        found = read_figure(shown, unit=unit)
    except NotAFigure as wrong:
        raise NotThis(str(wrong)) from wrong
    return "" if found is None else f"{found:f}"


def _count(shown: str, value: Any, **_more: Any) -> str:
    typed = shown.strip().removeprefix("第").removesuffix("名").removesuffix("位")
    try:
        number = Decimal(_number(typed, value, unit=""))
    except (NotThis, ArithmeticError):
        number = Decimal(0)
    if number != number.to_integral_value() or number < 1:
        raise NotThis(f"“{shown.strip()[:40]}”不是位次，请填第几位，如 3")
    return f"{int(number)}"


def _day(shown: str, value: Any, *, year: int, **_more: Any) -> str:
    text = unicodedata.normalize("NFKC", shown).strip()
    found = _DAY.fullmatch(text)
    if found is None or isinstance(value, int | float) or not (found[1] or year):
        raise NotThis(f"“{shown.strip()[:40]}”不是日期，请写成 2019-05-13 或 2019年5月13日")
    try:
        return date(int(found[1] or year), int(found[2]), int(found[3])).isoformat()
    except ValueError as error:
        raise NotThis(f"没有“{shown.strip()[:40]}”这一天") from error


def _chosen(text: str, column: Column) -> str:
    """The word of the list that is meant; with other blanks or in full width it is the same."""
    wanted = squeezed(text)
    found = next((word for word in column.words if squeezed(word) == wanted), None)
    if found is not None or not column.only_words:
        return found if found is not None else text
    close = get_close_matches(text, column.words, n=1, cutoff=0.6)
    meant = f"，是不是“{close[0]}”" if close else "，请从列表中选"
    raise NotThis(f"“{text.strip()[:40]}”不在可选的范围内{meant}")


_READERS: dict[Holds, Callable[..., str]] = {
    Holds.TEXT: _text,
    Holds.NUMBER: _number,
    Holds.COUNT: _count,
    Holds.DAY: _day,
}
