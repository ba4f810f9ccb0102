"""Changes of a running year's rules."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint

from models.base import Row, day, key, moment, ref


class Amendment(Row, table=True):
    """方案变更: from a day on the year runs under another version; what was met before stays under the one before."""

    __table_args__ = (UniqueConstraint("assessment_id", "ordinal"),)

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    ordinal: int  # 第几次变更
    scheme_version_id: int = ref("scheme_version")
    effective_on: date = day()
    basis: str
    amended_at: datetime = moment()
    amended_by: int | None = ref("person", default=None)
