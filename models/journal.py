"""The journal of every act. Rows are added; the database itself refuses to change or delete one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Index, bindparam, func, insert, select
from sqlalchemy import Row as Found

from models.base import Row, document, key, loose_ref, moment, one_of, ref
from models.guards import insert_only
from models.types import Key

VIA = ("page", "paper", "entered_for", "clock", "substitute")


class Journal(Row, table=True):
    """履历: ids of persons and units, never names or contacts."""

    __table_args__ = (
        one_of("via", VIA),
        Index("ix_journal_subject", "subject_kind", "subject_id", "id"),
        Index("ix_journal_office", "office_id", "recorded_at"),
        Index("ix_journal_person", "person_id", "recorded_at"),
        {"sqlite_autoincrement": True},  # an id is never given twice
    )

    id: int = key()
    office_id: int | None = ref("office", default=None)
    assessment_id: int | None = ref("assessment", default=None)
    act: str
    subject_kind: str
    subject_id: int | None = loose_ref(default=None)
    person_id: int | None = ref("person", default=None)  # none: the clock
    unit_id: int | None = ref("unit", default=None)
    post_id: int | None = ref("post", default=None)
    on_behalf_of: int | None = ref("person", default=None)
    recorded_by: int | None = ref("person", default=None)
    via: str = "page"
    marks: list[str] = document(default_factory=list)
    effective_at: datetime = moment()
    recorded_at: datetime = moment()
    before: dict[str, Any] | None = document(default=None)
    after: dict[str, Any] | None = document(default=None)
    reason: str = ""
    basis: str = ""


class Seal(Row, table=True):
    """封存: a batch of journal rows, chained by hash to the batch before it (`models.sealing`)."""

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = key()
    from_id: int = loose_ref(unique=True)
    to_id: int = loose_ref(unique=True)
    leaves: str  # id and hash of every row of the batch, so that a bad one is told by name
    prev_hash: str
    hash: str = ""
    sealed_at: datetime = moment()


insert_only(Journal.t)
insert_only(Seal.t)

LATELY = 1000
"""Lines within which one may still be committed after a later one was seen."""


def state_of_books(tx: Connection) -> tuple[int, int]:
    """Names what is recorded: nothing is without a line. One that was slow to commit counts when it comes.

    The newest line, and how many of the latest there are.
    """
    newest = tx.scalar(select(func.max(Journal.c.id))) or 0
    lately = tx.scalar(select(func.count()).where(Journal.c.id > newest - LATELY)) or 0
    return newest, lately


WRITE = insert(Journal.t)
HISTORY = (
    select(Journal.t)
    .where(
        Journal.c.subject_kind == bindparam("b_kind"),
        Journal.c.subject_id == bindparam("b_subject", type_=Key),
    )
    .order_by(Journal.c.id)
)


def write_journal(tx: Connection, entries: Sequence[dict[str, Any]]) -> None:
    """Adds entries that name the same columns, as the last write of an act."""
    if entries:
        tx.execute(WRITE, entries)


def history_of(tx: Connection, subject_kind: str, subject_id: int) -> Sequence[Found[Any]]:
    """Everything that was ever done about one thing, in order."""
    return tx.execute(HISTORY, {"b_kind": subject_kind, "b_subject": subject_id}).all()
