"""A book as a file: drawn outside of any transaction from what the act kept."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.books.asking import Asked
from actions.books.issuing import built, issued_book, seal_of
from actions.doors import Door
from actions.performing import Busy, perform
from documents.books.drawing import draw
from documents.books.forms import as_document, kept
from documents.books.stamps import Stamp
from models.database import Database

TRIES = 3


@dataclass(frozen=True, slots=True)
class Issued:
    """A book as a file."""

    number: int
    name: str
    content: bytes
    lines: int


def issue(database: Database, data: Asked | Mapping[str, Any], *, door: Door) -> Issued:
    """Do the act, then draw what it kept. Where somebody wrote in between, the book is issued anew."""
    for _ in range(TRIES):
        done = perform(database, "export_book", data, door=door)
        with database.read() as tx:
            row = issued_book(tx, done.ids["book"])
            book = built(tx, row, door=door)
        if seal_of(as_document(tuple(map(kept, book.sheets)))) == row.seal:
            file = io.BytesIO()
            draw(book, Stamp(row.id, row.seal, row.journal_id), file, when=door.now)
            name = f"{book.title}_{door.now:%Y%m%d}.xlsx"
            return Issued(row.id, name, file.getvalue(), done.details["lines"])
    raise Busy("正在有人改动这些内容，没有导出，请稍后再试。")
