"""What an assignment was broken down into, as it is kept: items with their people, numbers and milestones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from config.figures import Comparator
from config.indicators import BreakdownField
from models.assignments import Contribution
from models.indicators import Indicator, Target
from models.items import Item, ItemOfficer, ItemTarget, Milestone
from states.gates import ItemFacts
from states.subjects import SubjectKind

WHOLE = {
    BreakdownField.OVERVIEW: "overview",
    BreakdownField.ACCEPTANCE: "acceptance",
}
"""What is said once of the whole indicator and has a column of its own; the rest stands in `more`."""


@dataclass(frozen=True, slots=True)
class KeptItem:
    """One second-level item. `shares`: what it carries of each numeric target, by target id."""

    number: int
    row: Any
    officers: tuple[int, ...]
    shares: Mapping[int, Decimal]
    milestones: Sequence[Any]

    @property
    def title(self) -> str:
        return str(self.row.content or self.row.requirement)

    @property
    def filled(self) -> frozenset[BreakdownField]:
        row, field = self.row, BreakdownField
        holds = {
            field.TARGET: row.requirement.strip(),
            field.PROGRESS: row.schedule.strip() or self.milestones,
            field.LEADER: row.leader_post_id,
            field.DEPARTMENT: row.unit_id,
            field.RESPONSIBLE_PERSON: row.responsible_id,
            field.OFFICER: self.officers,
            field.STANDARD: row.standard.strip(),
            field.TIME_LIMIT: row.due_on or any(one.due_on for one in self.milestones),
        }
        return frozenset(name for name, value in holds.items() if value)

    @property
    def facts(self) -> ItemFacts:
        return ItemFacts(self.number, self.title, self.filled)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The whole of it, beside the targets that it breaks down."""

    assignment: Any
    indicator: Any
    items: tuple[KeptItem, ...]
    targets: tuple[Any, ...]
    supplied: frozenset[int]  # co-units whose part is there

    @property
    def filled(self) -> frozenset[BreakdownField]:
        """What is said of the whole indicator."""
        more = self.assignment.more or {}
        said = {name: getattr(self.assignment, column) for name, column in WHOLE.items()}
        said |= {field: str(more.get(field.value, "")) for field in BreakdownField if field not in said}
        return frozenset(name for name, text in said.items() if text.strip())

    @property
    def summed(self) -> Iterator[tuple[Any, list[Decimal]]]:
        """Targets that the items should sum to, with what each item carries. Rates and upper limits do not add up."""
        for target in self.targets:
            if target.value is not None and adds_up(target):
                yield target, [item.shares[target.id] for item in self.items if target.id in item.shares]


def adds_up(target: Any) -> bool:
    """The parts of a number of persons make up the whole; those of a rate, and of what shall stay low, do not."""
    low = target.comparator in (Comparator.AT_MOST.value, Comparator.LESS_THAN.value)
    return not low and not any(sign in target.unit for sign in ("%", "％", "‰"))


def breakdown_of(tx: Connection, assignment: Any) -> Breakdown:
    """Everything that the lead has written so far."""
    return breakdowns_of(tx, [assignment])[0]


def breakdowns_of(tx: Connection, assignments: Sequence[Any]) -> list[Breakdown]:
    """The same of several, in a few queries however many they are."""
    ids, above = [row.id for row in assignments], {row.indicator_id for row in assignments}
    query = select(Indicator.t).where(Indicator.c.id.in_(above))
    indicators = {row.id: row for row in tx.execute(query)}
    supplied, targets, items = _supplied(tx, ids), _targets(tx, above), _items(tx, ids)
    return [
        Breakdown(
            assignment=row,
            indicator=indicators[row.indicator_id],
            items=tuple(items[row.id]),
            targets=tuple(targets[row.indicator_id, row.segment]),
            supplied=frozenset(supplied[row.id]),
        )
        for row in assignments
    ]


def _supplied(tx: Connection, ids: Iterable[int]) -> Mapping[int, list[int]]:
    """Co-units whose part is there, by assignment."""
    query = select(Contribution.c.subject_id, Contribution.c.unit_id).where(
        Contribution.c.subject_kind == SubjectKind.ASSIGNMENT.value,
        Contribution.c.subject_id.in_(ids),
        Contribution.c.given_at.is_not(None),
    )
    found: dict[int, list[int]] = defaultdict(list)
    for assignment_id, unit_id in tx.execute(query):
        found[assignment_id].append(unit_id)
    return found


