"""应收、已收、缺报 by unit: of each open window, each open package, the breakdowns of each year; a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from actions.packages.loading import IN_ASSIGNMENT, IN_REPORT
from actions.publishing.schedule import window_key
from actions.urging import month_of
from config.obligations import ObligationKind
from models.assessments import Assessment
from models.assignments import Assignment
from models.lateness import Urging
from models.obligations import OPEN, Obligation
from models.posts import Post
from models.reports import IN_WINDOWS, Report
from models.units import Unit
from models.windows import Period, Window
from states.assignment import AssignmentState
from states.chain import step_of
from states.granted.seats import OPEN_REPORT
from states.report import ReportState
from states.subjects import SubjectKind
from states.window import WindowState
from web.kernel.visit import Visit

REPORTED = (ObligationKind.REPORT.value, ObligationKind.FIGURE.value)
LISTED = 500
"""So many duties are listed to be urged, the earliest due first; more are only counted."""

BEING_WRITTEN = (
    AssignmentState.ISSUED.value,
    AssignmentState.SIGNING.value,
    AssignmentState.BREAKING_DOWN.value,
    AssignmentState.RETURNED.value,
)


@dataclass(frozen=True, slots=True)
class Owed:
    """One open duty that may be urged: what, at which post, how often it was urged this month."""

    id: int
    title: str
    post: str
    due_at: datetime | None
    urged: int
    entries: tuple[tuple[str, str], ...] = ()  # where it may be entered for its writer: a label and an address


@dataclass(slots=True)
class UnitRow:
    """One unit in one board. `review`: on its way through its own house."""

    unit: str
    all: int = 0
    inside: int = 0
    review: int = 0
    returned: int = 0
    owed: list[Owed] = field(default_factory=list)

    @property
    def missing(self) -> int:
        return self.all - self.inside - self.review - self.returned


@dataclass(frozen=True, slots=True)
class Board:
    """One thing that is being collected. `query`: how its 转发稿 is asked for."""

    title: str
    due_at: datetime | None
    rows: tuple[UnitRow, ...]
    query: Mapping[str, str]

    @property
    def all(self) -> int:
        return sum(row.all for row in self.rows)

    @property
    def inside(self) -> int:
        return sum(row.inside for row in self.rows)

    @property
    def missing(self) -> int:
        return self.all - self.inside

    @property
    def listed(self) -> int:
        return sum(len(row.owed) for row in self.rows)

    def is_over(self, *, now: datetime) -> bool:
        """Everything is in, and nothing more is expected."""
        return self.missing == 0 and self.due_at is not None and self.due_at < now


def boards(visit: Visit) -> list[Board]:
    """The open windows, the earliest due first, and the breakdowns that are still under way."""
    owed = _owed(visit)
    found = [*_windows(visit, owed), *_breakdowns(visit, owed)]
    return sorted(found, key=lambda each: (each.due_at is None, each.due_at or visit.now))


_SHOWN = tuple(
    Obligation.c[name]
    for name in ("id", "kind", "title", "assessment_id", "period", "subject_id", "unit_id", "post_id", "due_at")
)


def _owed(visit: Visit) -> Mapping[tuple[str, str, int], list[Owed]]:
    """Open duties of windows and breakdowns by kind, period and unit."""
    order = Obligation.c.due_at.nulls_last(), Obligation.c.id
    desks = select(Post.c.id).where(Post.c.office_id == visit.at.office_id)
    # chosen first, desk by desk: the index alone knows which of all are the earliest
    listed = select(Obligation.c.id).where(
        OPEN,
        Obligation.c.post_id.in_(desks),
        Obligation.c.kind.in_((*REPORTED, ObligationKind.BREAKDOWN.value)),
        Obligation.c.opened_at <= visit.now,
        visit.sees(SubjectKind.OBLIGATION),
    )
    chosen = listed.order_by(*order).limit(LISTED).subquery()
    query = select(*_SHOWN).join(chosen, chosen.c.id == Obligation.c.id)
    rows = visit.tx.execute(query.order_by(*order)).all()
    urged, open_reports = _urged(visit), _open_reports(visit, {row.subject_id for row in rows})
    found: dict[tuple[str, str, int], list[Owed]] = defaultdict(list)
    posts = visit.directory.posts
    for row in rows:
        is_window = row.kind in REPORTED
        about = ("window", row.period) if is_window else ("breakdown", str(row.assessment_id))
        entries = tuple(open_reports.get((row.subject_id, row.period), ())) if is_window else (_sheet(row),)
        count, post = urged.get(row.id, 0), posts[row.post_id].title
        found[*about, row.unit_id].append(Owed(row.id, row.title, post, row.due_at, count, entries))
    return found


def _sheet(row: Any) -> tuple[str, str]:
    return ("", f"/department/assignments/{row.subject_id}")


def _open_reports(visit: Visit, assignments: Iterable[int]) -> Mapping[tuple[int, str], list[tuple[str, str]]]:
    """What may still be written of the open windows, by assignment and window."""
    query = (
        select(Report.c.id, Report.c.assignment_id, Window.c.code, Window.c.occasion, Period.c.title)
        .join(Window.t, Window.c.id == Report.c.window_id)
        .join(Period.t, Period.c.id == Report.c.period_id)
        .where(
            Window.c.office_id == visit.at.office_id,
            Window.c.state == WindowState.OPEN.value,
            Report.c.state.in_(OPEN_REPORT),
            Report.c.assignment_id.in_(assignments),
            visit.sees(SubjectKind.REPORT),
        )
        .order_by(Period.c.position, Report.c.id)
    )
    found: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    for row in visit.tx.execute(query):
        key = (row.assignment_id, window_key(row.code, row.occasion))
        found[key].append((row.title, f"/unit-office/reports/{row.id}"))
    return found


def _urged(visit: Visit) -> Mapping[int, int]:
    query = select(Urging.c.obligation_id, func.count()).where(
        Urging.c.office_id == visit.at.office_id, Urging.c.month == month_of(visit.now)
    )
    return dict(visit.tx.execute(query.group_by(Urging.c.obligation_id)).tuples().all())


def _windows(visit: Visit, owed: Mapping[tuple[str, str, int], list[Owed]]) -> Iterable[Board]:
    windows = visit.tx.execute(
        select(Window.t)
        .where(
            Window.c.office_id == visit.at.office_id,
            Window.c.state == WindowState.OPEN.value,
            visit.sees(SubjectKind.WINDOW),
        )
        .order_by(Window.c.due_at.nulls_last(), Window.c.position, Window.c.id)
    ).all()
    query = IN_WINDOWS.where(Report.c.state != ReportState.WAIVED.value, visit.sees(SubjectKind.REPORT))
    counted: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
    for row in visit.tx.execute(query, {"windows": [each.id for each in windows]}):
        counted[row.window_id].append((row.unit_id, row.state, row.many))
    for row in windows:
        key = window_key(row.code, row.occasion)
        rows = _rows(visit, counted[row.id], IN_REPORT, owed, ("window", key))
        if any(each.all for each in rows):
            yield Board(row.title, row.due_at, rows, {"window": key})


def _breakdowns(visit: Visit, owed: Mapping[tuple[str, str, int], list[Owed]]) -> Iterable[Board]:
    """A year whose breakdowns are not all in."""
    leads = select(Unit.c.id).where(Unit.c.office_id == visit.at.office_id)
    alike = Assignment.c.lead_unit_id, Assignment.c.assessment_id, Assignment.c.state
    query = select(*alike, func.count()).where(
        Assignment.c.lead_unit_id.in_(leads),
        Assignment.c.state != AssignmentState.WITHDRAWN.value,
        visit.sees(SubjectKind.ASSIGNMENT),
    )
    years = select(Assessment.c.id, Assessment.c.title).where(Assessment.c.office_id == visit.at.office_id)
    titles = dict(visit.tx.execute(years).tuples().all())
    by_year: dict[tuple[int, str], list[tuple[int, str, int]]] = defaultdict(list)
    for unit, year, state, count in visit.tx.execute(query.group_by(*alike)):
        by_year[year, titles[year]].append((unit, state, count))
    for (year, title), counted in sorted(by_year.items()):
        if not any(step_of(state) or state in BEING_WRITTEN for _, state, _ in counted):
            continue
        past = {state for _, state, _ in counted if not step_of(state) and state not in BEING_WRITTEN}
        rows = _rows(visit, counted, IN_ASSIGNMENT | past, owed, ("breakdown", str(year)))
        due = min((each.due_at for row in rows for each in row.owed if each.due_at), default=None)
        yield Board(f"{title}指标分解", due, rows, {"kind": ObligationKind.BREAKDOWN.value})


def _rows(
    visit: Visit,
    counted: Iterable[tuple[int, str, int]],
    inside: frozenset[str] | set[str],
    owed: Mapping[tuple[str, str, int], list[Owed]],
    key: tuple[str, str],
) -> tuple[UnitRow, ...]:
    """The units in official order."""
    found: dict[int, UnitRow] = {}
    for unit, state, count in counted:
        row = found.setdefault(unit, UnitRow(visit.directory.units[unit].shown))
        row.all += count
        row.inside += count if state in inside else 0
        row.review += count if step_of(state) else 0
        row.returned += count if state == ReportState.RETURNED.value else 0
    for unit, row in found.items():
        row.owed = owed.get((*key, unit), [])
    return tuple(found[unit] for unit in visit.directory.units if unit in found)
