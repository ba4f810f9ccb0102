"""Prints (印本): the files that were made of a letter when it was issued, by their hashes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, UniqueConstraint, select

from models.base import Row, document, key, moment, ref
from models.care import SetAside
from models.letters import Letter

RECENT = timedelta(days=30)
"""How far back the clock looks for letters whose print is missing or old."""


class LetterPrint(Row, table=True):
    """印本: one for each text that a letter was signed with; the files lie in the evidence store under their hashes."""

    __table_args__ = (UniqueConstraint("letter_id", "text_hash"),)

    id: int = key()
    office_id: int = ref("office")
    letter_id: int = ref("letter")
    text_hash: str  # of the text as it was signed: a number that is typed in later makes another print
    content: dict[str, Any] = document(default_factory=dict)  # the letter, part by part
    content_hash: str
    pdf_hash: str
    docx_hash: str
    template: str = ""  # the office's own Word template, by its file name
    template_hash: str
    printed_at: datetime = moment()
    seen_version: int  # of the letter, when its text was last found to be this one


def letters_to_print(tx: Connection, *, run: str, now: datetime, limit: int) -> Sequence[Any]:
    """Signed of late, and changed since anybody looked whether their print is still theirs; not those set aside."""
    seen = select(LetterPrint.c.id).where(
        LetterPrint.c.letter_id == Letter.c.id, LetterPrint.c.seen_version == Letter.c.version
    )
    aside = select(SetAside.c.id).where(
        SetAside.c.run == run,
        SetAside.c.subject_id == Letter.c.id,
        SetAside.c.resolved_at.is_(None),
        SetAside.c.retry_at > now,
    )
    signed = (Letter.c.issued_at > now - RECENT, Letter.c.issued_text != "")
    query = select(Letter.c.id).where(*signed, ~seen.exists(), ~aside.exists())
    return tx.scalars(query.order_by(Letter.c.issued_at, Letter.c.id).limit(limit)).all()
