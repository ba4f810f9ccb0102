"""What an obligation feeds: the package that goes upward, the lead's own paper; and how long before it must be in.

An extension or a pause never passes that date, less the time that what follows takes (O24).
"""

from typing import Any

from sqlalchemy import bindparam, select

from actions.context import Act
from actions.planning import plan_of
from config.packages import PackageRule
from models.feeds import tie
from models.obligations import OPEN, Obligation
from models.packages import Package
from models.types import Key
from states.pleas import Fed
from states.subjects import SubjectKind
from workdays.deadline import due_at, local_day


def fed_by(act: Act, row: Any) -> Fed | None:
    """What waits for this obligation; nothing, where nothing does or its own date is unknown."""
    if row.assessment_id is None:
        return None
    if row.subject_kind == SubjectKind.PACKAGE.value:
        return _itself(act, row)
    waiting = _waiting(act, row)
    if waiting is None:
        return None
    if waiting.subject_kind == SubjectKind.PACKAGE.value:
        return _package(act, act.tx.execute(select(Package.t).where(Package.c.id == waiting.subject_id)).one())
    return _lead(act, waiting)


def _waiting(act: Act, row: Any) -> Any:
    """The obligation that this one feeds; looked for again where none is known, or the known one has ended."""
    found = act.tx.execute(_FED, {"b_id": row.id}).one_or_none()
    if found is None:
        tie(act.tx, row.assessment_id, only=(row.id,))
        found = act.tx.execute(_FED, {"b_id": row.id}).one_or_none()
    return found


_FEEDER = Obligation.t.alias("feeder")
_FED = (
    select(Obligation.t)
    .join(_FEEDER, _FEEDER.c.feeds_id == Obligation.c.id)
    .where(OPEN, _FEEDER.c.id == bindparam("b_id", type_=Key))
)


def _itself(act: Act, row: Any) -> Fed | None:
    """What goes upward is due when the superior says (O24)."""
    package = act.tx.execute(select(Package.t).where(Package.c.id == row.subject_id)).one()
    if not PackageRule.model_validate(package.rule).upward or row.due_at is None:
        return None
    return Fed(f"{package.title}报上级", row.due_at)


def _package(act: Act, package: Any) -> Fed | None:
    """Its own date, less the days of its chain."""
    published = act.published(package.assessment_id)
    planned = next(
        (
            one
            for one in plan_of(act, published)
            if one.is_package and one.code == package.kind and one.occasion == package.period
        ),
        None,
    )
    if planned is None or planned.deadline.judged_on is None or planned.deadline.due_at is None:
        return None
    chain = published.scheme.chains[planned.chain] if planned.chain else None
    lead = sum(step.days for step in chain.steps) if chain else 0
    return Fed(package.title, _earlier(act, planned.deadline.due_at, lead))


def _lead(act: Act, waiting: Any) -> Fed | None:
    """A co-unit's part is wanted some workdays before the lead's paper (O29)."""
    if waiting.due_at is None:
        return None
    days = act.published(waiting.assessment_id).scheme.stages.breakdown.co_unit_days
    return Fed(waiting.title, _earlier(act, waiting.due_at, days))


def _earlier(act: Act, moment: Any, days: int) -> Any:
    """So many workdays before; the moment itself where nothing lies between."""
    return due_at(act.calendar.add_workdays(local_day(moment), -days)) if days else moment
