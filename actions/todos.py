"""What is owed now: the open obligations of a post, with everything that a person has to know before he begins.

`kaohe todo` and the page 我的待办 both read it here.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, select

from actions.absences import Span
from actions.directory import directory_of
from actions.publishing.schedule import window_key
from actions.urging import month_of
from config.deadlines import Grace
from config.obligations import ObligationKind
from config.zone import SHANGHAI
from models.lateness import Urging
from models.obligations import OPEN, Obligation
from models.pleas import PENDING, Plea
from models.posts import Post
from models.reports import Report
from models.types import Moment
from models.units import Office, Unit
from models.windows import Period, Window
from states.obligations import Outcome
from states.pleas import PleaKind
from states.subjects import SubjectKind
from states.window import WindowState
from workdays.wording import say_grace_end


@dataclass(frozen=True, slots=True)
class Todo:
    """One open obligation. `reports`: the number of each period's report, where reports are owed, and of their window.

    `urged`: how often by hand in this month. `pleads`: what was asked for about it and waits for an answer, until when
    it waits, and to which date. `paused`: when nobody is at its desk. `quiet_until`: 知道了 was said. `grace`: 宽限.
    """

    id: int
    kind: ObligationKind
    title: str
    unit: str
    post: str
    subject_kind: str
    subject_id: int
    period: str
    due_at: datetime | None
    provisional: bool
    original_due_at: datetime | None = None
    urged: int = 0
    pleads: str = ""
    asked_due_at: datetime | None = None
    paused: Span | None = None
    quiet_until: datetime | None = None
    grace: str = ""
    reports: Mapping[str, int] = field(default_factory=dict)
    window: int | None = None
    opened_at: datetime | None = None
    year: int | None = None
    post_id: int = 0

    def is_overdue(self, *, now: datetime) -> bool:
        return self.due_at is not None and now > self.due_at


def posts_of(connection: Connection, person_id: int, *, now: datetime) -> set[int]:
    """Every post that a person holds or stands in for today, in every office."""
    found: set[int] = set()
    for office_id in connection.scalars(select(Office.c.id)).all():
        directory = directory_of(connection, office_id, day=now.astimezone(SHANGHAI).date())
        found |= {directory.post_ids[seat.post] for seat in directory.actor(person_id).seats}
    return found


def open_now(connection: Connection, *, posts: Collection[int] | None, now: datetime) -> list[Todo]:
    """The earliest due first and the undated last. What opens later is on the calendar, on nobody's desk yet."""
    whose = OPEN if posts is None else and_(OPEN, Obligation.c.post_id.in_(posts))
    rows = connection.execute(_NAMED.where(whose, Obligation.c.opened_at <= now)).all()
    return _read(connection, rows, whose, now=now)


def count_open(connection: Connection, *, posts: Collection[int], now: datetime) -> Mapping[tuple[str, str], int]:
    """How many of those there are, by the kind of thing that they are about and of duty."""
    kinds = Obligation.c.subject_kind, Obligation.c.kind
    mine = and_(OPEN, Obligation.c.post_id.in_(posts), Obligation.c.opened_at <= now)
    return {
        (row.subject_kind, row.kind): row.together
        for row in connection.execute(select(*kinds, func.count().label("together")).where(mine).group_by(*kinds))
    }


def todo_of(connection: Connection, number: int, *, now: datetime) -> Todo | None:
    """One obligation, settled or not, as the list shows it."""
    whose = Obligation.c.id == number
    return next(iter(_read(connection, connection.execute(_NAMED.where(whose)).all(), whose, now=now)), None)


_NAMED = (
    select(Obligation.t, Unit.c.name.label("unit"), Post.c.title.label("post"))
    .join(Unit.t, Unit.c.id == Obligation.c.unit_id)
    .join(Post.t, Post.c.id == Obligation.c.post_id)
    .order_by(Obligation.c.due_at.nulls_last(), Unit.c.position, Obligation.c.id)
)


def _read(connection: Connection, rows: Sequence[Any], whose: ColumnElement[bool], *, now: datetime) -> list[Todo]:
    reports = _reports(connection, whose)
    urged = _urged(connection, whose, now=now)
    pleas = _pleas(connection, whose)
    away = _away(connection, rows, now=now)
    return [
        replace(
            _todo(row, reports),
            urged=urged.get(row.id, 0),
            pleads="、".join(PleaKind(plea.kind).label for plea in pleas.get(row.id, ())),
            asked_due_at=next((plea.asked_due_at for plea in pleas.get(row.id, ()) if plea.asked_due_at), None),
            paused=away.get((row.office_id, row.post_id)),
        )
        for row in rows
    ]


def _away(connection: Connection, rows: Sequence[Any], *, now: datetime) -> dict[tuple[int, int], Span]:
    """By office and post, the leave in which nobody acts from it now."""
    found: dict[tuple[int, int], Span] = {}
    for office_id in {row.office_id for row in rows}:
        directory = directory_of(connection, office_id, day=now.astimezone(SHANGHAI).date())
        for post in {row.post_id for row in rows if row.office_id == office_id}:
            spans = [span for span in directory.away(post) if span[0] <= now < span[1]]
            if spans:
                found[office_id, post] = spans[0]
    return found


def _urged(connection: Connection, whose: ColumnElement[bool], *, now: datetime) -> dict[int, int]:
    query = (
        select(Urging.c.obligation_id, func.count())
        .join(Obligation.t, Obligation.c.id == Urging.c.obligation_id)
        .where(Urging.c.month == month_of(now), whose)
    )
    return dict(connection.execute(query.group_by(Urging.c.obligation_id)).tuples().all())


