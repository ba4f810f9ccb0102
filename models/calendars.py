"""Workdays and rest days as they are known, with where they come from."""

from collections.abc import Iterable
from datetime import date as CivilDate  # noqa: N812 -- the column is called date
from datetime import datetime

from sqlalchemy import Connection, Index, or_, select
from sqlalchemy import Row as Found

from models.base import Row, day, key, moment, one_of, ref
from models.rows import add_many
from workdays.calendar import WorkCalendar
from workdays.days import DayKind, DayRow


class CalendarDay(Row, table=True):
    """日历. Rows are added, never changed: the last one told of a day counts, an office's own before all others."""

    __table_args__ = (one_of("kind", DayKind), Index("ix_calendar_day_date", "date"))

    id: int = key()
    office_id: int | None = ref("office", default=None)  # none: it holds for all offices
    date: CivilDate = day()
    kind: str
    name: str = ""
    source: str
    version: str = ""
    provisional: bool = False
    recorded_at: datetime = moment()
    recorded_by: int | None = ref("person", default=None)


def tell_days(
    tx: Connection, rows: Iterable[DayRow], *, office_id: int | None, now: datetime, by: int | None = None
) -> int:
    """Adds what is now known; without an office for all, with one as its override. Answers how many rows."""
    told = [
        {
            "office_id": office_id,
            "date": row.date,
            "kind": row.kind.value,
            "name": row.name,
            "source": row.source,
            "version": row.version,
            "provisional": row.provisional,
            "recorded_at": now,
            "recorded_by": by,
        }
        for row in rows
    ]
    return len(add_many(tx, CalendarDay, told))


def work_calendar(tx: Connection, office_id: int) -> WorkCalendar:
    """The calendar as the office knows it. Raises `CalendarError` while no year has been told."""
    ours = or_(CalendarDay.c.office_id.is_(None), CalendarDay.c.office_id == office_id)
    found = tx.execute(select(CalendarDay.t).where(ours).order_by(CalendarDay.c.id)).all()
    return WorkCalendar(
        [_day_row(row) for row in found if row.office_id is None],
        overrides=[_day_row(row) for row in found if row.office_id is not None],
    )


def _day_row(row: Found[tuple[object, ...]]) -> DayRow:
    return DayRow(row.date, DayKind(row.kind), row.name, row.source, row.version, row.provisional)
