"""Who owes what by when."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index

from models.base import Row, document, found_by, is_null, key, loose_ref, moment, one_of, only_one, ref
from states.obligations import ObligationKind, Outcome


class Obligation(Row, table=True):
    """应办事项: owed by a unit and a post by a moment. Overdue is a reading (open and now > due_at), never a write."""

    __table_args__ = (
        one_of("kind", ObligationKind),
        one_of("outcome", Outcome),
        only_one(
            "subject_kind", "subject_id", "kind", "post_id", "unit_id", "period",
            where=is_null("settled_at"), name="uq_obligation_open",
        ),
        found_by("next_look_at", "id", where=is_null("settled_at"), name="ix_obligation_next_look"),
        found_by("post_id", "due_at", where=is_null("settled_at"), name="ix_obligation_to_do"),
        found_by("unit_id", "due_at", where=is_null("settled_at"), name="ix_obligation_unit_open"),
        Index("ix_obligation_subject", "subject_kind", "subject_id"),
        Index("ix_obligation_year", "assessment_id", "due_at"),
        Index("ix_obligation_feeds", "feeds_id"),
    )  # fmt: skip

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int | None = ref("assessment", default=None)
    kind: str
    unit_id: int = ref("unit")
    post_id: int = ref("post")
    subject_kind: str
    subject_id: int = loose_ref()
    period: str = ""
    title: str = ""  # what is owed, in the reader's words
    opened_at: datetime = moment()
    due_at: datetime | None = moment(default=None)  # none: 未知，待上级通知
    original_due_at: datetime | None = moment(default=None)
    deadline: dict[str, Any] | None = document(default=None)
    provisional: bool = False
    feeds_id: int | None = ref("obligation", default=None)  # the obligation that waits for this one
    ladder: dict[str, Any] | None = document(default=None)  # frozen when it was opened
    rung: int = 0
    rung_taken_at: datetime | None = moment(default=None)
    standing: dict[str, Any] = document(default_factory=dict)  # what the ladder remembers besides the rung
    next_look_at: datetime | None = moment(default=None)
    settled_at: datetime | None = moment(default=None)
    outcome: str | None = None
    settled_by: int | None = ref("person", default=None)
    version: int = 0
