"""The working calendar of an office: the common days, seeded from the package, and the office's own overrides."""

from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, or_, select

from models.calendars import CalendarDay
from workdays.calendar import WorkCalendar
from workdays.days import DayKind, DayRow

_READ: WeakKeyDictionary[Engine, dict[tuple[int | None, int], WorkCalendar]] = WeakKeyDictionary()


def calendar_of(tx: Connection, office_id: int | None) -> WorkCalendar:
    """The calendar as it is known now. Read once per state of the table: rows are only ever added."""
    newest = tx.execute(select(func.max(CalendarDay.c.id))).scalar() or 0
    read = _READ.setdefault(tx.engine, {})
    if (office_id, newest) not in read:
        if len(read) > 16:  # noqa: PLR2004 -- only a bound on memory
            read.clear()
        read[office_id, newest] = _read(tx, office_id)
    return read[office_id, newest]


def _read(tx: Connection, office_id: int | None) -> WorkCalendar:
    whose = or_(CalendarDay.c.office_id.is_(None), CalendarDay.c.office_id == office_id)
    rows = tx.execute(select(CalendarDay.t).where(whose).order_by(CalendarDay.c.date, CalendarDay.c.version)).all()
    return WorkCalendar(
        (_day_row(row) for row in rows if row.office_id is None),
        overrides=[_day_row(row) for row in rows if row.office_id is not None],
    )


def _day_row(row: Any) -> DayRow:
    return DayRow(
        date=row.date,
        kind=DayKind(row.kind),
        name=row.name,
        source=row.source,
        version=row.source_version,
        provisional=row.provisional,
    )
