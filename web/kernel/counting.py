"""How long there is still time, in the workdays that offices count by."""

from datetime import datetime, timedelta

from config.zone import SHANGHAI
from workdays.calendar import WorkCalendar


def workdays_left(calendar: WorkCalendar, now: datetime, due_at: datetime | None) -> int | None:
    """Full workdays after today, up to the day it is due."""
    if due_at is None or due_at < now:
        return None
    today, last = now.astimezone(SHANGHAI).date(), due_at.astimezone(SHANGHAI).date()
    if last > calendar.last_day or today < calendar.first_day:
        return None
    return calendar.count_workdays(today + timedelta(days=1), last) if last > today else 0
