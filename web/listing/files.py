"""A list as a file: every row that the filters leave, not only the page; xlsx or csv, nothing in it a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from sqlalchemy import Connection
from starlette.responses import Response

from config.errors import KaoheError
from documents.books.texts import looks_like_a_formula
from web.kernel.downloads import disposition
from web.kernel.words import Words
from web.listing.asking import EXPORT, Params, cleaned
from web.listing.cells import Exported
from web.listing.listing import EXPORTED_AT_MOST, Listing

DIGITS_OF_EXCEL = 15
FORBIDDEN_IN_TITLES = str.maketrans(dict.fromkeys(r"[]:*?/\\", " "))
LONGEST_CELL = 32_767
WIDEST = 60


class TooManyRows(KaoheError):
    """More rows than one file should hold."""


class Form(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


MEDIA = {
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.CSV: "text/csv; charset=utf-8",
}


def file_of(
    listing: Listing, tx: Connection, params: Params, *, now: datetime, words: Words | None = None
) -> Response | None:
    """The file that the address asks for, or nothing where it asks for the page. Raises TooManyRows."""
    words = words or Words()
    prefix = f"{listing.name}." if listing.name else ""
    asked = next((cleaned(value) for name, value in params if name == prefix + EXPORT), "")
    if asked not in tuple(Form):
        return None
    total = listing.count(tx, params, words=words)
    if total > EXPORTED_AT_MOST:
        said = "共%(total)d行，超过一次导出的上限%(most)d行；请先筛选再导出"
        raise TooManyRows(words(said, total=total, most=EXPORTED_AT_MOST))
    form = Form(asked)
    write = WRITERS[form]
    file = io.BytesIO()
    write(listing, tx, params, file, now=now, words=words)
    name = f"{words.say(listing.title)}_{now:%Y%m%d}.{form.value}"
    return Response(file.getvalue(), media_type=MEDIA[form], headers={"Content-Disposition": disposition(name)})


def write_csv(
    listing: Listing, tx: Connection, params: Params, file: IO[bytes], *, words: Words, **_about: object
) -> None:
    """For Excel too: with the mark of UTF-8, lines ended as Windows does."""
    lines = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(lines)
    writer.writerow(_heads(listing, words))
    writer.writerows([_plain(value) for value in row] for row in listing.rows(tx, params, words=words))
    lines.detach()


def _plain(value: Exported) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, Decimal):
        return format(value, "f")
    said = str(value)
    # Spreadsheets take a text that begins so for a formula; behind an apostrophe they leave it alone.
    return f"'{said}" if isinstance(value, str) and looks_like_a_formula(said) else said


def write_xlsx(
    listing: Listing, tx: Connection, params: Params, file: IO[bytes], *, now: datetime, words: Words
) -> None:
    """The list on the first sheet; how it was filtered and ordered, and when, on the second."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_title(words.say(listing.title)))
    heads = _heads(listing, words)
    sheet.freeze_panes = "A2"
    for number, head in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = min(max(12, 2 * len(head) + 4), WIDEST)
    sheet.append([_head(sheet, head) for head in heads])
    count = 0
    for row in listing.rows(tx, params, words=words):
        sheet.append([_cell(sheet, value) for value in row])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(heads), 1))}{count + 1}"
    _about(book, _lines(listing, params, count, now=now, words=words), words)
    book.save(file)


def _lines(
    listing: Listing, params: Params, count: int, *, now: datetime, words: Words
) -> Iterator[tuple[str, Exported]]:
    chosen, order = listing.said(params, words=words)
    yield words("名称"), words.say(listing.title)
    yield from chosen
    yield words("排序"), order
    yield words("行数"), count
    yield words("导出时间"), now


def _about(book: Any, lines: Iterable[tuple[str, Exported]], words: Words) -> None:
    sheet = book.create_sheet(_title(words("导出说明")))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, WIDEST
    for label, value in lines:
        sheet.append([_head(sheet, label), _cell(sheet, value)])


def _heads(listing: Listing, words: Words) -> list[str]:
    return [words.say(column.label) for column in listing.columns if column.is_exported]


def _title(said: str) -> str:
    return said.translate(FORBIDDEN_IN_TITLES).strip(" '")[:31] or "Sheet1"


_BOLD = Font(bold=True)
_SHADE = PatternFill("solid", fgColor="F3E3E1")
_WRAPPED = Alignment(wrap_text=True, vertical="center")
_FORMATS: dict[type, str] = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd"}


def _head(sheet: Any, said: str) -> Any:
    cell = _text(sheet, said)
    cell.font, cell.fill, cell.alignment = _BOLD, _SHADE, _WRAPPED
    return cell


def _cell(sheet: Any, value: Exported) -> Any:
    if value is None:
        return None
    if isinstance(value, str):
        return _text(sheet, value)
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)  # a sheet knows no zones; it is Shanghai's, as everywhere
    if isinstance(value, Decimal | int) and len(Decimal(value).as_tuple().digits) > DIGITS_OF_EXCEL:
        return _text(sheet, format(value, "f"))  # more digits than a sheet keeps
    if not isinstance(value, date):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = _FORMATS[type(value)]
    return cell


def _text(sheet: Any, said: str) -> Any:
    """A text is a text, also where it begins like a formula."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", said)[:LONGEST_CELL])
    cell.data_type = "s"
    return cell


WRITERS: dict[Form, Callable[..., None]] = {Form.XLSX: write_xlsx, Form.CSV: write_csv}
