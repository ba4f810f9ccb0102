"""A running year as it stands: the rules in effect, the calendar of its office, and every date as it is owed now."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select

from actions.calendars import calendar_of
from actions.happening import happened_in, since_event
from actions.planning import plan_under
from actions.published import Published, published_of
from checks.planned import Planned
from models.assessments import Assessment
from workdays.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Running:
    """What a calendar on the wall is drawn from."""

    published: Published
    plan: tuple[Planned, ...]
    calendar: WorkCalendar


def year_called(tx: Connection, code: str, *, day: date) -> int | None:
    """The number of the year of a scheme; of several that of the day, else the latest."""
    query = select(Assessment.c.id, Assessment.c.year).where(Assessment.c.scheme_code == code)
    rows = tx.execute(query.order_by(Assessment.c.year, Assessment.c.id)).all()
    return next((row.id for row in rows if row.year == day.year), rows[-1].id) if rows else None


def running_year(tx: Connection, code: str, *, day: date) -> Running | None:
    """The year of a scheme as it runs; None where no such scheme was published."""
    number = year_called(tx, code, day=day)
    return None if number is None else running_of(tx, number, day=day)


def running_of(tx: Connection, number: int, *, day: date) -> Running:
    """A published year as it runs. Raises `Refused` when there is no such year."""
    published = published_of(tx, number, day=day)
    calendar, happened = calendar_of(tx, published.office_id), happened_in(tx, number)
    plan = plan_under(published.editions, calendar)
    dated = tuple(replace(each, deadline=since_event(each, happened, calendar)) for each in plan)
    return Running(published, dated, calendar)
