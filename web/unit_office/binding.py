"""The packages that have not left for good, with how much of each is in; a few queries in all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from actions.packages.loading import IN_ASSIGNMENT, IN_REPORT
from models.assignments import Assignment
from models.obligations import OPEN, Obligation
from models.packages import Package, PackageItem
from models.reports import Report
from states.chain import step_of
from states.package import PackageState
from states.subjects import SubjectKind
from web.kernel.visit import Visit


@dataclass(frozen=True, slots=True)
class Bound:
    """One package that has not left for good."""

    id: int
    title: str
    state: str
    due_at: datetime | None
    all: int
    inside: int


def packages(visit: Visit) -> list[Bound]:
    """Those that have not been signed for above, with how much of each is in."""
    query = select(Package.t).where(
        Package.c.office_id == visit.at.office_id, Package.c.closed_at.is_(None), visit.sees(SubjectKind.PACKAGE)
    )
    rows = visit.tx.execute(query.order_by(Package.c.assessment_id, Package.c.id)).all()
    counts = _gathered(visit, [row.id for row in rows])
    due = _due(visit, [row.id for row in rows])
    found = [
        Bound(row.id, row.title, _label(row.state), due.get(row.id), *counts.get(row.id, (0, 0)))
        for row in rows
        if row.state != PackageState.RECEIPTED.value
    ]
    return sorted(found, key=lambda each: (not each.inside, each.due_at is None, each.due_at or visit.now))


def _label(state: str) -> str:
    return "呈批中" if step_of(state) else PackageState(state).label


def _gathered(visit: Visit, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many items, and how many of them are in."""
    query = (
        select(
            PackageItem.c.package_id,
            PackageItem.c.subject_kind,
            func.coalesce(Report.c.state, Assignment.c.state).label("state"),
            func.count(),
        )
        .outerjoin(
            Report.t,
            (PackageItem.c.subject_kind == SubjectKind.REPORT.value) & (Report.c.id == PackageItem.c.subject_id),
        )
        .outerjoin(
            Assignment.t,
            (PackageItem.c.subject_kind == SubjectKind.ASSIGNMENT.value)
            & (Assignment.c.id == PackageItem.c.subject_id),
        )
        .where(PackageItem.c.package_id.in_(ids))
        .group_by(PackageItem.c.package_id, PackageItem.c.subject_kind, Report.c.state, Assignment.c.state)
    )
    found: dict[int, tuple[int, int]] = {}
    for package, kind, state, count in visit.tx.execute(query):
        ready = IN_ASSIGNMENT if kind == SubjectKind.ASSIGNMENT.value else IN_REPORT
        every, inside = found.get(package, (0, 0))
        found[package] = (every + count, inside + (count if state in ready else 0))
    return found


def _due(visit: Visit, ids: Sequence[int]) -> dict[int, datetime | None]:
    query = select(Obligation.c.subject_id, func.min(Obligation.c.due_at)).where(
        OPEN, Obligation.c.subject_kind == SubjectKind.PACKAGE.value, Obligation.c.subject_id.in_(ids)
    )
    return dict(visit.tx.execute(query.group_by(Obligation.c.subject_id)).tuples().all())
