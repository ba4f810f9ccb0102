"""PDF files written by hand: Chinese text where it is put, in a font that readers bring themselves; rules as boxes."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    b"/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>>>]>>"
)


@dataclass(frozen=True, slots=True)
class Text:
    """Its first letter's foot stands at `x`, `y`; every letter is as wide as it is high."""

    x: float
    y: float
    text: str
    size: float = 16
    askew: bool = False
    matrix: str = "1 0 0 1"
    """How the letters lie on the sheet."""


@dataclass(frozen=True, slots=True)
class Rule:
    x: float
    y: float
    width: float
    height: float


Page = Sequence[Text | Rule]


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """Every rule of a table, each drawn as a thin box from end to end."""
    wide, high = xs[-1] - xs[0], max(ys) - min(ys)
    return [Rule(x, min(ys), 0.5, high) for x in xs] + [Rule(xs[0], y, wide, 0.5) for y in ys]


def pdf(*pages: Page, picture: bool = False, rotate: int = 0) -> bytes:
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        _FONT,
    ]
    for number, page in enumerate(pages):
        drawing = b"\n".join(map(_drawn, page)) + (_PICTURE if picture else b"")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/Rotate {rotate}/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {5 + 2 * number} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing))
    return _file(objects)


_PICTURE = b"\nq 500 0 0 700 40 60 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"


def _drawn(what: Text | Rule) -> bytes:
    if isinstance(what, Rule):
        return f"{what.x} {what.y} {what.width} {what.height} re f".encode()
    turn = "0.7 0.7 -0.7 0.7" if what.askew else what.matrix
    letters = what.text.encode("utf-16-be").hex()
    return f"BT /F1 {what.size} Tf {turn} {what.x} {what.y} Tm <{letters}> Tj ET".encode()


def _file(objects: Sequence[bytes]) -> bytes:
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(content))
    return content + head + table + tail
