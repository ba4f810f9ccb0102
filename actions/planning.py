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


def plan_of(act: Act, published: Published) -> tuple[Planned, ...]:
    """Everything that this year lets fall due, by the calendar as it is known now."""
    calendar = act.calendar
    wanted = (published.scheme_hash, id(calendar))
    if wanted not in _PLANS:
        while len(_PLANS) >= _KEPT:
            _PLANS.popitem(last=False)
        _PLANS[wanted] = (calendar, year_plan(published.scheme, calendar))
    return _PLANS[wanted][1]


def deadline_of(act: Act, published: Published, stage: Stage, kind: ObligationKind) -> Deadline | None:
    """By when a stage of the year is owed; none where the scheme gives it no date."""
    found = (one for one in plan_of(act, published) if one.stage is stage and one.kind is kind and not one.is_package)
    planned = next(found, None)
    return planned.deadline if planned is not None else None
