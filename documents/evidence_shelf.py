"""Where the bytes of evidence lie: a folder of the local disk, or a bucket of a store that speaks S3.

Both find a file under the SHA-256 of its bytes, and both have it whole or not at all.
"""

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from config.errors import KaoheError

if TYPE_CHECKING:
    from obstore.store import ObjectStore

_HASH = re.compile(r"[0-9a-f]{64}")


class EvidenceMissing(KaoheError):
    """The store does not hold these bytes, or no longer holds them as they were."""


class ShelfUnreachable(KaoheError):
    """The object store did not answer, or refused."""


@dataclass(frozen=True, slots=True)
class Lying:
    """A file that is kept, and since when."""

    digest: str
    size: int
    since: datetime


class Shelf(Protocol):
    def put(self, arrived: Path, digest: str, size: int) -> bool:
        """Takes the file in; false where the same bytes lay there already. `arrived` may be moved away."""
        ...

    def open(self, digest: str) -> BinaryIO: ...

    def holds(self, digest: str) -> bool: ...

    def lying(self) -> Iterator[Lying]:
        """Everything that is kept."""
        ...

    def remove(self, digest: str) -> None: ...


def checked(digest: str) -> str:
    """Only what is a SHA-256 in hexadecimal ever becomes part of a path."""
    if not _HASH.fullmatch(digest):
        raise ValueError(f"not a SHA-256 in hexadecimal: {digest!r}")
    return digest


def missing(digest: str) -> EvidenceMissing:
    return EvidenceMissing(f"材料库里找不到文件 {digest[:12]}…，请从备份恢复。")


@dataclass(frozen=True, slots=True)
class Folder:
    """`durable`: what was taken in outlives a power failure; only a store that is thrown away goes without."""

    root: Path
    durable: bool = True

    def put(self, arrived: Path, digest: str, size: int) -> bool:
        """Moves the file to its place. One of another size in that place was damaged on the disk and is replaced."""
        place = self.path(digest)
        if place.is_file() and place.stat().st_size == size:
            os.utime(place)  # wanted again: a file is swept away only when nobody brought it for days
            return False
        place.parent.mkdir(parents=True, exist_ok=True)
        arrived.chmod(0o440)
        arrived.replace(place)
        if self.durable:
            for folder in (place.parent, place.parent.parent, self.root):
                _sync(folder)
        return True

    def open(self, digest: str) -> BinaryIO:
        try:
            return self.path(digest).open("rb")
        except FileNotFoundError as error:
            raise missing(digest) from error

    def holds(self, digest: str) -> bool:
        return self.path(digest).is_file()

    def lying(self) -> Iterator[Lying]:
        for path in self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
            found = path.stat()
            yield Lying(path.name, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))

    def remove(self, digest: str) -> None:
        self.path(digest).unlink(missing_ok=True)

    def path(self, digest: str) -> Path:
        checked(digest)
        return self.root / digest[:2] / digest[2:4] / digest


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket, through obstore. A put is seen whole or not at all, so nothing is ever half there."""

    store: "ObjectStore"

    def put(self, arrived: Path, digest: str, size: int) -> bool:
        found = self._head(digest)
        with _answered(), arrived.open("rb") as file:
            # Put again even where it lies: the store then counts its age from today.
            _obstore().put(self.store, self._key(digest), file)
        return found is None or found["size"] != size

    def open(self, digest: str) -> BinaryIO:
        with _answered():
            try:
                return io.BytesIO(bytes(_obstore().get(self.store, self._key(digest)).bytes()))
            except FileNotFoundError as error:
                raise missing(digest) from error

    def holds(self, digest: str) -> bool:
        return self._head(digest) is not None

    def lying(self) -> Iterator[Lying]:
        with _answered():
            for page in _obstore().list(self.store):
                for each in page:
                    name = each["path"].rpartition("/")[2]
                    if _HASH.fullmatch(name):
                        yield Lying(name, each["size"], each["last_modified"])

    def remove(self, digest: str) -> None:
        with _answered():
            _obstore().delete(self.store, self._key(digest))

    def _head(self, digest: str) -> Any:
        with _answered():
            try:
                return _obstore().head(self.store, self._key(digest))
            except FileNotFoundError:
                return None

    @staticmethod
    def _key(digest: str) -> str:
        checked(digest)
        return f"{digest[:2]}/{digest[2:4]}/{digest}"


def _obstore() -> Any:
    import obstore  # noqa: PLC0415 -- an extra: most installations keep their evidence in a folder

    return obstore


@contextmanager
def _answered() -> Iterator[None]:
    """What goes wrong between us and the store is said in words, with what to do."""
    try:
        yield
    except (OSError, _obstore().exceptions.BaseError) as error:
        said = (str(error).splitlines() or [""])[0][:200]
        remedy = "请稍后再试，仍不行的，请系统管理员核对对象存储的设置"
        raise ShelfUnreachable(f"对象存储没有答复或拒绝了：{said}。{remedy}。") from error


def _sync(folder: Path) -> None:
    """Makes the name last as the bytes do. Windows cannot open a folder, and needs not."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
