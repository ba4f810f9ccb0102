"""What the wall shows. A figure is there only once it was verified (A33), and units stand in official order."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import CTE, Select, case, func

from actions.published import published_of
from actions.shortfalls.lights import is_of, of_targets, running_years, standing_now
from actions.shortfalls.tracking import Tracked, tracked_of
from models.assignments import Assignment
from models.indicators import Target
from models.units import Unit
from states.pace import Light
from states.saying import say_number
from states.subjects import SubjectKind
from web.kernel.visit import Visit

BEHIND = (Light.RED, Light.YELLOW)
BEHIND_CODES = tuple(light.value for light in BEHIND)
SHOWN = 7
"""Lines of a list that can be read from afar."""


@dataclass(frozen=True)
class Wall:
    """The running years of an office, counted by the database.

    `units`: in official order, how many targets of each have which light. `months`: how many had which at the end of
    each month, where it was verified. `behind`: what lags, before what lags a little; both in official order.
    """

    years: tuple[int, ...]
    units: Sequence[tuple[str, Mapping[str, int]]]
    months: Mapping[date, Mapping[str, int]]
    behind: Sequence[tuple[str, str]]
    until: date | None

    @cached_property
    def counts(self) -> Mapping[str, int]:
        return sum((Counter(counts) for _, counts in self.units), Counter())


def wall_of(visit: Visit) -> Wall:
    """The running years as this reader may see them: a fixed number of questions for each."""
    years = running_years(visit.tx, office=visit.at.office_id)
    standing = standing_now(visit.tx, years, today=visit.day)
    verified = func.coalesce(standing.c.verified, Light.NONE.value)
    return Wall(
        tuple(published_of(visit.tx, year, day=visit.day).scheme.year for year in years),
        _units(visit, _seen(visit, years, standing, verified.label("light"), func.count().label("number"))),
        _months(visit, _seen(visit, years, standing, standing.c.months, func.count().label("count"))),
        [*_behind(visit, _seen(visit, years, standing, *_KEYS).where(verified.in_(BEHIND_CODES)), verified)],
        visit.tx.scalar(_seen(visit, years, standing, func.max(standing.c.verified_on))),
    )


_KEYS = (
    Assignment.c.assessment_id.label("year"),
    Assignment.c.id.label("assignment"),
    Target.c.id.label("target"),
    func.coalesce(func.nullif(Unit.c.short, ""), Unit.c.name).label("unit"),
)


def _seen(visit: Visit, years: Sequence[int], standing: CTE, *shown: Any) -> Select[Any]:
    query = of_targets(years, *shown).where(visit.sees(SubjectKind.ASSIGNMENT))
    return query.join(Unit.t, Unit.c.id == Assignment.c.lead_unit_id).outerjoin(standing, is_of(standing))


def _units(visit: Visit, query: Select[Any]) -> list[tuple[str, Mapping[str, int]]]:
    unit = Unit.c.id, Unit.c.position, Unit.c.name, Unit.c.short
    told = query.add_columns(*unit).group_by(*unit, "light").order_by(Unit.c.position, Unit.c.id)
    found: dict[int, tuple[str, dict[str, int]]] = {}
    for row in visit.tx.execute(told):
        found.setdefault(row.id, (row.short or row.name, {}))[1][row.light] = row.number
    return [*found.values()]


def _months(visit: Visit, query: Select[Any]) -> Mapping[date, Mapping[str, int]]:
    """Few targets differ in their course: they are counted by it."""
    found: dict[date, Counter[str]] = {}
    for months, count in visit.tx.execute(query.group_by(query.selected_columns[0])).tuples():
        for month, light in (months or {}).items():
            found.setdefault(date.fromisoformat(f"{month}-01"), Counter())[light] += count
    return {month: found[month] for month in sorted(found)}


def _behind(visit: Visit, query: Select[Any], verified: Any) -> Iterator[tuple[str, str]]:
    place = case({light.value: number for number, light in enumerate(BEHIND)}, value=verified)
    order = place, Unit.c.position, Unit.c.id, Assignment.c.position, Assignment.c.id, Target.c.position
    rows = visit.tx.execute(query.order_by(*order).limit(SHOWN)).all()
    tracked = {(each.assignment_id, each.target_id): each for each in _tracked(visit, rows)}
    for row in rows:
        each = tracked[row.assignment, row.target]
        last = next(one for one in reversed(each.periods) if one.figure is not None and one.figure.is_verified)
        yield f"{row.unit} {each.title}", f"{say_number(last.reading.gap)}{last.aim.unit}"


def _tracked(visit: Visit, rows: Sequence[Any]) -> Iterator[Tracked]:
    for year in dict.fromkeys(row.year for row in rows):
        scheme = published_of(visit.tx, year, day=visit.day).scheme
        yield from tracked_of(visit.tx, scheme, {row.assignment for row in rows if row.year == year}, today=visit.day)
