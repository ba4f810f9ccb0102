"""The letters of one paragraph of Word, and what hangs on them: boxes, notes, pictures, revisions."""

from dataclasses import dataclass, field

from lxml import etree

from documents.notices.extraction import symbols
from documents.notices.extraction.package import child, is_on, local, said

_BLANKS = " \t\r\n"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Found:
    """What was read of one paragraph."""

    letters: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    was_struck: bool = False

    @property
    def text(self) -> str:
        return "".join(self.letters)


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph as it is laid."""

    text: str
    found: Found = field(default_factory=Found)

    @property
    def boxes(self) -> list[etree._Element]:
        return self.found.boxes


@dataclass
class Runs:
    """Reads paragraphs; counts what a person should be told of the document. `at`: the paragraph that is read."""

    at: int = 0
    revisions: int = 0
    hidden: int = 0
    pictures: int = 0
    unknown: int = 0
    glosses: int = 0
    cited: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    fields: list[bool] = field(default_factory=list)
    """Of the fields that are open, one within another: whether its instruction is read still, which nobody sees."""

    def read(self, paragraph: etree._Element) -> Found:
        found = Found()
        self._into(paragraph, found)
        return found

    def _into(self, parent: etree._Element, found: Found) -> None:
        for each in parent:
            self._one(each, found)

    def _one(self, each: etree._Element, found: Found) -> None:
        name = local(each)
        if name in _SKIPPED:
            return
        if name == "fldChar":
            self._turn(said(each, "fldCharType") or "")
        elif name in ("t", *_SIGNS):
            found.letters.append("" if any(self.fields) else _SIGNS.get(name) or _text(each))
        elif name == "sym":
            sign = symbols.seen(said(each, "font") or "", said(each, "char") or "")
            self.unknown += sign == symbols.UNKNOWN
            found.letters.append(sign)
        elif name == "txbxContent":
            found.boxes.append(each)
        elif name in ("footnoteReference", "endnoteReference"):
            self._cite(name.removesuffix("Reference"), said(each, "id") or "")
        elif name in ("del", "moveFrom"):
            self.revisions += name == "del"
            found.was_struck = True
        else:
            self._within(name, each, found)

    def _within(self, name: str, each: etree._Element, found: Found) -> None:
        """Things that hold other things."""
        if name == "r" and is_on(child(each, "rPr", "vanish")):
            self.hidden += 1
            return
        if name == "AlternateContent":
            # The same thing twice, for new programs and for old ones.
            chosen = child(each, "Choice")
            each = each if chosen is None else chosen
        elif name == "ruby":
            self.glosses += 1
        elif name in ("ins", "moveTo"):
            self.revisions += 1
        elif name in ("blip", "imagedata"):
            self.pictures += 1
        self._into(each, found)

    def _turn(self, kind: str) -> None:
        """A field is its instruction, then what it results in."""
        if kind == "begin":
            self.fields.append(True)
        elif self.fields and kind == "separate":
            self.fields[-1] = False
        elif self.fields:
            self.fields.pop()

    def _cite(self, kind: str, code: str) -> None:
        number = sum(1 for cited, _ in self.cited if cited == kind) + 1
        self.cited.setdefault((kind, code), (number, self.at))


_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_SKIPPED = frozenset(
    (
        *("pPr", "rPr", "sectPr", "sdtPr", "sdtEndPr", "customXmlPr", "rubyPr", "smartTagPr"),
        *("instrText", "delText", "delInstrText", "fldData", "rt"),
        *("annotationRef", "footnoteRef", "endnoteRef", "commentReference"),
    )
)


def _text(element: etree._Element) -> str:
    text = element.text or ""
    if element.get(_PRESERVE) != "preserve":
        text = text.strip(_BLANKS)
    return text.translate(_ONE_LINE)


_ONE_LINE = {ord("\n"): " ", ord("\r"): " ", ord("\t"): " "}
