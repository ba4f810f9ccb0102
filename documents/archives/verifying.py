"""Is an archive as it was when it was made? Every member, the journal's chain, the counts, the scheme, the files."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from config.loading import scheme_hash
from documents.archives.chains import Chain, chain_faults
from documents.archives.manifest import LARGEST, NAME, Manifest, Member, NoManifest, read_manifest
from documents.archives.opening import Fault, Faulty, Opened, opened
from documents.archives.packing import digest_at_end
from documents.archives.years import HASHES, file_member, scheme_member, table_member

WHOLE = "整个文件"
MOST = 100
"""Faults that are told; whoever rewrote a file leaves thousands."""


@dataclass(frozen=True, slots=True)
class Verified:
    """`manifest` is what the archive says of itself; none where not even that can be read."""

    faults: tuple[Fault, ...]
    manifest: Manifest | None = None
    digest: str = ""
    chain: Chain | None = None
    files: int = 0

    @property
    def ok(self) -> bool:
        return not self.faults


Step = Callable[[int, int], object]


def verify_year(path: Path, *, step: Step = lambda _done, _total: None) -> Verified:
    """Reads the file a few times from its beginning to its end, and holds little of it."""
    with path.open("rb") as file:
        said, digest = digest_at_end(file)
    broken = [] if said == digest else [Fault(WHOLE, "与文件末尾的校验值不符，有字节被改动、删去或添上")]
    try:
        with opened(path) as archive:
            manifest = read_manifest(archive.read(NAME, most=LARGEST))
            found = _Looked(archive, manifest)
            faults = [*_first(found.faults(step))]
    except Faulty as error:
        return Verified((*broken, error.fault), digest=digest)
    except NoManifest as error:
        return Verified((*broken, Fault(NAME, str(error))), digest=digest)
    if broken and not faults:
        faults = [Fault("压缩包", "各成员内容无误，被改动的是压缩包的目录或成员之间的字节")]
    return Verified((*broken, *faults), manifest, digest, found.chain, found.files)


def _first(faults: Iterator[Fault]) -> Iterator[Fault]:
    for number, fault in enumerate(faults):
        if number == MOST:
            yield Fault(WHOLE, f"还有更多问题，只列前 {MOST} 处")
            return
        yield fault


class _Looked:
    def __init__(self, archive: Opened, manifest: Manifest) -> None:
        self._archive, self._manifest = archive, manifest
        self._sound: set[str] = set()
        self.chain, self.files = Chain(), 0

    def faults(self, step: Step) -> Iterator[Fault]:
        yield from self._of_members(step)
        yield from _told(self._of_schemes(), "scheme/")
        yield from _told(self._of_journal(), table_member("journal"))
        yield from _told(self._of_files(), "files/")

    def _of_members(self, step: Step) -> Iterator[Fault]:
        listed = {each.name: each for each in self._manifest.members}
        if len(listed) < len(self._manifest.members):
            yield Fault(NAME, "有重名的成员")
        for name in sorted(self._archive.parts.keys() - listed.keys() - {NAME}):
            yield Fault(name, "清单里没有这个成员")
        for number, (name, member) in enumerate(listed.items()):
            fault = self._of_member(member)
            if fault is None:
                self._sound.add(name)
            else:
                yield fault
            step(number + 1, len(listed))

    def _of_member(self, member: Member) -> Fault | None:
        rows = _Rows()
        try:
            size, found = self._archive.measured(member.name, told=rows.count)
        except Faulty as error:
            return error.fault
        if found != member.sha256 or size != member.size:
            return Fault(member.name, "与清单的校验值不符，内容被改动")
        if member.rows is not None and rows.counted != member.rows:
            return Fault(member.name, f"清单说 {member.rows} 行，实有 {rows.counted} 行")
        if member.name.startswith("files/") and member.name != file_member(found):
            return Fault(member.name, "文件名与内容不符")
        return None

    def _lines(self, table: str) -> Iterator[bytes]:
        """Nothing where the member is faulty: that was told already."""
        member = table_member(table)
        return self._archive.lines(member) if member in self._sound else iter(())

    def _of_schemes(self) -> Iterator[Fault]:
        for line in self._lines("scheme_version"):
            row = json.loads(line)
            name = scheme_member(row["code"], row["revision"])
            with suppress(Faulty):
                text = self._archive.read(name, most=LARGEST).decode("utf-8", "replace")
                if name in self._sound and (scheme_hash(text) != row["hash"] or text != row["text"]):
                    yield Fault(name, "方案原文与登记的不一致")

    def _of_journal(self) -> Iterator[Fault]:
        for name in ("journal", "seal"):
            if not any(each.name == table_member(name) for each in self._manifest.members):
                yield Fault(NAME, f"缺少 {table_member(name)}")
        if {table_member("journal"), table_member("seal")} <= self._sound:
            yield from chain_faults(self._lines("seal"), self._lines("journal"), self.chain)

    def _of_files(self) -> Iterator[Fault]:
        """Every file that a row names is here, or was said to be absent when the archive was made."""
        told = {each.sha256 for each in self._manifest.absent}
        listed = {each.name for each in self._manifest.members}
        self.files = sum(name.startswith("files/") for name in listed)
        for table, columns in HASHES.items():
            for line in self._lines(table):
                row = json.loads(line)
                for digest in (row[column] for column in columns if row[column]):
                    if digest in told:
                        yield Fault(
                            file_member(digest), f"生成归档时材料库里就没有这个文件（{table} 第 {row['id']} 行）"
                        )
                    elif file_member(digest) not in listed:
                        yield Fault(file_member(digest), f"缺少 {table} 第 {row['id']} 行所指的文件")


def _told(faults: Iterator[Fault], where: str) -> Iterator[Fault]:
    """Content that has the right hashes and yet is no row of ours was never written by us."""
    try:
        yield from faults
    except Faulty as error:
        yield error.fault
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield Fault(where, "有内容不合格式，核对不下去")


class _Rows:
    def __init__(self) -> None:
        self.counted = 0

    def count(self, piece: bytes) -> None:
        self.counted += piece.count(b"\n")
