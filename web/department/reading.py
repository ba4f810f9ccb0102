"""The home of a department: what waits for its head, what its writers owe, and how each of its indicators stands."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select

from actions.published import Published, published_of
from actions.rules_of import rules_for
from actions.shortfalls.tracking import Tracked, tracked_of
from models.assessments import Assessment
from models.assignments import Assignment
from models.indicators import Indicator
from models.obligations import OPEN, Obligation
from models.packages import Package
from models.reports import Report
from states.assignment import AssignmentState
from states.obligations import ObligationKind
from states.subjects import SubjectKind
from web.kernel.paging import paged
from web.kernel.visit import Visit

SHOWN = 100
"""Indicators on a page."""

WRITING = (
    AssignmentState.ISSUED.value,
    AssignmentState.SIGNING.value,
    AssignmentState.BREAKING_DOWN.value,
    AssignmentState.RETURNED.value,
)
TABLES: Mapping[str, Any] = {
    SubjectKind.ASSIGNMENT.value: Assignment,
    SubjectKind.REPORT.value: Report,
    SubjectKind.PACKAGE.value: Package,
}
"""What is reviewed, and where its version is found."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for this desk's review, as it may be ticked."""

    kind: str
    id: int
    version: int
    what: str
    title: str
    unit: str
    due_at: datetime | None

    @property
    def href(self) -> str:
        return f"/review/{self.kind}/{self.id}"


