"""An empty workbook of facts for a scheme: its units in official order, its words to choose from, plain cells only."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from config.loading import Loaded
from config.scheme import Scheme
from config.scoring.combining import Choice
from config.scoring.parts import parts_like
from documents.workbooks.layout import (
    ABOUT,
    CHOSEN,
    LISTED,
    LISTS,
    MEASURED_IN,
    TABLE,
    UNIT,
    Column,
    Holds,
    Sheet,
)
from documents.workbooks.reading import words_in

ROWS = 1000
"""How many rows of a sheet the drop-downs reach, where a template does not fill in more itself."""
# Text, so that 2019-05 and 0012 stay as they are typed.
_FORMATS = {Holds.NUMBER: "General", Holds.DAY: "yyyy-mm-dd", Holds.MOMENT: "yyyy-mm-dd hh:mm", Holds.COUNT: "0"}
_HEAD = PatternFill("solid", fgColor="D9E2F3")
_HEAD_REQUIRED = PatternFill("solid", fgColor="F8CBAD")
_FLAGS = ("是", "否")


def empty_workbook(loaded: Loaded) -> Workbook:
    """One sheet for everything that the scheme can use."""
    words = words_in(loaded)
    book = Workbook()
    book.remove(book.active)
    choices = _Choices(book)
    _about(book, loaded.scheme)
    _table(book, loaded.scheme, choices, words)
    for sheet in LISTS.values():
        if sheet.columns and _is_wanted(sheet, words):
            _list(book, sheet, loaded.scheme, choices, words)
    if any(parts_like(Choice, loaded.scheme.scoring)):
        _chosen(book, loaded.scheme)
    choices.write()
    return book


def assessed_units(scheme: Scheme) -> tuple[str, ...]:
    """Names, in official order; then the peers outside."""
    groups = scheme.scoring.groups
    inside = {code for group in groups for code in group.units}
    outside = dict.fromkeys(name for group in groups for name in group.outside)
    return (*(unit.name for unit in scheme.units if unit.code in inside), *outside)


def _is_wanted(sheet: Sheet, words: Mapping[str, Sequence[str]]) -> bool:
    """Only where the scheme has something to choose in every column that must be chosen from."""
    listed = [words.get(column.target or column.name) for column in sheet.columns if column.is_required]
    return all(each is None or each for each in listed)


class _Choices:
    """The lists behind the drop-downs: in cells of a sheet, for a list within a formula ends at 255 characters."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._places: dict[tuple[str, ...], str] = {}

    def offer(self, sheet: Any, column: int, words: Sequence[str], *, rows: tuple[int, int]) -> None:
        """Other words may be typed all the same: the reading says what it does not know."""
        if not words:
            return
        place = self._places.setdefault(tuple(words), get_column_letter(len(self._places) + 1))
        range_ = f"'{LISTED}'!${place}$1:${place}${len(words)}"
        offered = DataValidation(type="list", formula1=range_, allow_blank=True, showErrorMessage=False)
        letter = get_column_letter(column)
        offered.add(f"{letter}{rows[0]}:{letter}{rows[1]}")
        sheet.add_data_validation(offered)

    def write(self) -> None:
        sheet = self._book.create_sheet(LISTED)
        for number, words in enumerate(self._places, start=1):
            for row, word in enumerate(words, start=1):
                _put(sheet, row, number, word)


def _put(sheet: Any, row: int, column: int, text: str) -> Any:
    """A text is a text, also where it begins like a formula."""
    cell = sheet.cell(row, column, text)
    cell.data_type = "s"
    return cell


def _head(sheet: Any, row: int, column: int, text: str, *, required: bool = False) -> None:
    cell = _put(sheet, row, column, text)
    cell.font = Font(bold=True)
    cell.fill = _HEAD_REQUIRED if required else _HEAD
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def _about(book: Workbook, scheme: Scheme) -> None:
    """Which scheme and period; then what every column of every sheet means."""
    sheet = book.create_sheet(ABOUT.title)
    written = {"scheme": scheme.scheme, "period": str(scheme.year)}
    for row, column in enumerate(ABOUT.columns, start=1):
        _head(sheet, row, 1, column.heading)
        _put(sheet, row, 2, written[column.name])
    for number, text in enumerate(("表", "列", "填什么"), start=1):
        _head(sheet, 4, number, text)
    lines = [(each.title, column) for each in (TABLE, *LISTS.values(), CHOSEN) for column in each.columns]
    for row, (title, column) in enumerate(lines, start=5):
        for number, text in enumerate((title, column.heading, column.meaning), start=1):
            _put(sheet, row, number, text)
    _widths(sheet, (24, 20, 60))


