"""What 我的待办 shows: one desk's open obligations in the order of their days, each with the page where it is done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select

from actions.published import published_of
from actions.shortfalls.tracking import tracked_of
from actions.todos import Coming, Settled, Todo, next_to_open, open_now, settled_lately
from config.labels import Labelled
from config.obligations import ObligationKind
from config.roles import LEADERS
from config.zone import SHANGHAI
from models.persons import Person, Substitution
from states.lights import Explained
from states.pace import Light
from states.subjects import SubjectKind
from web.kernel.addresses import Addresses
from web.kernel.counting import workdays_left
from web.kernel.visit import Visit
from web.officer.messages import unread_of

END_OF_DAY = "23:59"
REPORTED = (ObligationKind.REPORT, ObligationKind.FIGURE)
WORST = (Light.RED, Light.YELLOW, Light.GREEN, Light.NONE)


class When(Labelled):
    """The days that a desk is cut into."""

    LATE = "late", "逾期"
    TODAY = "today", "今天"
    TOMORROW = "tomorrow", "明天"
    THIS_WEEK = "this_week", "本周"
    LATER = "later", "以后"
    UNDATED = "undated", "期限未定"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Several obligations that are done on one page are one line: the reports of a window, above all."""

    todos: tuple[Todo, ...]
    href: str
    workdays: int | None
    hour: str
    lights: Mapping[int, Explained]

    @property
    def first(self) -> Todo:
        return self.todos[0]

    @property
    def due_on(self) -> date | None:
        return self.first.due_at.date() if self.first.due_at is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    when: When
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Whom the reader is asked to stand in for, and from when to when; it holds once he has said yes (A14)."""

    id: int
    name: str
    begins_on: date
    ends_on: date | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desktop:
    """The whole page."""

    asked: tuple[Standing, ...]
    groups: tuple[Group, ...]
    count: int
    done: Sequence[Settled]
    coming: Coming | None
    elsewhere: int
    unread: int


def desktop_of(visit: Visit) -> Desktop:
    desks = {desk.post_id for desk in visit.desks}
    everywhere = open_now(visit.tx, posts=desks, now=visit.now)
    own = visit.at
    here = [todo for todo in everywhere if todo.post_id == own.post_id]
    addresses = Addresses.of(visit.request)
    lines = list(_lines(here, addresses, visit, _lights(visit, here)))
    return Desktop(
        asked=tuple(_asked(visit)),
        groups=tuple(_groups(lines, visit)),
        count=len(here),
        done=settled_lately(visit.tx, posts=[own.post_id], now=visit.now),
        coming=next_to_open(visit.tx, posts=[own.post_id], now=visit.now) if not here else None,
        elsewhere=len(everywhere) - len(here),
        unread=unread_of(visit),
    )


def _asked(visit: Visit) -> Iterator[Standing]:
    wanted = Substitution.c
    query = (
        select(wanted.id, Person.c.name, wanted.begins_on, wanted.ends_on, wanted.reason)
        .join(Person.t, Person.c.id == wanted.person_id)
        .where(
            and_(wanted.substitute_id == visit.by, wanted.office_id == visit.at.office_id, wanted.asks),
            and_(wanted.accepted_at.is_(None), wanted.declined_at.is_(None)),
            or_(wanted.ends_on.is_(None), wanted.ends_on >= visit.day),
        )
        .order_by(wanted.begins_on, wanted.id)
    )
    yield from (Standing(*row) for row in visit.tx.execute(query))


def _lights(visit: Visit, todos: Sequence[Todo]) -> dict[int, Explained]:
    """The light of each task that has numbers, by its latest figure: of several targets the worst."""
    tasks: dict[int, set[int]] = {}
    for todo in todos:
        if todo.subject_kind == SubjectKind.ASSIGNMENT.value and todo.year is not None:
            tasks.setdefault(todo.year, set()).add(todo.subject_id)
    found: dict[int, Explained] = {}
    for year, assignments in tasks.items():
        scheme = published_of(visit.tx, year, day=visit.day).scheme
        for tracked in tracked_of(visit.tx, scheme, assignments, today=visit.day):
            known = found.get(tracked.assignment_id)
            if known is None or WORST.index(tracked.latest.light) < WORST.index(known.light):
                found[tracked.assignment_id] = tracked.latest
    return found


def _lines(
    todos: Sequence[Todo], addresses: Addresses, visit: Visit, lights: Mapping[int, Explained]
) -> Iterator[Line]:
    groups: dict[Any, list[Todo]] = {}
    for todo in todos:
        alone = todo.pleads or todo.paused or todo.due_at != todo.original_due_at
        together = (todo.window, todo.due_at) if todo.window is not None and not alone else todo.id
        groups.setdefault(together, []).append(todo)
    for group in groups.values():
        first = group[0]
        yield Line(
            todos=tuple(group),
            href=addresses.of_work(
                first.subject_kind, first.subject_id, owed=first.kind, obligation=first.id, window=first.window
            ),
            workdays=workdays_left(visit.calendar, visit.now, first.due_at),
            hour=hour_of(first.due_at),
            lights={each.id: lights[each.subject_id] for each in group if _has_light(each, lights)},
        )


def _has_light(todo: Todo, lights: Mapping[int, Explained]) -> bool:
    """A light is of use beside what is reported, once there is a figure."""
    light = lights.get(todo.subject_id) if todo.kind in REPORTED else None
    return light is not None and light.light is not Light.NONE


def hour_of(due_at: datetime | None) -> str:
    """17:00, or nothing where the whole day counts."""
    said = f"{due_at:%H:%M}" if due_at is not None else ""
    return "" if said == END_OF_DAY else said


def _groups(lines: Sequence[Line], visit: Visit) -> Iterator[Group]:
    to_leader = visit.at.role in LEADERS
    for when in When:
        own = tuple(line for line in lines if when_due(line.first.due_at, visit.now) is when)
        if own:
            # what waits on a leader's desk is never called late (O10)
            label = "已过时限" if to_leader and when is When.LATE else when.label
            yield Group(when=when, label=label, lines=own)


def when_due(due_at: datetime | None, now: datetime) -> When:
    if due_at is None:
        return When.UNDATED
    if now > due_at:
        return When.LATE
    today, day = now.astimezone(SHANGHAI).date(), due_at.astimezone(SHANGHAI).date()
    if day == today:
        return When.TODAY
    if day == today + timedelta(days=1):
        return When.TOMORROW
    sunday = today + timedelta(days=6 - today.weekday())
    return When.THIS_WEEK if day <= sunday else When.LATER
