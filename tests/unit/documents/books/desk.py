"""A desk at which books are drawn, filled in and handed back, without a database."""

import io
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from config.zone import SHANGHAI
from documents.books.comparing import Difference, compare
from documents.books.drawing import draw
from documents.books.forms import Book, Column, Holds, KeptSheet, Sheet, kept
from documents.books.reading import Returned
from documents.books.stamps import Stamp
from states.books import BookKind

STAMP = Stamp(book=7, seal="0123abcd", journal=345)
WHEN = datetime(2019, 5, 13, 9, tzinfo=SHANGHAI)
COLUMNS = (
    Column("place", "序号", width=6),
    Column("words", "工作内容", width=30, is_open=True),
    Column("code", "编码", is_open=True),
    Column("figure", "累计完成", Holds.NUMBER, is_open=True),
    Column("day", "完成时限", Holds.DAY, is_open=True),
    Column("rank", "全市位次", Holds.COUNT, is_open=True),
)


def drawn(*sheets: Sheet) -> bytes:
    file = io.BytesIO()
    draw(Book(BookKind.BREAKDOWN, "分解表", sheets), STAMP, file, when=WHEN)
    return file.getvalue()


def stamp_of(content: bytes) -> Stamp | None:
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        Path(file.name).write_bytes(content)
        return Returned(Path(file.name)).stamp


def returned(
    content: bytes, now: Sheet, *, base: KeptSheet | None = None, chosen: Mapping[str, str] | None = None
) -> Difference:
    """What a file says of a sheet; `base`: what it held when it left, if that was not the same."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        Path(file.name).write_bytes(content)
        book = Returned(Path(file.name))
        read = book.sheet(book.sheets[0], now)
        return compare(read, base=base or kept(now), book=STAMP.book, now=now, chosen=chosen)


def changed(content: bytes, how: Callable[[Any], None], *, sheet: str = "") -> bytes:
    """The file after somebody worked in it."""
    book = load_workbook(io.BytesIO(content))
    how(book[sheet or book.sheetnames[0]])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
