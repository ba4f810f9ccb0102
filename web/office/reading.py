"""What lies on the office's desk: a fixed number of questions, whatever there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import case, func, select

from actions.health import Finding, Level, beats
from actions.reports.awaiting import count_awaiting, queues_of
from actions.reports.receiving import Counts, Wanted, count_all, late_reports
from actions.urging import times_urged
from config.zone import SHANGHAI
from models.assignments import Assignment
from models.indicators import Target
from models.letters import Letter
from models.obligations import OPEN, Obligation
from models.pleas import PENDING, Plea
from models.reports import IS_CORRECTED, Report
from models.shortfalls import OPEN as BEHIND
from models.shortfalls import Shortfall
from models.summaries import Summary
from models.units import Unit
from models.windows import Period as PeriodRow
from states.letters.facts import LetterState
from states.obligations import ObligationKind
from states.pleas import PleaKind
from states.subjects import SubjectKind
from states.summary import SummaryState
from web.kernel.addresses import Addresses
from web.kernel.visit import Visit
from workdays.periods import Period

SHOWN = 8
"""Lines of a kind on the desk; the rest is a click away."""

LOOKED_AT = 200
DUTY = "duty"
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
UNSIGNED = (LetterState.DRAFTING.value, LetterState.RETURNED.value)
NAME = case((Unit.c.short != "", Unit.c.short), else_=Unit.c.name)


def month_of(visit: Visit) -> Period:
    today = visit.now.astimezone(SHANGHAI)
    return Period.month(today.year, today.month)


def wanted_in(visit: Visit, month: Period) -> Wanted:
    """The reports that fall due in a month, as this reader may see them."""
    return Wanted(
        office_id=visit.at.office_id,
        now=visit.now,
        month=(month.start, month.end),
        seen=(visit.sees(SubjectKind.REPORT),),
    )


def counts_of_month(visit: Visit, month: Period) -> Counts:
    return count_all(visit.tx, wanted_in(visit, month))


@dataclass(frozen=True, slots=True)
class Urged:
    """Of what is late this month: how often each was urged, at least and at most. `earlier`: late since before it."""

    late: int
    least: int
    most: int
    earlier: int


def urged_so_far(visit: Visit, month: Period) -> Urged:
    wanted = Wanted(office_id=visit.at.office_id, now=visit.now, seen=(visit.sees(SubjectKind.REPORT),))
    found = late_reports(visit.tx, wanted, limit=LOOKED_AT)
    late = [each for each in found if each.due_at is not None and _local(each.due_at) >= month.start]
    owed = [each.obligation for each in late if each.obligation is not None]
    times = times_urged(visit.tx, owed)
    told = [times.get(number, 0) for number in owed]
    return Urged(len(late), min(told, default=0), max(told, default=0), len(found) - len(late))


def waiting_for_us(visit: Visit) -> tuple[int, int]:
    """How many reports this office has to verify, and on how many it waits for the superior's verdict."""
    ours, above = queues_of(visit.tx, visit.at.office_id, visit.sees(SubjectKind.REPORT))
    return count_awaiting(visit.tx, ours), count_awaiting(visit.tx, above)


# What lags


@dataclass(frozen=True, slots=True)
class Behind:
    """Shortfalls in official order, with the papers that wait to be checked and signed."""

    count: int
    lines: Sequence[Any]
    drafts: Mapping[int, Any]


def behind(visit: Visit) -> Behind:
    """Quite apart from what is late (O05): a target behind its pace, by its figures."""
    own = BEHIND, Shortfall.c.office_id == visit.at.office_id, visit.sees(SubjectKind.SHORTFALL)
    query = (
        select(
            Shortfall.t, NAME.label("unit"), Target.c.unit.label("measured_in"), func.count().over().label("together")
        )
        .join(Unit.t, Unit.c.id == Shortfall.c.unit_id)
        .join(Target.t, Target.c.id == Shortfall.c.target_id)
    )
    lines = visit.tx.execute(query.where(*own).order_by(Unit.c.position, Unit.c.id, Shortfall.c.id).limit(SHOWN)).all()
    return Behind(lines[0].together if lines else 0, lines, _drafts(visit, [line.id for line in lines]))


def _drafts(visit: Visit, shortfalls: Sequence[int]) -> Mapping[int, Any]:
    """The newest paper of each that still lies in draft."""
    query = select(Letter.c.shortfall_id, Letter.c.id, Letter.c.kind, Letter.c.title, Letter.c.reply).where(
        Letter.c.shortfall_id.in_(shortfalls), Letter.c.state.in_(UNSIGNED), visit.sees(SubjectKind.LETTER)
    )
    return {row.shortfall_id: row for row in visit.tx.execute(query.order_by(Letter.c.id))}


