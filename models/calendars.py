"""Workdays and rest days as they are known, with where they come from."""

from datetime import date as CivilDate  # noqa: N812 -- the column is called date
from datetime import datetime

from sqlalchemy import column

from models.base import Row, day, is_null, key, moment, one_of, only_one, ref
from workdays.days import DayKind


class CalendarDay(Row, table=True):
    """日历. Rows are added, never changed: of one day the highest version counts, an office's own before the common."""

    __table_args__ = (
        one_of("kind", DayKind),
        only_one("date", "version", where=is_null("office_id"), name="uq_calendar_day_common"),
        only_one("office_id", "date", "version", where=column("office_id").is_not(None), name="uq_calendar_day_office"),
    )

    id: int = key()
    office_id: int | None = ref("office", default=None)  # none: it holds for all offices
    date: CivilDate = day()
    version: int = 1
    kind: str
    name: str = ""
    source: str
    source_version: str = ""
    provisional: bool = False
    recorded_at: datetime = moment()
    recorded_by: int | None = ref("person", default=None)
