"""Summaries (月度汇总) as they were drawn up, and as they were presented."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint

from models.base import Row, document, key, moment, one_of, ref
from states.summary import SummaryState


class Summary(Row, table=True):
    """汇总: drawn up anew each working morning until a person edits or issues it; then it stays."""

    __table_args__ = (
        UniqueConstraint("assessment_id", "kind", "period"),
        one_of("state", SummaryState),
        Index("ix_summary_obligation", "obligation_id"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    obligation_id: int = ref("obligation")  # the duty that it settles
    letter_id: int | None = ref("letter", default=None)  # the circular that a quarterly one became
    kind: str
    period: str  # 2019-08
    title: str
    body: str
    contents: dict[str, Any] = document(default_factory=dict)  # the counts behind the text
    state: str = SummaryState.DRAFT.value
    drawn_at: datetime = moment()
    edited_at: datetime | None = moment(default=None)
    edited_by: int | None = ref("person", default=None)
    issued_at: datetime | None = moment(default=None)
    issued_by: int | None = ref("person", default=None)
    version: int = 0
