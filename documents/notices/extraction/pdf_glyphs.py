"""One page of a PDF: its letters and its rules, each where it stands; the page's lower left corner is the origin."""

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from documents.notices.extraction.laying import TooMuch

MOST_GLYPHS, MOST_SEGMENTS = 60_000, 60_000
_ASKEW = 0.05
_HYPHEN = {2: "-"}
"""What PDFium gives for a hyphen at the end of a line."""
Turn = Callable[[float, float], tuple[float, float]]
"""From a point of the sheet to where it is seen: a page that lies on its side is shown turned."""


@dataclass(frozen=True, slots=True)
class Glyph:
    letter: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 0.1)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stroke that stands upright or lies level. `at`: where it stands across; `start` to `end`: along it."""

    is_upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page shows. `askew`: letters that lie aslant, as a watermark does."""

    width: float
    height: float
    glyphs: list[Glyph]
    askew: str
    segments: list[Segment]
    pictures: int
    unmapped: int


def drawn(page: PdfPage) -> Drawn:
    """Raises `TooMuch`."""
    width, height = page.get_size()
    rotation = page.get_rotation()
    turn = _turn(rotation, width, height)
    text = page.get_textpage()
    try:
        glyphs, askew, unmapped = _glyphs(text, math.radians(rotation), turn)
    finally:
        text.close()
    segments, pictures = _objects(page, turn)
    return Drawn(width, height, glyphs, askew, segments, pictures, unmapped)


def _turn(rotation: int, width: float, height: float) -> Turn:
    """`width` and `height` are those of the page as it is shown."""
    match rotation:
        case 90:
            return lambda x, y: (y, height - x)
        case 180:
            return lambda x, y: (width - x, height - y)
        case 270:
            return lambda x, y: (width - y, x)
    return lambda x, y: (x, y)


def _glyphs(text: Any, rotation: float, turn: Turn) -> tuple[list[Glyph], str, int]:
    found: list[Glyph] = []
    askew, unmapped = "", 0
    box = pdfium.FS_RECTF()
    count = text.count_chars()
    if count > MOST_GLYPHS:
        raise TooMuch(f"一页有{count}字")
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text, at)
        # Blanks and line ends that PDFium made up of gaps are none of the file's letters.
        if pdfium.FPDFText_IsGenerated(text, at) == 1 or code in (10, 13):
            continue
        if code in (0, 0xFFFD, 0xFFFE) or 0xE000 <= code < 0xF900:
            unmapped += code != 0xFFFE
            continue
        letter = _HYPHEN.get(code) or _letter(text, at, code)
        if not _is_level(pdfium.FPDFText_GetCharAngle(text, at), rotation):
            askew += letter
        elif letter and pdfium.FPDFText_GetLooseCharBox(text, at, ctypes.byref(box)):
            # As wide as the letter's step and as high as its font, so that a comma is as tall as its line.
            (left, bottom), (right, top) = turn(box.left, box.bottom), turn(box.right, box.top)
            found.append(Glyph(letter, min(left, right), min(bottom, top), max(left, right), max(bottom, top)))
    return found, askew, unmapped


def _is_level(angle: float, rotation: float) -> bool:
    """As it is seen: letters of a page that lies on its side stand upright on the sheet."""
    return any(abs(math.remainder(angle - seen, 2 * math.pi)) <= _ASKEW for seen in (rotation, -rotation))


def _letter(text: Any, at: int, code: int) -> str:
    return _joined(text, at, code) if 0xD800 <= code < 0xE000 else chr(code)


def _joined(text: Any, at: int, code: int) -> str:
    """A letter beyond the first plane comes in two halves; the second says nothing again."""
    if code >= 0xDC00:
        return ""
    low = pdfium.FPDFText_GetUnicode(text, at + 1)
    return chr(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)) if 0xDC00 <= low < 0xE000 else ""


def _objects(page: PdfPage, turn: Turn) -> tuple[list[Segment], int]:
    segments: list[Segment] = []
    pictures = 0
    for each in page.get_objects(max_depth=3):
        if each.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif each.type == pdfium.FPDF_PAGEOBJ_PATH:
            for segment in _strokes(each, turn):
                segments.append(segment)
                if len(segments) > MOST_SEGMENTS:
                    return [], pictures
    return segments, pictures


def _strokes(path: Any, turn: Turn) -> Iterator[Segment]:
    """The straight pieces of a path that stand upright or lie level; a thin box is a rule, drawn as an area."""
    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for at in range(pdfium.FPDFPath_CountSegments(path)):
        piece = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(piece, ctypes.byref(x), ctypes.byref(y))
        here = turn(*matrix.on_point(x.value, y.value))
        kind = pdfium.FPDFPathSegment_GetType(piece)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _stroke(last, here)
        if pdfium.FPDFPathSegment_GetClose(piece):
            yield from _stroke(here, start)
        last = here


def _stroke(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Segment]:
    across, along = abs(a[0] - b[0]), abs(a[1] - b[1])
    if across < 1 and along > 4:
        yield Segment(True, (a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1]))
    elif along < 1 and across > 4:
        yield Segment(False, (a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0]))
