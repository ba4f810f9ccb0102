"""Recurring duties of posts, and the events that start clocks."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint

from models.base import Row, document, is_null, key, loose_ref, moment, only_one, ref


class Duty(Row, table=True):
    """例行工作: a post owes it every month or quarter (D10); each time is an obligation."""

    __table_args__ = (UniqueConstraint("assessment_id", "code"),)

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    code: str
    title: str
    unit_id: int = ref("unit")
    post_id: int = ref("post")
    position: int = 0
    rule: dict[str, Any] = document(default_factory=dict)
    version: int = 0


class Occurrence(Row, table=True):
    """事件: something that happened outside and starts a deadline, such as 市反馈日期 (D09)."""

    __table_args__ = (
        only_one(
            "assessment_id", "code", "period", "subject_kind", "subject_id",
            where=is_null("withdrawn_at"), name="uq_occurrence_standing",
        ),
        Index("ix_occurrence_office", "office_id", "code"),
    )  # fmt: skip

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    code: str
    period: str = ""
    subject_kind: str = ""
    subject_id: int = loose_ref(default=0)
    happened_at: datetime = moment()
    recorded_at: datetime = moment()
    recorded_by: int | None = ref("person", default=None)
    words: str = ""
    withdrawn_at: datetime | None = moment(default=None)
