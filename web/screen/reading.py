"""What the wall shows. A figure is there only once it was verified (A33), and units stand in official order."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import select

from actions.published import published_of
from actions.shortfalls.lights import running_years, tracked_now
from actions.shortfalls.tracking import Tracked
from models.assignments import Assignment
from models.units import Unit
from states.lights import Explained
from states.pace import Light
from states.saying import say_number
from states.subjects import SubjectKind
from web.kernel.visit import Visit

BEHIND = (Light.RED, Light.YELLOW)
SHOWN = 7
"""Lines of a list that can be read from afar."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One target by what was verified of it: the light that held last, and those before it."""

    unit_id: int
    title: str
    periods: tuple[Explained, ...]

    @property
    def light(self) -> Light:
        return self.periods[-1].light if self.periods else Light.NONE

    @property
    def gap(self) -> str:
        """欠620人."""
        last = self.periods[-1]
        return f"{say_number(last.reading.gap)}{last.aim.unit}"


@dataclass(frozen=True)
class Wall:
    """The running years of an office. `units`: their names in official order."""

    years: tuple[int, ...]
    standings: tuple[Standing, ...]
    units: Mapping[int, str]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        return _counted(self.standings)

    @cached_property
    def by_unit(self) -> Sequence[tuple[str, Mapping[str, int]]]:
        owned: dict[int, list[Standing]] = {}
        for each in self.standings:
            owned.setdefault(each.unit_id, []).append(each)
        return [(name, _counted(owned[unit])) for unit, name in self.units.items() if unit in owned]

    @property
    def behind(self) -> list[tuple[str, str]]:
        """What lags, before what lags a little; both in official order."""
        lagging = [each for light in BEHIND for each in self.standings if each.light is light]
        return [(f"{self.units[each.unit_id]} {each.title}", each.gap) for each in lagging[:SHOWN]]

    @property
    def until(self) -> date | None:
        """The day of the newest figure that was verified."""
        return max((each.periods[-1].as_of for each in self.standings if each.periods), default=None)

    @property
    def months(self) -> Mapping[date, Mapping[str, int]]:
        """How many targets had which light at the end of each month, where it was verified."""
        found: dict[date, dict[int, Light]] = {}
        for number, each in enumerate(self.standings):
            for period in each.periods:
                found.setdefault(period.as_of.replace(day=1), {})[number] = period.light
        return {month: Counter(light.value for light in found[month].values()) for month in sorted(found)}


def _counted(standings: Iterable[Standing]) -> Mapping[str, int]:
    return Counter(each.light.value for each in standings)


def wall_of(visit: Visit) -> Wall:
    """The running years as this reader may see them: a fixed number of questions for each."""
    office = visit.at.office_id
    years = running_years(visit.tx, office=office)
    published = [published_of(visit.tx, year, day=visit.day) for year in years]
    seen = set(
        visit.tx.scalars(
            select(Assignment.c.id).where(Assignment.c.assessment_id.in_(years), visit.sees(SubjectKind.ASSIGNMENT))
        )
    )
    return Wall(
        tuple(each.scheme.year for each in published),
        tuple(
            _standing(each)
            for known in published
            for each in tracked_now(visit.tx, known, today=visit.day)
            if each.assignment_id in seen
        ),
        {row.id: row.short or row.name for row in visit.tx.execute(_units(office))},
    )


def _units(office: int) -> Any:
    return select(Unit.c.id, Unit.c.name, Unit.c.short).where(Unit.c.office_id == office).order_by(Unit.c.position)


def _standing(tracked: Tracked) -> Standing:
    verified = (each for each in tracked.periods if each.figure is not None and each.figure.is_verified)
    return Standing(int(tracked.row.lead_unit_id), tracked.title, tuple(verified))
