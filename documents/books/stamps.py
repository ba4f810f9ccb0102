"""The stamp of a book (版本戳): which export it is, and at which line of the journal it left.

It stands in a hidden sheet and once more in a defined name; and every line carries a token that leads back to the
export, so that a single sheet copied into another file, or a few lines of it, are still known.
"""

import re
from dataclasses import dataclass
from typing import Self

HIDDEN = "_kaohe"
"""The hidden sheet, and the defined name. Custom properties of a file do not outlive WPS."""
NAME = "kaohe_stamp"
SCHEMA = "kaohe.book/1"
TOKEN_HEADING = "编号（勿改）"  # noqa: S105 -- the heading of a column
_STAMP = re.compile(r"kaohe\.book/1;book=(\d{1,15});seal=([0-9a-f]{8});journal=(\d{1,15})")
_TOKEN = re.compile(r"(\d{1,15})-(\d{1,4})-(\d{1,9})-([0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class Stamp:
    """`seal`: the beginning of the digest of what the book held; another installation's book has another."""

    book: int
    seal: str
    journal: int

    def __str__(self) -> str:
        return f"{SCHEMA};book={self.book};seal={self.seal};journal={self.journal}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        found = _STAMP.search(text)
        return cls(int(found[1]), found[2], int(found[3])) if found else None

    def token(self, *, sheet: int, line: int) -> str:
        return f"{self.book}-{sheet}-{line}-{self.seal}"


@dataclass(frozen=True, slots=True)
class Token:
    """A line of a sheet of a book, each counted from 0."""

    book: int
    sheet: int
    line: int
    seal: str

    @classmethod
    def read(cls, text: str) -> Self | None:
        found = _TOKEN.fullmatch(text.strip())
        return cls(int(found[1]), int(found[2]), int(found[3]), found[4]) if found else None