@dataclass(frozen=True, slots=True)
class Task:
    """One indicator of the department."""

    id: int
    title: str
    code: str
    star: bool
    points: Any
    state: str
    label: str
    is_open: bool
    due_at: datetime | None
    lights: tuple[Tracked, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """配合材料 that the unit owes to a lead."""

    id: int
    assignment: int
    title: str
    lead: str
    due_at: datetime | None


def waiting_reviews(visit: Visit) -> list[Waiting]:
    """Reviews that this desk owes, the earliest due first."""
    query = select(Obligation.t).where(
        OPEN,
        Obligation.c.post_id == visit.at.post_id,
        Obligation.c.kind == ObligationKind.REVIEW.value,
        Obligation.c.subject_kind.in_(TABLES),
    )
    rows = visit.tx.execute(query.order_by(Obligation.c.due_at.nulls_last(), Obligation.c.id)).all()
    units, versions = visit.directory.units, _versions(visit, rows)
    return [
        Waiting(
            kind=row.subject_kind,
            id=row.subject_id,
            version=versions[row.subject_kind, row.subject_id][0],
            what=SubjectKind(row.subject_kind).label,
            title=row.title,
            unit=units[versions[row.subject_kind, row.subject_id][1]].shown,
            due_at=row.due_at,
        )
        for row in rows
        if (row.subject_kind, row.subject_id) in versions
    ]


def count_besides(visit: Visit) -> int:
    """What this desk owes besides reviews: a letter to sign for, a finding to check."""
    query = select(func.count()).where(
        OPEN,
        Obligation.c.post_id == visit.at.post_id,
        Obligation.c.opened_at <= visit.now,
        Obligation.c.kind.not_in((ObligationKind.REVIEW.value, ObligationKind.CO_UNIT_PART.value)),
    )
    return visit.tx.scalar(query) or 0


def _versions(visit: Visit, rows: Sequence[Any]) -> dict[tuple[str, int], tuple[int, int]]:
    """Version and unit of what is reviewed, by kind in one query each."""
    found: dict[tuple[str, int], tuple[int, int]] = {}
    for kind, table in TABLES.items():
        ids = [row.subject_id for row in rows if row.subject_kind == kind]
        unit = table.c.lead_unit_id if kind == SubjectKind.ASSIGNMENT.value else table.c.unit_id
        for number, version, lead in visit.tx.execute(
            select(table.c.id, table.c.version, unit).where(table.c.id.in_(ids))
        ):
            found[kind, number] = (version, lead)
    return found


def years_of(visit: Visit) -> Sequence[Any]:
    """The years in which the unit has indicators, the latest first."""
    own = select(Assignment.c.assessment_id).where(Assignment.c.lead_unit_id == visit.at.unit_id)
    query = select(Assessment.c.id, Assessment.c.year, Assessment.c.title).where(Assessment.c.id.in_(own))
    return visit.tx.execute(query.order_by(Assessment.c.year.desc(), Assessment.c.id.desc())).all()


@dataclass(frozen=True, slots=True)
class Tasks:
    """One page of the unit's indicators of a year; `count`: how many there are on all of them."""

    shown: Sequence[Task] = ()
    count: int = 0
    page: int = 1
    last: int = 1


def tasks_of(visit: Visit, assessment: int) -> Tasks:
    """The unit's indicators of a year in the order of the notice; what is still to be written comes first."""
    own = (
        Assignment.c.lead_unit_id == visit.at.unit_id,
        Assignment.c.assessment_id == assessment,
        visit.sees(SubjectKind.ASSIGNMENT),
    )
    count = visit.tx.scalar(select(func.count()).select_from(Assignment.t).where(*own)) or 0
    page, last = paged(visit, count, SHOWN)
    first = case((Assignment.c.state.in_(WRITING), 0), else_=1)
    query = (
        select(Assignment.t, Indicator.c.code, Indicator.c.star)
        .join(Indicator.t, Indicator.c.id == Assignment.c.indicator_id)
        .where(*own)
        .order_by(first, Assignment.c.position, Assignment.c.id)
    )
    rows = visit.tx.execute(query.limit(SHOWN).offset((page - 1) * SHOWN)).all()
    return Tasks(_tasks(visit, assessment, rows), count, page, last)


def _tasks(visit: Visit, assessment: int, rows: Sequence[Any]) -> list[Task]:
    published = published_of(visit.tx, assessment, day=visit.day)
    lights, due = _lights(visit, published, rows), _due(visit, rows)
    return [
        Task(
            id=row.id,
            title=row.title,
            code=row.code,
            star=row.star,
            points=row.points,
            state=row.state,
            label=_label(published, row),
            is_open=row.state in WRITING,
            due_at=due.get(row.id),
            lights=tuple(lights[row.id]),
        )
        for row in rows
    ]


def _label(published: Published, row: Any) -> str:
    machine, _ = rules_for(published, row, lambda machines: machines.assignment)
    return machine.states[row.state].label


def _lights(visit: Visit, published: Published, rows: Sequence[Any]) -> Mapping[int, list[Tracked]]:
    found: dict[int, list[Tracked]] = defaultdict(list)
    for each in tracked_of(visit.tx, published.scheme, [row.id for row in rows], today=visit.day):
        found[each.assignment_id].append(each)
    return found


def _due(visit: Visit, rows: Sequence[Any]) -> dict[int, datetime | None]:
    """When the open work about each falls due, the earliest."""
    query = select(Obligation.c.subject_id, Obligation.c.due_at).where(
        OPEN,
        Obligation.c.subject_kind == SubjectKind.ASSIGNMENT.value,
        Obligation.c.subject_id.in_([row.id for row in rows]),
        Obligation.c.unit_id == visit.at.unit_id,
    )
    found: dict[int, datetime | None] = {}
    for number, due in visit.tx.execute(query.order_by(Obligation.c.due_at.nulls_last())):
        found.setdefault(number, due)
    return found


def parts_owed(visit: Visit) -> list[Owed]:
    """What other leads wait for."""
    query = (
        select(Obligation.c.id, Obligation.c.due_at, Assignment.c.id.label("assignment"), Assignment.c.title,
               Assignment.c.lead_unit_id)
        .join(Assignment.t, Assignment.c.id == Obligation.c.subject_id)
        .where(
            OPEN,
            Obligation.c.unit_id == visit.at.unit_id,
            Obligation.c.kind == ObligationKind.CO_UNIT_PART.value,
            Obligation.c.subject_kind == SubjectKind.ASSIGNMENT.value,
        )
        .order_by(Obligation.c.due_at.nulls_last(), Obligation.c.id)
    )  # fmt: skip
    units = visit.directory.units
    found: dict[int, Owed] = {}
    for row in visit.tx.execute(query):
        found.setdefault(
            row.assignment, Owed(row.id, row.assignment, row.title, units[row.lead_unit_id].shown, row.due_at)
        )
    return list(found.values())