def targets_of(tx: Connection, assignment: Any) -> Sequence[Any]:
    """The targets that count now."""
    return _targets(tx, [assignment.indicator_id])[assignment.indicator_id, assignment.segment]


def _targets(tx: Connection, indicators: Iterable[int]) -> Mapping[tuple[int, str], list[Any]]:
    """By indicator and segment."""
    query = select(Target.t).where(Target.c.indicator_id.in_(indicators), Target.c.ended_on.is_(None))
    found: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for row in tx.execute(query.order_by(Target.c.position, Target.c.id)):
        found[row.indicator_id, row.segment].append(row)
    return found


def _items(tx: Connection, ids: Iterable[int]) -> Mapping[int, list[KeptItem]]:
    standing = (Item.c.assignment_id.in_(ids), Item.c.removed_at.is_(None))
    rows = tx.execute(select(Item.t).where(*standing).order_by(Item.c.position, Item.c.id)).all()
    officers: dict[int, list[int]] = defaultdict(list)
    query = select(ItemOfficer.c.item_id, ItemOfficer.c.person_id).join(Item.t, Item.c.id == ItemOfficer.c.item_id)
    for item_id, person_id in tx.execute(query.where(*standing).order_by(ItemOfficer.c.position)):
        officers[item_id].append(person_id)
    shares: dict[int, dict[int, Decimal]] = defaultdict(dict)
    carried = select(ItemTarget.c.item_id, ItemTarget.c.target_id, ItemTarget.c.value)
    for item_id, target_id, value in tx.execute(
        carried.join(Item.t, Item.c.id == ItemTarget.c.item_id).where(*standing)
    ):
        shares[item_id][target_id] = value
    milestones = _milestones(tx, ids)
    found: dict[int, list[KeptItem]] = defaultdict(list)
    for row in rows:
        kept = found[row.assignment_id]
        kept.append(KeptItem(len(kept) + 1, row, tuple(officers[row.id]), shares[row.id], milestones.get(row.id, [])))
    return found


def milestones_of(tx: Connection, assignment_id: int) -> dict[int | None, list[Any]]:
    """The milestones by item."""
    return _milestones(tx, [assignment_id])


def _milestones(tx: Connection, ids: Iterable[int]) -> dict[int | None, list[Any]]:
    found: dict[int | None, list[Any]] = defaultdict(list)
    query = select(Milestone.t).where(Milestone.c.assignment_id.in_(ids), Milestone.c.removed_at.is_(None))
    for row in tx.execute(query.order_by(Milestone.c.position, Milestone.c.id)):
        found[row.item_id].append(row)
    return found


# As it is kept when it leaves the desk


def content_of(breakdown: Breakdown) -> dict[str, Any]:
    """The whole, for a snapshot: people and posts by id, never by name."""
    names = {target.id: target.name for target in breakdown.targets}
    return {
        "overview": breakdown.assignment.overview,
        "acceptance": breakdown.assignment.acceptance,
        "more": breakdown.assignment.more or {},
        "targets": {target.name: target.value for target in breakdown.targets},
        "items": [_item_content(item, names) for item in breakdown.items],
    }


def _item_content(item: KeptItem, names: Mapping[int, str]) -> dict[str, Any]:
    row = item.row
    return {
        "id": row.id,
        "content": row.content,
        "requirement": row.requirement,
        "standard": row.standard,
        "schedule": row.schedule,
        "due_on": row.due_on,
        "leader_post_id": row.leader_post_id,
        "unit_id": row.unit_id,
        "responsible_id": row.responsible_id,
        "officers": item.officers,
        "shares": {names[target]: value for target, value in item.shares.items() if target in names},
        "milestones": [
            {"title": one.title, "due_on": one.due_on, "done_on": one.done_on, "words": one.words}
            for one in item.milestones
        ],
    }


def figures_of(content: Mapping[str, Any]) -> Any:
    """Numbers and targets: where one of them differs, the reviewers look again."""
    return content["targets"], [(item["requirement"], item["shares"]) for item in content["items"]]
