"""What kind of document a file is, told by its content. The name only has to agree."""

import codecs
import mmap
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

ENTRIES = 20_000
UNPACKED = 1 << 30
"""Parts and unpacked bytes that a packed document may have: enough for any letter, not for a bomb."""

_HEAD = 1024
_TAIL = 8192
_CHUNK = 1 << 16
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


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
        head = file.read(_HEAD)
        kind = _sniffed(file, head, extension)
    if extension and extension not in kind.extensions + ALIKE.get(kind.media_type, ()):
        raise NotAllowed(f"文件名以“.{extension}”结尾，内容却是{kind.label}，请核对文件")
    return kind


def _sniffed(file: BinaryIO, head: bytes, extension: str) -> Kind:
    for recognises, tell in _BY_MAGIC:
        if recognises(head):
            return tell(file)
    return _text_kind(file, extension)


def _pdf(file: BinaryIO) -> Kind:
    if b"%%EOF" not in _tail(file):
        raise NotAllowed("PDF文件不完整（没有结尾），可能没有下载或扫描完，请重新取得后再上传")
    return PDF


def _png(file: BinaryIO) -> Kind:
    if b"IEND" not in _tail(file):
        raise NotAllowed("PNG图片不完整，请重新取得后再上传")
    return PNG


def _jpeg(_file: BinaryIO) -> Kind:
    return JPEG  # phones append data of their own after the end mark, so the end says nothing


def _tail(file: BinaryIO) -> bytes:
    file.seek(0, 2)
    file.seek(max(0, file.tell() - _TAIL))
    return file.read()


def _zip(file: BinaryIO) -> Kind:
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise NotAllowed("文件已损坏或不完整，打不开，请重新取得后再上传") from error
    if len(parts) > ENTRIES or sum(part.file_size for part in parts) > UNPACKED:
        raise NotAllowed("文件解开后过大，不能收取")
    return _office_kind({part.filename for part in parts})


def _office_kind(names: set[str]) -> Kind:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise NotAllowed("文件带有宏，不能收取，请另存为不带宏的docx、xlsx或PDF")
    for inside, kind in (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("OFD.xml", OFD)):
        if inside in names:
            return kind
    raise NotAllowed("压缩包不能收取，请逐个上传里面的文件")


def _ole(file: BinaryIO) -> Kind:
    """Names of the streams of a compound file stand in it as UTF-16."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:

        def holds(name: str) -> bool:
            return content.find(name.encode("utf-16-le")) >= 0

        if holds("_VBA_PROJECT"):
            raise NotAllowed("文件带有宏，不能收取，请另存为不带宏的文件或PDF")
        if holds("EncryptedPackage"):
            raise NotAllowed("文件设了打开密码，核验时打不开，请去掉密码后再上传")
        for name, kind in (("WordDocument", DOC), ("Workbook", XLS), ("Book", XLS)):
            if holds(name):
                return kind
    raise NotAllowed("不是可以收取的文件类型")


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


_BY_MAGIC: tuple[tuple[Callable[[bytes], bool], Callable[[BinaryIO], Kind]], ...] = (
    (lambda head: head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"), _pdf),
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), _png),
    (lambda head: head.startswith(b"\xff\xd8\xff"), _jpeg),
    (lambda head: head.startswith(b"PK\x03\x04"), _zip),
    (lambda head: head.startswith(_OLE), _ole),
)
