"""Files as they may come in from outside, made byte by byte: ZIP packages, good and hostile, and compound files."""

import io
import struct
import zipfile
from collections.abc import Mapping
from itertools import pairwise

SECTOR = 512
SMALLEST = 4096
"""A stream of this size and more lies in sectors of its own, so no small ones are needed."""
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def shown(value: object) -> str:
    """In the name of a test: what is inside a file has no place there."""
    return f"{len(value)}B" if isinstance(value, bytes) else str(value)


def packed(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Dated 1980: the same bytes at every run."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as file:
        for name, text in parts.items():
            file.writestr(zipfile.ZipInfo(name), text, compress_type=method)
    return content.getvalue()


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of version 3; `Macros/VBA/dir` makes the storages that it names."""
    names = _with_storages(streams)
    contents = {name: content.ljust(SMALLEST, b"\x00") for name, content in streams.items()}
    directory_size = -(-(len(names) + 1) * 128 // SECTOR)
    starts, at = {}, 1 + directory_size
    chain = [_FAT, *_chained(1, directory_size)]
    for name, content in contents.items():
        starts[name] = at
        size = -(-len(content) // SECTOR)
        chain += _chained(at, size)
        at += size
    assert len(chain) <= SECTOR // 4, "one sector of the table is enough for a test"
    table = struct.pack("<128I", *chain, *[_FREE] * (SECTOR // 4 - len(chain)))
    directory = _directory(names, starts, contents).ljust(directory_size * SECTOR, b"\x00")
    body = b"".join(content.ljust(-(-len(content) // SECTOR) * SECTOR, b"\x00") for content in contents.values())
    return _header() + table + directory + body


def _with_storages(streams: Mapping[str, bytes]) -> list[str]:
    paths: dict[str, None] = {}
    for name in streams:
        steps = name.split("/")
        paths |= {"/".join(steps[: depth + 1]): None for depth in range(len(steps))}
    return list(paths)


def _chained(start: int, size: int) -> list[int]:
    return [*range(start + 1, start + size), _END]


def _header() -> bytes:
    fields = struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, SMALLEST, _END, 0, _END, 0, 0)
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + fields + struct.pack("<108I", *[_FREE] * 108)


def _directory(names: list[str], starts: Mapping[str, int], contents: Mapping[str, bytes]) -> bytes:
    """Each storage's members hang on one another by their right side, in the order that the format asks for."""
    number = {name: at for at, name in enumerate(names, start=1)}
    members: dict[str, list[str]] = {}
    for name in names:
        members.setdefault(name.rpartition("/")[0], []).append(name)
    right, child = {}, {}
    for parent, inside in members.items():
        ordered = sorted(inside, key=lambda name: (len(name), name.upper()))
        child[parent] = number[ordered[0]]
        right |= {one: number[following] for one, following in pairwise(ordered)}
    entries = [_entry("Root Entry", 5, _FREE, child.get("", _FREE), _END, 0)]
    for name in names:
        start, size = (starts[name], len(contents[name])) if name in contents else (0, 0)
        kind = 2 if name in contents else 1
        entries.append(
            _entry(name.rpartition("/")[2], kind, right.get(name, _FREE), child.get(name, _FREE), start, size)
        )
    return b"".join(entries)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    head = written.ljust(64, b"\x00") + struct.pack("<HBBIII", len(written) + 2, kind, 1, _FREE, right, child)
    return head + bytes(16 + 4 + 16) + struct.pack("<IQ", start, size)
