"""What kind of document a file is, told by its content. The name only has to agree."""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from documents.gate.content import Content, Seen, see
from documents.gate.unsafe import LOCKED, Unsafe
from documents.gate.zips import Limits

LIMITS = Limits(parts=20_000, unpacked=1 << 30)
"""Enough for any letter with its photographs, not for a bomb."""

_TAKEN_OVER = frozenset({"attachedTemplate", "oleObject", "frame", "subDocument"})
"""Of what a document fetches when it is opened: what brings macros or foreign text in. A linked picture does not."""
_TAIL = 8192
_CHUNK = 1 << 16


class NotAllowed(Exception):
    """The content is none of the kinds that are taken, or is broken; the words say which."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document that is taken, with the extensions under which it is known."""

    label: str
    media_type: str
    extensions: tuple[str, ...]


PDF = Kind("PDF", "application/pdf", ("pdf",))
PNG = Kind("PNG图片", "image/png", ("png",))
JPEG = Kind("JPEG图片", "image/jpeg", ("jpg", "jpeg"))
OFD = Kind("OFD", "application/ofd", ("ofd",))
DOCX = Kind("Word文档", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",))
XLSX = Kind("Excel工作簿", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",))
DOC = Kind("Word或WPS文档", "application/msword", ("doc", "wps"))
XLS = Kind("Excel或ET表格", "application/vnd.ms-excel", ("xls", "et"))
TEXT = Kind("文本", "text/plain", ("txt",))
CSV = Kind("CSV表格", "text/csv", ("csv",))

KINDS = (PDF, OFD, DOC, DOCX, XLS, XLSX, JPEG, PNG, TEXT, CSV)
# A picture from a phone or a chat often carries the other one's extension and opens all the same.
ALIKE = {PNG.media_type: JPEG.extensions, JPEG.media_type: PNG.extensions}


def kind_of(path: Path, *, extension: str) -> Kind:
    """The kind of the file at `path`. Raises `NotAllowed` when it is none, is broken, or the extension says another."""
    with path.open("rb") as file:
        try:
            kind = _kind(file, see(file, LIMITS), extension)
        except Unsafe as why:
            raise NotAllowed(str(why)) from why
    if extension and extension not in kind.extensions + ALIKE.get(kind.media_type, ()):
        raise NotAllowed(f"文件名以“.{extension}”结尾，内容却是{kind.label}，请核对文件")
    return kind


def _kind(file: BinaryIO, seen: Seen, extension: str) -> Kind:
    if seen.content in _REFUSED:
        raise NotAllowed(_REFUSED[seen.content])
    if seen.content is Content.OTHER:
        return _text_kind(file, extension)
    if seen.has_macros:
        raise NotAllowed("文件带有宏，不能收取，请另存为不带宏的docx、xlsx或PDF")
    links = seen.packed.outward if seen.packed else []
    taken = [each for each in links if each.is_afar and each.kind in _TAKEN_OVER]
    if taken:
        raise NotAllowed(f"文件一打开就要到外面取内容（{taken[0].target[:60]}），不能收取，请断开链接、另存后再上传")
    kind, is_whole = _KINDS[seen.content]
    if is_whole is not None:
        is_whole(file)
    return kind


def _check_pdf(file: BinaryIO) -> None:
    if b"%%EOF" not in _tail(file):
        raise NotAllowed("PDF文件不完整（没有结尾），可能没有下载或扫描完，请重新取得后再上传")


def _check_png(file: BinaryIO) -> None:
    if b"IEND" not in _tail(file):
        raise NotAllowed("PNG图片不完整，请重新取得后再上传")


def _tail(file: BinaryIO) -> bytes:
    file.seek(0, 2)
    file.seek(max(0, file.tell() - _TAIL))
    return file.read()


_KINDS: dict[Content, tuple[Kind, Callable[[BinaryIO], None] | None]] = {
    Content.PDF: (PDF, _check_pdf),
    Content.PNG: (PNG, _check_png),
    Content.JPEG: (JPEG, None),  # phones append data of their own after the end mark, so the end says nothing
    Content.DOCX: (DOCX, None),
    Content.XLSX: (XLSX, None),
    Content.OFD: (OFD, None),
    Content.DOC: (DOC, None),
    Content.XLS: (XLS, None),
}
_UNKNOWN = "不是可以收取的文件类型"
_ARCHIVE = "压缩包不能收取，请逐个上传里面的文件"
_REFUSED = {
    Content.ZIP: _ARCHIVE,
    Content.ARCHIVE: _ARCHIVE,
    Content.LOCKED: "，".join(LOCKED),
    Content.PROGRAM: _UNKNOWN,
    Content.PPTX: _UNKNOWN,
    Content.COMPOUND: _UNKNOWN,
    Content.PICTURE: _UNKNOWN,
    Content.RTF: _UNKNOWN,
    Content.HTML: _UNKNOWN,
}


def _text_kind(file: BinaryIO, extension: str) -> Kind:
    """Text has no mark of its own, so here the extension must name it; the encoding must be one that can be read."""
    for kind in (TEXT, CSV):
        if extension in kind.extensions:
            if not any(_is_readable(file, encoding) for encoding in ("utf-8-sig", "gb18030")):
                raise NotAllowed("不是可以读的文本（应为UTF-8或GBK编码）")
            return kind
    raise NotAllowed("不是可以收取的文件类型")


def _is_readable(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        return all(_is_prose(decoder.decode(chunk, final=not chunk)) for chunk in _chunks(file))
    except UnicodeDecodeError:
        return False


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    """The content, and an empty chunk at its end."""
    while chunk := file.read(_CHUNK):
        yield chunk
    yield b""


def _is_prose(text: str) -> bool:
    return not any(each < " " and each not in "\t\r\n\f" for each in text)
