"""What an obligation feeds: the package that goes upward, the lead's own paper; and how long before it must be in.

An extension or a pause never passes that date, less the time that what follows takes (O24).
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, select

from actions.context import Act
from actions.planning import plan_of
from actions.publishing.packages import BREAKDOWN
from config.obligations import ObligationKind
from config.packages import PackageRule
from models.obligations import OPEN, Obligation
from models.packages import Package
from models.reports import Report
from models.windows import Window
from states.pleas import Fed
from states.subjects import SubjectKind
from workdays.deadline import due_at, local_day

PARTS = frozenset({ObligationKind.REPORT.value, ObligationKind.FIGURE.value})


def fed_by(act: Act, row: Any) -> Fed | None:
    """What waits for this obligation; nothing, where nothing does or its own date is unknown."""
    if row.assessment_id is None:
        return None
    if row.subject_kind == SubjectKind.PACKAGE.value:
        return _itself(act, row)
    if row.kind == ObligationKind.CO_UNIT_PART.value:
        return _lead(act, row)
    package = act.tx.execute(select(Package.t).where(_fed_package(row), Package.c.sent_at.is_(None))).first()
    return _package(act, package) if package is not None else None


def _itself(act: Act, row: Any) -> Fed | None:
    """What goes upward is due when the superior says (O24)."""
    package = act.tx.execute(select(Package.t).where(Package.c.id == row.subject_id)).one()
    if not PackageRule.model_validate(package.rule).upward or row.due_at is None:
        return None
    return Fed(f"{package.title}报上级", row.due_at)


def _fed_package(row: Any) -> ColumnElement[bool]:
    ours = Package.c.assessment_id == row.assessment_id
    if row.kind == ObligationKind.BREAKDOWN.value:
        return and_(ours, Package.c.kind == BREAKDOWN)
    if row.subject_kind == SubjectKind.REPORT.value:
        return Package.c.window_id.in_(select(Report.c.window_id).where(Report.c.id == row.subject_id))
    if row.kind not in PARTS:
        return and_(ours, Package.c.id.is_(None))
    code, _, occasion = row.period.partition("/")
    windows = select(Window.c.id).where(
        Window.c.assessment_id == row.assessment_id, Window.c.code == code, Window.c.occasion == occasion
    )
    return and_(ours, Package.c.window_id.in_(windows))


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


def _lead(act: Act, row: Any) -> Fed | None:
    """A co-unit's part is wanted some workdays before the lead's paper (O29)."""
    query = select(Obligation.c.title, Obligation.c.due_at).where(
        OPEN,
        Obligation.c.assessment_id == row.assessment_id,
        Obligation.c.subject_kind == row.subject_kind,
        Obligation.c.subject_id == row.subject_id,
        Obligation.c.kind.in_((ObligationKind.BREAKDOWN.value, *PARTS)),
        Obligation.c.due_at.is_not(None),
    )
    lead = act.tx.execute(query.order_by(Obligation.c.due_at)).first()
    if lead is None:
        return None
    days = act.published(row.assessment_id).scheme.stages.breakdown.co_unit_days
    return Fed(lead.title, _earlier(act, lead.due_at, days))


def _earlier(act: Act, moment: Any, days: int) -> Any:
    """So many workdays before; the moment itself where nothing lies between."""
    return due_at(act.calendar.add_workdays(local_day(moment), -days)) if days else moment
