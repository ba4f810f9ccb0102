"""The year's plan as acts ask for it: worked out once for a scheme and a state of the calendar."""

from collections import OrderedDict

from actions.context import Act
from actions.published import Published
from checks.planned import Planned, Stage
from checks.year import year_plan
from config.obligations import ObligationKind
from workdays.calendar import WorkCalendar
from workdays.deadline import Deadline

# the calendar is kept beside its plan, so that its identity is not given to another
_PLANS: OrderedDict[tuple[str, int], tuple[WorkCalendar, tuple[Planned, ...]]] = OrderedDict()
_KEPT = 32

STAGES = frozenset({Stage.ISSUE, Stage.BREAKDOWN, Stage.VERIFICATION, Stage.SCORING})


def plan_of(act: Act, published: Published) -> tuple[Planned, ...]:
    """Everything that this year lets fall due, by the calendar as it is known now."""
    calendar = act.calendar
    wanted = (published.scheme_hash, id(calendar))
    if wanted not in _PLANS:
        while len(_PLANS) >= _KEPT:
            _PLANS.popitem(last=False)
        _PLANS[wanted] = (calendar, year_plan(published.scheme, calendar))
    return _PLANS[wanted][1]


def stage_deadlines(act: Act, published: Published) -> dict[ObligationKind, Deadline]:
    """By when each stage of the year is owed; a stage without a date of its own is not there."""
    return {
        one.kind: one.deadline
        for one in reversed(plan_of(act, published))
        if one.kind is not None and one.stage in STAGES and not one.is_package
    }
