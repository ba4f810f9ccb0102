"""A book that came back, read sheet by sheet and line by line: columns found by their headings, faults by their cells.

Calamine reads the values, of .xlsx as of .xls and .et; what it does not tell (which cell is a formula or an error,
which one shows per cent) is read beside it. Lines come one after the other, so that a hundred thousand of them need
little memory.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from documents.books.cells import NotThis, read_cell
from documents.books.forms import Column, Sheet
from documents.books.marks import Marks, marks_of, names_defined
from documents.books.opening import opened
from documents.books.places import Fault, Spot
from documents.books.stamps import HIDDEN, TOKEN_HEADING, Stamp, Token
from documents.workbooks.entering import UnreadableWorkbook
from documents.workbooks.layout import squeezed

_LOOKED_AT = 40
"""How far down the headings of a sheet are looked for."""
_MERGED_AT_MOST = 200_000
SHEETS = 500
"""More than any office draws up; a book of all breakdowns of a year has a sheet for each."""
_TOKENS_LOOKED_AT = 2_000
Places = Mapping[str, int]
"""Columns of the file, counted from 1, by the keys of the form."""


@dataclass(slots=True)
class ReadLine:
    """One line of the file: what stands in the columns that the form knows. `wrong`: cells that could not be read."""

    row: int
    token: str
    cells: dict[str, str]
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        return not self.wrong and not any(text.strip() for text in self.cells.values())


class Returned:
    """A file that was opened. Raises UnreadableWorkbook where it cannot be. `name`: what people call it."""

    def __init__(self, path: Path, *, name: str = "") -> None:
        self.path, self.name = path, name or path.name
        opened(path, name=self.name)
        try:
            # of the open file: what is kept in the store has no name that would tell what it is
            with path.open("rb") as file:
                self._book = CalamineWorkbook.from_filelike(file)
            self.sheets = [each.name for each in self._book.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet]
            if len(self.sheets) > SHEETS:
                raise UnreadableWorkbook(
                    f"{self.name} 有{len(self.sheets)}个工作表，最多{SHEETS}个；请只留要交回的再试"
                )
        except (CalamineError, OSError, ValueError) as error:
            raise UnreadableWorkbook(f"{self.name} 打不开：已损坏、设了打开密码，或不是表格文件") from error

    @cached_property
    def stamp(self) -> Stamp | None:
        """From the hidden sheet, from the defined name, or from the token of any line."""
        texts = [str(cell) for row in self._first(HIDDEN, 5) for cell in row] if HIDDEN in self.sheets else []
        texts += names_defined(self.path)
        return next((found for found in map(Stamp.read, texts) if found is not None), self._stamp_of_tokens)

    @property
    def _stamp_of_tokens(self) -> Stamp | None:
        token = next((found for title in self.sheets for found in self._tokens(title)), None)
        return Stamp(token.book, token.seal, 0) if token is not None else None

    def _tokens(self, title: str) -> Iterator[Token]:
        for row in self._first(title, _TOKENS_LOOKED_AT):
            yield from (found for cell in row if isinstance(cell, str) and (found := Token.read(cell)) is not None)

    def first_token(self, title: str) -> Token | None:
        """Which sheet of which book this is."""
        return next(self._tokens(title), None)

    def first_texts(self, title: str) -> list[str]:
        """What stands at the top of a sheet, for whoever looks for a name there."""
        return [cell for row in self._first(title, 8) for cell in row if isinstance(cell, str) and cell.strip()]

    def _first(self, title: str, rows: int) -> list[list[Any]]:
        return self._rows(title, rows)

    def _rows(self, title: str, rows: int | None = None) -> list[list[Any]]:
        try:
            return self._book.get_sheet_by_name(title).to_python(skip_empty_area=False, nrows=rows)
        except (CalamineError, ValueError) as error:
            raise UnreadableWorkbook(f"{self.name} 的工作表“{title}”读不出来，可能已损坏") from error

    @cached_property
    def marks(self) -> Mapping[str, Marks]:
        return marks_of(self.path, [each.name for each in self._book.sheets_metadata])

    def sheet(self, title: str, form: Sheet) -> "ReadSheet":
        """One sheet, read as this form has it."""
        try:
            sheet = self._book.get_sheet_by_name(title)
        except (CalamineError, ValueError) as error:
            raise UnreadableWorkbook(f"{self.name} 的工作表“{title}”读不出来，可能已损坏") from error
        return ReadSheet(title, form, sheet, self._first(title, _LOOKED_AT), self.marks.get(title, Marks()))


class ReadSheet:
    """One sheet. `faults` are those of the sheet as a whole; `remarks` what should be known of it."""

    def __init__(self, title: str, form: Sheet, sheet: Any, top: Sequence[Sequence[Any]], marks: Marks) -> None:
        self.title, self.form, self._sheet, self._marks = title, form, sheet, marks
        self.faults: list[Fault] = []
        self.remarks: list[str] = []
        self.head, self.places, self.token_at = self._heading(top)
        self.said = dict(self._said(top))
        self._wide: dict[int, list[str]] = {}
        self._merged = dict(self._merges()) if self.head else {}

    # The headings

    def _heading(self, top: Sequence[Sequence[Any]]) -> tuple[int, Places, int]:
        known = {squeezed(name): column.key for column in self.form.columns for name in (column.heading, *column.also)}
        best: tuple[int, int, list[tuple[int, str]]] = (0, 0, [])
        for number, row in enumerate(top, start=1):
            found = [(at, known[said]) for at, cell in enumerate(row, start=1) if (said := _heading_of(cell)) in known]
            if len({key for _, key in found}) > best[0]:
                best = (len({key for _, key in found}), number, found)
        count, head, found = best
        if count < min(2, len(self.form.columns)):
            self.faults.append(Fault(Spot(self.title), "找不到列标题那一行，请保留原来的列标题"))
            return 0, {}, 0
        self._twice(head, found)
        places: dict[str, int] = {}
        for at, key in found:
            places.setdefault(key, at)
        gone = [column.heading for column in self.form.columns if column.is_open and column.key not in places]
        if gone:
            self.remarks.append(f"{self.title}里没有“{'”“'.join(gone)}”列，这些内容保持不变")
        wanted = squeezed(TOKEN_HEADING)
        token = next((at for at, cell in enumerate(top[head - 1], start=1) if _heading_of(cell) == wanted), 0)
        return head, places, token

    def _twice(self, head: int, found: Sequence[tuple[int, str]]) -> None:
        seen: set[str] = set()
        for at, key in found:
            column = self.form.column(key)
            if key in seen and column.is_open:
                self.faults.append(Fault(Spot(self.title, head, at), f"“{column.heading}”有两列，请只留一列"))
            seen.add(key)

    def _said(self, top: Sequence[Sequence[Any]]) -> Iterator[tuple[str, str]]:
        """What is said above the table; each line has its key behind it, or at least its label before it."""
        for row in top[: max(self.head - 1, 0)]:
            for said in self.form.said:
                marked = said.key and any(cell == said.key for cell in row)
                if said.key and (marked or (row and _heading_of(row[0]) == squeezed(said.label))):
                    rest = [str(cell) for cell in row[1:] if cell not in ("", said.key)]
                    yield said.key, rest[0] if rest else ""

    def _merges(self) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """For every place that a merged cell covers, the place where its value stands."""
        wanted = {at: key for key, at in self.places.items()}
        ranges = self._sheet.merged_cell_ranges or ()
        room = _MERGED_AT_MOST
        for (top, left), (bottom, right) in ranges:
            if bottom + 1 <= self.head:
                continue
            covered = [wanted[at] for at in range(left + 1, min(right, left + 500) + 2) if at in wanted]
            if len(covered) > 1:
                self._wide |= {row + 1: covered for row in range(top, min(bottom, top + 5_000) + 1)}
                continue
            room -= (bottom - top + 1) * (right - left + 1)
            if room < 0:
                self.faults.append(Fault(Spot(self.title), "合并的单元格太多，请取消合并后再导入"))
                return
            for row in range(top, bottom + 1):
                for at in range(left, right + 1):
                    yield (row + 1, at + 1), (top + 1, left + 1)

    # The lines

    def lines(self) -> Iterator[ReadLine]:
        """Every line under the headings on which anything stands. Remarks of ours under the table are none."""
        if not self.head:
            return
        remarks = {each.strip() for each in self.form.remarks}
        tops: dict[tuple[int, int], Any] = {}
        needed = set(self._merged.values())
        formulas = 0
        for number, row in enumerate(self._sheet.iter_rows(), start=1):
            for place in [(number, at) for at in range(1, len(row) + 1)] if needed else ():
                if place in needed:
                    tops[place] = row[place[1] - 1]
            if number <= self.head:
                continue
            if row and isinstance(row[0], str) and row[0].strip() in remarks:
                row = ["", *row[1:]]  # noqa: PLW2901 -- who wrote on the line of a remark wrote a line
            line = self._line(number, row, tops)
            formulas += sum((number, at) in self._marks.formulas for at in self.places.values())
            if line.token or not line.is_blank:
                yield line
        if formulas:
            self.remarks.append(f"{self.title}里有{formulas}个公式，只取算好的数，公式本身不保存")

    def _line(self, number: int, row: Sequence[Any], tops: Mapping[tuple[int, int], Any]) -> ReadLine:
        raw = {key: self._value(number, at, row, tops) for key, at in self.places.items()}
        token = row[self.token_at - 1] if 0 < self.token_at <= len(row) else ""
        line = ReadLine(number, str(token).strip(), {})
        for key, value in raw.items():
            column = self.form.column(key)
            unit = str(raw.get(column.counted_in, "")) if column.counted_in else column.unit
            try:
                line.cells[key] = self._read(number, self.places[key], value, column, unit)
            except NotThis as wrong:
                line.cells[key] = str(value)
                line.wrong[key] = str(wrong)
        for key in self._wide.get(number, ()):
            # drawn over several columns, so that nobody can tell whose it is
            if line.cells[key].strip() and self.form.column(key).is_open:
                line.wrong[key] = "这一格与旁边的列合并了，分不清是哪一列的，请取消合并"
        return line

    def _read(self, row: int, at: int, value: Any, column: Column, unit: str) -> str:
        if (row, at) in self._marks.errors:
            raise NotThis("单元格是错误值，请直接填写")
        if value == "":
            if (row, at) in self._marks.formulas and column.is_open:
                raise NotThis("公式还没有算出结果；用 Excel 或 WPS 打开保存一次，或直接写数")
            return ""
        per_cent = (row, at) in self._marks.per_cent
        return read_cell(value, column, unit=unit, year=self.form.year, is_per_cent=per_cent)

    def _value(self, number: int, at: int, row: Sequence[Any], tops: Mapping[tuple[int, int], Any]) -> Any:
        top = self._merged.get((number, at))
        if top is not None and top != (number, at):
            return tops.get(top, "")
        return row[at - 1] if at <= len(row) else ""

    def spot(self, row: int, key: str = "") -> Spot:
        return Spot(self.title, row, self.places.get(key, 0))


def _heading_of(cell: Any) -> str:
    return squeezed(cell).rstrip("*") if isinstance(cell, str) else ""