# What waits for an answer


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. `ours`: this desk is asked for the answer; `deciders`: who is."""

    row: Any
    kind: PleaKind
    ours: bool
    deciders: tuple[str, ...]


def pleas_waiting(visit: Visit) -> list[Asked]:
    query = (
        select(
            Plea.t, Obligation.c.title, Obligation.c.kind.label("owed"), Obligation.c.original_due_at,
            Obligation.c.due_at, NAME.label("unit"),
        )
        .join(Obligation.t, Obligation.c.id == Plea.c.obligation_id)
        .join(Unit.t, Unit.c.id == Obligation.c.unit_id)
        .where(Plea.c.state == PENDING, Plea.c.office_id == visit.at.office_id, visit.sees(SubjectKind.OBLIGATION))
        .order_by(Plea.c.requested_at, Plea.c.id)
        .limit(LOOKED_AT)
    )  # fmt: skip
    rows = visit.tx.execute(query).all()
    deciders = _deciders(visit, [row.obligation_id for row in rows])
    posts = visit.directory.posts
    own = {visit.directory.post_ids[seat.post] for seat in visit.actor.seats}
    return [
        Asked(
            row,
            PleaKind(row.kind),
            ours=bool(own & deciders.get((row.obligation_id, row.kind), set())),
            deciders=tuple(posts[number].title for number in sorted(deciders.get((row.obligation_id, row.kind), ()))),
        )
        for row in rows
    ]


def _deciders(visit: Visit, obligations: Sequence[int]) -> Mapping[tuple[int, str], set[int]]:
    query = select(Obligation.c.subject_id, Obligation.c.period, Obligation.c.post_id).where(
        OPEN,
        Obligation.c.subject_kind == SubjectKind.OBLIGATION.value,
        Obligation.c.subject_id.in_(obligations),
        Obligation.c.kind == ObligationKind.DECISION.value,
    )
    found: dict[tuple[int, str], set[int]] = {}
    for subject, period, post in visit.tx.execute(query):
        found.setdefault((subject, period), set()).add(post)
    return found


def corrections(visit: Visit) -> Sequence[Any]:
    """Reports that are being corrected: what was relied upon may change."""
    query = (
        select(Report.c.id, Assignment.c.title, PeriodRow.c.title.label("period"), NAME.label("unit"))
        .join(Assignment.t, Assignment.c.id == Report.c.assignment_id)
        .join(PeriodRow.t, PeriodRow.c.id == Report.c.period_id)
        .join(Unit.t, Unit.c.id == Report.c.unit_id)
        .where(
            IS_CORRECTED,
            Report.c.office_id == visit.at.office_id,
            visit.sees(SubjectKind.REPORT),
        )
        .order_by(Unit.c.position, Report.c.id)
    )
    return visit.tx.execute(query.limit(SHOWN)).all()


def summaries_drafted(visit: Visit) -> Sequence[Any]:
    """月度汇总, lists and material that were drawn up and wait to be checked and presented."""
    query = (
        select(Summary.c.id, Summary.c.title, Summary.c.kind, Summary.c.edited_at, Obligation.c.due_at)
        .join(Obligation.t, Obligation.c.id == Summary.c.obligation_id)
        .where(
            Summary.c.state == SummaryState.DRAFT.value,
            Summary.c.office_id == visit.at.office_id,
            visit.sees(SubjectKind.OBLIGATION),
        )
        .order_by(Obligation.c.due_at, Summary.c.id)
    )
    return visit.tx.execute(query.limit(SHOWN)).all()


# What is due from us, and what comes


@dataclass(frozen=True, slots=True)
class Work:
    count: int
    lines: Sequence[tuple[Any, ObligationKind, str]]


def own_work(visit: Visit) -> Work:
    """What the desk itself owes, the earliest first, each with the page where it is done."""
    query = select(Obligation.t).where(
        OPEN, Obligation.c.post_id == visit.at.post_id, Obligation.c.opened_at <= visit.now
    )
    rows = visit.tx.execute(query.order_by(Obligation.c.due_at.nulls_last(), Obligation.c.id).limit(SHOWN)).all()
    pages = Addresses.of(visit.request)
    lines = [(row, ObligationKind(row.kind), _where_done(pages, row)) for row in rows]
    return Work(sum(visit.owed.values()), lines)


def _where_done(pages: Addresses, row: Any) -> str:
    """The page on which an obligation of the office is met."""
    if row.subject_kind == SubjectKind.OBLIGATION.value:
        return "/office#pleas"
    if row.subject_kind == DUTY:
        return "/office/summaries"
    return pages.of_work(row.subject_kind, row.subject_id, owed=row.kind, obligation=row.id)


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which something falls due, by kind of work."""

    day: date
    counts: tuple[tuple[ObligationKind, int], ...]

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.day.weekday()]


def coming_week(visit: Visit) -> list[Day]:
    """What falls due with anybody in the next seven days."""
    until = visit.now + timedelta(days=7)
    query = (
        select(Obligation.c.due_at, Obligation.c.kind, func.count().label("count"))
        .where(
            OPEN,
            Obligation.c.office_id == visit.at.office_id,
            Obligation.c.due_at > visit.now,
            Obligation.c.due_at <= until,
            visit.sees(SubjectKind.OBLIGATION),
        )
        .group_by(Obligation.c.due_at, Obligation.c.kind)
        .order_by(Obligation.c.due_at)
    )
    rows = visit.tx.execute(query).all()
    return [_day(day, [*group]) for day, group in groupby(rows, key=lambda row: _local(row.due_at))]


def _local(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


def _day(day: date, rows: Sequence[Any]) -> Day:
    counts: dict[ObligationKind, int] = {}
    for row in rows:
        kind = ObligationKind(row.kind)
        counts[kind] = counts.get(kind, 0) + row.count
    return Day(day, tuple(sorted(counts.items(), key=lambda each: -each[1])))


def clock_notes(visit: Visit) -> list[Finding]:
    """The clock has not come by, or nothing is being sent: then nobody is reminded, and the office should know."""
    return [each for each in beats(visit.tx, visit.now, needed=True) if each.level is Level.PROBLEM]
