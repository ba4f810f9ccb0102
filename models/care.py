"""What the operator has to know: rows set aside, and when the clock last came by."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from models.base import Row, document, is_null, key, loose_ref, moment, only_one, ref


class SetAside(Row, table=True):
    """搁置: a row that broke a run. The others went on; this one waits for a person, or for its next try."""

    __table_args__ = (
        only_one("run", "subject_kind", "subject_id", where=is_null("resolved_at"), name="uq_set_aside_standing"),
    )

    id: int = key()
    office_id: int | None = ref("office", default=None)
    run: str  # tick, deliver …
    subject_kind: str
    subject_id: int = loose_ref()
    reason: str
    times: int = 1
    set_aside_at: datetime = moment()
    retry_at: datetime | None = moment(default=None)
    resolved_at: datetime | None = moment(default=None)


class Beat(Row, table=True):
    """心跳: the last run of each kind; a missing one is seen by its absence."""

    id: int = key()
    name: str = Field(unique=True)
    started_at: datetime = moment()
    finished_at: datetime | None = moment(default=None)
    counts: dict[str, Any] = document(default_factory=dict)
    machine: str = ""
