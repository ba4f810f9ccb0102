"""Which obligation waits for which (`feeds_id`): written for many at once, and again where the one that waited ended.

A co-unit's part feeds the lead's own paper; a breakdown, a report or a figure feeds the package that it goes into, and
so does what is still owed about a report on its way there.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Update, case, select, update

from config.obligations import ObligationKind
from models.obligations import Obligation
from models.packages import Package
from models.reports import Report
from models.windows import Window
from states.subjects import SubjectKind

BREAKDOWN = "breakdown"  # the kind of the package that carries the breakdown
PAPERS = (ObligationKind.BREAKDOWN.value, ObligationKind.REPORT.value, ObligationKind.FIGURE.value)

OWN, W = Obligation.c, Obligation.t.alias("waiting")
WAITS = (W.c.settled_at.is_(None), W.c.assessment_id == OWN.assessment_id)


def tie(tx: Connection, assessment_id: int, *, only: Collection[int] = ()) -> None:
    """What is owed in a year, or some of it, knows what it feeds; nothing, where nothing waits for it."""
    ours = [OWN.settled_at.is_(None), OWN.assessment_id == assessment_id, *([OWN.id.in_(only)] if only else [])]
    for statement in (_PARTS, _BREAKDOWNS, _REPORTS, _ON_THE_WAY):
        tx.execute(statement.where(*ours))


def _feeding(*which: ColumnElement[bool], waiting: Select[Any]) -> Update:
    first = waiting.correlate(Obligation.t).limit(1).scalar_subquery()
    return update(Obligation.t).where(*which).values(feeds_id=first)


_PARTS = _feeding(
    OWN.kind == ObligationKind.CO_UNIT_PART.value,
    waiting=select(W.c.id)
    .where(
        *WAITS,
        W.c.subject_kind == OWN.subject_kind,
        W.c.subject_id == OWN.subject_id,
        W.c.kind.in_(PAPERS),
        W.c.due_at.is_not(None),
    )
    .order_by(W.c.due_at, W.c.id),
)
_PACKAGE = (
    select(W.c.id)
    .join(Package.t, Package.c.id == W.c.subject_id)
    .where(*WAITS, W.c.subject_kind == SubjectKind.PACKAGE.value, Package.c.sent_at.is_(None))
    .order_by(W.c.id)
)
_BREAKDOWNS = _feeding(
    OWN.kind == ObligationKind.BREAKDOWN.value,
    waiting=_PACKAGE.where(Package.c.kind == BREAKDOWN, Package.c.window_id.is_(None)),
)
_NAMED = case((Window.c.occasion == "", Window.c.code), else_=Window.c.code + "/" + Window.c.occasion)
_REPORTS = _feeding(
    OWN.subject_kind == SubjectKind.ASSIGNMENT.value,
    OWN.kind.in_(PAPERS[1:]),
    waiting=_PACKAGE.join(Window.t, Window.c.id == Package.c.window_id).where(OWN.period == _NAMED),
)
_ON_THE_WAY = _feeding(
    OWN.subject_kind == SubjectKind.REPORT.value,
    waiting=_PACKAGE.join(Report.t, Report.c.window_id == Package.c.window_id).where(Report.c.id == OWN.subject_id),
)
