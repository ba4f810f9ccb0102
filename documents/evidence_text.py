"""The first words of a file, as far as they can be read at once: enough to see a mark of secrecy (O13)."""

import html
import re
import zipfile
import zlib
from pathlib import Path

from documents.evidence_names import HEAD
from documents.evidence_types import CSV, DOCX, OFD, PDF, TEXT, XLSX, Kind
from documents.notices.extraction.apart import read_apart
from documents.notices.extraction.refusing import Unreadable

_BYTES = 1 << 18
_LARGEST_PDF = 20 << 20
_SECONDS = 20
_PARTS = {
    DOCX: re.compile(r"word/(header\d*|document\d*)\.xml"),
    XLSX: re.compile(r"xl/sharedStrings\.xml"),
    OFD: re.compile(r"Doc_0/Pages/Page_0/Content\.xml"),
}
_LINE_ENDS = re.compile(r"</(?:\w+:)?(?:p|si|TextObject)>")
_TAGS = re.compile(r"<[^>]*>?")


def first_words(path: Path, kind: Kind) -> str:
    """What stands at the head; nothing where it cannot be read, as in a picture or an old document."""
    if kind in _PARTS:
        return _of_parts(path, _PARTS[kind])
    if kind in (TEXT, CSV):
        return _of_text(path)
    return _of_pdf(path) if kind is PDF else ""


def _of_parts(path: Path, wanted: re.Pattern[str]) -> str:
    """The gate has looked through the package before."""
    said = []
    try:
        with zipfile.ZipFile(path) as packed:
            for name in sorted(packed.namelist(), reverse=True):
                if wanted.fullmatch(name):
                    with packed.open(name) as part:
                        said.append(part.read(_BYTES).decode("utf-8", "replace"))
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError):
        return ""
    lines = (html.unescape(_TAGS.sub("", _LINE_ENDS.sub("\n", text)))[:HEAD] for text in said)
    return "\n".join(lines)


def _of_text(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(HEAD * 4)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return head.decode(encoding)[:HEAD]
        except UnicodeDecodeError as error:
            if error.start > len(head) - 4:  # the head ends within a letter
                return head[: error.start].decode(encoding)[:HEAD]
    return ""


def _of_pdf(path: Path) -> str:
    """In a process of its own; without a font there is no text to be read."""
    if path.stat().st_size > _LARGEST_PDF:
        return ""
    content = path.read_bytes()
    if b"/Font" not in content and b"/ObjStm" not in content:
        return ""
    try:
        return read_apart(content, name="a.pdf", seconds=_SECONDS).text[:HEAD]
    except Unreadable:
        return ""
