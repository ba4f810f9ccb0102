"""Letters of a page put into lines, from above to below, from left to right."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from documents.notices.extraction.pdf_glyphs import Glyph

_GAP = 1.2
"""In heights of a letter: what stands further apart belongs to different things in one line."""


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """Letters whose middles are level share a line."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.middle[1]):
        row = rows[-1] if rows else None
        if row is not None and _is_level(glyph, row):
            row.append(glyph)
        else:
            rows.append([glyph])
    found = [_line(sorted(row, key=lambda glyph: glyph.left)) for row in rows]
    return [line for line in found if line.text.strip()]


def _is_level(glyph: Glyph, row: Sequence[Glyph]) -> bool:
    """Against the tallest of the last few: a small sign sits higher or lower than its line."""
    tallest = max(row[-40:], key=lambda each: each.height)
    middle = glyph.middle[1]
    return tallest.bottom - 0.1 * tallest.height <= middle <= tallest.top + 0.1 * tallest.height


def _line(row: Sequence[Glyph]) -> Line:
    size = median(glyph.height for glyph in row)
    text = ""
    before: Glyph | None = None
    for glyph in row:
        gap = glyph.left - before.right if before else 0.0
        text += _between(text[-1:], glyph.letter, gap / max(size, 0.1)) + glyph.letter
        before = glyph
    return Line(
        text.strip(),
        min(glyph.left for glyph in row),
        max(glyph.right for glyph in row),
        min(glyph.bottom for glyph in row),
        max(glyph.top for glyph in row),
    )


def _between(before: str, after: str, gap: float) -> str:
    """A blank where the eye sees one: always where the gap is wide, between Latin words where it is narrow."""
    if not before or before.isspace() or after.isspace():
        return ""
    is_latin = before.isascii() and after.isascii() and (before.isalnum() or after.isalnum())
    return " " if gap > _GAP or (is_latin and gap > 0.22) else ""
