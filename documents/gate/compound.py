"""Compound files (OLE): the old doc, xls, wps and et, and what a password makes of a docx."""

import struct
from dataclasses import dataclass
from itertools import islice
from typing import IO

import olefile

from documents.gate.old_sheets import OldBook, old_book, records
from documents.gate.unsafe import BROKEN, PROGRAM, Unsafe

HEAD = bytes.fromhex("D0CF11E0A1B11AE1")
_MOST_STREAMS = 20_000
_PROGRAMS = frozenset(
    [
        "exe",
        "dll",
        "scr",
        "bat",
        "cmd",
        "com",
        "pif",
        "js",
        "jse",
        "vbs",
        "vbe",
        "wsf",
        "hta",
        "lnk",
        "ps1",
        "jar",
        "msi",
    ]
)
_FILEPASS = 0x2F
_FIRST_RECORDS = 40
_BROKEN = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error, RecursionError)
"""What the library raises on files that were never compound ones, besides its own."""


@dataclass(frozen=True, slots=True)
class Compound:
    """What its streams tell."""

    streams: frozenset[str]
    has_macros: bool
    is_locked: bool
    book: OldBook | None = None
    """Of an old workbook: how far its sheets reach."""


def inspect_compound(file: IO[bytes]) -> Compound:
    """Reads the directory, and of the streams only what tells whether it is locked or carries a program."""
    file.seek(0)
    try:
        with olefile.OleFileIO(file) as opened:
            listed = opened.listdir(streams=True, storages=True)
            if len(listed) > _MOST_STREAMS:
                raise Unsafe(*BROKEN)
            names = frozenset("/".join(path) for path in listed)
            parts = {each.lower() for path in listed for each in path}
            _refuse_programs(opened, listed)
            has_macros = any("_vba_project" in each for each in parts)
            if _is_locked(opened, parts):
                return Compound(names, has_macros, is_locked=True)
            book = _book(opened)
            has_macros = has_macros or (book is not None and book.has_macro_sheet)
            return Compound(names, has_macros, is_locked=False, book=book)
    except (
        OSError,
        ValueError,
        IndexError,
        KeyError,
        TypeError,
        AttributeError,
        struct.error,
        RecursionError,
    ) as error:
        raise Unsafe(*BROKEN) from error


def _refuse_programs(opened: olefile.OleFileIO, listed: list[list[str]]) -> None:
    """An object that was packed into a document keeps the name of the file that it was."""
    for path in listed:
        if path[-1].lower() == "\x01ole10native":
            head = opened.openstream(path).read(2048)
            names = head[6:].split(b"\x00")[:2]
            if any(name.lower().rpartition(b".")[2].decode("latin-1") in _PROGRAMS for name in names):
                raise Unsafe(*PROGRAM)


def _is_locked(opened: olefile.OleFileIO, parts: set[str]) -> bool:
    if "encryptedpackage" in parts:
        return True
    for name in ("Workbook", "Book"):
        if opened.exists(name) and _has_filepass(opened.openstream(name).read(1 << 14)):
            return True
    if not opened.exists("WordDocument"):
        return False
    head = opened.openstream("WordDocument").read(12)
    return len(head) == 12 and bool(struct.unpack_from("<H", head, 10)[0] & 0x0100)


def _book(opened: olefile.OleFileIO) -> OldBook | None:
    name = next((name for name in ("Workbook", "Book") if opened.exists(name)), None)
    return old_book(opened.openstream(name).read()) if name else None


def _has_filepass(stream: bytes) -> bool:
    """The record by which a locked workbook of old says so stands among its first."""
    return any(kind == _FILEPASS for kind, _ in islice(records(stream), _FIRST_RECORDS))
