"""Workdays and rest days as they are known, with where they come from."""

from datetime import date as CivilDate  # noqa: N812 -- the column is called date
from datetime import datetime

from sqlalchemy import Index, column

from models.base import Row, day, is_null, key, moment, only_one, ref


class CalendarDay(Row, table=True):
    """日历. Versions are added, never changed; without an office it holds for all, with one it overrides."""

    __table_args__ = (
        only_one("date", "version", where=is_null("office_id"), name="uq_calendar_day_common"),
        only_one("office_id", "date", "version", where=column("office_id").is_not(None), name="uq_calendar_day_office"),
        Index("ix_calendar_day_date", "date"),
    )

    id: int = key()
    office_id: int | None = ref("office", default=None)
    date: CivilDate = day()
    kind: str
    name: str = ""
    source: str
    source_version: str = ""
    provisional: bool = False  # 暂定: the State Council has not announced the year
    version: int = 1
    recorded_at: datetime = moment()
    recorded_by: int | None = ref("person", default=None)
