"""The year's rules as they were published."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint

from models.base import Row, document, key, moment, one_of, ref


class SchemeVersion(Row, table=True):
    """考核方案的一版: text and hash never change; a running year keeps the version it started with."""

    __table_args__ = (
        UniqueConstraint("office_id", "code", "revision"),
        one_of("seat", ("assessed", "assessor", "both")),
    )

    id: int = key()
    office_id: int = ref("office")
    code: str
    revision: int
    year: int
    title: str
    seat: str
    text: str
    hash: str
    content: dict[str, Any] | None = document(default=None)  # the typed scheme, so that an act need not parse YAML
    published_at: datetime = moment()
    published_by: int | None = ref("person", default=None)
    basis: str = ""
