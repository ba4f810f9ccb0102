"""A ZIP that is written as it goes, with little memory: the same content always gives the same bytes.

Its comment is the SHA-256 of all bytes before it, so a change of any byte whatever is seen, in whatever part of the
file it lies. Times stand still, names are UTF-8, and nothing of the machine that wrote it is told.
"""

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Protocol, Self

STILL = (1980, 1, 1, 0, 0, 0)
DIGEST_SIZE = 64
CHUNK = 1 << 16
_READABLE = 0o644 << 16
_UNIX = 3


class Sink(Protocol):
    """Where bytes go; nothing is asked of it but to take them."""

    def write(self, piece: bytes, /) -> object: ...


@dataclass(frozen=True, slots=True)
class Packed:
    """A member as it lies in the file."""

    name: str
    size: int
    sha256: str


class Packer:
    """Members go in one after the other; `close` answers the digest of the whole."""

    def __init__(self, sink: Sink, *, is_large: bool = False) -> None:
        """`is_large`: a member may pass two gigabytes, which very old programs cannot open."""
        self._tail, self._is_large = _Tail(sink), is_large
        self._zip = zipfile.ZipFile(self._tail, "w", allowZip64=True)
        self.members: list[Packed] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """What was broken off is not finished behind anybody's back."""
        if kind is not None:
            self._tail.drop()
            self._zip.close()

    @contextmanager
    def member(self, name: str, *, as_it_is: bool = False) -> Iterator[Sink]:
        """A member that is written piece by piece. `as_it_is`: what is packed already is not packed again."""
        info = zipfile.ZipInfo(name, STILL)
        info.compress_type = zipfile.ZIP_STORED if as_it_is else zipfile.ZIP_DEFLATED
        info.external_attr, info.create_system = _READABLE, _UNIX
        with self._zip.open(info, "w", force_zip64=self._is_large) as opened:
            counted = _Counted(opened)
            yield counted
        self.members.append(Packed(name, counted.size, counted.digest.hexdigest()))

    def put(self, name: str, content: bytes) -> None:
        with self.member(name) as into:
            into.write(content)

    def copy(self, name: str, stream: IO[bytes], *, as_it_is: bool = False) -> None:
        with self.member(name, as_it_is=as_it_is) as into:
            while piece := stream.read(CHUNK):
                into.write(piece)

    def close(self) -> str:
        self._zip.comment = b"0" * DIGEST_SIZE
        self._zip.close()
        return self._tail.seal()


class _Counted:
    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.size, self.digest = 0, hashlib.sha256()

    def write(self, piece: bytes) -> int:
        self._sink.write(piece)
        self.size += len(piece)
        self.digest.update(piece)
        return len(piece)


class _Tail:
    """Holds the last bytes back until it is known which are the last: in their place goes the digest of the rest."""

    def __init__(self, sink: Sink) -> None:
        self._sink: Sink = sink
        self._held = b""
        self._digest = hashlib.sha256()

    def write(self, piece: bytes) -> int:
        whole = self._held + bytes(piece)
        ready, self._held = whole[:-DIGEST_SIZE], whole[-DIGEST_SIZE:]
        self._digest.update(ready)
        self._sink.write(ready)
        return len(piece)

    def flush(self) -> None:
        """Nothing is kept back but the tail."""

    def close(self) -> None:
        """The sink is closed by whom it belongs to."""

    def drop(self) -> None:
        self._sink = _Nowhere()

    def seal(self) -> str:
        found = self._digest.hexdigest()
        self._sink.write(found.encode("ascii"))
        return found


class _Nowhere:
    def write(self, piece: bytes, /) -> None:
        """Gone."""


def digest_at_end(file: IO[bytes]) -> tuple[str, str]:
    """The digest that the file says at its end, and the one that its bytes have."""
    size = file.seek(0, 2) - DIGEST_SIZE
    file.seek(0)
    found = hashlib.sha256()
    while size > 0 and (piece := file.read(min(CHUNK, size))):
        found.update(piece)
        size -= len(piece)
    return file.read(DIGEST_SIZE).decode("ascii", "replace"), found.hexdigest()
