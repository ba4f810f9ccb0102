"""The lights of a year in official order, each with everything that it was read from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from actions.published import Published, published_of
from actions.shelf import Shelf
from actions.shortfalls.tracking import Tracked, tracked_of_year
from models.assessments import Assessment
from models.journal import state_of_books
from models.shortfalls import OPEN, Shortfall
from models.units import Unit
from states.assessment import AssessmentState
from states.lights import Explained


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


_KEPT: Shelf[tuple[object, ...], list[Tracked]] = Shelf(keep=4)


def tracked_now(tx: Connection, published: Published, *, today: date) -> list[Tracked]:
    """`tracked_of_year`, kept for all readers until the next line of the journal."""
    year = published.assessment_id
    return _KEPT.get_known(
        tx,
        lambda: (year, published.scheme_hash, today, *state_of_books(tx)),
        lambda: tracked_of_year(tx, published.scheme, year, today=today),
    )


def lights_of(tx: Connection, assessment_id: int, *, today: date, unit: str | None = None) -> list[TargetLight]:
    """Every numeric target of a year, or those of one unit, by its code or name. Raises `Refused` for no such year."""
    published = published_of(tx, assessment_id)
    tracked = tracked_now(tx, published, today=today)
    units = {row.id: row for row in tx.execute(select(Unit.t).where(Unit.c.office_id == published.office_id))}
    behind = _open(tx, assessment_id)
    return list(_lights(assessment_id, tracked, units, behind, unit))


def _open(tx: Connection, assessment_id: int) -> dict[tuple[int, int], int]:
    query = select(Shortfall.c.assignment_id, Shortfall.c.target_id, Shortfall.c.id).where(
        OPEN, Shortfall.c.assessment_id == assessment_id
    )
    return {(row.assignment_id, row.target_id): row.id for row in tx.execute(query)}


def _lights(
    assessment_id: int,
    tracked: list[Tracked],
    units: dict[int, Any],
    behind: dict[tuple[int, int], int],
    wanted: str | None,
) -> Iterator[TargetLight]:
    for each in tracked:
        unit = units[each.row.lead_unit_id]
        if wanted is None or wanted in (unit.code, unit.name, unit.short):
            yield TargetLight(
                assessment_id=assessment_id,
                assignment_id=each.assignment_id,
                target_id=each.target_id,
                unit=unit.short or unit.name,
                title=str(each.row.title),
                target=each.aim.name,
                light=each.latest,
                shortfall=behind.get((each.assignment_id, each.target_id)),
            )
