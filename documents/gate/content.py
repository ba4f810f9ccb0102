"""What a file is, told by its content; its name has no say in this."""

import re
from dataclasses import dataclass
from typing import IO

from config.labels import Labelled
from documents.gate.compound import HEAD as COMPOUND
from documents.gate.compound import Compound, inspect_compound
from documents.gate.unsafe import EMPTY, Unsafe
from documents.gate.zips import HEAD as ZIP
from documents.gate.zips import Limits, Packed, check_reach, inspect_zip

_HEAD = 1024
_PDF_WITHIN = 64
_PROGRAM = b"MZ"


class Content(Labelled):
    """Kinds of files that offices send one another."""

    DOCX = "docx", "Word文档"
    XLSX = "xlsx", "Excel工作簿"
    OFD = "ofd", "OFD"
    PPTX = "pptx", "演示文稿"
    ZIP = "zip", "压缩包"
    DOC = "doc", "Word或WPS文档"
    XLS = "xls", "Excel或ET表格"
    LOCKED = "locked", "设了打开密码的文档"
    COMPOUND = "compound", "其他旧格式文档"
    PDF = "pdf", "PDF"
    PNG = "png", "PNG图片"
    JPEG = "jpeg", "JPEG图片"
    PICTURE = "picture", "图片"
    RTF = "rtf", "RTF文档"
    HTML = "html", "网页"
    ARCHIVE = "archive", "压缩包"
    PROGRAM = "program", "程序"
    OTHER = "other", "文本或其他文件"


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as the gate saw it."""

    content: Content
    packed: Packed | None = None
    compound: Compound | None = None

    @property
    def has_macros(self) -> bool:
        inside = self.packed or self.compound
        return inside is not None and inside.has_macros


def see(file: IO[bytes], limits: Limits | None = None) -> Seen:
    """Raises `Unsafe` where the file is broken or is made to harm whoever opens it."""
    file.seek(0)
    head = file.read(_HEAD)
    if not head:
        raise Unsafe(*EMPTY)
    if head.startswith(ZIP):
        packed = inspect_zip(file, limits or Limits())
        return Seen(_packed_kind(packed), packed=packed)
    if head.startswith(COMPOUND):
        compound = inspect_compound(file)
        if compound.book is not None:
            check_reach(compound.book.places, 0, limits or Limits())
        return Seen(_compound_kind(compound), compound=compound)
    return Seen(_plain_kind(head))


def _packed_kind(packed: Packed) -> Content:
    for inside, kind in _MAIN_PARTS:
        if any(inside.fullmatch(name) for name in packed.names):
            return kind
    return Content.ZIP


_MAIN_PARTS = (
    (re.compile(r"word/document\d*\.xml"), Content.DOCX),
    (re.compile(r"xl/workbook\d*\.xml"), Content.XLSX),
    (re.compile(r"ppt/presentation\d*\.xml"), Content.PPTX),
    (re.compile(r"OFD\.xml"), Content.OFD),
)


def _compound_kind(compound: Compound) -> Content:
    if compound.is_locked:
        return Content.LOCKED
    for stream, kind in (("WordDocument", Content.DOC), ("Workbook", Content.XLS), ("Book", Content.XLS)):
        if stream in compound.streams:
            return kind
    return Content.COMPOUND


_HEADS = (
    (b"\x89PNG\r\n\x1a\n", Content.PNG),
    (b"\xff\xd8\xff", Content.JPEG),
    (b"GIF8", Content.PICTURE),
    (b"II*\x00", Content.PICTURE),
    (b"MM\x00*", Content.PICTURE),
    (b"{\\rtf", Content.RTF),
    (b"Rar!", Content.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Content.ARCHIVE),
    (b"\x1f\x8b", Content.ARCHIVE),
    (b"PK\x05\x06", Content.ARCHIVE),
    (b"\x7fELF", Content.PROGRAM),
)


def _plain_kind(head: bytes) -> Content:
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    if bare.startswith(b"%PDF-") or b"%PDF-" in head[:_PDF_WITHIN]:
        return Content.PDF
    for mark, kind in _HEADS:
        if head.startswith(mark):
            return kind
    if head.startswith(_PROGRAM) and b"\x00" in head:
        return Content.PROGRAM
    start = bare[:200].lower()
    is_page = start.startswith((b"<html", b"<!doctype html", b"<table")) or b"<html" in start
    return Content.HTML if is_page else Content.OTHER
