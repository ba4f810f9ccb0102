"""What is packed as ZIP (docx, xlsx, ofd), inspected before anybody opens it.

Every part is unpacked here once, piece by piece, and thrown away: what a directory claims of sizes is believed by no
reader after us without having been true.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO

from documents.gate.compound import HEAD as COMPOUND
from documents.gate.compound import Compound, inspect_compound
from documents.gate.extents import Extents
from documents.gate.outward import Outward, outward_of
from documents.gate.unsafe import (
    BROKEN,
    DOUBLED,
    ELSEWHERE,
    ENTITIES,
    LOCKED,
    NESTED,
    PROGRAM,
    TOO_LARGE,
    TOO_WIDE,
    UNUSUAL,
    Unsafe,
)

HEAD = b"PK\x03\x04"
_CHUNK = 1 << 16
_IN_MEMORY = 8 << 20
_DEEPEST = 2
_LEAST_SUSPECT = 1 << 24
_RATIO = 400
"""Sheets of zeros shrink to a hundredth; what shrinks further than this, and is large, was made to."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DOCTYPE = b"<!DOCTYPE"
_MACROS = re.compile(r"vbaproject\.bin$|^xl/macrosheets/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a file may hold: parts, bytes once unpacked, marks `<` in all its XML; and, where its sheets are to be
    read, the places that they span and that their merged cells cover.
    """

    parts: int = 20_000
    unpacked: int = 1 << 30
    tags: int = 100_000_000
    places: int | None = None
    merged: int | None = None
    directory: int = 8 << 20
    is_large: bool = False  # counts of 64 bits: more than four gigabytes, or 65,535 parts


@dataclass(slots=True)
class Packed:
    """What the parts are. `outward`: addresses outside the file that it would fetch from when it is opened."""

    names: frozenset[str] = frozenset()
    has_macros: bool = False
    outward: list[Outward] = field(default_factory=list)
    unpacked: int = 0
    tags: int = 0
    places: int = 0
    merged: int = 0


def inspect_zip(file: IO[bytes], limits: Limits, *, depth: int = 0) -> Packed:
    """Looks at every part. Raises `Unsafe`."""
    parts = parts_of(file, limits)
    packed = Packed(frozenset(_name(part) for part in parts))
    packed.has_macros = any(_MACROS.search(name.lower()) for name in packed.names)
    for part in parts:
        if not part.is_dir():
            _look_into(file, part, packed, limits, depth)
    return packed


def parts_of(file: IO[bytes], limits: Limits) -> list[zipfile.ZipInfo]:
    """The directory, of which every entry is possible. Its size is asked first: it is read at one go."""
    try:
        if _directory_size(file, is_large=limits.is_large) > limits.directory:
            raise Unsafe(*TOO_LARGE)
        with zipfile.ZipFile(file) as opened:
            parts = opened.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError) as error:
        raise Unsafe(*BROKEN) from error
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked:
        raise Unsafe(*TOO_LARGE)
    names = [_name(part).casefold() for part in parts]
    if len(set(names)) < len(names):
        raise Unsafe(*DOUBLED)
    for part in parts:
        _check_claims(part)
    _check_overlap(parts)
    return parts


def _directory_size(file: IO[bytes], *, is_large: bool) -> int:
    """As the end of the file says; no document needs 64 bits for it."""
    end = file.seek(0, 2)
    file.seek(max(0, end - (1 << 16) - 22))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise Unsafe(*BROKEN)
    if tail[max(0, at - 20) : at].startswith(b"PK\x06\x07"):
        if not is_large:
            raise Unsafe(*TOO_LARGE)
        return _large_directory_size(file, tail[at - 20 : at])
    size: int = struct.unpack_from("<L", tail, at + 12)[0]
    return size


def _large_directory_size(file: IO[bytes], locator: bytes) -> int:
    (at,) = struct.unpack_from("<Q", locator, 8)
    if at > file.seek(0, 2):
        raise Unsafe(*BROKEN)
    file.seek(at)
    size: int = struct.unpack_from("<Q", file.read(56), 40)[0]
    return size


def _name(part: zipfile.ZipInfo) -> str:
    return part.filename.replace("\\", "/")


def _check_claims(part: zipfile.ZipInfo) -> None:
    name = _name(part)
    if name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/") or "\x00" in part.orig_filename:
        raise Unsafe(*ELSEWHERE)
    if part.flag_bits & 1:
        raise Unsafe(*LOCKED)
    if part.compress_type not in _METHODS:
        raise Unsafe(*UNUSUAL)
    if part.file_size > max(_LEAST_SUSPECT, _RATIO * part.compress_size):
        raise Unsafe(*TOO_LARGE)


def _check_overlap(parts: list[zipfile.ZipInfo]) -> None:
    """Parts that lie on one another unpack the same bytes many times over."""
    end = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end:
            raise Unsafe(*BROKEN)
        end = part.header_offset + 30 + part.compress_size


def _look_into(file: IO[bytes], part: zipfile.ZipInfo, packed: Packed, limits: Limits, depth: int) -> None:
    name = _name(part).lower()
    is_links, is_xml, head = name.endswith(".rels"), False, b""
    scan = _Scan(packed, limits)
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        for piece in unpacked(file, part):
            if not head:
                head = piece[:200]
                is_xml = is_links or name.endswith((".xml", ".vml")) or _is_xml(head)
            packed.unpacked += len(piece)
            if packed.unpacked > limits.unpacked:
                raise Unsafe(*TOO_LARGE)
            if is_xml:
                scan.feed(piece)
            if is_links or head.startswith((HEAD, COMPOUND)):
                copy.write(piece)
        if head.startswith(b"MZ"):
            raise Unsafe(*PROGRAM)
        scan.finish()
        copy.seek(0)
        if is_links:
            packed.outward += outward_of(copy.read())
        elif head.startswith((HEAD, COMPOUND)):
            _look_at_inner(copy, packed, limits, depth, is_zip=head.startswith(HEAD))


def _is_xml(head: bytes) -> bool:
    """By its beginning, in whatever width: a relation may name any part, whatever it is called."""
    bare = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return bare.startswith(b"<")


class _Scan:
    """The XML of one part, as bytes. No such file may define a document type, by which entities come in."""

    def __init__(self, packed: Packed, limits: Limits) -> None:
        self._packed, self._limits = packed, limits
        self._before = b""
        self._extents = Extents() if limits.places is not None else None

    def feed(self, piece: bytes) -> None:
        self._packed.tags += piece.count(b"<")
        if self._packed.tags > self._limits.tags:
            raise Unsafe(*TOO_LARGE)
        narrow = piece.replace(b"\x00", b"")
        if _DOCTYPE in self._before + narrow:
            raise Unsafe(*ENTITIES)
        self._before = narrow[-len(_DOCTYPE) :]
        if self._extents is not None:
            self._extents.feed(narrow)

    def finish(self) -> None:
        if self._extents is not None:
            self._packed.places += self._extents.places
            self._packed.merged += self._extents.merged
            check_reach(self._packed.places, self._packed.merged, self._limits)


def check_reach(places: int, merged: int, limits: Limits) -> None:
    if (limits.places is not None and places > limits.places) or (limits.merged is not None and merged > limits.merged):
        raise Unsafe(*TOO_WIDE)


def _look_at_inner(copy: IO[bytes], packed: Packed, limits: Limits, depth: int, *, is_zip: bool) -> None:
    """A file within the file: a workbook that stands in a letter, a packed object."""
    if depth >= _DEEPEST:
        raise Unsafe(*NESTED)
    inner: Packed | Compound
    if is_zip:
        left = Limits(parts=limits.parts, unpacked=limits.unpacked - packed.unpacked, tags=limits.tags - packed.tags)
        inner = inspect_zip(copy, left, depth=depth + 1)
        packed.unpacked += inner.unpacked
        packed.tags += inner.tags
    else:
        inner = inspect_compound(copy)
    packed.has_macros = packed.has_macros or inner.has_macros


def unpacked(file: IO[bytes], part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part as any program would unpack it, which may be another count than the directory claims."""
    _to_content(file, part)
    size = check = 0
    is_stored = part.compress_type == zipfile.ZIP_STORED
    for piece in (_stored if is_stored else _inflated)(file, part.compress_size):
        size, check = size + len(piece), zlib.crc32(piece, check)
        if size > part.file_size:
            raise Unsafe(*BROKEN)
        yield piece
    if size != part.file_size or check != part.CRC:
        raise Unsafe(*BROKEN)


def _stored(file: IO[bytes], left: int) -> Iterator[bytes]:
    while left:
        piece = file.read(min(_CHUNK, left))
        if not piece:
            raise Unsafe(*BROKEN)
        left -= len(piece)
        yield piece


def _inflated(file: IO[bytes], left: int) -> Iterator[bytes]:
    inflate, waiting = zlib.decompressobj(-15), b""
    while not inflate.eof:
        raw = waiting or file.read(min(_CHUNK, left))
        left -= 0 if waiting else len(raw)
        try:
            piece = inflate.decompress(raw, _CHUNK * 4)
        except zlib.error as error:
            raise Unsafe(*BROKEN) from error
        waiting = inflate.unconsumed_tail
        if not raw and not piece:
            raise Unsafe(*BROKEN)
        yield piece
    if left or waiting or inflate.unused_data:
        raise Unsafe(*BROKEN)


def _to_content(file: IO[bytes], part: zipfile.ZipInfo) -> None:
    """Past the part's own head, which has to name what the directory named."""
    file.seek(part.header_offset)
    head = file.read(30)
    if len(head) < 30 or not head.startswith(HEAD):
        raise Unsafe(*BROKEN)
    name_size, extra_size = struct.unpack_from("<HH", head, 26)
    name = file.read(name_size)
    encoded = {part.orig_filename.encode(code, "replace") for code in ("utf-8", "cp437")}
    if name not in encoded:
        raise Unsafe(*BROKEN)
    file.seek(extra_size, 1)
