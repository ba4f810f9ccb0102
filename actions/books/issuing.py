"""导出表格: what a book holds is kept as it leaves, to be compared with what comes back."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from actions.acts import Done, act
from actions.books.asking import Asked, wanted
from actions.books.kinds import KINDS
from actions.context import Act, begin
from actions.doors import Door
from actions.guarding import allow
from actions.looking import LOOK
from documents.books.forms import Book, KeptSheet, as_document, kept
from models.books import IssuedBook
from models.journal import Journal
from models.types import canonical_json
from models.writing import insert_rows
from states.books import BookKind
from states.subjects import SubjectFacts, SubjectKind


@act("export_book", label="导出表格", data=Asked)
def export_book(act: Act, data: Asked) -> Done:
    """导出可以在 WPS、Excel 里填写、再导入的表：留底当时的内容，回来时逐格比对。"""
    asked = wanted(act, data)
    allow(act, "exchange_books", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    book = KINDS[asked.kind].build(act, asked.about, None)
    content = as_document(tuple(map(kept, book.sheets)))
    row = {
        "office_id": act.office_id,
        "assessment_id": asked.assessment_id,
        "kind": asked.kind.value,
        "key": asked.key,
        "title": book.title,
        "unit_id": asked.unit_id,
        "about": dict(asked.about),
        "seal": seal_of(content),
        "journal_id": act.tx.scalar(select(func.max(Journal.c.id))) or 0,
        "issued_at": act.now,
        "issued_by": act.person_id,
        "content": content,
    }
    (number,) = insert_rows(act.tx, IssuedBook.t, [row])
    act.record(
        SubjectKind.OFFICE.value,
        act.office_id,
        assessment_id=asked.assessment_id,
        after={"book": number, "kind": asked.kind.value, "key": asked.key, "seal": row["seal"]},
    )
    lines = sum(len(sheet.lines) for sheet in book.sheets)
    return Done(
        f"已导出“{book.title}”，{len(book.sheets)}张表、{lines}行", ids={"book": number}, details={"lines": lines}
    )


def seal_of(content: Sequence[dict[str, Any]]) -> str:
    return hashlib.sha256(canonical_json(list(content)).encode()).hexdigest()[:8]


def built(tx: Connection, row: Any, *, door: Door, lines: frozenset[str] | None = None) -> Book:
    """What a book would hold now."""
    act = begin(tx, LOOK, door=door)
    act.enter(row.office_id)
    return KINDS[BookKind(row.kind)].build(act, row.about, lines)


def issued_book(tx: Connection, number: int | None) -> Any:
    """The book as it left, or None."""
    return tx.execute(select(IssuedBook.t).where(IssuedBook.c.id == number)).one_or_none() if number else None


def base_of(row: Any) -> tuple[KeptSheet, ...]:
    """What it held."""
    return tuple(KeptSheet(one["key"], one["lines"], one["said"], tuple(one["order"])) for one in row.content)
