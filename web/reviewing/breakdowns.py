"""A breakdown with the names of its people and posts, as pages and printed tables show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from actions.assignments.cells import ALWAYS, name_of
from actions.assignments.contents import Breakdown, KeptItem
from actions.directory import Directory
from config.indicators import BreakdownField


@dataclass(frozen=True, slots=True)
class Share:
    """What an item carries of a target."""

    target: str
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One second-level item (二级指标) in words."""

    number: int
    id: int
    content: str
    requirement: str
    standard: str
    schedule: str
    due_on: Any
    leader: str
    unit: str
    responsible: str
    officers: tuple[str, ...]
    shares: tuple[Share, ...]
    milestones: Sequence[Any]


@dataclass(frozen=True, slots=True)
class ShownBreakdown:
    """The whole. `columns`: which of the optional columns hold anything or have to."""

    items: tuple[ShownItem, ...]
    targets: tuple[Any, ...]
    said: tuple[tuple[str, str], ...]
    columns: frozenset[BreakdownField]

    def has(self, name: str) -> bool:
        return BreakdownField(name) in self.columns


def columns_of(breakdown: Breakdown, required: Iterable[BreakdownField]) -> frozenset[BreakdownField]:
    """The six columns of every such table (R0.9), what the scheme asks for, and what somebody wrote anyway."""
    return frozenset((*ALWAYS, *required, *(field for item in breakdown.items for field in item.filled)))


def shown(breakdown: Breakdown, directory: Directory, *, required: Iterable[BreakdownField] = ()) -> ShownBreakdown:
    wanted = tuple(required)
    return ShownBreakdown(
        items=tuple(_item(item, breakdown, directory) for item in breakdown.items),
        targets=breakdown.targets,
        said=tuple(said_of_the_whole(breakdown)),
        columns=columns_of(breakdown, wanted),
    )


def said_of_the_whole(breakdown: Breakdown) -> list[tuple[str, str]]:
    """指标综述、验收标准 and what the kind asks for besides: label and text of what is written."""
    row, more = breakdown.assignment, breakdown.assignment.more or {}
    told = [(BreakdownField.OVERVIEW, row.overview), (BreakdownField.ACCEPTANCE, row.acceptance)]
    told += [(field, str(more[field.value])) for field in BreakdownField if field.value in more]
    return [(field.label, text) for field, text in told if text.strip()]


def _item(item: KeptItem, breakdown: Breakdown, directory: Directory) -> ShownItem:
    row, targets = item.row, {target.id: target for target in breakdown.targets}
    return ShownItem(
        number=item.number,
        id=row.id,
        content=row.content,
        requirement=row.requirement,
        standard=row.standard,
        schedule=row.schedule,
        due_on=row.due_on,
        leader=directory.posts[row.leader_post_id].title if row.leader_post_id in directory.posts else "",
        unit=directory.units[row.unit_id].shown if row.unit_id in directory.units else "",
        responsible=name_of(directory, row.responsible_id),
        officers=tuple(name_of(directory, person) for person in item.officers),
        shares=tuple(_shares(item.shares, targets)),
        milestones=item.milestones,
    )


def _shares(shares: Mapping[int, Decimal], targets: Mapping[int, Any]) -> Iterable[Share]:
    for number, target in targets.items():
        if number in shares:
            yield Share(target.name, shares[number], target.unit)
