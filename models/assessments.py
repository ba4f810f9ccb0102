"""The years."""

from datetime import datetime

from sqlalchemy import UniqueConstraint

from models.base import Row, key, moment, one_of, ref
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
