"""A book as a file: locked but for what may be filled in, with lists to choose from, drawn to be printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import count
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.protection import SheetProtection

from documents.books.forms import Book, Line, Said, Sheet
from documents.books.looks import GRID, OPEN, Style, filled, head_cell, text_cell
from documents.books.stamps import HIDDEN, NAME, TOKEN_HEADING, Stamp
from documents.books.texts import escaped, fits

LISTED = "可选项"
GUIDE = "填表说明"
FORBIDDEN_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LINE_HEIGHT, _ROW_HEIGHT = 15, 18
_SHOWN_LINES = 12
"""A cell with more lines is drawn this high; the rest is read by opening it."""


def draw(book: Book, stamp: Stamp, file: IO[bytes], *, when: datetime) -> None:
    """Write the book. Line by line: a hundred thousand of them take no more memory than a hundred."""
    written = Workbook(write_only=True)
    titles = _titles(book.sheets)
    choices = _Choices()
    for number, sheet in enumerate(book.sheets):
        _Drawn(written, sheet, titles[number], number, stamp, choices).draw()
    _guide(written, book, when)
    choices.write(written)
    _hidden(written, stamp)
    written.save(file)


def _titles(sheets: Sequence[Sheet]) -> list[str]:
    """Names of tabs: at most 31 characters, none twice, none that stands for something else."""
    taken = {LISTED.casefold(), GUIDE.casefold(), HIDDEN.casefold()}
    found = []
    for number, sheet in enumerate(sheets, start=1):
        title = " ".join(escaped(sheet.title).translate(FORBIDDEN_IN_TITLES).split()).strip("' ")[:31] or f"表{number}"
        if title.casefold() in taken:
            title = f"{title[: 31 - len(str(number)) - 1]}_{number}"
        taken.add(title.casefold())
        found.append(title)
    return found


@dataclass
class _Choices:
    """The lists behind the drop-downs, in cells of a hidden sheet: a list within a formula ends at 255 characters."""

    places: dict[tuple[str, ...], str] = field(default_factory=dict)

    def range_of(self, words: tuple[str, ...]) -> str:
        place = self.places.setdefault(words, get_column_letter(len(self.places) + 1))
        return f"'{LISTED}'!${place}$1:${place}${len(words)}"

    def write(self, book: Workbook) -> None:
        if not self.places:
            return
        sheet = book.create_sheet(LISTED)
        sheet.sheet_state = "hidden"
        for row in range(max(map(len, self.places))):
            sheet.append([text_cell(sheet, words[row]) if row < len(words) else None for words in self.places])


@dataclass
class _Drawn:
    """One sheet on its way into the file."""

    book: Workbook
    sheet: Sheet
    title: str
    number: int
    stamp: Stamp
    choices: _Choices
    page: Any = None
    row: int = 0

    def draw(self) -> None:
        self.page = self.book.create_sheet(self.title)
        top = 1 + len(self.sheet.said) + 1
        self._set_up(top)
        self._offer(top)
        self._title()
        for said in self.sheet.said:
            self._said(said)
        self._heads()
        known = count()
        for line in self.sheet.lines:
            self._line(line, self.stamp.token(sheet=self.number, line=next(known)) if line.id else "")
        for _ in range(self.sheet.spare):
            self._line(None, "")
        for remark in self.sheet.remarks:
            self._wide(remark, Font(size=9, color="606060"), height=_ROW_HEIGHT * self._lines_in(remark, self._width))

    # The sheet as a whole

    @property
    def _last(self) -> int:
        return len(self.sheet.columns)

    @property
    def _width(self) -> int:
        return sum(column.width for column in self.sheet.columns)

    def _set_up(self, top: int) -> None:
        page = self.page
        for number, column in enumerate(self.sheet.columns, start=1):
            page.column_dimensions[get_column_letter(number)].width = column.width
        page.column_dimensions[get_column_letter(self._last + 1)].hidden = True
        page.freeze_panes = f"{get_column_letter(min(3, self._last))}{top + 1}"
        page.print_title_rows = f"{top}:{top}"
        page.print_area = f"A1:{get_column_letter(self._last)}{self._bottom(top)}"
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", self.sheet.paper.value
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.page_margins.left = page.page_margins.right = 0.5
        page.page_margins.top = page.page_margins.bottom = 0.6
        page.print_options.horizontalCentered = True
        page.oddFooter.center.text = "第 &P 页  共 &N 页"
        # Whoever may fill in may also widen a column and read a long cell; only what is shut stays as it is.
        page.protection = SheetProtection(
            sheet=True, formatColumns=False, formatRows=False, formatCells=False, sort=False, autoFilter=False
        )

    def _bottom(self, top: int) -> int:
        return top + len(self.sheet.lines) + self.sheet.spare + len(self.sheet.remarks)

    def _offer(self, top: int) -> None:
        """Lists to choose from, and what to mind, beside the cells of a column."""
        last = top + len(self.sheet.lines) + self.sheet.spare
        if last == top:
            return
        for number, column in enumerate(self.sheet.columns, start=1):
            if not column.is_open or not (column.words or column.hint):
                continue
            offered = DataValidation(allow_blank=True, showErrorMessage=column.only_words)
            if column.words:
                offered.type, offered.formula1 = "list", self.choices.range_of(column.words)
                offered.errorTitle, offered.error = "请从列表中选", f"“{column.heading}”只能填列表里有的"[:200]
            if column.hint:
                offered.showInputMessage = True
                offered.promptTitle, offered.prompt = column.heading[:30], column.hint[:250]
            letter = get_column_letter(number)
            offered.add(f"{letter}{top + 1}:{letter}{last}")
            self.page.data_validations.append(offered)

    # Its rows

    def _append(self, cells: Sequence[Any], height: float) -> None:
        self.row += 1
        self.page.row_dimensions[self.row].height = min(height, 400)
        self.page.append(cells)

    def _wide(self, text: str, font: Font, *, height: float, centre: bool = False) -> None:
        """A text over the whole width."""
        cell = text_cell(self.page, text)
        cell.font = font
        cell.alignment = Alignment(horizontal="center" if centre else "left", vertical="center", wrap_text=True)
        if self._last > 1:
            self.page.merged_cells.add(f"A{self.row + 1}:{get_column_letter(self._last)}{self.row + 1}")
        self._append([cell], height)

    def _title(self) -> None:
        self._wide(self.sheet.heading, Font(bold=True, size=16), height=34, centre=True)

    def _said(self, said: Said) -> None:
        """Its label in the first two columns, the text over the others."""
        label, text = head_cell(self.page, said.label), text_cell(self.page, said.text)
        text.border, text.alignment = GRID, Alignment(wrap_text=True, vertical="center")
        if said.is_open and fits(said.text):
            text.fill, text.protection = OPEN, Protection(locked=False)
        row, last = self.row + 1, get_column_letter(self._last)
        split = min(2, self._last - 1)
        self.page.merged_cells.add(f"A{row}:{get_column_letter(split)}{row}")
        self.page.merged_cells.add(f"{get_column_letter(split + 1)}{row}:{last}{row}")
        behind = text_cell(self.page, said.key) if said.key else None
        beside: list[Any] = [None] * (split - 1)
        between: list[Any] = [None] * (self._last - split - 1)
        room = self._width - sum(column.width for column in self.sheet.columns[:split])
        self._append(
            [label, *beside, text, *between, behind], _LINE_HEIGHT * max(2, self._lines_in(said.text, room)) + 6
        )

    def _heads(self) -> None:
        heads = [
            head_cell(self.page, column.heading, required=column.is_required or column.is_owed)
            for column in self.sheet.columns
        ]
        lines = max(self._lines_in(column.heading, column.width) for column in self.sheet.columns)
        self._append([*heads, text_cell(self.page, TOKEN_HEADING)], _LINE_HEIGHT * lines + 8)

    def _line(self, line: Line | None, token: str) -> None:
        cells, tallest = [], 1
        for column, style in zip(self.sheet.columns, self._styles, strict=True):
            text = line.cells.get(column.key, "") if line is not None else ""
            may = self.sheet.is_open(line, column) and fits(text)
            cells.append(filled(self.page, text, column, style[may]))
            tallest = max(tallest, self._lines_in(text, column.width))
        self._append(
            [*cells, text_cell(self.page, token) if token else None], _LINE_HEIGHT * min(tallest, _SHOWN_LINES) + 6
        )

    @cached_property
    def _styles(self) -> list[dict[bool, "Style"]]:
        """Made once for a column: shut and open."""
        return [{may: Style.of(self.page, column, may=may) for may in (False, True)} for column in self.sheet.columns]

    @staticmethod
    def _lines_in(text: str, width: int) -> int:
        """How many lines a text fills; a Chinese character is two wide."""
        if 2 * len(text) < width and "\n" not in text:
            return 1
        room = max(width - 1, 1)
        widths = (sum(1 + (sign > "\u2e7f") for sign in part[:2000]) for part in text.split("\n"))
        return sum(max(1, -(-each // room)) for each in widths)


# Behind the sheets


def _guide(book: Workbook, written: Book, when: datetime) -> None:
    page = book.create_sheet(GUIDE)
    page.column_dimensions["A"].width = 100
    page.protection = SheetProtection(sheet=True)
    title = text_cell(page, written.title)
    title.font = Font(bold=True, size=14)
    page.append([title])
    for line in (*_rules(), *written.guide, f"导出时间：{when:%Y年%m月%d日 %H:%M}"):
        cell = text_cell(page, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.append([cell])


def _rules() -> Iterator[str]:
    yield "严禁在本表中填写、处理涉密内容。"
    yield "浅黄色的格可以填写，其余的是锁定的，改了也不采用。标＊的列报送时必填。"
    yield "不要改动列标题；可以调整列宽、排序、筛选，可以插入自己用的列。"
    yield "数字照常填写，如 3200、3,200、1.2万；日期写成 2019-05-13 或 2019年5月13日。"
    yield "公式只取算好的数。填好后原样交回，用“导入表格”上传，先看有哪些变化，再确认。"


def _hidden(book: Workbook, stamp: Stamp) -> None:
    page = book.create_sheet(HIDDEN)
    page.sheet_state = "veryHidden"
    page.append([text_cell(page, str(stamp))])
    book.defined_names[NAME] = DefinedName(NAME, attr_text=f'"{stamp}"', hidden=True)
