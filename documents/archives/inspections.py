"""迎检资料包 (O14): folders in the order of the indicators, each with its cover, its list and its files by number.

It opens without the product: names are 序号-题名-文号, lists are xlsx and docx, and what an inspector would miss is
said on a list of its own instead of being left for him to find.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import IO

import pypdfium2
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from config.errors import KaoheError
from documents.archives.lists import Entry, catalogue
from documents.archives.packing import Packer, Sink
from documents.archives.still import still
from documents.evidence_names import clean_name, extension_of
from documents.letters.model import Block, Column, Document, Heading, Paragraph, Table
from documents.letters.word import word

LONGEST_NAME = 60
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\s]+')
_PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One document of a volume. Without a `digest` it is no file: a paper, and `note` says where it is kept."""

    entry: Entry
    digest: str = ""
    file_name: str = ""
    media_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """一卷: everything of one indicator. `facts` and `tables` stand on the cover pages, in their order."""

    code: str
    title: str
    facts: Sequence[tuple[str, str]]
    tables: Sequence[Table]
    pieces: Sequence[Piece]
    missing: Sequence[str]


Opener = Callable[[str], IO[bytes]]
"""Opens the bytes of a digest; raises `KaoheError` with the reason where nobody gets them."""


class InspectionFile:
    """Writes a package, volume after volume, holding one file at a time."""

    def __init__(self, sink: Sink, title: str, *, stamp: str, open_file: Opener) -> None:
        self._packer, self._title, self._stamp, self._open = Packer(sink), title, stamp, open_file
        self._listed: list[tuple[str, list[Entry]]] = []
        self._missing: list[tuple[str, str]] = []

    def write(self, volumes: Sequence[Volume]) -> str:
        """Answers the digest of the whole."""
        with self._packer:
            for number, volume in enumerate(volumes, start=1):
                self._volume(f"{number:02d}-{_named(volume.code, volume.title)}", volume)
            self._packer.put("00-总目录.xlsx", catalogue(f"{self._title}　总目录", self._listed))
            self._packer.put("00-封面和缺项清单.docx", self._cover(volumes))
            return self._packer.close()

    @property
    def missing(self) -> Sequence[tuple[str, str]]:
        return self._missing

    def _volume(self, folder: str, volume: Volume) -> None:
        entries, missing = [], [*volume.missing]
        for number, piece in enumerate(volume.pieces, start=1):
            entry, fault = self._piece(folder, number, piece)
            entries.append(entry)
            missing += [fault] if fault else []
        name = f"{volume.code}　{volume.title}"
        self._packer.put(f"{folder}/00-卷内目录.xlsx", catalogue(f"卷内目录　{name}", [("", entries)]))
        self._packer.put(f"{folder}/00-封面及卷内目录.docx", _cover(volume, entries, missing, self._stamp))
        self._listed.append((name, entries))
        self._missing += [(name, each) for each in missing]

    def _piece(self, folder: str, number: int, piece: Piece) -> tuple[Entry, str]:
        if not piece.digest:
            return piece.entry, ""
        extension = extension_of(clean_name(piece.file_name))
        named = _named(f"{number:03d}", piece.entry.title, piece.entry.document_no)
        path = f"{folder}/{named}{f'.{extension}' if extension else ''}"
        try:
            stream = self._open(piece.digest)
        except KaoheError as why:
            return replace(piece.entry, note=f"没有附上：{why}"), f"“{piece.entry.title}”没有附上：{why}"
        with stream:
            pages = pages_of(stream, piece.media_type)
            stream.seek(0)
            self._packer.copy(path, stream)
        return replace(piece.entry, pages=pages), ""

    def _cover(self, volumes: Sequence[Volume]) -> bytes:
        rows = tuple((str(number), name, what) for number, (name, what) in enumerate(self._missing, start=1))
        columns = (Column("序号", 1, "center"), Column("指标", 3), Column("缺什么", 6))
        body: list[Block] = [Paragraph(self._stamp), Paragraph(f"共{len(volumes)}卷，每卷一个文件夹，按指标顺序排列。")]
        body += [Heading("缺项清单")]
        body += [Table(columns, rows)] if rows else [Paragraph("没有缺项。")]
        return _docx(self._title, body)


def _cover(volume: Volume, entries: Sequence[Entry], missing: Sequence[str], stamp: str) -> bytes:
    body: list[Block] = [Paragraph(stamp, at_margin=True)]
    body.append(Table((Column("项目", 2), Column("内容", 8)), tuple(volume.facts)))
    body += [Heading("卷内目录"), _listed(entries)]
    body += [Heading("缺项"), *(Paragraph(each) for each in missing or ["没有缺项。"])]
    for table in volume.tables:
        body += [Heading(table.caption), replace(table, caption="")]
    return _docx(f"{volume.code}　{volume.title}", body)


def _listed(entries: Sequence[Entry]) -> Block:
    if not entries:
        return Paragraph("还没有材料。")
    columns = (Column("序号", 2, "center"), Column("文号", 5), Column("题名", 10), Column("日期", 5), Column("备注", 6))
    rows = tuple(
        (str(number), each.document_no, each.title, each.date, each.note)
        for number, each in enumerate(entries, start=1)
    )
    return Table(columns, rows)


def _docx(title: str, body: Sequence[Block]) -> bytes:
    clean = tuple(_cleaned(body))
    return still(word(Document(kind="archive", name=title, title=_seen(title), style="plain", body=clean)))


def _cleaned(body: Sequence[Block]) -> Iterator[Block]:
    """Signs that no Word file may hold are left out of what persons typed."""
    for block in body:
        match block:
            case Table(columns, rows):
                yield replace(block, columns=columns, rows=tuple(tuple(map(_seen, row)) for row in rows))
            case Heading() | Paragraph():
                yield replace(block, text=_seen(block.text))
            case _:
                yield block


def _seen(text: str) -> str:
    return str(ILLEGAL_CHARACTERS_RE.sub("", text))


def _named(*parts: str) -> str:
    """A name that every file system takes."""
    clean = (clean_name(_FORBIDDEN.sub(" ", part)).strip(" .-") for part in parts)
    return "-".join(each for each in clean if each)[:LONGEST_NAME].rstrip(" .-")


def pages_of(stream: IO[bytes], media_type: str) -> str:
    """Of a PDF as it counts them; a picture is one page; of others nobody knows before they are printed."""
    if media_type.startswith("image/"):
        return "1"
    if media_type != _PDF:
        return ""
    try:
        with pypdfium2.PdfDocument(BytesIO(stream.read())) as found:
            return str(len(found))
    except pypdfium2.PdfiumError:
        return ""
