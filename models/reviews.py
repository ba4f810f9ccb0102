"""Who looked at what, and said what."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint

from models.base import Row, document, found_by, is_null, key, loose_ref, moment, only_one, ref


class Review(Row, table=True):
    """审核: one row per step, seat and attempt, a further one where it is handed back to a post that handed it on.

    `closed_at` also ends those that nobody decided (freed, recalled).
    """

    __table_args__ = (
        Index("ix_review_subject", "subject_kind", "subject_id"),
        only_one("subject_kind", "subject_id", "step", "post_id", where=is_null("closed_at"), name="uq_review_open"),
        found_by("post_id", where=is_null("closed_at"), name="ix_review_open_post"),
    )

    id: int = key()
    office_id: int = ref("office")
    subject_kind: str
    subject_id: int = loose_ref()
    round: int = 0
    step: str
    attempt: int = 1
    unit_id: int = ref("unit")
    post_id: int = ref("post")
    obligation_id: int | None = ref("obligation", default=None)
    reassigned_from_id: int | None = ref("review", default=None)  # 转办
    called_in_by: int | None = ref("person", default=None)  # 会签: a further seat that a reviewer called in
    asked_at: datetime = moment()
    decision: str | None = None
    words: str = ""
    returned_to: str | None = None
    person_id: int | None = ref("person", default=None)
    via: str | None = None
    decided_at: datetime | None = moment(default=None)  # the date signed, when it was signed on paper
    recorded_at: datetime | None = moment(default=None)
    recorded_by: int | None = ref("person", default=None)
    paper: dict[str, Any] | None = document(default=None)  # 线下签批补录: code, date signed, words, scan
    closed_at: datetime | None = moment(default=None)
    version: int = 0


class Opinion(Row, table=True):
    """加签意见: advice, never a vote."""

    __table_args__ = (
        Index("ix_opinion_subject", "subject_kind", "subject_id"),
        found_by("post_id", where=is_null("closed_at"), name="ix_opinion_open_post"),
    )

    id: int = key()
    office_id: int = ref("office")
    review_id: int | None = ref("review", default=None)
    subject_kind: str
    subject_id: int = loose_ref()
    unit_id: int = ref("unit")
    post_id: int = ref("post")
    obligation_id: int | None = ref("obligation", default=None)
    question: str = ""
    asked_by: int | None = ref("person", default=None)
    asked_at: datetime = moment()
    words: str = ""
    person_id: int | None = ref("person", default=None)
    given_at: datetime | None = moment(default=None)
    closed_at: datetime | None = moment(default=None)
    version: int = 0


class Copy(Row, table=True):
    """抄送: a post is shown a thing and owes nothing."""

    __table_args__ = (
        UniqueConstraint("subject_kind", "subject_id", "post_id"),
        found_by("post_id", where=is_null("read_at"), name="ix_copy_unread"),
    )

    id: int = key()
    office_id: int = ref("office")
    subject_kind: str
    subject_id: int = loose_ref()
    post_id: int = ref("post")
    copied_by: int | None = ref("person", default=None)
    copied_at: datetime = moment()
    read_at: datetime | None = moment(default=None)
    read_by: int | None = ref("person", default=None)
