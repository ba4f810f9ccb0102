"""What is on a printed page, read back from the PDF: characters with their places, sizes and colours."""

import ctypes
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Char:
    """Places in millimetres from the upper left corner of the page; the size in points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    colour: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Page:
    width: float
    height: float
    chars: tuple[Char, ...]

    @property
    def lines(self) -> list[str]:
        """From above, each line from the left."""
        return ["".join(char.text for char in line) for line in self.rows]

    @property
    def rows(self) -> list[list[Char]]:
        by_base: defaultdict[int, list[Char]] = defaultdict(list)
        for char in self.chars:
            by_base[round(char.base)].append(char)
        return [sorted(by_base[base], key=lambda char: char.left) for base in sorted(by_base)]

    def find(self, text: str) -> Sequence[Char]:
        for row in self.rows:
            said = "".join(char.text for char in row)
            if text in said:
                return row[said.index(text) : said.index(text) + len(text)]
        raise AssertionError(f"{text} is not on the page")


def pages_of(pdf: bytes) -> list[Page]:
    return [_page(page) for page in pypdfium2.PdfDocument(pdf)]


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def _page(page: pypdfium2.PdfPage) -> Page:
    text, height = page.get_textpage(), page.get_height()
    found = []
    for at in range(text.count_chars()):
        said = text.get_text_range(at, 1)
        if not said.strip():
            continue
        left, _, right, _ = text.get_charbox(at, loose=True)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text.raw, at, x, y)
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        pdfium.FPDFText_GetFillColor(text.raw, at, red, green, blue, alpha)
        size = pdfium.FPDFText_GetFontSize(text.raw, at)
        colour = (red.value, green.value, blue.value)
        found.append(Char(said, left * POINT, right * POINT, (height - y.value) * POINT, size, colour))
    return Page(page.get_width() * POINT, height * POINT, tuple(found))
