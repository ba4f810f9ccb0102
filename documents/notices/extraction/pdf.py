"""PDF with text: lines in reading order, a paragraph's lines joined; tables where rules draw them; what runs along the
margins of every page is marked.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import IO

from pypdfium2 import PdfDocument, PdfiumError

from documents.notices.extraction.laying import Box, Laying, Piece, TooMuch
from documents.notices.extraction.pdf_glyphs import Drawn, drawn
from documents.notices.extraction.pdf_lines import Line, lines_of
from documents.notices.extraction.pdf_tables import Grid, glyphs_in, grids_of
from documents.notices.extraction.refusing import AGAIN, UNLOCKED, Unfit
from documents.notices.paper import Place, Role

MOST_PAGES, MOST_GLYPHS = 400, 1_000_000
_ENOUGH = 3
_MARGIN = 0.12
"""Of the page's height: where page numbers and running heads stand."""
_NUMBER = re.compile(r"[\s—–\-·~]*(第\s*)?\d{1,4}(\s*页)?([\s,，/共]*\d{1,4}\s*页?)?[\s—–\-·~]*")
_MARKER = re.compile(r"第?[一二三四五六七八九十]{1,3}[、章条]|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、．](?!\d)")
"""What begins a paragraph of its own, whether or not the one before filled its line."""
_SCANNED = "请来文单位提供Word文件或有文字的PDF，或先用文字识别软件转成文字再读"


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a page, or a table among them, from above to below."""

    page: int
    top: float
    line: Line | None = None
    grid: Grid | None = None
    number: int = 0
    role: Role = Role.BODY

    @property
    def place(self) -> Place:
        return Place(page=self.page, line=self.number)


def read_pdf(file: IO[bytes], laying: Laying) -> None:
    try:
        document = PdfDocument(file.read())
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise Unfit("PDF设了打开密码", UNLOCKED) from error
        raise Unfit("PDF已损坏或不完整，打不开", AGAIN) from error
    try:
        if len(document) > MOST_PAGES:
            raise TooMuch(f"PDF有{len(document)}页")
        pages = list(_drawn(document))
    except PdfiumError as error:
        raise Unfit("PDF已损坏或不完整，有的页打不开", AGAIN) from error
    finally:
        document.close()
    _check(pages, laying)
    told = _marked(pages)
    _lay(told, _edges(told, pages[0].width), laying)


def _drawn(document: PdfDocument) -> Iterator[Drawn]:
    letters = 0
    for number in range(len(document)):
        page = drawn(document[number])
        letters += len(page.glyphs)
        if letters > MOST_GLYPHS:
            raise TooMuch(f"PDF的文字超过{MOST_GLYPHS // 10_000}万字")
        yield page


def _check(pages: Sequence[Drawn], laying: Laying) -> None:
    letters, unmapped = sum(len(page.glyphs) for page in pages), sum(page.unmapped for page in pages)
    if not letters and not unmapped:
        why = "PDF是扫描件，里面只有图片，没有文字" if any(page.pictures for page in pages) else "PDF里没有文字"
        raise Unfit(why, _SCANNED)
    if unmapped > letters // 5:
        raise Unfit("PDF里的文字取不出来（字体没有带编码）", _SCANNED)
    if unmapped:
        laying.remark(f"PDF里有{unmapped}个字符没有带编码，没有读入")
    for number, page in enumerate(pages, start=1):
        if not page.glyphs and page.pictures:
            laying.remark("这一页只有图片，没有文字，没有读入", Place(page=number))
        if page.askew.strip():
            laying.remark(f"有斜排的字（如水印），没有读入：{page.askew.strip()[:20]}", Place(page=number))


def _marked(pages: Sequence[Drawn]) -> list[list[Told]]:
    """Every page's lines and tables in order, the ones in its margins marked for what they are."""
    told = [_page(number, page) for number, page in enumerate(pages, start=1)]
    heads = Counter(
        key for page, lines in zip(pages, told, strict=True) for key in {_key(each, page) for each in lines} if key
    )
    return [[_with_role(each, page, heads) for each in lines] for page, lines in zip(pages, told, strict=True)]


