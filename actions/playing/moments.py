"""When somebody does something, as a behaviour words it: seen from the due moment of what he owes."""

from datetime import datetime, timedelta
from typing import Any

from actions.behaving.timing import Timing
from actions.playing.hours import WRITING, after_workdays, at, next_working
from actions.playing.stage import Stage
from actions.playing.timetable import on_time
from actions.playing.waiting import aim
from config.ladders import SpanUnit
from workdays.deadline import local_day

AFTER_THE_CALL = timedelta(hours=2)
"""How long after he was urged somebody hands in what he is urged for."""


def moment_for(stage: Stage, row: Any, when: Timing) -> datetime | None:
    """The moment at which this open obligation is attended to; None: not at all, or nobody can know yet."""
    match when.kind:
        case "never":
            return None
        case "after_urge":
            return row.rung_taken_at + AFTER_THE_CALL if row.rung else None
        case "late" if row.due_at is not None:
            return later(stage, row.due_at, when)
        case "early" if row.due_at is not None:
            return max(_earlier(stage, row, when), next_working(stage.opened(row), WRITING, calendar=stage.calendar))
        case "on" if when.day is not None:
            return next_working(at(when.day, WRITING), WRITING, calendar=stage.calendar)
        case _:
            return on_time(stage, row)


def later(stage: Stage, due_at: datetime, when: Timing) -> datetime:
    """So much after a due moment, at an hour at which people write."""
    calendar = stage.calendar
    if when.unit is SpanUnit.WORKDAYS and when.n:
        return after_workdays(due_at, when.n, WRITING, calendar=calendar)
    if when.unit is SpanUnit.HOURS:
        return due_at + timedelta(hours=when.n)
    return next_working(due_at + timedelta(days=when.n), WRITING, calendar=calendar)


def _earlier(stage: Stage, row: Any, when: Timing) -> datetime:
    calendar = stage.calendar
    if when.unit is SpanUnit.HOURS:
        return row.due_at - timedelta(hours=when.n)  # type: ignore[no-any-return]
    day = aim(row, calendar) or local_day(row.due_at)
    if when.unit is SpanUnit.WORKDAYS:
        return at(calendar.add_workdays(day, -when.n), WRITING)
    return at(calendar.on_or_before(day - timedelta(days=when.n)), WRITING)
