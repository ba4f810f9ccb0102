"""Somebody else's workbook, filled in: a few cells get values, every other byte of it stays as it is (O23)."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from lxml import etree
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from config.errors import KaoheError
from config.superior import SuperiorTable
from documents.books.marks import marks_of, part_of
from documents.books.opening import opened
from documents.books.places import Spot
from documents.books.texts import escaped, fits, is_exact_in_a_cell
from documents.workbooks.layout import squeezed

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LOOKED_AT = 40
_CALC = re.compile(rb"<calcPr\b[^>]*?/?>")


class WrongTemplate(KaoheError):
    """The superior's file is not what the mapping says; the message tells what is not there."""


@dataclass
class Filling:
    """What goes into which cell, row and column from 1; and what cannot be filled, in words."""

    sheet: str
    cells: dict[tuple[int, int], str | Decimal] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


Known = Mapping[str, Mapping[str, str | Decimal]]
"""What there is to fill in, by the code of the indicator, then by field."""


def plan(path: Path, table: SuperiorTable, known: Known, *, names: Mapping[str, str]) -> Filling:
    """Which cells get what. `names`: indicators by every name of ours. Raises WrongTemplate, UnreadableWorkbook."""
    opened(path)
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            raise WrongTemplate("上级的表要是 xlsx 格式；用 Excel 或 WPS 另存为 xlsx 再试")
        file.seek(0)
        book = CalamineWorkbook.from_filelike(file)
    title = table.sheet or book.sheet_names[0]
    if title not in book.sheet_names:
        raise WrongTemplate(f"文件里没有工作表“{title}”，有：{'、'.join(book.sheet_names[:10])}")
    sheet = book.get_sheet_by_name(title)
    rows = sheet.to_python(skip_empty_area=False)
    covered = {
        (row + 1, column + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        for row in range(top, min(bottom, top + 500) + 1)
        for column in range(left, min(right, left + 100) + 1)
        if (row, column) != (top, left)
    }
    return _Plan(title, table, rows, covered, marks_of(path)[title].formulas, names).run(known)


@dataclass
class _Plan:
    title: str
    table: SuperiorTable
    rows: Sequence[Sequence[Any]]
    covered: set[tuple[int, int]]
    formulas: set[tuple[int, int]]
    names: Mapping[str, str]

    def run(self, known: Known) -> Filling:
        head, places = self._heads()
        filling, seen = Filling(self.title), set[str]()
        key = places[squeezed(self.table.key)]
        for number in range(head + 1, len(self.rows) + 1):
            said = self._text(number, key)
            if not said:
                continue
            code = self._code(said)
            if code is None:
                filling.left.append(f"{Spot(self.title, number)}“{said[:40]}”不知道是哪一项指标，没有填")
            elif code not in known:
                filling.left.append(f"{Spot(self.title, number)}“{said[:40]}”这一期没有数据，没有填")
            else:
                seen.add(code)
                self._fill(filling, number, places, known[code])
        filling.left += [
            f"“{next((name for name, one in self.names.items() if one == code), code)}”在上级的表里没有"
            for code in known
            if code not in seen
        ]
        return filling

    def _heads(self) -> tuple[int, dict[str, int]]:
        wanted = {squeezed(each) for each in (self.table.key, *(column.heading for column in self.table.columns))}
        numbers = [self.table.heading_row] if self.table.heading_row else range(1, min(len(self.rows), _LOOKED_AT) + 1)
        best: dict[str, int] = {}
        head = 0
        for number in numbers:
            row = self.rows[number - 1] if number <= len(self.rows) else ()
            found: dict[str, int] = {}
            for at, cell in enumerate(row, start=1):
                if isinstance(cell, str) and squeezed(cell) in wanted:
                    found.setdefault(squeezed(cell), at)
            if len(found) > len(best):
                best, head = found, number
        lacking = [
            name for name in dict.fromkeys((self.table.key, *(one.heading for one in self.table.columns)))
            if squeezed(name) not in best
        ]  # fmt: skip
        if lacking:
            raise WrongTemplate(f"工作表“{self.title}”里找不到列标题“{'”“'.join(lacking)}”")
        return head, best

    def _text(self, number: int, at: int) -> str:
        row = self.rows[number - 1]
        return str(row[at - 1]).strip() if at <= len(row) else ""

    def _code(self, said: str) -> str | None:
        for theirs, code in self.table.rows.items():
            if squeezed(theirs) == squeezed(said):
                return code
        return next((code for name, code in self.names.items() if squeezed(name) == squeezed(said)), None)

    def _fill(
        self, filling: Filling, number: int, places: Mapping[str, int], known: Mapping[str, str | Decimal]
    ) -> None:
        for column in self.table.columns:
            place = (number, places[squeezed(column.heading)])
            value = known.get(column.takes.value, "")
            spot = Spot(self.title, *place)
            if isinstance(value, str):
                value = column.words.get(value.strip(), value)
            if value == "":
                filling.left.append(f"{spot}：没有“{column.takes.label}”")
            elif place in self.formulas:
                filling.left.append(f"{spot}：原来是公式，没有填")
            elif place in self.covered:
                filling.left.append(f"{spot}：与别的格合并了，没有填")
            elif isinstance(value, str) and not fits(value):
                filling.left.append(f"{spot}：“{column.takes.label}”太长，一格放不下")
            else:
                filling.cells[place] = value


def fill(path: Path, filling: Filling, file: IO[bytes]) -> None:
    """Write the workbook with these cells filled. Parts that hold none of them are copied as they are."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        part = part_of(source, filling.sheet)
        for info in source.infolist():
            data = source.read(info)
            if info.filename == part:
                data = _filled(data, filling.cells)
            elif info.filename == "xl/workbook.xml":
                data = _reckoned_when_opened(data)
            target.writestr(info, data, compress_type=info.compress_type)


def _reckoned_when_opened(data: bytes) -> bytes:
    """Their own sums are worked out anew when the file is opened."""
    wanted = b'<calcPr fullCalcOnLoad="1"/>'
    return _CALC.sub(wanted, data, count=1) if _CALC.search(data) else data


def _filled(data: bytes, cells: Mapping[tuple[int, int], str | Decimal]) -> bytes:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    body = root.find(f"{{{_MAIN}}}sheetData")
    if body is None:
        raise WrongTemplate("上级的表里没有可以填的工作表")
    rows = {int(row.get("r", "0")): row for row in body}
    for (number, at), value in sorted(cells.items()):
        row = rows.get(number)
        if row is None:
            row = _placed(body, etree.Element(f"{{{_MAIN}}}row", r=str(number)), number, _row_number)
            rows[number] = row
        name = f"{get_column_letter(at)}{number}"
        cell = next((each for each in row if each.get("r") == name), None)
        if cell is None:
            cell = _placed(row, etree.Element(f"{{{_MAIN}}}c", r=name), at, _column_number)
        _put(cell, value)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _placed(parent: Any, child: Any, number: int, number_of: Any) -> Any:
    """In its order among the others."""
    after = next((place for place, each in enumerate(parent) if number_of(each) > number), len(parent))
    parent.insert(after, child)
    return child


def _row_number(row: Any) -> int:
    return int(row.get("r", "0"))


def _column_number(cell: Any) -> int:
    letters = re.match(r"[A-Z]+", cell.get("r", "A"))
    number = 0
    for letter in letters[0] if letters else "":
        number = number * 26 + ord(letter) - 64
    return number


def _put(cell: Any, value: str | Decimal) -> None:
    """The value; how the cell looks stays."""
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, Decimal) and is_exact_in_a_cell(value):
        etree.SubElement(cell, f"{{{_MAIN}}}v").text = f"{value:f}"
        return
    cell.set("t", "inlineStr")
    text = etree.SubElement(etree.SubElement(cell, f"{{{_MAIN}}}is"), f"{{{_MAIN}}}t")
    text.text = escaped(value if isinstance(value, str) else f"{value:f}")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
