"""What a letter is made of (O18): 文 laid out by GB/T 9704-2012, 单 as one bordered page, 表 lying on its side.

Only text and order stand here. Where a line turns and how it looks is the writers' business.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field as Described
from pydantic import TypeAdapter

from config.labels import Labelled

Align = Literal["left", "center", "right"]


class Layout(Labelled):
    """How a letter is laid out; each has a template of its own."""

    DOCUMENT = "document", "文"
    FORM = "form", "单"
    SHEET = "sheet", "表"


@dataclass(frozen=True, slots=True)
class Heading:
    """一、（一）: a line of its own. `level` 1 is 黑体, 2 楷体; below that the text speaks for itself."""

    text: str
    level: int = 1
    block: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, two characters in; a quoted line or an addressee stands at the margin."""

    text: str
    at_margin: bool = False
    block: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its share of the width, where its cells stand."""

    name: str
    share: int = 1
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings that come again on each page; no row is split over two."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    block: Literal["table"] = "table"

    def __post_init__(self) -> None:
        for place, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {place} has {len(row)} cells for {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class Break:
    """A new page begins: an annex."""

    block: Literal["break"] = "break"


Block = Annotated[Heading | Paragraph | Table | Break, Described(discriminator="block")]


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期, with room for the seals."""

    organs: tuple[str, ...]
    date: str
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a form. `narrow` ones share a line by two; `room` is how many lines stay free for a pen."""

    label: str
    text: str = ""
    narrow: bool = False
    room: int = 0


@dataclass(frozen=True, slots=True)
class Slip:
    """回执: what the receiver cuts off and sends back."""

    title: str
    boxes: tuple[Box, ...]
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """文. `organs` stand in the head, several for 联合行文; the `annex` begins on a page of its own after the date.

    `style`: letter is the 信函 layout, brief that of a 呈阅件 with its own `head` and its date in place of a number,
    plain has no head.

    `draft` is said above a text that is not issued yet.
    """

    kind: str
    name: str
    title: str
    organs: tuple[str, ...] = ()
    style: Literal["document", "letter", "brief", "plain"] = "document"
    head: str = ""
    number: str = ""
    signer: str = ""
    addressees: str = ""
    body: tuple[Block, ...] = ()
    attachments: tuple[str, ...] = ()
    annex: tuple[Block, ...] = ()
    signature: Signature | None = None
    note: str = ""
    copies: str = ""
    printed_by: str = ""
    printed_on: str = ""
    slip: Slip | None = None
    draft: str = ""
    layout: Literal["document"] = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """单. `code` is the short code by which a signed sheet is found again (O03)."""

    kind: str
    name: str
    organ: str
    number: str = ""
    code: str = ""
    boxes: tuple[Box, ...] = ()
    signature: Signature | None = None
    note: str = ""
    slip: Slip | None = None
    draft: str = ""
    layout: Literal["form"] = "form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """表. `left` and `right` stand above the table; a `drawing` (SVG) takes the table's place where it is drawn."""

    kind: str
    name: str
    title: str
    table: Table
    left: str = ""
    right: str = ""
    notes: tuple[str, ...] = ()
    signature: Signature | None = None
    paper: Literal["a4", "a3"] = "a4"
    drawing: str = ""
    draft: str = ""
    layout: Literal["sheet"] = "sheet"


Letter = Annotated[Document | Form | Sheet, Described(discriminator="layout")]
LETTERS: TypeAdapter[Document | Form | Sheet] = TypeAdapter(Letter)
AnyLetter = Document | Form | Sheet
