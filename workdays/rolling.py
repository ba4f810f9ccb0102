"""顺延 and 提前: where a due day that is a rest day moves."""

from datetime import date
from typing import assert_never

from config.deadlines import AtLeast, DeadlineRule, Offset, Roll
from workdays.calendar import WorkCalendar


def roll_of(rule: DeadlineRule, *, upward: bool = False) -> Roll:
    """What the rule says, or O35's default: 顺延 in favour of the assessed, 提前 for what goes to a superior.

    A count ends with its span, and hours end at their moment: neither is moved.
    """
    if isinstance(rule, AtLeast) or (isinstance(rule, Offset) and rule.unit == "hours"):
        return rule.roll or "none"
    return rule.roll or ("back" if upward else "forward")


def rolled(day: date, roll: Roll, *, calendar: WorkCalendar) -> date:
    match roll:
        case "none":
            return day
        case "forward":
            return calendar.on_or_after(day)
        case "back":
            return calendar.on_or_before(day)
        case _:
            assert_never(roll)
