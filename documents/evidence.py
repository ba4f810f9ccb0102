"""The evidence store (印证材料): files kept by their content, each once, never half.

A file is found under the SHA-256 of its bytes; the names that persons gave it are kept in the database. Nothing is
ever changed or overwritten here, so a document that was verified stays what it was.
"""

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from config.errors import KaoheError
from documents.evidence_names import clean_name, extension_of, mark_at_head, secret_mark
from documents.evidence_scanning import Finding, Scanner
from documents.evidence_shelf import Bucket, EvidenceMissing, Folder, Lying, Shelf, checked
from documents.evidence_text import first_words
from documents.evidence_types import KINDS, Kind, NotAllowed, kind_of

MEGABYTE = 1 << 20
LIMIT = 100 * MEGABYTE
UPLOAD_NOTICE = "严禁上传、处理涉密文件资料"
_CHUNK = 1 << 16
_LEFT_OVER = timedelta(days=1)


class EvidenceRefused(KaoheError):
    """A file that is not taken; nothing of it was kept. The message says why and what would be taken."""


class EvidenceHeld(EvidenceRefused):
    """A file that bears a mark of secrecy in its name or at the head of its text (O13): not kept.

    The uploader reads it; the office is told by the one who took the file in (`actions.evidence.taking`).
    """

    def __init__(self, mark: str, where: str = "文件名带有") -> None:
        self.mark = mark
        super().__init__(
            f"{where}“{mark}”，未予保存。{UPLOAD_NOTICE}；"
            "确需作为印证材料的，请改为纸质备查，登记题名、文号和存放地点。"
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is safely in the store. `is_new` is false when the same bytes were there before."""

    hash: str
    size: int
    media_type: str
    file_name: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class EvidenceStore:
    """A folder on the local disk, or a bucket for which files gather there. `limit`: the largest size, in bytes.

    `durable`: what was taken in outlives a power failure; only a store that is thrown away goes without.
    """

    root: Path
    limit: int = LIMIT
    durable: bool = True
    bucket: Bucket | None = None
    scanner: Scanner | None = None

    @property
    def shelf(self) -> Shelf:
        return self.bucket or self._folder

    def keep(self, stream: BinaryIO, *, name: str) -> Kept:
        """Takes a file in, piece by piece. It is on the disk for good when this returns, or not at all.

        Raises `EvidenceHeld` or `EvidenceRefused`.
        """
        shown = clean_name(name)
        if mark := secret_mark(shown):
            raise EvidenceHeld(mark)
        with self._incoming() as arrived:
            size, digest = self._receive(stream, arrived, shown)
            kind = self._kind(arrived, shown)
            if mark := mark_at_head(first_words(arrived, kind)):
                raise EvidenceHeld(mark, "文件上标有")
            self._scan(arrived, shown)
            is_new = self.shelf.put(arrived, digest, size)
        return Kept(digest, size, kind.media_type, shown, is_new)

    def open(self, digest: str) -> BinaryIO:
        """The bytes, for reading."""
        return self.shelf.open(digest)

    def holds(self, digest: str) -> bool:
        return self.shelf.holds(digest)

    def check(self, digest: str) -> None:
        """Reads the whole file again. Raises `EvidenceMissing` when it is gone or was changed on the disk."""
        found = hashlib.sha256()
        with self.open(digest) as file:
            while chunk := file.read(_CHUNK):
                found.update(chunk)
        if found.hexdigest() != digest:
            raise EvidenceMissing(f"材料库里的文件 {digest[:12]}… 已被改动或损坏，请从备份恢复。")

    def hashes(self) -> Iterator[str]:
        """Everything that is kept."""
        yield from (each.digest for each in self.lying())

    def lying(self) -> Iterator[Lying]:
        return self.shelf.lying()

    def remove(self, digest: str) -> None:
        """Only for what nothing points at any more (`actions.evidence.sweeping`)."""
        self.shelf.remove(digest)

    def tidy(self, *, now: datetime) -> int:
        """Removes what uploads that broke off, or copies of a bucket's files, left more than a day ago; how many."""
        oldest = (now - _LEFT_OVER).timestamp()
        left = (*self._arrivals.glob("*"), *self._copies.glob("*"))
        stale = [path for path in left if path.stat().st_mtime < oldest]
        for path in stale:
            path.unlink(missing_ok=True)
        return len(stale)

    def path(self, digest: str) -> Path:
        """Where a file of the folder lies."""
        return self._folder.path(digest)

    def at_hand(self, digest: str) -> Path:
        """A file that a library can open by its path; of a bucket a copy that tidying takes away after a day."""
        if self.bucket is None:
            return self.path(digest)
        copy = self._copies / checked(digest)
        if not copy.is_file():
            self._copies.mkdir(parents=True, exist_ok=True)
            with self._incoming() as arrived, self.open(digest) as file:
                with arrived.open("wb") as written:
                    shutil.copyfileobj(file, written)
                arrived.replace(copy)
        return copy

    @property
    def _copies(self) -> Path:
        return self.root / "at-hand"

    @property
    def _folder(self) -> Folder:
        return Folder(self.root, durable=self.durable)

    @property
    def allowed(self) -> str:
        """What is taken, for messages and upload pages."""
        extensions = "、".join(extension for kind in KINDS for extension in kind.extensions)
        return f"可以上传：{extensions}；每个文件不超过{self.limit // MEGABYTE}MB"

    @property
    def _arrivals(self) -> Path:
        return self.root / "incoming"

    @contextmanager
    def _incoming(self) -> Iterator[Path]:
        """A new file beside the store; gone when the block ends, unless it was moved into the store."""
        self._arrivals.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._arrivals)
        os.close(handle)
        arrived = Path(name)
        try:
            yield arrived
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise EvidenceRefused("服务器磁盘空间不足，文件没有保存，请联系系统管理员。") from error
            raise
        finally:
            arrived.unlink(missing_ok=True)

    def _receive(self, stream: BinaryIO, arrived: Path, name: str) -> tuple[int, str]:
        size, digest = 0, hashlib.sha256()
        with arrived.open("wb") as file:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > self.limit:
                    raise self._refused(name, "文件过大")
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            if self.durable:
                os.fsync(file.fileno())
        if size == 0:
            raise self._refused(name, "文件是空的（0字节）")
        return size, digest.hexdigest()

    def _kind(self, arrived: Path, name: str) -> Kind:
        try:
            return kind_of(arrived, extension=extension_of(name))
        except NotAllowed as why:
            raise self._refused(name, str(why)) from why

    def _scan(self, arrived: Path, name: str) -> None:
        """A virus is turned away at the door; where the scanner is away, the file is kept, and looked at before it
        is served (`actions.evidence.scanning`).
        """
        if self.scanner is None:
            return
        with arrived.open("rb") as file:
            verdict = self.scanner.scan(file)
        if verdict.finding is Finding.INFECTED:
            raise EvidenceRefused(
                f"“{name}”没有保存：病毒扫描发现{verdict.words}。请先在本机杀毒，或请来文单位重新提供。"
            )

    def _refused(self, name: str, why: str) -> EvidenceRefused:
        return EvidenceRefused(f"“{name or '未命名文件'}”没有保存：{why}。{self.allowed}。")
