"""A year as one file: its scheme, every table row by row, the journal with its seals, and the files by their content.

归档文件里有什么：
    说明.txt                    what this is and how it is looked at
    scheme/<code>-<n>.yaml      the text of every version of the scheme
    data/<table>.jsonl          one row a line; documents as their stored text, moments in UTC, exact numbers as digits
    data/journal.jsonl, data/seal.jsonl
    files/<ab>/<sha256>         evidence and the prints of letters
    清单.json                   the manifest
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import IO, Any, Self

from documents.archives.manifest import NAME, Head, Manifest, Member, manifest_of
from documents.archives.packing import Packer, Sink
from models.types import exact

HASHES: Mapping[str, tuple[str, ...]] = {
    "evidence_version": ("hash",),
    "letter_print": ("pdf_hash", "docx_hash"),
    "returned_book": ("hash",),
}
"""Columns that name files of the store."""

NOTE = "说明.txt"
_NOTE = """\
{office}　{title}　归档文件

生成时间：{made_at}
scheme/  考核方案各版原文        data/   各表数据，一行一条（JSON）
files/   印证材料和公文印本，文件名是内容的 SHA-256
清单.json  每个成员的大小和 SHA-256；本文件末尾64个字符是全文件的 SHA-256

核对：kaohe archive verify 本文件
"""


def table_member(name: str) -> str:
    return f"data/{name}.jsonl"


def file_member(digest: str) -> str:
    return f"files/{digest[:2]}/{digest}"


def scheme_member(code: str, revision: int) -> str:
    return f"scheme/{code}-{revision}.yaml"


class YearFile:
    """Writes the members in their order: rows first, then the files that the rows name."""

    def __init__(self, sink: Sink, head: Head) -> None:
        self._packer, self._head = Packer(sink, is_large=True), head
        self._rows: dict[str, int] = {}
        self.wanted: set[str] = set()
        self._absent: list[str] = []
        said = _NOTE.format(office=head.office_name, title=head.title, made_at=head.made_at)
        self._packer.put(NOTE, said.encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *more: object) -> None:
        self._packer.__exit__(kind, *more)

    def scheme(self, code: str, revision: int, text: str) -> None:
        self._packer.put(scheme_member(code, revision), text.encode())

    def table(self, name: str, rows: Iterable[Mapping[str, Any]]) -> int:
        """All rows of one table; answers how many."""
        member, count = table_member(name), 0
        with self._packer.member(member) as into:
            for row in rows:
                into.write(line_of(row))
                self.wanted.update(row[column] for column in HASHES.get(name, ()) if row[column])
                count += 1
        self._rows[member] = count
        return count

    def file(self, digest: str, stream: IO[bytes]) -> None:
        self._packer.copy(file_member(digest), stream, as_it_is=True)

    def absent(self, digest: str) -> None:
        """It is wanted, and the store does not hold it: said, not passed over."""
        self._absent.append(digest)

    def close(self) -> tuple[Manifest, str]:
        """The list as it was written, and the digest of the whole file."""
        members = [
            Member(name=each.name, size=each.size, sha256=each.sha256, rows=self._rows.get(each.name))
            for each in self._packer.members
        ]
        manifest = manifest_of(self._head, members, self._absent)
        self._packer.put(NAME, manifest.text())
        return manifest, self._packer.close()


def line_of(row: Mapping[str, Any]) -> bytes:
    told = {name: _told(value) for name, value in row.items()}
    return (json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def _told(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case Decimal():
            return format(exact(value), "f")
    raise TypeError(f"{type(value).__name__} {value!r} has no place in an archive")
