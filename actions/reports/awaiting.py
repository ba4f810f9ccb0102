"""待核验: the reports that wait for their verification, the longest due first, and which of them raise no question."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from actions.published import published_of
from actions.reports.verifying_many import pace_against
from actions.shortfalls.tracking import Tracked, tracked_of
from config.readings import reports_verified_by
from config.stages import By
from models.assignments import Assignment
from models.evidence import EvidenceUse
from models.obligations import OPEN, Obligation
from models.reports import AWAITS, Report, ReportRow
from models.units import Unit
from models.windows import Period, Window
from states.obligations import ObligationKind
from states.subjects import SubjectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One report. `against`: why it has to be looked at by itself; none may be ticked. `above`: the superior judges."""

    report: int
    version: int
    state: str
    unit: str
    title: str
    period: str
    window: str
    assignment: int
    due_at: datetime | None
    submitted_at: datetime | None
    materials: int
    is_correction: bool
    above: bool
    tracked: Sequence[Tracked]
    against: tuple[str, ...]


_DUE = (
    select(func.min(Obligation.c.due_at))
    .where(
        OPEN,
        Obligation.c.subject_kind == SubjectKind.REPORT.value,
        Obligation.c.subject_id == Report.c.id,
        Obligation.c.kind.in_((ObligationKind.VERIFICATION.value, ObligationKind.VERDICT.value)),
    )
    .correlate(Report.t)
    .scalar_subquery()
)
_MATERIALS = (
    select(func.count())
    .where(
        EvidenceUse.c.subject_kind == SubjectKind.REPORT.value,
        EvidenceUse.c.subject_id == Report.c.id,
        EvidenceUse.c.removed_at.is_(None),
    )
    .correlate(Report.t)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits in some years of an office: for its own verification, or `above` for the superior's verdict."""

    office_id: int
    years: tuple[int, ...]
    above: bool
    seen: tuple[ColumnElement[bool], ...] = ()

    def of(self, query: Select[Any]) -> Select[Any]:
        return query.where(*_waits(self.office_id), Report.c.assessment_id.in_(self.years), *self.seen)


def queues_of(tx: Connection, office_id: int, *seen: ColumnElement[bool]) -> tuple[Queue, Queue]:
    """What this office has to verify, and what it only records once the superior has spoken."""
    years = tx.scalars(select(Report.c.assessment_id).where(*_waits(office_id)).distinct())
    above = {year: reports_verified_by(published_of(tx, year).scheme) is By.SUPERIOR for year in sorted(years)}
    ours, theirs = (tuple(year for year in above if above[year] is wanted) for wanted in (False, True))
    return Queue(office_id, ours, above=False, seen=seen), Queue(office_id, theirs, above=True, seen=seen)


def _waits(office_id: int) -> tuple[ColumnElement[bool], ...]:
    return Report.c.office_id == office_id, AWAITS


def count_awaiting(tx: Connection, queue: Queue) -> int:
    if not queue.years:
        return 0
    return tx.scalar(queue.of(select(func.count()).select_from(Report.t))) or 0


def awaiting(tx: Connection, queue: Queue, *, now: datetime, limit: int, offset: int = 0) -> list[Waiting]:
    """A page of the queue, in its one order."""
    rows = tx.execute(_ordered(queue.of(_LINES)).limit(limit).offset(offset)).all()
    tracked = _tracked(tx, rows, now)
    falling = _falling(tx, [row.report for row in rows])
    return [_waiting(row, tracked.get(row.assignment, ()), row.report in falling, queue.above) for row in rows]


def numbers_of(tx: Connection, queue: Queue, *, limit: int, offset: int = 0) -> list[int]:
    """The same order, the numbers alone."""
    query = _ordered(queue.of(select(Report.c.id)), joined=False)
    return list(tx.scalars(query.limit(limit).offset(offset)))


_LINES = select(
    Report.c.id.label("report"),
    Report.c.version,
    Report.c.state,
    Report.c.assessment_id,
    Report.c.assignment_id.label("assignment"),
    Report.c.first_submitted_at.label("submitted_at"),
    (Report.c.verified_at.is_not(None)).label("is_correction"),
    case((Unit.c.short != "", Unit.c.short), else_=Unit.c.name).label("unit"),
    Assignment.c.title,
    Period.c.title.label("period"),
    Window.c.title.label("window"),
    _DUE.label("due_at"),
    _MATERIALS.label("materials"),
)


def _ordered(query: Select[Any], *, joined: bool = True) -> Select[Any]:
    told = query if joined else query.select_from(Report.t)
    return (
        told.join(Window.t, Window.c.id == Report.c.window_id)
        .join(Period.t, Period.c.id == Report.c.period_id)
        .join(Assignment.t, Assignment.c.id == Report.c.assignment_id)
        .join(Unit.t, Unit.c.id == Report.c.unit_id)
        .order_by(_DUE.nulls_last(), Unit.c.position, Unit.c.id, Assignment.c.position, Period.c.ends_on, Report.c.id)
    )


def _tracked(tx: Connection, rows: Sequence[Any], now: datetime) -> Mapping[int, list[Tracked]]:
    found: defaultdict[int, list[Tracked]] = defaultdict(list)
    for year in {row.assessment_id for row in rows}:
        own = {row.assignment for row in rows if row.assessment_id == year}
        for each in tracked_of(tx, published_of(tx, year).scheme, own, today=now.date()):
            found[each.assignment_id].append(each)
    return found


def _falling(tx: Connection, reports: Iterable[int]) -> set[int]:
    """Those with a line whose cumulative figure fell. Compared here: SQLite keeps figures as text."""
    query = select(ReportRow.c.report_id, ReportRow.c.reported_cumulative, ReportRow.c.previous_cumulative).where(
        ReportRow.c.report_id.in_([*reports]),
        ReportRow.c.reported_cumulative.is_not(None),
        ReportRow.c.previous_cumulative.is_not(None),
    )
    return {row.report_id for row in tx.execute(query) if row.reported_cumulative < row.previous_cumulative}


def _waiting(row: Any, tracked: Sequence[Tracked], falls: bool, above: bool) -> Waiting:
    told = {name: value for name, value in row._mapping.items() if name != "assessment_id"}
    against = [*pace_against(tracked, row.report), *(["累计数低于上期，请打开逐件核验"] if falls else [])]
    return Waiting(**told, above=above, tracked=tracked, against=tuple(against))
