"""应收、已收、缺报: what reports were asked for, what came in and what is missing, unit by unit or task by task.

Counted by the database, however many there are; only the lines that are shown are read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Select, and_, case, func, literal, not_, select, union

from config.labels import Labelled
from config.zone import SHANGHAI
from models.assignments import Assignment
from models.indicators import Indicator
from models.obligations import LET_OFF, Obligation
from models.reports import Report
from models.units import Unit
from models.windows import Period, Window
from states.obligations import ObligationKind
from states.report import ReportState
from states.subjects import SubjectKind
from states.window import WindowState

REPORTS = (ObligationKind.REPORT.value, ObligationKind.FIGURE.value)


class Standing(Labelled):
    """How a report stands that was asked for. What waits for the feedback from above has no date yet (O21)."""

    IN = "in", "已报"
    TODAY = "today", "今日到期未报"
    LATE = "late", "逾期未报"
    COMING = "coming", "未到期限"
    CAME_LATE = "came_late", "迟报"
    UNDATED = "undated", "待统计数据"


MISSING = (Standing.TODAY, Standing.LATE, Standing.COMING, Standing.UNDATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which reports: due within some days, or of one window; and of these those of one period."""

    office_id: int
    now: datetime
    month: tuple[date, date] | None = None
    window: int | None = None
    period: str = ""
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
_CAME = and_(Report.c.first_submitted_at.is_not(None), not_(Report.c.counts_as_unfiled))
WHOSE = ("assignment_id", "unit_id", "window_id")


def _asked(tx: Connection, wanted: Wanted) -> CTE:
    """Each month once, as it was first asked for; what completes a partial month comes with a later window.

    The windows and their months are few, and known before anything is looked at.
    """
    windows = _windows_of(tx, wanted)
    periods = _periods_of(tx, wanted, windows)
    apart = _apart(windows)
    query = (
        select(
            Report.c.id.label("report"),
            Report.c.state,
            Report.c.unit_id,
            Report.c.assignment_id.label("assignment"),
            Report.c.period_id,
            Report.c.first_submitted_at.label("came_at"),
            Window.c.id.label("window_id"),
            Window.c.due_at.label("window_due_at"),
            func.coalesce(apart.c.due_at, Window.c.due_at).label("due_at"),
            case((_CAME, 1), else_=0).label("is_in"),
        )
        .select_from(Report.t)
        .join(Window.t, Window.c.id == Report.c.window_id)
        .outerjoin(apart, and_(*(apart.c[name] == Report.c[name] for name in WHOSE)))
        .where(
            Report.c.window_id.in_([row.id for row in windows]),
            Report.c.period_id.in_(periods),
            Report.c.office_id == wanted.office_id,
            Report.c.round == 1,
            Report.c.state != ReportState.WAIVED.value,
            func.coalesce(apart.c.let_off, 0) == 0,
            *wanted.seen,
        )
    )
    return query.cte("asked")


def _windows_of(tx: Connection, wanted: Wanted) -> Sequence[Any]:
    """Those that have opened."""
    query = select(Window.c.id, _KEY.label("key")).where(
        Window.c.office_id == wanted.office_id, Window.c.state != WindowState.NOT_OPEN.value
    )
    if wanted.window is not None:
        query = query.where(Window.c.id == wanted.window)
    if wanted.month is not None:
        first, last = (datetime.combine(day, time.min, tzinfo=SHANGHAI) for day in wanted.month)
        query = query.where(Window.c.due_at >= first, Window.c.due_at < last + timedelta(days=1))
    return tx.execute(query).all()


def _periods_of(tx: Connection, wanted: Wanted, windows: Sequence[Any]) -> list[int]:
    own = Period.c.window_id.in_([row.id for row in windows])
    query = select(Period.c.id).where(own, Period.c.completes_id.is_(None))
    return list(tx.scalars(query.where(Period.c.code == wanted.period) if wanted.period else query))


