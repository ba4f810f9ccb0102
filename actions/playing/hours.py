"""Plausible working moments: officers write in the morning, heads sign in the afternoon, leaders the day after."""

from datetime import date, datetime, time

from config.zone import SHANGHAI
from workdays.calendar import WorkCalendar
from workdays.deadline import local_day

GATHERING = time(9, 30)
WRITING = time(10)  # after the morning's reminders
LEADING = time(10, 30)
RECORDING = time(14, 30)
SIGNING = time(15)
SENDING = time(16)


def at(day: date, hour: time) -> datetime:
    """The hour of a day on the wall in Shanghai."""
    return datetime.combine(day, hour, tzinfo=SHANGHAI)


def next_working(moment: datetime, hour: time, *, calendar: WorkCalendar) -> datetime:
    """The first working day's hour that is not before the moment."""
    found = at(calendar.on_or_after(local_day(moment)), hour)
    return found if found >= moment else at(calendar.next_workday(local_day(found)), hour)


def after_workdays(moment: datetime, n: int, hour: time, *, calendar: WorkCalendar) -> datetime:
    """The hour on the n-th workday after the day of the moment; n is at least 1."""
    return at(calendar.add_workdays(local_day(moment), n), hour)
