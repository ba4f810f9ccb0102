"""The lights of the years that run, in official order: counted by the database, and read with all that they rest on.

What is kept of a light (`models.lights`) is taken where it still holds; the others are reckoned now, for this reader.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    JSON,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Text,
    and_,
    case,
    cast,
    column,
    func,
    not_,
    or_,
    select,
    type_coerce,
    union,
    union_all,
)

from actions.published import published_of
from actions.shortfalls.keeping import Kept, reckoned
from actions.shortfalls.tracking import Tracked, tracked_of, tracked_of_year
from models.assessments import Assessment
from models.assignments import Assignment
from models.indicators import Target
from models.lights import KeptLight, LightDue
from models.shortfalls import OPEN, Shortfall
from models.types import canonical_json
from models.units import Unit
from states.assessment import AssessmentState
from states.assignment import AssignmentState
from states.lights import Explained
from states.pace import Light

LAGGING = (Light.YELLOW.value, Light.RED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLight:
    """One target of one unit. `shortfall`: the number of the one that is open."""

    assessment_id: int
    assignment_id: int
    target_id: int
    unit: str
    title: str
    target: str
    light: Explained
    shortfall: int | None = None


def running_years(tx: Connection, *, office: int | None = None) -> list[int]:
    """The years whose lights are looked at: of every office, or of one."""
    query = select(Assessment.c.id).where(Assessment.c.state == AssessmentState.RUNNING.value)
    if office is not None:
        query = query.where(Assessment.c.office_id == office)
    return list(tx.scalars(query.order_by(Assessment.c.year, Assessment.c.id)))


def lights_of(tx: Connection, assessment_id: int, *, today: date, unit: str | None = None) -> list[TargetLight]:
    """Every numeric target of a year, or those of one unit, by its code or name. Raises `Refused` for no such year."""
    published = published_of(tx, assessment_id, day=today)
    tracked = tracked_of_year(tx, published.scheme, assessment_id, today=today)
    units = {row.id: row for row in tx.execute(select(Unit.t).where(Unit.c.office_id == published.office_id))}
    behind = _open(tx, assessment_id)
    return [
        _told(assessment_id, each, units[each.row.lead_unit_id], behind.get((each.assignment_id, each.target_id)))
        for each in tracked
        if unit is None or unit in _names(units[each.row.lead_unit_id])
    ]


def _names(unit: Any) -> tuple[str, str, str]:
    return unit.code, unit.name, unit.short


def _open(tx: Connection, assessment_id: int) -> dict[tuple[int, int], int]:
    query = select(Shortfall.c.assignment_id, Shortfall.c.target_id, Shortfall.c.id).where(
        OPEN, Shortfall.c.assessment_id == assessment_id
    )
    return {(row.assignment_id, row.target_id): row.id for row in tx.execute(query)}


def _told(year: int, each: Tracked, unit: Any, shortfall: int | None) -> TargetLight:
    return TargetLight(
        assessment_id=year,
        assignment_id=each.assignment_id,
        target_id=each.target_id,
        unit=unit.short or unit.name,
        title=str(each.row.title),
        target=each.aim.name,
        light=each.latest,
        shortfall=shortfall,
    )


# How all of them stand, as the database can count it


def standing_now(tx: Connection, years: Sequence[int], *, today: date) -> CTE:
    """A row for each target with a figure: `light`, and what was `verified`, up to when, and in which `months`."""
    fresh = [*reckoned(tx, _to_reckon(tx, years, today), today=today)]
    kept = select(*(KeptLight.c[name] for name in _SHOWN)).where(
        KeptLight.c.assessment_id.in_(years), _holds(today), KeptLight.c.assignment_id.not_in(_DUE)
    )
    return (union_all(kept, _rows(tx, fresh)) if fresh else kept).cte("standing")


_SHOWN = ("assignment_id", "target_id", "light", "verified", "verified_on", "months")
_DUE = select(LightDue.c.assignment_id)


def _holds(today: date) -> ColumnElement[bool]:
    return and_(
        or_(KeptLight.c.begins_on.is_(None), KeptLight.c.begins_on <= today),
        or_(KeptLight.c.ends_on.is_(None), KeptLight.c.ends_on >= today),
    )


def _to_reckon(tx: Connection, years: Sequence[int], today: date) -> Sequence[Any]:
    query = select(Assignment.c.id, Assignment.c.assessment_id).where(
        Assignment.c.assessment_id.in_(years), Assignment.c.id.in_(moved(years, today=today))
    )
    return tx.execute(query).all()


def moved(years: Sequence[int], *, today: date) -> CompoundSelect[Any]:
    """The assignments of which nothing that is kept is shown."""
    out_of_date = select(KeptLight.c.assignment_id).where(KeptLight.c.assessment_id.in_(years), not_(_holds(today)))
    return union(_DUE, out_of_date)


def _rows(tx: Connection, fresh: Sequence[Kept]) -> Select[Any]:
    """What was reckoned just now, as rows: one parameter, however many there are."""
    told = [[_plain(each[name]) for name in _SHOWN] for each in fresh]
    if tx.dialect.name == "sqlite":
        row = func.json_each(json.dumps(told)).table_valued(column("value", Text))
        cells = [func.json_extract(row.c.value, f"$[{place}]") for place in range(len(_SHOWN))]
        return select(*(type_coerce(cell, KeptLight.c[name].type) for cell, name in zip(cells, _SHOWN, strict=True)))
    row = func.json_array_elements(cast(told, JSON)).table_valued(column("value", JSON))
    texts = [row.c.value[place].as_string() for place in range(len(_SHOWN))]
    return select(*(cast(cell, KeptLight.c[name].type) for cell, name in zip(texts, _SHOWN, strict=True)))


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case dict():
            return canonical_json(value)
    return value


def of_targets(years: Sequence[int], *shown: ColumnElement[Any]) -> Select[Any]:
    """What is to be shown of every numeric target of these years; a target of several tasks counts with each."""
    return (
        select(*shown)
        .select_from(Assignment.t)
        .join(
            Target.t, (Target.c.indicator_id == Assignment.c.indicator_id) & (Target.c.segment == Assignment.c.segment)
        )
        .where(
            Assignment.c.assessment_id.in_(years),
            Assignment.c.state != AssignmentState.WITHDRAWN.value,
            Target.c.value.is_not(None),
            Target.c.ended_on.is_(None),
        )
    )


def is_of(standing: CTE) -> ColumnElement[bool]:
    """What joins a target of `of_targets` with its row."""
    return and_(standing.c.assignment_id == Assignment.c.id, standing.c.target_id == Target.c.id)


def count_lights(tx: Connection, years: Sequence[int], standing: CTE) -> Mapping[Light, int]:
    """How many targets have which light."""
    together = tx.scalar(of_targets(years, func.count())) or 0
    query = of_targets(years, standing.c.light, func.count().label("count")).join(standing, is_of(standing))
    counts = dict(tx.execute(query.group_by(standing.c.light)).tuples().all())
    known = {light: counts.get(light.value, 0) for light in Light}
    return {**known, Light.NONE: together - sum(known.values()) + known[Light.NONE]}


@dataclass(frozen=True, slots=True)
class UnitLights:
    """How many targets of a unit have which light."""

    unit: str
    counts: Mapping[Light, int]


def count_by_unit(tx: Connection, years: Sequence[int], standing: CTE) -> list[UnitLights]:
    """In official order."""
    unit = Unit.c.id, Unit.c.position, Unit.c.name, Unit.c.short
    light = func.coalesce(standing.c.light, Light.NONE.value).label("light")
    query = of_targets(years, *unit, light, func.count().label("count"))
    query = query.join(Unit.t, Unit.c.id == Assignment.c.lead_unit_id).outerjoin(standing, is_of(standing))
    found: dict[int, UnitLights] = {}
    for row in tx.execute(query.group_by(*unit, light).order_by(Unit.c.position, Unit.c.id)):
        own = found.setdefault(row.id, UnitLights(row.short or row.name, {}))
        found[row.id] = UnitLights(own.unit, {**own.counts, Light(row.light): row[-1]})
    return [*found.values()]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which targets: those with a light, or those that lag or have an open shortfall; or all."""

    light: Light | None = None
    lagging: bool = False


