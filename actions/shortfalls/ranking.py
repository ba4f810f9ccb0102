"""Whom a target is ranked with: those who answer for the same figure, and the sister counties that were recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, bindparam, select

from actions.shortfalls.tracking import Tracked
from config.ladders import Ladder
from config.shortfalls import Compare, Criterion, Position
from models.assignments import Assignment
from models.indicators import Target
from models.shortfalls import peers_of
from models.types import Key
from states.assignment import AssignmentState
from states.lights import Explained
from states.pace import is_low
from states.shortfall import Peers

_SHARERS = (
    select(Assignment.c.id)
    .join(Target.t, (Target.c.indicator_id == Assignment.c.indicator_id) & (Target.c.segment == Assignment.c.segment))
    .where(
        Assignment.c.assessment_id == bindparam("b_year", type_=Key),
        Assignment.c.state != AssignmentState.WITHDRAWN.value,
        Target.c.ended_on.is_(None),
        Target.c.figure_id.in_(bindparam("b_figures", expanding=True)),
    )
    .distinct()
)


def ranks(ladder: Ladder) -> bool:
    """Whether any criterion of the ladder looks at positions."""
    criteria: list[Criterion] = [*ladder.opening, *(each for rung in ladder.rungs for each in rung.enters_when)]
    return any(each.position is not None for each in criteria)


def sharers_of(tx: Connection, assessment_id: int, figures: Iterable[int]) -> list[int]:
    """The assignments that have a target of one of these figures."""
    return list(tx.scalars(_SHARERS, {"b_year": assessment_id, "b_figures": [*figures]}))


@dataclass(frozen=True)
class Field:
    """Everybody who may be ranked together. `outside`: what was recorded of each figure, by period and peer."""

    inside: Sequence[Tracked] = ()
    outside: Mapping[int, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)

    @classmethod
    def of(cls, tx: Connection, inside: Sequence[Tracked]) -> "Field":
        found: dict[int, dict[str, dict[str, Any]]] = {}
        figures = {each.row.figure_id for each in inside if each.row.figure_id is not None}
        for row in peers_of(tx, figures) if figures else ():
            found.setdefault(row.figure_id, {}).setdefault(row.period, {})[row.peer] = row
        return cls(inside, found)

    def peers(self, own: Tracked, position: Position) -> Peers | None:
        """Its own figure and the others', at the end of its latest finished period; None until all are in."""
        latest = next((each for each in reversed(own.periods) if not _is_partial(each)), None)
        if latest is None or latest.figure is None or own.row.figure_id is None:
            return None
        sign = -1 if is_low(own.aim.comparator) else 1
        mine = _measured(latest, position.compare)
        others = self._inside(own, latest.figure.as_of, position)
        outside = self._outside(own.row.figure_id, latest.figure.period, position) if position.external else []
        if mine is None or others is None or outside is None:
            return None
        return Peers(mine * sign, [each * sign for each in (*others, *outside)])

    def _inside(self, own: Tracked, on: date, position: Position) -> list[Decimal] | None:
        found = []
        for each in self.inside:
            if each.row.figure_id != own.row.figure_id or each is own:
                continue
            same = next((light for light in each.periods if light.as_of == on and not _is_partial(light)), None)
            value = _measured(same, position.compare) if same is not None else None
            if value is None:
                return None  # 等齐了再排
            found.append(value)
        return found

    def _outside(self, figure_id: int, period: str, position: Position) -> list[Decimal] | None:
        """A peer that was recorded before is waited for; one without a target of its own has no rate."""
        periods = self.outside.get(figure_id, {})
        known = {peer for rows in periods.values() for peer in rows}
        now = periods.get(period, {})
        if known - now.keys():
            return None
        if position.compare is Compare.VALUE:
            return [row.value for row in now.values()]
        return [row.value / row.target_value for row in now.values() if row.target_value]


def _is_partial(light: Explained) -> bool:
    return light.figure is None or light.figure.is_partial


def _measured(light: Explained | None, compare: Compare) -> Decimal | None:
    if light is None or light.figure is None or light.figure.actual is None:
        return None
    if compare is Compare.VALUE:
        return light.figure.actual
    return light.figure.actual / light.aim.value if light.aim.value else None
