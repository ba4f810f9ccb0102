"""The year's plan as acts ask for it: worked out once for a scheme and a state of the calendar."""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from datetime import date

from actions.context import Act
from actions.published import Edition, Published
from checks.amended import folded
from checks.planned import Planned, Stage
from checks.year import year_plan
from config.obligations import ObligationKind
from workdays.calendar import WorkCalendar
from workdays.deadline import Deadline

# the calendar is kept beside its plan, so that its identity is not given to another
_PLANS: OrderedDict[tuple[Hashable, int], tuple[WorkCalendar, tuple[Planned, ...]]] = OrderedDict()
_KEPT = 32

STAGES = frozenset({Stage.ISSUE, Stage.BREAKDOWN, Stage.VERIFICATION, Stage.SCORING})


def plan_of(act: Act, published: Published) -> tuple[Planned, ...]:
    """Everything that this year lets fall due, by the calendar as it is known now; amended ones with their changes."""
    return plan_under(published.editions, act.calendar)


def plan_under(editions: Sequence[Edition], calendar: WorkCalendar) -> tuple[Planned, ...]:
    """What was due before a change took effect counts by the rules before it, all else by the newest."""
    wanted = (tuple((each.scheme_hash, each.since) for each in editions), id(calendar))
    if wanted not in _PLANS:
        while len(_PLANS) >= _KEPT:
            _PLANS.popitem(last=False)
        _PLANS[wanted] = (calendar, _folded(editions, calendar))
    return _PLANS[wanted][1]


def _folded(editions: Sequence[Edition], calendar: WorkCalendar) -> tuple[Planned, ...]:
    first, *later = editions
    plan = year_plan(first.scheme, calendar)
    for each in later:
        plan = folded(plan, year_plan(each.scheme, calendar), since=each.since or date.min)
    return plan


def stage_deadlines(act: Act, published: Published) -> dict[ObligationKind, Deadline]:
    """By when each stage of the year is owed; a stage without a date of its own is not there."""
    return {
        one.kind: one.deadline
        for one in reversed(plan_of(act, published))
        if one.kind is not None and one.stage in STAGES and not one.is_package
    }
