"""Drafts of a year's scheme, every text that was saved of them, and years played beforehand."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, column

from models.base import Row, document, key, moment, one_of, only_one, ref


class SchemeDraft(Row, table=True):
    """方案草稿: of a year to come, or of a change to one that runs (`assessment_id`). `number`: its newest text."""

    __table_args__ = (Index("ix_scheme_draft_office", "office_id", "dropped_at"),)

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int | None = ref("assessment", default=None)
    title: str  # as its newest text calls itself, where it can be read
    year: int | None = None
    origin: str  # 由2025年度复制
    number: int = 1
    hash: str
    begun_at: datetime = moment()
    begun_by: int | None = ref("person", default=None)
    saved_at: datetime = moment()
    saved_by: int | None = ref("person", default=None)
    dropped_at: datetime | None = moment(default=None)
    version: int = 0


class DraftText(Row, table=True):
    """方案草稿的一稿: one text of a draft, as it was saved; none is ever overwritten."""

    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: int = key()
    office_id: int = ref("office")
    draft_id: int = ref("scheme_draft")
    number: int
    text: str
    words: str = ""  # what was changed
    saved_at: datetime = moment()
    saved_by: int | None = ref("person", default=None)


class RehearsalRun(Row, table=True):
    """全年模拟运行: a draft played beforehand, in a database that is thrown away. Its result is kept for a while."""

    __table_args__ = (
        one_of("state", ("running", "done", "failed")),
        only_one("office_id", where=column("state") == "running", name="uq_rehearsal_run_running"),
        Index("ix_rehearsal_run_draft", "draft_id"),
    )

    id: int = key()
    office_id: int = ref("office")
    draft_id: int = ref("scheme_draft")
    number: int  # which text of the draft
    behaviour: str  # on-time, silent, or a behaviour file's text
    state: str
    asked_at: datetime = moment()
    asked_by: int | None = ref("person", default=None)
    beat_at: datetime = moment()  # a run that gives no sign of life is over
    passed_days: int = 0
    total_days: int = 0
    messages: int = 0
    ended_at: datetime | None = moment(default=None)
    reasons: list[str] = document(default_factory=list)  # why it could not be played
    result: dict[str, Any] | None = document(default=None)
    version: int = 0