def _pleas(connection: Connection, whose: ColumnElement[bool]) -> dict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    query = (
        select(Plea.t).join(Obligation.t, Obligation.c.id == Plea.c.obligation_id).where(Plea.c.state == PENDING, whose)
    )
    for row in connection.execute(query.order_by(Plea.c.id)):
        found[row.obligation_id].append(row)
    return found


def _todo(row: Any, reports: Mapping[tuple[int, str], "_Reports"]) -> Todo:
    is_of_assignment = row.subject_kind == SubjectKind.ASSIGNMENT.value
    owed = reports.get((row.subject_id, row.period)) if is_of_assignment else None
    return Todo(
        id=row.id,
        kind=ObligationKind(row.kind),
        title=row.title,
        unit=row.unit,
        post=row.post,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        period=row.period,
        due_at=row.due_at.astimezone(SHANGHAI) if row.due_at else None,
        provisional=row.provisional,
        original_due_at=row.original_due_at.astimezone(SHANGHAI) if row.original_due_at else None,
        quiet_until=_quiet(row),
        grace=_grace(row),
        reports=owed.by_period if owed is not None else {},
        window=owed.window if owed is not None else None,
        opened_at=row.opened_at.astimezone(SHANGHAI),
        year=row.assessment_id,
        post_id=row.post_id,
    )


def _quiet(row: Any) -> datetime | None:
    told = row.standing.get("quiet_until")
    return datetime.fromisoformat(told).astimezone(SHANGHAI) if told else None


def _grace(row: Any) -> str:
    rule = (row.deadline or {}).get("rule") or {}
    if not rule.get("grace") or row.due_at is None or row.due_at != row.original_due_at:
        return ""
    return say_grace_end(Grace.model_validate(rule["grace"]), row.due_at)


@dataclass(slots=True)
class _Reports:
    """What is handed in together: one window of one assignment."""

    window: int
    by_period: dict[str, int] = field(default_factory=dict)


def _reports(connection: Connection, whose: ColumnElement[bool]) -> Mapping[tuple[int, str], _Reports]:
    """The reports of each assignment and window, by period; the latest round of each."""
    found: dict[tuple[int, str], _Reports] = {}
    owed = select(Obligation.c.subject_id).where(whose, Obligation.c.subject_kind == SubjectKind.ASSIGNMENT.value)
    query = (
        select(Report.c.id, Report.c.assignment_id, Report.c.window_id, Period.c.code, Window.c.code.label("window"),
               Window.c.occasion)
        .join(Period.t, Period.c.id == Report.c.period_id)
        .join(Window.t, Window.c.id == Report.c.window_id)
        .where(Report.c.assignment_id.in_(owed))
        .order_by(Report.c.round)
    )  # fmt: skip
    for row in connection.execute(query):
        key = row.assignment_id, window_key(row.window, row.occasion)
        found.setdefault(key, _Reports(row.window_id)).by_period[row.code] = row.id
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """One thing that is done, and how it ended."""

    id: int
    kind: ObligationKind
    title: str
    subject_kind: str
    subject_id: int
    outcome: Outcome
    settled_at: datetime
    due_at: datetime | None

    @property
    def was_late(self) -> bool:
        return self.due_at is not None and self.settled_at > self.due_at


def settled_lately(connection: Connection, *, posts: Collection[int], now: datetime, most: int = 8) -> list[Settled]:
    """What these posts have done last, the newest first."""
    query = (
        select(Obligation.t)
        .where(Obligation.c.post_id.in_(posts), Obligation.c.settled_at.is_not(None), Obligation.c.settled_at <= now)
        .order_by(Obligation.c.settled_at.desc(), Obligation.c.id.desc())
        .limit(most)
    )
    return [
        Settled(
            id=row.id,
            kind=ObligationKind(row.kind),
            title=row.title,
            subject_kind=row.subject_kind,
            subject_id=row.subject_id,
            outcome=Outcome(row.outcome),
            settled_at=row.settled_at.astimezone(SHANGHAI),
            due_at=row.due_at.astimezone(SHANGHAI) if row.due_at else None,
        )
        for row in connection.execute(query)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What will be asked of a post next: when the window opens, and until when it is to be handed in."""

    title: str
    opens_at: datetime
    due_at: datetime | None


def next_to_open(connection: Connection, *, posts: Collection[int], now: datetime) -> Coming | None:
    """The next thing that comes onto these desks; None, where the calendar holds nothing more for them."""
    own = (
        select(Obligation.c.title, Obligation.c.opened_at, Obligation.c.due_at)
        .where(OPEN, Obligation.c.post_id.in_(posts), Obligation.c.opened_at > now)
        .order_by(Obligation.c.opened_at, Obligation.c.id)
        .limit(1)
    )
    row = connection.execute(own).one_or_none() or connection.execute(_next_window(posts), {"now": now}).one_or_none()
    if row is None:
        return None
    return Coming(
        title=row.title,
        opens_at=row.opened_at.astimezone(SHANGHAI),
        due_at=row.due_at.astimezone(SHANGHAI) if row.due_at else None,
    )


def _next_window(posts: Collection[int]) -> Select[Any]:
    """The next window of a report by the units in which these posts are."""
    units = select(Post.c.unit_id).where(Post.c.id.in_(posts))
    return (
        select(Window.c.title, Window.c.opens_at.label("opened_at"), Window.c.due_at)
        .join(Report.t, Report.c.window_id == Window.c.id)
        .where(
            Report.c.unit_id.in_(units),
            Window.c.state == WindowState.NOT_OPEN.value,
            Window.c.opens_at > bindparam("now", type_=Moment),
        )
        .order_by(Window.c.opens_at, Window.c.id)
        .limit(1)
    )