def _page(number: int, page: Drawn) -> list[Told]:
    grids = grids_of(page.segments, page.glyphs)
    inside = {id(glyph) for grid in grids for glyph in glyphs_in(grid, page.glyphs)}
    lines = lines_of([glyph for glyph in page.glyphs if id(glyph) not in inside])
    found = [Told(number, line.top, line=line) for line in lines] + [
        Told(number, grid.top, grid=grid) for grid in grids
    ]
    return [
        Told(each.page, each.top, each.line, each.grid, at)
        for at, each in enumerate(sorted(found, key=lambda each: -each.top), start=1)
    ]


def _key(told: Told, page: Drawn) -> str:
    """A line in a margin, whatever number it bears, and on which side."""
    line = told.line
    if line is None or page.height * _MARGIN < line.bottom < page.height * (1 - _MARGIN):
        return ""
    return f"{line.bottom > page.height / 2}{re.sub(r'[0-9]+', '0', line.text)}"


def _with_role(told: Told, page: Drawn, heads: Counter[str]) -> Told:
    key = _key(told, page)
    if not key or told.line is None:
        return told
    role = Role.BODY
    if _NUMBER.fullmatch(told.line.text):
        role = Role.PAGE_NUMBER
    elif heads[key] > 1:
        role = Role.RUNNING
    return Told(told.page, told.top, told.line, None, told.number, role)


def _lay(told: Sequence[Sequence[Told]], edges: tuple[float, float], laying: Laying) -> None:
    """What stands in the margins comes after the paragraph that goes on across the page."""
    open_lines: list[Told] = []
    waiting: list[Told] = []
    tables = 0
    for each in (one for page in told for one in page):
        if each.role is not Role.BODY:
            waiting.append(each)
            continue
        if not open_lines or not _goes_on(open_lines[-1], each, edges):
            _close(open_lines, waiting, laying)
        if each.grid is not None:
            tables += 1
            laying.table(list(_rows(each.grid, each.page, tables)))
        else:
            open_lines.append(each)
    _close(open_lines, waiting, laying)


def _close(open_lines: list[Told], waiting: list[Told], laying: Laying) -> None:
    pieces = [Piece(each.line.text, each.place) for each in open_lines if each.line]
    if pieces:
        laying.paragraph(pieces)
    for each in waiting:
        if each.line:
            laying.line(each.line.text, each.place, each.role)
    open_lines.clear()
    waiting.clear()


def _edges(told: Sequence[Sequence[Told]], width: float) -> tuple[float, float]:
    """Left and right edge of the body text: where most of the long lines begin and end. Of a few lines that may be
    chance, so there the right edge is as far from the paper's as the left one.
    """
    lines = [each.line for page in told for each in page if each.line and each.role is Role.BODY]
    if not lines:
        return 0.0, 0.0
    widest = max(line.right - line.left for line in lines)
    long = [line for line in lines if line.right - line.left > 0.85 * widest]
    left, right = min(line.left for line in long), median(line.right for line in long)
    return left, right if len(long) >= _ENOUGH else max(right, width - left)


def _goes_on(before: Told, after: Told, edges: tuple[float, float]) -> bool:
    """Whether a paragraph fills its line and the next begins at the edge, in letters as large.

    A hanging line of a list stands in by less than the two letters by which a paragraph begins.
    """
    one, two = before.line, after.line
    if one is None or two is None or after.page - before.page > 1 or _MARKER.match(two.text):
        return False
    size = max(one.height, two.height)
    alike = abs(one.height - two.height) < 0.15 * size
    near = after.page != before.page or one.bottom - two.top < 1.5 * size
    return alike and near and one.right > edges[1] - 1.6 * size and two.left < edges[0] + 1.7 * size


def _rows(grid: Grid, page: int, table: int) -> Iterator[list[Box]]:
    last = max(cell.row for cell in grid.cells)
    for row in range(last + 1):
        line = []
        for cell in sorted((each for each in grid.cells if each.row == row), key=lambda each: each.column):
            place = Place(page=page, table=table, row=row + 1, column=cell.column + 1)
            pieces = [Piece(each.text, place) for each in lines_of(cell.glyphs)]
            line.append(Box(column=cell.column, rows=cell.rows, columns=cell.columns, pieces=pieces))
        yield line
