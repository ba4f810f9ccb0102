"""顺延 and 提前: where a due day that is a rest day moves."""

from datetime import date
from typing import assert_never

from config.deadlines import AtLeast, DeadlineRule, Offset, Roll
from workdays.calendar import WorkCalendar


def is_in_hours(rule: DeadlineRule) -> bool:
    """Whether the rule ends at a moment of its own, so that hour, roll and inclusion have nothing to say."""
    return isinstance(rule, Offset) and rule.unit == "hours"


def roll_of(rule: DeadlineRule, *, upward: bool = False) -> Roll:
    """What the rule says, or O35's default: 顺延 in favour of the assessed, 提前 for what goes to a superior.

    A count ends with its span, and hours end at their moment: neither is moved.
    """
    if is_in_hours(rule):
        return "none"
    if isinstance(rule, AtLeast):
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
