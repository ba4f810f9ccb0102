"""Small pieces of WordprocessingML: text, widths, the beginnings of tables."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape

from documents.letters.model import Box

TWIPS = 20
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
RULE = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'


def clean(text: str) -> str:
    """Escaped, and without the control characters that no XML may hold."""
    return escape(_NOT_XML.sub("", text))


def chars(text: str) -> Decimal:
    """How wide a text is, in characters: Latin letters and figures are half of one."""
    return sum(
        (Decimal("0.5") if ord(each) < 0x2E80 and each not in "“”‘’—…·×" else Decimal(1) for each in text), Decimal(0)
    )


def paired(boxes: Sequence[Box]) -> Iterator[tuple[Box, ...]]:
    """Two narrow ones that follow each other share a line."""
    rest = list(boxes)
    while rest:
        count = 2 if len(rest) > 1 and rest[0].narrow and rest[1].narrow else 1
        yield tuple(rest[:count])
        rest = rest[count:]


def shared(width: int, shares: Sequence[int]) -> list[int]:
    """A width by shares, to the last twip."""
    whole = sum(shares)
    ends = [width * sum(shares[: place + 1]) // whole for place in range(len(shares))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def table_of(widths: Sequence[int], *, ruled: bool = True) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = "".join(RULE.format(side=side, size=4) for side in sides) if ruled else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{rules}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def runs(text: str, run: str) -> str:
    parts = re.split(r"([\n\t])", text)
    marks = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    inside = "".join(marks.get(part) or f'<w:t xml:space="preserve">{clean(part)}</w:t>' for part in parts if part)
    return f"<w:r>{run}{inside}</w:r>" if inside else ""


def sized(size: int) -> str:
    return f'<w:rPr><w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/></w:rPr>'


def kept(with_next: bool) -> str:
    return "<w:keepNext/>" if with_next else ""


def from_right(many: Decimal, size: int) -> str:
    return f'<w:ind w:rightChars="{int(many * 100)}" w:right="{int(many * size * TWIPS)}"/><w:jc w:val="right"/>'
