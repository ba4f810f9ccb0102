"""The years."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, UniqueConstraint, bindparam, select
from sqlalchemy import Row as Found

from models.base import Row, key, moment, one_of, ref
from models.claiming import claimed, in_chunks
from states.assessment import AssessmentState


class Assessment(Row, table=True):
    """考核年度: a year of one office under one scheme. Two years may run side by side."""

    __table_args__ = (
        UniqueConstraint("office_id", "scheme_code", "year"),
        one_of("state", AssessmentState),
        one_of("seat", ("assessed", "assessor", "both")),
    )

    id: int = key()
    office_id: int = ref("office")
    year: int
    scheme_code: str
    scheme_version_id: int = ref("scheme_version")
    title: str
    seat: str
    state: str
    published_at: datetime | None = moment(default=None)
    closed_at: datetime | None = moment(default=None)
    version: int = 0


TO_START = in_chunks(
    select(Assessment.t)
    .where(Assessment.c.state == AssessmentState.PUBLISHED.value, Assessment.c.year <= bindparam("this_year"))
    .order_by(Assessment.c.id)
)


def assessments_to_start(tx: Connection, *, year: int, limit: int, **which: Any) -> Sequence[Found[Any]]:
    """Published years whose first day has come."""
    return claimed(tx, TO_START, {"this_year": year, "limit": limit}, key=Assessment.c.id, **which)
