"""应收、已收、缺报: what reports were asked for, what came in and what is missing, unit by unit or task by task.

Counted by the database, however many there are; only the lines that are shown are read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal, not_, select

from config.labels import Labelled
from config.zone import SHANGHAI
from models.assignments import Assignment
from models.indicators import Indicator
from models.obligations import Obligation
from models.reports import Report
from models.units import Unit
from models.windows import Period, Window
from states.obligations import ObligationKind, Outcome
from states.report import ReportState
from states.subjects import SubjectKind
from states.window import WindowState

REPORTS = (ObligationKind.REPORT.value, ObligationKind.FIGURE.value)
LET_OFF = (Outcome.WAIVED.value, Outcome.EXEMPT_LATE_START.value, Outcome.WITHDRAWN.value)


class Standing(Labelled):
    """How a report stands that was asked for. What waits for the feedback from above has no date yet (O21)."""

    IN = "in", "已报"
    TODAY = "today", "今日到期未报"
    LATE = "late", "逾期未报"
    COMING = "coming", "未到期限"
    CAME_LATE = "came_late", "迟报"
    UNDATED = "undated", "待统计数据"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which reports: due within some days, or of one window; and of these those of one period, unit, task, standing."""

    office_id: int
    now: datetime
    month: tuple[date, date] | None = None
    window: int | None = None
    period: str = ""
    unit: int | None = None
    indicator: int | None = None
    standing: Standing | None = None
    seen: tuple[ColumnElement[bool], ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many were asked for, and how they stand. `unit` or `indicator`: whose line it is."""

    number: int | None
    name: str
    asked: int = 0
    came: int = 0
    came_late: int = 0
    today: int = 0
    late: int = 0

    @property
    def coming(self) -> int:
        return self.asked - self.came - self.today - self.late


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One report that was asked for. `obligation`: what can be urged while it is open."""

    report: int
    state: str
    unit_id: int
    unit: str
    assignment: int
    title: str
    period: str
    window: str
    due_at: datetime | None
    came_at: datetime | None
    standing: Standing
    obligation: int | None


# What a line is reckoned from

_KEY = case((Window.c.occasion == "", Window.c.code), else_=Window.c.code + "/" + Window.c.occasion)
_OWED = (
    Obligation.c.subject_kind == SubjectKind.ASSIGNMENT.value,
    Obligation.c.subject_id == Report.c.assignment_id,
    Obligation.c.unit_id == Report.c.unit_id,
    Obligation.c.period == _KEY,
    Obligation.c.kind.in_(REPORTS),
)


def _of_obligation(column: ColumnElement[Any], *more: ColumnElement[bool]) -> ColumnElement[Any]:
    """Several posts of a unit may owe the same: put off, settled and let off they are together."""
    query = select(func.max(column)).where(*_OWED, *more).correlate(Report.t, Window.t)
    return query.scalar_subquery()


DUE = func.coalesce(_of_obligation(Obligation.c.due_at), Window.c.due_at)
UNIT_NAME = case((Unit.c.short != "", Unit.c.short), else_=Unit.c.name)
CAME = and_(Report.c.first_submitted_at.is_not(None), not_(Report.c.counts_as_unfiled))


def standing_is(standing: Standing, now: datetime) -> ColumnElement[bool]:
    midnight = datetime.combine(now.astimezone(SHANGHAI).date() + timedelta(days=1), time.min, tzinfo=SHANGHAI)
    missing = not_(CAME)
    match standing:
        case Standing.IN:
            return CAME
        case Standing.CAME_LATE:
            return and_(CAME, Report.c.first_submitted_at > DUE)
        case Standing.LATE:
            return and_(missing, now > DUE)
        case Standing.TODAY:
            return and_(missing, now <= DUE, midnight > DUE)
        case Standing.UNDATED:
            return and_(missing, DUE.is_(None))
    return and_(missing, midnight <= DUE)


def _joined(query: Select[Any], wanted: Wanted) -> Select[Any]:
    """Each month once, as it was first asked for; what completes a partial month comes with a later window."""
    let_off = _of_obligation(Obligation.c.id, Obligation.c.outcome.in_(LET_OFF))
    return (
        query.select_from(Report.t)
        .join(Window.t, Window.c.id == Report.c.window_id)
        .join(Period.t, Period.c.id == Report.c.period_id)
        .join(Assignment.t, Assignment.c.id == Report.c.assignment_id)
        .where(
            Report.c.office_id == wanted.office_id,
            Report.c.round == 1,
            Report.c.state != ReportState.WAIVED.value,
            Period.c.completes_id.is_(None),
            Window.c.state != WindowState.NOT_OPEN.value,
            let_off.is_(None),
            *_where(wanted),
        )
    )


def _where(wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    found = [*wanted.seen]
    if wanted.month is not None:
        first, last = (datetime.combine(day, time.min, tzinfo=SHANGHAI) for day in wanted.month)
        found += [Window.c.due_at >= first, Window.c.due_at < last + timedelta(days=1)]
    if wanted.window is not None:
        found.append(Report.c.window_id == wanted.window)
    if wanted.period:
        found.append(Period.c.code == wanted.period)
    if wanted.unit is not None:
        found.append(Report.c.unit_id == wanted.unit)
    if wanted.indicator is not None:
        found.append(Assignment.c.indicator_id == wanted.indicator)
    if wanted.standing is not None:
        found.append(standing_is(wanted.standing, wanted.now))
    return found


# Counted


def _counted(now: datetime) -> tuple[ColumnElement[Any], ...]:
    wanted = (
        (Standing.IN, "came"),
        (Standing.CAME_LATE, "came_late"),
        (Standing.TODAY, "today"),
        (Standing.LATE, "late"),
    )
    sums = (
        func.coalesce(func.sum(case((standing_is(standing, now), 1), else_=0)), 0).label(name)
        for standing, name in wanted
    )
    return func.count().label("asked"), *sums


def count_all(tx: Connection, wanted: Wanted) -> Counts:
    row = tx.execute(_joined(select(*_counted(wanted.now)), wanted)).one()
    return Counts(number=None, name="", **row._mapping)


def count_by_unit(tx: Connection, wanted: Wanted) -> list[Counts]:
    """In official order."""
    query = select(Unit.c.id.label("number"), UNIT_NAME.label("name"), *_counted(wanted.now))
    told = _joined(query, wanted).join(Unit.t, Unit.c.id == Report.c.unit_id)
    return _lines(tx, told.group_by(Unit.c.id, Unit.c.name, Unit.c.short, Unit.c.position), Unit.c.position, Unit.c.id)


def count_by_indicator(tx: Connection, wanted: Wanted) -> list[Counts]:
    """In the order of the scheme."""
    name = Indicator.c.code + literal(" ") + Indicator.c.title
    query = select(Indicator.c.id.label("number"), name.label("name"), *_counted(wanted.now))
    told = _joined(query, wanted).join(Indicator.t, Indicator.c.id == Assignment.c.indicator_id)
    own = Indicator.c.id, Indicator.c.code, Indicator.c.title, Indicator.c.position
    return _lines(tx, told.group_by(*own), Indicator.c.position, Indicator.c.id)


def _lines(tx: Connection, query: Select[Any], *order: ColumnElement[Any]) -> list[Counts]:
    return [Counts(**row._mapping) for row in tx.execute(query.order_by(*order))]


# Line by line


def receipt_lines(wanted: Wanted) -> Select[Any]:
    """One row for each report, with the columns of a `Receipt`."""
    told_apart = (each for each in Standing if each is not Standing.IN)
    standing = case(*((standing_is(each, wanted.now), each.value) for each in told_apart), else_=Standing.IN.value)
    query = select(
        Report.c.id.label("report"),
        Report.c.state,
        Report.c.unit_id,
        UNIT_NAME.label("unit"),
        Report.c.assignment_id.label("assignment"),
        Assignment.c.title,
        Period.c.title.label("period"),
        Window.c.title.label("window"),
        DUE.label("due_at"),
        Report.c.first_submitted_at.label("came_at"),
        standing.label("standing"),
        _of_obligation(Obligation.c.id, Obligation.c.settled_at.is_(None)).label("obligation"),
        Assignment.c.indicator_id.label("indicator"),
        Period.c.ends_on,
        *PLACES,
    )
    return _joined(query, wanted).join(Unit.t, Unit.c.id == Report.c.unit_id)


PLACES = (
    case((CAME, 1), else_=0).label("is_in"),
    Window.c.due_at.label("window_due_at"),
    Unit.c.position.label("unit_position"),
    Report.c.unit_id.label("unit_place"),
    Assignment.c.position.label("task_position"),
)
"""Those that are missing and longest due come first, then in official order."""


def receipts(tx: Connection, wanted: Wanted, *, limit: int, offset: int = 0) -> list[Receipt]:
    places = [place.name for place in PLACES]
    lines = receipt_lines(wanted).order_by(*places, Report.c.id).limit(limit).offset(offset)
    return [receipt_of(row) for row in tx.execute(lines)]


def receipt_of(row: Any) -> Receipt:
    told = {each.name: getattr(row, each.name) for each in fields(Receipt)}
    return Receipt(**{**told, "standing": Standing(told["standing"])})


# Which windows there are to choose from


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowChoice:
    id: int
    title: str
    key: str
    due_at: datetime | None
    periods: tuple[tuple[str, str], ...]


def windows_opened(tx: Connection, office_id: int, *, limit: int = 36) -> list[WindowChoice]:
    """Those that have opened, the latest first, with their periods."""
    query = select(Window.c.id, Window.c.title, _KEY.label("key"), Window.c.due_at).where(
        Window.c.office_id == office_id, Window.c.state != WindowState.NOT_OPEN.value
    )
    rows = tx.execute(query.order_by(Window.c.opens_at.desc(), Window.c.id.desc()).limit(limit)).all()
    periods: dict[int, list[tuple[str, str]]] = {row.id: [] for row in rows}
    own = select(Period.t).where(Period.c.window_id.in_(periods), Period.c.completes_id.is_(None))
    for each in tx.execute(own.order_by(Period.c.position, Period.c.id)):
        periods[each.window_id].append((each.code, each.title))
    return [
        WindowChoice(id=row.id, title=row.title, key=row.key, due_at=row.due_at, periods=tuple(periods[row.id]))
        for row in rows
    ]