def _table(book: Workbook, scheme: Scheme, choices: _Choices, words: Mapping[str, Sequence[str]]) -> None:
    if not scheme.figures:
        return
    sheet = book.create_sheet(TABLE.title)
    for row, column in enumerate(TABLE.columns, start=1):
        _head(sheet, row, 1, column.heading)
        _offer(sheet, column, 2, choices, words, rows=(row, row))
        sheet.cell(row, 2).number_format = _FORMATS.get(column.holds, "@")
    top = len(TABLE.columns) + 1
    _head(sheet, top, 1, UNIT, required=True)
    _put(sheet, top + 1, 1, MEASURED_IN)
    for number, figure in enumerate(scheme.figures, start=2):
        _head(sheet, top, number, figure.name)
        _put(sheet, top + 1, number, figure.unit)
    for row, name in enumerate(assessed_units(scheme), start=top + 2):
        _put(sheet, row, 1, name)
    sheet.freeze_panes = sheet.cell(top + 2, 2)
    _widths(sheet, (16, *(max(10, 2 * len(figure.name)) for figure in scheme.figures)))


def _list(book: Workbook, sheet: Sheet, scheme: Scheme, choices: _Choices, words: Mapping[str, Sequence[str]]) -> None:
    written = book.create_sheet(sheet.title)
    given = list(_given(sheet, scheme, words))
    for number, column in enumerate(sheet.columns, start=1):
        _head(written, 1, number, column.heading, required=column.is_required)
        # Of the column, not of its cells: an empty sheet stays empty.
        written.column_dimensions[get_column_letter(number)].number_format = _FORMATS.get(column.holds, "@")
        _offer(written, column, number, choices, words, rows=(2, max(ROWS, len(given) + 1)))
    for row, texts in enumerate(given, start=2):
        for number, text in enumerate(texts, start=1):
            _put(written, row, number, text)
    written.freeze_panes = "B2"
    _widths(written, [max(12, 2 * len(column.heading) + 2) for column in sheet.columns])


def _given(sheet: Sheet, scheme: Scheme, words: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """A row for each unit and each thing that is asked of every unit; what nobody fills in says nothing."""
    if sheet.given:
        column = sheet.column(sheet.given[1])
        yield from product(assessed_units(scheme), _names(column, scheme, words))


def _names(column: Column, scheme: Scheme, words: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """One word for each thing: its name, where what refers to it may be written as a name."""
    if not column.target:
        return words[column.name]
    return tuple(entry.name for entry in getattr(scheme.scoring, column.target.removeprefix("scoring.")))


def _chosen(book: Workbook, scheme: Scheme) -> None:
    sheet = book.create_sheet(CHOSEN.title)
    for number, column in enumerate(CHOSEN.columns, start=1):
        _head(sheet, 1, number, column.heading, required=True)
    codes = dict.fromkeys(part.choice for _, part in parts_like(Choice, scheme.scoring))
    for row, code in enumerate((code for code in codes if code not in scheme.scoring.chosen), start=2):
        _put(sheet, row, 1, code)
    _widths(sheet, (24, 24))


def _offer(
    sheet: Any,
    column: Column,
    number: int,
    choices: _Choices,
    words: Mapping[str, Sequence[str]],
    *,
    rows: tuple[int, int],
) -> None:
    if column.holds is Holds.FLAG:
        choices.offer(sheet, number, _FLAGS, rows=rows)
    elif column.words is not None:
        choices.offer(sheet, number, [word.label for word in column.words], rows=rows)
    else:
        choices.offer(sheet, number, words.get(column.target or column.name, ()), rows=rows)


def _widths(sheet: Any, widths: Sequence[int]) -> None:
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
