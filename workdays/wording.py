"""How a deadline is said in Chinese: 2019年5月13日（周一）17:00前."""

from collections.abc import Mapping
from datetime import date, datetime

from config.deadlines import Grace
from config.zone import SHANGHAI
from workdays.deadline import Deadline, last_day, local_day

PROVISIONAL = "暂定"
_WEEKDAYS = "一二三四五六日"


def say_day(day: date, *, year: bool = True) -> str:
    """2019年5月13日（周一）, or 5月13日（周一） where the year is plain."""
    written = f"{day.year}年" if year else ""
    return f"{written}{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"


def say_date(day: date) -> str:
    """2019年5月13日, as a letter is dated."""
    return f"{day.year}年{day.month}月{day.day}日"


def say_hour(cutoff: str | None) -> str:
    """17:00前, or 下班前 where the notice gives no hour (O35)."""
    return f"{cutoff}前" if cutoff else "下班前"


def say_moment(moment: datetime, *, year: bool = True) -> str:
    """An instant as a wall in Shanghai shows it: 2019年5月13日（周一）17:00."""
    return f"{say_day(local_day(moment), year=year)}{moment.astimezone(SHANGHAI):%H:%M}"


def say_grace_end(grace: Grace, ends: datetime) -> str:
    """宽限至9月18日; hours of grace end at an hour: 宽限至9月16日17:00."""
    day = local_day(ends)
    hour = f"{ends.astimezone(SHANGHAI):%H:%M}" if grace.unit == "hours" and ends.microsecond == 0 else ""
    return f"宽限至{day.month}月{day.day}日{hour}"


def say_deadline(deadline: Deadline, *, year: bool = True, events: Mapping[str, str] | None = None) -> str:
    """What the rule permits, for calendars and letters: the last day named, where a rest day moved it, and 暂定.

    `events` are the Chinese names of event codes.
    """
    if deadline.due_on is None or deadline.judged_on is None:
        return _say_why_not(deadline, events)
    last = last_day(deadline.due_on, inclusive=deadline.inclusive)
    said = say_day(last, year=year) + say_hour(deadline.cutoff)
    notes = [*_moved(deadline, last), *([PROVISIONAL] if deadline.provisional else [])]
    return f"{said}（{'，'.join(notes)}）" if notes else said


def say_request(deadline: Deadline, *, year: bool = True, events: Mapping[str, str] | None = None) -> str:
    """By when to ask for it: the workday that reminders aim at (O35), which is never later than what is permitted."""
    if deadline.remind_on is None:
        return _say_why_not(deadline, events)
    mark = f"（{PROVISIONAL}）" if deadline.provisional else ""
    return say_day(deadline.remind_on, year=year) + say_hour(deadline.cutoff) + mark


def _moved(deadline: Deadline, last: date) -> list[str]:
    if deadline.judged_on is None or deadline.due_at is None:
        return []
    if deadline.rule.grace:
        return [say_grace_end(deadline.rule.grace, deadline.due_at)]
    if deadline.judged_on == last:
        return []
    way = "顺延至" if deadline.judged_on > last else "提前到"
    return [f"遇休息日{way}{deadline.judged_on.month}月{deadline.judged_on.day}日"]


def _say_why_not(deadline: Deadline, events: Mapping[str, str] | None) -> str:
    match deadline.status:
        case "at_issue":
            return "制发时确定"
        case "waiting_event":
            event = deadline.waits_for or ""
            return f"待“{(events or {}).get(event, event)}”登记后起算"
        case _:
            return f"未知，{deadline.waits_for}"
