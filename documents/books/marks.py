"""What the cells of a workbook are besides their values: worked out by a formula, shown per cent, an error."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import parse
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from documents.gate.content import see
from documents.gate.unsafe import Unsafe
from documents.workbooks.grid import QUOTED

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')
_FORMULA = re.compile(rb"<c ([^>]*)>\s*<f[ />]")
_ERROR = re.compile(rb'<c (?=[^>]*\bt="e")([^>]*)>')
_BLOCK, _TAIL = 1 << 20, 4_096
Place = tuple[int, int]
"""Row and column, counted from 1."""


@dataclass(slots=True)
class Marks:
    """The marked cells of one sheet."""

    formulas: set[Place] = field(default_factory=set)
    per_cent: set[Place] = field(default_factory=set)
    errors: set[Place] = field(default_factory=set)


def marks_of(path: Path, sheets: Sequence[str] = ()) -> dict[str, Marks]:
    """By the name of the sheet. `sheets`: their names in order, for an old book, of which only per cents are known."""
    if not zipfile.is_zipfile(path):
        return _old_marks(path, sheets)
    try:
        with zipfile.ZipFile(path) as packed:
            styles = _styles_of_per_cent(packed)
            return {title: _marks(packed, part, styles) for title, part in _parts(packed)}
    except (zipfile.BadZipFile, KeyError, ParseError, DefusedXmlException, ValueError):
        return {}


def _old_marks(path: Path, sheets: Sequence[str]) -> dict[str, Marks]:
    with path.open("rb") as file:
        try:
            compound = see(file).compound
        except Unsafe:
            return {}
    book = compound.book if compound is not None else None
    found = book.sheets if book is not None else []
    return {
        title: Marks(per_cent={(row + 1, column + 1) for row, column in sheet.percents})
        for title, sheet in zip(sheets, found, strict=False)
    }


def names_defined(path: Path) -> Iterator[str]:
    """What the defined names of a workbook stand for."""
    try:
        with zipfile.ZipFile(path) as packed, packed.open("xl/workbook.xml") as file:
            yield from (node.text or "" for node in parse(file).iter(f"{_MAIN}definedName"))
    except (zipfile.BadZipFile, KeyError, ParseError, DefusedXmlException, ValueError):
        return


def part_of(packed: zipfile.ZipFile, title: str) -> str:
    """The part of the package that a sheet is; empty where there is none."""
    return dict(_parts(packed)).get(title, "")


def _parts(packed: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Each sheet by its name and the part of the package that it is."""
    with packed.open("xl/_rels/workbook.xml.rels") as file:
        targets = {node.get("Id"): node.get("Target", "") for node in parse(file).getroot()}
    with packed.open("xl/workbook.xml") as file:
        sheets = [
            (node.get("name", ""), targets.get(node.get(_LINK), "")) for node in parse(file).iter(f"{_MAIN}sheet")
        ]
    return [(name, target.lstrip("/") if target.startswith("/") else f"xl/{target}") for name, target in sheets]


def _styles_of_per_cent(packed: zipfile.ZipFile) -> frozenset[bytes]:
    with packed.open("xl/styles.xml") as file:
        root = parse(file).getroot()
    own = {node.get("numFmtId"): node.get("formatCode", "") for node in root.iter(f"{_MAIN}numFmt")}
    formats = root.find(f"{_MAIN}cellXfs")
    found = set()
    for number, node in enumerate(formats if formats is not None else ()):
        form = node.get("numFmtId", "0")
        code = own.get(form) or BUILTIN_FORMATS.get(int(form), "")
        # a per cent sign between quotes is only said
        if "%" in QUOTED.sub("", code):
            found.add(str(number).encode())
    return frozenset(found)


def _marks(packed: zipfile.ZipFile, part: str, styles: frozenset[bytes]) -> Marks:
    found = Marks()
    if part not in packed.namelist():
        return found
    wanted = b"|".join(sorted(styles))
    shown = re.compile(rb'<c (?=[^>]*\bs="(?:' + wanted + rb')")([^>]*)>') if styles else None
    with packed.open(part) as file:
        for block in _blocks(file):
            found.formulas.update(_places(_FORMULA, block))
            found.errors.update(_places(_ERROR, block))
            if shown is not None:
                found.per_cent.update(_places(shown, block))
    return found


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    """The bytes, piece by piece; each begins with the end of the one before, so that no cell is cut in two."""
    tail = b""
    while block := file.read(_BLOCK):
        yield tail + block
        tail = block[-_TAIL:]


def _places(wanted: re.Pattern[bytes], block: bytes) -> Iterator[Place]:
    for found in wanted.finditer(block):
        place = _PLACE.search(found[1])
        if place is not None:
            letters, row = coordinate_from_string(place[1].decode())
            yield row, column_index_from_string(letters)