def lights_page(
    tx: Connection, years: Sequence[int], standing: CTE, chosen: Chosen, *, today: date, limit: int, offset: int
) -> list[TargetLight]:
    """Some of the targets, year by year in official order, each with everything that its light was read from."""
    rows = tx.execute(_page(years, standing, chosen).limit(limit).offset(offset)).all()
    units = {row.id: row for row in tx.execute(select(Unit.t).where(Unit.c.id.in_({row.unit for row in rows})))}
    tracked = {(each.assignment_id, each.target_id): each for each in _tracked(tx, rows, today)}
    return [_told(row.year, tracked[row.assignment, row.target], units[row.unit], row.shortfall) for row in rows]


def count_chosen(tx: Connection, years: Sequence[int], standing: CTE, chosen: Chosen) -> int:
    return tx.scalar(select(func.count()).select_from(_page(years, standing, chosen).order_by(None).subquery())) or 0


def _page(years: Sequence[int], standing: CTE, chosen: Chosen) -> Select[Any]:
    query = of_targets(
        years,
        Assignment.c.assessment_id.label("year"),
        Assignment.c.id.label("assignment"),
        Target.c.id.label("target"),
        Assignment.c.lead_unit_id.label("unit"),
        Shortfall.c.id.label("shortfall"),
    )
    mine = and_(OPEN, Shortfall.c.assignment_id == Assignment.c.id, Shortfall.c.target_id == Target.c.id)
    query = query.join(Unit.t, Unit.c.id == Assignment.c.lead_unit_id).outerjoin(Shortfall.t, mine)
    query = query.outerjoin(standing, is_of(standing))
    if chosen.lagging:
        query = query.where(or_(standing.c.light.in_(LAGGING), Shortfall.c.id.is_not(None)))
    elif chosen.light is not None:
        query = query.where(func.coalesce(standing.c.light, Light.NONE.value) == chosen.light.value)
    place = {year: number for number, year in enumerate(years)}
    return query.order_by(
        *([case(place, value=Assignment.c.assessment_id)] if len(place) > 1 else []),
        Unit.c.position, Unit.c.id, Assignment.c.position, Assignment.c.id, Target.c.position,
    )  # fmt: skip


def _tracked(tx: Connection, rows: Sequence[Any], today: date) -> Iterator[Tracked]:
    for year in dict.fromkeys(row.year for row in rows):
        scheme = published_of(tx, year, day=today).scheme
        yield from tracked_of(tx, scheme, {row.assignment for row in rows if row.year == year}, today=today)
