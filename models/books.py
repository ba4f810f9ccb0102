"""Books that went out to be filled in elsewhere, and those that came back."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, column

from models.base import Row, document, found_by, in_words, key, loose_ref, moment, one_of, ref
from states.books import BookKind, ReturnState

WAITS = column("state") == in_words(ReturnState.WAITING.value)


class IssuedBook(Row, table=True):
    """导出的表: what it held when it left, so that what comes back is compared cell by cell. Never changed."""

    __table_args__ = (one_of("kind", BookKind), Index("ix_issued_book_about", "office_id", "kind", "key"))

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int | None = ref("assessment", default=None)
    kind: str
    key: str  # what it is about, in short: two exports of the same thing have the same
    title: str
    unit_id: int | None = ref("unit", default=None)
    about: dict[str, Any] = document(default_factory=dict)
    seal: str  # the beginning of the digest of its content
    journal_id: int = loose_ref()  # the last line of the journal when it left
    issued_at: datetime = moment()
    issued_by: int | None = ref("person", default=None)
    content: list[dict[str, Any]] = document(default_factory=list)


class ReturnedBook(Row, table=True):
    """交回的表: a file that came back, by whom and when; its bytes are in the store."""

    __table_args__ = (
        one_of("state", ReturnState),
        found_by("office_id", "uploaded_by", where=WAITS, name="ix_returned_book_waiting"),
        Index("ix_returned_book_hash", "office_id", "hash"),
        Index("ix_returned_book_uploaded", "office_id", "uploaded_at"),
    )

    id: int = key()
    office_id: int = ref("office")
    issued_id: int | None = ref("issued_book", default=None)
    unit_id: int | None = ref("unit", default=None)
    file_name: str
    hash: str
    size: int
    received_at: datetime = moment()  # when it came to the office: the date of the mail
    uploaded_at: datetime = moment()
    uploaded_by: int | None = ref("person", default=None)
    state: str = ReturnState.WAITING.value
    said: str = ""  # what came of it, in a sentence
    settled_at: datetime | None = moment(default=None)
    settled_by: int | None = ref("person", default=None)
    version: int = 0