def _apart(windows: Sequence[Any]) -> CTE:
    """Who owes a window otherwise than it says: until another moment, or not at all.

    Several posts of a unit may owe the same: put off, settled and let off they are together. Each way to be apart is
    a range of its own in the index, so that those many who owe as the window says are not looked at.
    """
    known = Window.c.id.in_([row.id for row in windows])
    of_window = and_(
        Obligation.c.period == _KEY,
        Obligation.c.kind.in_(REPORTS),
        Obligation.c.assessment_id == Window.c.assessment_id,
    )
    who = (
        Obligation.c.subject_id.label("assignment_id"),
        Obligation.c.unit_id,
        Window.c.id.label("window_id"),
        Window.c.assessment_id,
        _KEY.label("key"),
    )
    ways = (
        Obligation.c.due_at < Window.c.due_at,
        Obligation.c.due_at > Window.c.due_at,
        and_(Obligation.c.due_at.is_(None), Window.c.due_at.is_not(None)),
        and_(Obligation.c.due_at.is_not(None), Window.c.due_at.is_(None)),
        LET_OFF,
    )
    some = union(*(select(*who).join(Window.t, of_window).where(known, way) for way in ways)).cte("otherwise")
    query = select(
        some.c.assignment_id,
        some.c.unit_id,
        some.c.window_id,
        func.max(Obligation.c.due_at).label("due_at"),
        func.max(case((LET_OFF, 1), else_=0)).label("let_off"),
    ).join(
        Obligation.t,
        and_(
            Obligation.c.subject_kind == SubjectKind.ASSIGNMENT.value,
            Obligation.c.subject_id == some.c.assignment_id,
            Obligation.c.unit_id == some.c.unit_id,
            Obligation.c.assessment_id == some.c.assessment_id,
            Obligation.c.period == some.c.key,
            Obligation.c.kind.in_(REPORTS),
        ),
    )
    return query.group_by(some.c.assignment_id, some.c.unit_id, some.c.window_id).cte("apart")


def _is(asked: CTE, standing: Standing, now: datetime) -> ColumnElement[bool]:
    midnight = datetime.combine(now.astimezone(SHANGHAI).date() + timedelta(days=1), time.min, tzinfo=SHANGHAI)
    is_in, missing, due = asked.c.is_in == 1, asked.c.is_in == 0, asked.c.due_at
    match standing:
        case Standing.IN:
            return is_in
        case Standing.CAME_LATE:
            return and_(is_in, asked.c.came_at > due)
        case Standing.LATE:
            return and_(missing, due < now)
        case Standing.TODAY:
            return and_(missing, due >= now, due < midnight)
        case Standing.UNDATED:
            return and_(missing, due.is_(None))
    return and_(missing, due >= midnight)


# Counted


def _counted(asked: CTE, now: datetime) -> tuple[ColumnElement[Any], ...]:
    wanted = (
        (Standing.IN, "came"),
        (Standing.CAME_LATE, "came_late"),
        (Standing.TODAY, "today"),
        (Standing.LATE, "late"),
    )
    sums = (
        func.coalesce(func.sum(case((_is(asked, standing, now), 1), else_=0)), 0).label(name)
        for standing, name in wanted
    )
    return func.count().label("asked"), *sums


def count_all(tx: Connection, wanted: Wanted) -> Counts:
    asked = _asked(tx, wanted)
    row = tx.execute(select(*_counted(asked, wanted.now)).select_from(asked)).one()
    return Counts(number=None, name="", **row._mapping)


def together(lines: Sequence[Counts]) -> Counts:
    """What lines come to, where every report stands on one of them."""
    names = ("asked", "came", "came_late", "today", "late")
    return Counts(number=None, name="", **{name: sum(getattr(each, name) for each in lines) for name in names})


def count_by_unit(tx: Connection, wanted: Wanted) -> list[Counts]:
    """In official order."""
    asked = _asked(tx, wanted)
    query = select(Unit.c.id.label("number"), UNIT_NAME.label("name"), *_counted(asked, wanted.now))
    told = query.select_from(asked).join(Unit.t, Unit.c.id == asked.c.unit_id)
    return _lines(tx, told.group_by(Unit.c.id, Unit.c.name, Unit.c.short, Unit.c.position), Unit.c.position, Unit.c.id)


