"""The three lines, what waits, and what lags; every list read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, Select, case, func, select

from actions.published import published_of
from actions.shortfalls.lights import running_years, standing_now
from actions.shortfalls.tracking import Tracked, tracked_of
from models.assignments import Assignment
from models.items import Item
from models.letters import Letter
from models.persons import Person
from models.shortfalls import OPEN, Shortfall, ShortfallRung
from states.pace import Light
from states.saying import say_number
from states.subjects import SubjectKind
from web.kernel.paging import paged
from web.kernel.visit import Visit
from web.leader.charge import OFFICIAL, TASK, Task, charged, task_of

ORDER = (Light.RED, Light.YELLOW, Light.GREEN, Light.NONE)
BEHIND = (ORDER.index(Light.RED), ORDER.index(Light.YELLOW))
LAGGING = 20
"""So many tasks that lag stand on one page, each with what was done about it."""

TASKS = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """One task with its numeric targets, the worst light counting."""

    task: Task
    targets: tuple[Tracked, ...]

    @property
    def light(self) -> Light:
        return min((each.latest.light for each in self.targets), key=ORDER.index, default=Light.NONE)

    @property
    def is_verified(self) -> bool:
        """Solid only where every target that gives this light was verified (O20)."""
        return not any(each.latest.reading.is_hollow for each in self.targets if each.latest.light is self.light)

    @property
    def behind(self) -> tuple[Tracked, ...]:
        return tuple(each for each in self.targets if each.latest.light in (Light.RED, Light.YELLOW))

    @property
    def gap(self) -> str:
        """欠620人, of each target behind."""
        return "、".join(f"欠{say_number(each.latest.reading.gap)}{each.aim.unit}" for each in self.behind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lagging:
    """A task behind its pace, as a leader is told of it: who answers, what was done about it."""

    standing: Standing
    responsible: tuple[str, ...] = ()
    shortfall: int | None = None
    since: datetime | None = None
    reminded: int = 0
    letters: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """How everything stands that a leader answers for: all of it counted, and what lags of one page."""

    counts: Mapping[Light, int]
    lagging: tuple[Lagging, ...] = field(default_factory=tuple)
    page: int = 1
    last: int = 1

    @property
    def measured(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the tasks that a leader answers for."""

    standings: tuple[Standing, ...]
    page: int
    last: int


def survey(visit: Visit) -> Survey:
    """The light of every task, and those behind with what was done about them: the reddest first, in official order."""
    worst = _worst(visit)
    counts = _counts(visit, worst)
    page, last = paged(visit, counts[Light.RED] + counts[Light.YELLOW], LAGGING)
    query = charged(visit, *TASK).join(worst, worst.c.assignment_id == Assignment.c.id)
    behind = query.where(worst.c.place.in_(BEHIND)).order_by(worst.c.place, *OFFICIAL)
    found = _standings(visit, behind.limit(LAGGING).offset((page - 1) * LAGGING))
    return Survey(counts, tuple(_lagging(visit, found)), page, last)


def listed(visit: Visit) -> Listed:
    """All of them, in official order."""
    count = visit.tx.scalar(charged(visit, func.count())) or 0
    page, last = paged(visit, count, TASKS)
    query = charged(visit, *TASK).order_by(*OFFICIAL).limit(TASKS).offset((page - 1) * TASKS)
    return Listed(_standings(visit, query), page, last)


def _worst(visit: Visit) -> CTE:
    """Of each task with a figure, the place in `ORDER` of its worst light."""
    years = running_years(visit.tx, office=visit.at.office_id)
    standing = standing_now(visit.tx, years, today=visit.day)
    place = case({light.value: place for place, light in enumerate(ORDER)}, value=standing.c.light)
    query = select(standing.c.assignment_id, func.min(place).label("place"))
    return query.group_by(standing.c.assignment_id).cte("worst")


def _counts(visit: Visit, worst: CTE) -> Mapping[Light, int]:
    """What has no figure, or no target that is a number, has no light."""
    together = visit.tx.scalar(charged(visit, func.count())) or 0
    query = charged(visit, worst.c.place, func.count()).join(worst, worst.c.assignment_id == Assignment.c.id)
    found = dict(visit.tx.execute(query.group_by(worst.c.place)).tuples().all())
    lit: dict[Light, int] = {light: found.get(place, 0) for place, light in enumerate(ORDER) if light is not Light.NONE}
    return {**lit, Light.NONE: together - sum(lit.values())}


def _standings(visit: Visit, query: Select[Any]) -> tuple[Standing, ...]:
    tasks = [task_of(row) for row in visit.tx.execute(query)]
    found = _tracked(visit, tasks)
    return tuple(Standing(task, tuple(found.get(task.id, ()))) for task in tasks)


def _tracked(visit: Visit, tasks: Sequence[Task]) -> Mapping[int, list[Tracked]]:
    found: defaultdict[int, list[Tracked]] = defaultdict(list)
    by_year: defaultdict[int, list[int]] = defaultdict(list)
    for task in tasks:
        by_year[task.assessment_id].append(task.id)
    for year, numbers in by_year.items():
        scheme = published_of(visit.tx, year, day=visit.day).scheme
        for each in tracked_of(visit.tx, scheme, numbers, today=visit.day):
            found[each.assignment_id].append(each)
    return found


def _lagging(visit: Visit, behind: Iterable[Standing]) -> Iterable[Lagging]:
    numbers = [each.task.id for each in behind]
    people, open_ones = _responsible(visit, numbers), _shortfalls(visit, numbers)
    letters = _letters(visit, numbers)
    for each in behind:
        shortfall = open_ones.get(each.task.id)
        yield Lagging(
            standing=each,
            responsible=tuple(people.get(each.task.id, ())),
            shortfall=shortfall.id if shortfall is not None else None,
            since=shortfall.opened_at if shortfall is not None else None,
            reminded=shortfall.rungs if shortfall is not None else 0,
            letters=letters.get(each.task.id, ()),
        )


def _responsible(visit: Visit, numbers: Sequence[int]) -> Mapping[int, list[str]]:
    query = (
        select(Item.c.assignment_id, Person.c.name)
        .join(Person.t, Person.c.id == Item.c.responsible_id)
        .where(Item.c.assignment_id.in_(numbers), Item.c.removed_at.is_(None))
        .order_by(Item.c.position)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for number, name in visit.tx.execute(query):
        if name not in found[number]:
            found[number].append(name)
    return found


def _shortfalls(visit: Visit, numbers: Sequence[int]) -> Mapping[int, Any]:
    rungs = select(func.count()).where(ShortfallRung.c.shortfall_id == Shortfall.c.id).correlate(Shortfall.t)
    query = select(Shortfall.t, rungs.scalar_subquery().label("rungs")).where(
        OPEN, Shortfall.c.assignment_id.in_(numbers)
    )
    return {row.assignment_id: row for row in visit.tx.execute(query.order_by(Shortfall.c.id.desc()))}


def _letters(visit: Visit, numbers: Sequence[int]) -> Mapping[int, list[Any]]:
    query = (
        select(Letter.c.id, Letter.c.assignment_id, Letter.c.kind, Letter.c.number, Letter.c.state, Letter.c.title)
        .where(Letter.c.assignment_id.in_(numbers), Letter.c.closed_at.is_(None), visit.sees(SubjectKind.LETTER))
        .order_by(Letter.c.id)
    )
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in visit.tx.execute(query):
        found[row.assignment_id].append(row)
    return found
