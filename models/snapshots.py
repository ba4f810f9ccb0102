"""Things as they stood when they left a desk."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint

from models.base import Row, document, key, loose_ref, moment, ref


class Snapshot(Row, table=True):
    """留底: the whole content of a version, so that a resubmission shows what changed (W12)."""

    __table_args__ = (UniqueConstraint("subject_kind", "subject_id", "version"),)

    id: int = key()
    office_id: int = ref("office")
    subject_kind: str
    subject_id: int = loose_ref()
    version: int
    taken_at: datetime = moment()
    content: dict[str, Any] = document()
