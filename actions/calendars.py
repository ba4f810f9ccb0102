"""The working calendar of an office: the days told to all and the office's own overrides, read once per state."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, extract, func, or_, select

from actions.shelf import Shelf
from models.calendars import CalendarDay
from models.writing import insert_rows
from workdays.calendar import WorkCalendar
from workdays.days import DayKind, DayRow
from workdays.seed import seed_rows

_READ: Shelf[tuple[int, int], WorkCalendar] = Shelf(keep=16)
_NEWEST = select(func.max(CalendarDay.c.id))


def calendar_of(tx: Connection, office_id: int) -> WorkCalendar:
    """The calendar as it is known now; rows are only ever added, so the newest id names its state."""
    return _READ.get(tx, (office_id, state_of_days(tx)), lambda: _read(tx, office_id))


def state_of_days(tx: Connection) -> int:
    """Names what is known of days: another number, another state."""
    return tx.execute(_NEWEST).scalar() or 0


def _read(tx: Connection, office_id: int) -> WorkCalendar:
    whose = or_(CalendarDay.c.office_id.is_(None), CalendarDay.c.office_id == office_id)
    rows = tx.execute(select(CalendarDay.t).where(whose).order_by(CalendarDay.c.date, CalendarDay.c.version)).all()
    return WorkCalendar(
        [_day_row(row) for row in rows if row.office_id is None],
        overrides=[_day_row(row) for row in rows if row.office_id is not None],
    )


def _day_row(row: Row[Any]) -> DayRow:
    return DayRow(row.date, DayKind(row.kind), row.name, row.source, row.source_version, row.provisional)


def seed_missing_years(tx: Connection, years: Iterable[int], *, now: datetime) -> tuple[int, ...]:
    """Tell the days of those years that nobody has told yet, from the package or as provisional; answers which."""
    known = _known_years(tx)
    missing = tuple(year for year in years if year not in known)
    tell_days(tx, (row for year in missing for row in seed_rows(year)), office_id=None, now=now)
    return missing


def reach_present(tx: Connection, *, now: datetime) -> tuple[int, ...]:
    """A year that runs on, or that is looked at much later, needs the days up to the present and the year after it."""
    known = _known_years(tx)
    if not known or now.year + 1 in known:
        return ()
    return seed_missing_years(tx, range(min(known), now.year + 2), now=now)


def _known_years(tx: Connection) -> set[int]:
    """PostgreSQL answers years as decimals."""
    return {int(year) for year in tx.scalars(select(extract("year", CalendarDay.c.date)).distinct())}


def tell_days(
    tx: Connection, rows: Iterable[DayRow], *, office_id: int | None, now: datetime, by: int | None = None
) -> int:
    """Add what is now known of days, for all or as one office's override; an earlier row of the day is overruled."""
    told = list(rows)
    versions = _versions(tx, office_id, [row.date for row in told])
    insert_rows(
        tx,
        CalendarDay.t,
        [
            {
                "office_id": office_id,
                "date": row.date,
                "version": versions.get(row.date, 0) + 1,
                "kind": row.kind.value,
                "name": row.name,
                "source": row.source,
                "source_version": row.version,
                "provisional": row.provisional,
                "recorded_at": now,
                "recorded_by": by,
            }
            for row in told
        ],
    )
    return len(told)


def _versions(tx: Connection, office_id: int | None, days: list[Any]) -> dict[Any, int]:
    if not days:
        return {}
    whose = CalendarDay.c.office_id.is_(None) if office_id is None else CalendarDay.c.office_id == office_id
    query = (
        select(CalendarDay.c.date, func.max(CalendarDay.c.version))
        .where(whose, CalendarDay.c.date.between(min(days), max(days)))
        .group_by(CalendarDay.c.date)
    )
    return dict(tx.execute(query).tuples().all())