def count_by_indicator(tx: Connection, wanted: Wanted) -> list[Counts]:
    """In the order of the scheme."""
    asked = _asked(tx, wanted)
    name = Indicator.c.code + literal(" ") + Indicator.c.title
    query = select(Indicator.c.id.label("number"), name.label("name"), *_counted(asked, wanted.now))
    told = query.select_from(asked).join(Assignment.t, Assignment.c.id == asked.c.assignment)
    told = told.join(Indicator.t, Indicator.c.id == Assignment.c.indicator_id)
    own = Indicator.c.id, Indicator.c.code, Indicator.c.title, Indicator.c.position
    return _lines(tx, told.group_by(*own), Indicator.c.position, Indicator.c.id)


def _lines(tx: Connection, query: Select[Any], *order: ColumnElement[Any]) -> list[Counts]:
    return [Counts(**row._mapping) for row in tx.execute(query.order_by(*order))]


# Line by line

UNIT_NAME = case((Unit.c.short != "", Unit.c.short), else_=Unit.c.name)
PLACES = ("is_in", "window_due_at", "unit_position", "unit_id", "task_position")
"""Those that are missing and longest due come first, then in official order."""


def receipt_lines(tx: Connection, wanted: Wanted) -> Select[Any]:
    """One row for each report, with the columns of a `Receipt` but its obligation."""
    asked = _asked(tx, wanted)
    told_apart = (each for each in Standing if each is not Standing.IN)
    standing = case(
        *((_is(asked, each, wanted.now), each.value) for each in told_apart), else_=Standing.IN.value
    ).label("standing")
    query = select(
        asked,
        Assignment.c.title,
        Assignment.c.indicator_id.label("indicator"),
        Assignment.c.position.label("task_position"),
        Period.c.title.label("period"),
        Period.c.ends_on,
        Window.c.title.label("window"),
        _KEY.label("window_key"),
        UNIT_NAME.label("unit"),
        Unit.c.position.label("unit_position"),
        standing,
    )
    return (
        query.join(Assignment.t, Assignment.c.id == asked.c.assignment)
        .join(Period.t, Period.c.id == asked.c.period_id)
        .join(Window.t, Window.c.id == asked.c.window_id)
        .join(Unit.t, Unit.c.id == asked.c.unit_id)
    )


def receipts_of(tx: Connection, rows: Sequence[Any]) -> list[Receipt]:
    """Rows of `receipt_lines`, each with what can be urged while it is open."""
    query = select(Obligation.c.subject_id, Obligation.c.unit_id, Obligation.c.period, Obligation.c.id).where(
        Obligation.c.settled_at.is_(None),
        Obligation.c.subject_kind == SubjectKind.ASSIGNMENT.value,
        Obligation.c.subject_id.in_({row.assignment for row in rows}),
        Obligation.c.kind.in_(REPORTS),
    )
    owed = {(one.subject_id, one.unit_id, one.period): one.id for one in tx.execute(query.order_by(Obligation.c.id))}
    return [_receipt(row, owed.get((row.assignment, row.unit_id, row.window_key))) for row in rows]


def _receipt(row: Any, obligation: int | None) -> Receipt:
    told = {each.name: getattr(row, each.name) for each in fields(Receipt) if each.name != "obligation"}
    return Receipt(**{**told, "standing": Standing(told["standing"]), "obligation": obligation})


def missing_of(wanted: Wanted) -> Wanted:
    """Of these reports those that have not come: the others are not looked at."""
    return replace(wanted, seen=(*wanted.seen, not_(_CAME)))


def late_reports(tx: Connection, wanted: Wanted, *, limit: int) -> list[Receipt]:
    """Those that are missing though they were due, the longest due first."""
    lines = receipt_lines(tx, missing_of(wanted)).subquery()
    query = select(lines).where(lines.c.standing == Standing.LATE.value)
    ordered = query.order_by(*(lines.c[name] for name in PLACES), lines.c.report).limit(limit)
    return receipts_of(tx, tx.execute(ordered).all())


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
