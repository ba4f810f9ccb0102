"""Books of the small years: exported, worked in as a person would, given back."""

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import select

from actions.acts import Done
from actions.books.asking import Asked
from actions.books.base import as_data
from actions.books.drawn import issue
from actions.books.previewing import Preview, preview
from actions.books.taking import Taken, take_in
from actions.doors import Door
from actions.performing import perform
from models.books import ReturnedBook
from models.units import Office
from states.books import BookKind
from tests.integration.actions.year import Year, at


def door(year: Year, by: str, when: str, *, entered_for: str = "", received_at: datetime | None = None) -> Door:
    typed = year.persons[entered_for] if entered_for else None
    return Door(now=at(when), by=year.persons[by], entered_for=typed, received_at=received_at)


def exported(year: Year, kind: BookKind, by: str, when: str, **asked: Any) -> bytes:
    return issue(year.database, Asked(kind=kind, **asked), door=door(year, by, when)).content


def worked_in(content: bytes, how: Callable[[Any], None], *, sheet: int = 0) -> bytes:
    book = load_workbook(io.BytesIO(content))
    how(book.worksheets[sheet])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def place_of(page: Any, heading: str, row: int = 0) -> tuple[int, int]:
    """Where a column is: the row of the headings (or that many below), and its number."""
    for cells in page.iter_rows(max_row=20):
        for cell in cells:
            if isinstance(cell.value, str) and cell.value.rstrip("＊") == heading:
                return cell.row + row, cell.column
    raise AssertionError(f"there is no column {heading}")


def put(page: Any, heading: str, row: int, value: Any) -> None:
    """Write into a column, so many rows below its heading."""
    page.cell(*place_of(page, heading, row)).value = value


def given_back(
    year: Year, content: bytes, by: str, when: str, *, name: str = "表.xlsx", received_at: datetime | None = None
) -> Taken:
    with year.database.read() as tx:
        office = tx.execute(select(Office.c.id).where(Office.c.code == year.office)).scalar_one()
    (taken,) = take_in(
        year.database,
        year.store,
        [(name, io.BytesIO(content))],
        office=(office, year.office),
        received_at=received_at,
        door=door(year, by, when),
    )
    return taken


def seen(
    year: Year, taken: Taken, by: str, when: str, *, chosen: Mapping[str, str] | None = None, entered_for: str = ""
) -> Preview:
    row = year.one(ReturnedBook, id=taken.returned)
    with year.database.read() as tx:
        looked = door(year, by, when, entered_for=entered_for)
        return preview(tx, row, year.store.path(row.hash), door=looked, chosen=chosen)


def imported(year: Year, found: Preview, by: str, when: str, *, entered_for: str = "", hands_in: bool = False) -> Done:
    data = {
        "returned": found.row.id,
        "edits": [as_data(edit) for edit in found.edits],
        "hands_in": hands_in,
    }
    received = found.row.received_at if entered_for else None
    return perform(
        year.database, "import_book", data, door=door(year, by, when, entered_for=entered_for, received_at=received)
    )
