"""Opening an archive: its directory goes through the gate, its members are read piece by piece and never unpacked."""

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from documents.gate.unsafe import Unsafe
from documents.gate.zips import Limits, parts_of, unpacked

LIMITS = Limits(parts=1_000_000, unpacked=1 << 44, directory=256 << 20, is_large=True)
LONGEST_LINE = 64 << 20


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}：{self.what}"


class Faulty(Exception):
    """A member cannot be read on."""

    def __init__(self, where: str, what: str) -> None:
        self.fault = Fault(where, what)
        super().__init__(str(self.fault))


@dataclass(frozen=True, slots=True)
class Opened:
    """`path` is opened anew for every reading, so that two members can be read side by side."""

    path: Path
    parts: dict[str, zipfile.ZipInfo]

    def pieces(self, name: str) -> Iterator[bytes]:
        """Raises `Faulty`."""
        if name not in self.parts:
            raise Faulty(name, "文件里没有这个成员")
        with self.path.open("rb") as file:
            try:
                yield from unpacked(file, self.parts[name])
            except Unsafe as why:
                raise Faulty(name, "内容已损坏，读不出来") from why

    def read(self, name: str, *, most: int) -> bytes:
        if name in self.parts and self.parts[name].file_size > most:
            raise Faulty(name, "大得不正常，没有打开")
        return b"".join(self.pieces(name))

    def lines(self, name: str) -> Iterator[bytes]:
        held = b""
        for piece in self.pieces(name):
            *whole, held = (held + piece).split(b"\n")
            yield from whole
            if len(held) > LONGEST_LINE:
                raise Faulty(name, "有一行长得不正常")
        if held:
            yield held

    def measured(self, name: str, *, told: Callable[[bytes], object] = len) -> tuple[int, str]:
        """Size and SHA-256 of a member."""
        size, found = 0, hashlib.sha256()
        for piece in self.pieces(name):
            size += len(piece)
            found.update(piece)
            told(piece)
        return size, found.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Raises `Faulty` where the directory itself cannot be believed."""
    with path.open("rb") as file:
        try:
            parts = parts_of(file, LIMITS)
        except Unsafe as why:
            raise Faulty("压缩包", why.why) from why
    yield Opened(path, {part.filename: part for part in parts})
