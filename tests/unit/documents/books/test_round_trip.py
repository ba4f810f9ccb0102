"""What leaves as a book and comes back unchanged changes nothing; what was changed in it, and nothing else, changes."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from documents.books.forms import Line, Said, Sheet, same
from documents.books.texts import escaped
from tests.unit.documents.books.desk import COLUMNS, drawn, returned

PIECES = st.characters(exclude_categories=["Cs"]) | st.sampled_from(
    ["\n", "＝", "=", "\t", "𠮷", "_x0041_", "\x07", "0"]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=6).filter(
    lambda value: len(value.as_tuple().digits) <= 28
) | st.integers(-(10**20), 10**20).map(Decimal)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
CELLS = st.fixed_dictionaries(
    {
        "place": st.just("1"),
        "words": TEXTS,
        "code": st.from_regex(r"0{0,3}[1-9]{0,18}", fullmatch=True),
        "figure": st.just("") | NUMBERS.map(lambda value: f"{value:f}"),
        "day": st.just("") | DAYS.map(date.isoformat),
        "rank": st.just("") | st.integers(1, 10**9).map(str),
    }
)


def _sheet(cells: list[dict[str, str]], **more: Any) -> Sheet:
    lines = tuple(Line(f"line:{number}", each) for number, each in enumerate(cells))
    return Sheet("sheet", "一", "标题", COLUMNS, lines, **more)


@given(st.lists(CELLS, max_size=3), TEXTS)
def test_a_book_that_nobody_touched_changes_nothing(cells: list[dict[str, str]], said: str) -> None:
    sheet = _sheet(cells, said=(Said("综述", said, "overview"),), spare=3)
    found = returned(drawn(sheet), sheet)
    assert (found.edits, found.questions, found.faults, found.remarks) == ([], [], [], [])


@given(st.lists(CELLS, min_size=1, max_size=2), st.data())
def test_what_was_changed_in_a_book_is_what_changes(cells: list[dict[str, str]], data: st.DataObject) -> None:
    """Edits are made as a person makes them: in the cells of the file."""
    sheet = _sheet(cells)
    book = load_workbook(io.BytesIO(drawn(sheet)))
    wanted: dict[str, dict[str, str]] = {}
    for number, line in enumerate(sheet.lines):
        for at, column in enumerate(COLUMNS, start=1):
            if not column.is_open or not data.draw(st.booleans()):
                continue
            text = data.draw(CELLS)[column.key]
            cell = book["一"].cell(3 + number, at)
            cell.value, cell.data_type = (None, "n") if not text else (escaped(text), "s")
            if not same(column, text, line.cells[column.key]):
                wanted.setdefault(line.id, {})[column.key] = text
    found = returned(_saved(book), sheet)
    assert (found.questions, found.faults) == ([], [])
    assert [edit.line for edit in found.edits] == list(wanted)
    for edit in found.edits:
        assert edit.after.keys() == wanted[edit.line].keys()
        assert all(same(sheet.column(key), text, wanted[edit.line][key]) for key, text in edit.after.items())


def _saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
