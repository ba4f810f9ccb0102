"""Can every rung be reached while the year lasts? A rung that comes too late threatens nobody."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import ceil

from checks.doubt import Doubt, warning
from checks.planned import Planned, Stage
from config.ladders import HOURS, Ladder, Span, SpanUnit
from config.pointers import pointer_of
from config.scheme import Scheme
from workdays.calendar import WorkCalendar
from workdays.wording import say_day

ENDING = frozenset({Stage.VERIFICATION, Stage.SCORING, Stage.ARCHIVE})
HOURS_A_DAY = 24


def doubts_of_reach(scheme: Scheme, plan: Sequence[Planned], calendar: WorkCalendar) -> Iterator[Doubt]:
    """Counted from the first time that a ladder can begin, to the end of the year or of what judges it."""
    dues = [due for each in plan if each.stage in ENDING and (due := each.deadline.judged_on) is not None]
    end = max([date(scheme.year, 12, 31), *dues])
    for code, ladder in scheme.ladders.items():
        first = _first(plan, code, ladder)
        for place, rung in enumerate(ladder.rungs) if first is not None else ():
            reached = _after(first or end, rung.after, calendar)
            if reached > end:
                yield warning(
                    pointer_of(("ladders", code, "rungs", place, "after")),
                    f"“{ladder.label}”最早{say_day(first or end)}起算，“{rung.label}”要到{say_day(reached)}，"
                    f"年度{say_day(end)}就结束了，这一级用不上",
                    "缩短 after，或删去这一级",
                    ladder.basis,
                )


def _first(plan: Sequence[Planned], code: str, ladder: Ladder) -> date | None:
    """The earliest day from which it can climb: a due day, or, for a shortfall, that of the first figures."""
    dues = [
        due
        for each in plan
        if (due := each.deadline.judged_on) is not None
        and (each.stage is Stage.WINDOW if ladder.for_shortfalls else each.ladder == code)
    ]
    return min(dues, default=None)


def _after(day: date, span: Span, calendar: WorkCalendar) -> date:
    if span.unit is SpanUnit.WORKDAYS:
        last = calendar.workdays_between(day, calendar.last_day) if day >= calendar.first_day else 0
        return calendar.add_workdays(day, span.n) if span.n <= last else date.max
    return day + timedelta(days=ceil(span.n * HOURS[span.unit] / HOURS_A_DAY))
