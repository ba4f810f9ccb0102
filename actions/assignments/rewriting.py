"""Writing a breakdown over the one before: items keep their ids, whoever is named is looked up, the rest is removed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, update

from actions.assignments.contents import KeptItem
from actions.assignments.items import ItemData, MilestoneData
from actions.assignments.naming import Named
from actions.context import Act
from models.items import Item, ItemOfficer, ItemTarget, Milestone
from models.writing import insert_rows


def rewrite(act: Act, names: Named, rows: Sequence[ItemData]) -> None:
    """Replace the whole list. An item that is no longer named is removed, not deleted: reports may speak of it."""
    kept = {item.row.id: item for item in names.before.items}
    ids = []
    for position, item in enumerate(rows):
        columns = names.columns(item, position)
        ids.append(_change(act, kept[item.id], columns) if item.id is not None else _add(act, names, columns))
    _remove(act, Item, [number for number in kept if number not in ids])
    _write_people(act, names, ids, rows)
    _write_shares(act, names, ids, rows)
    for number, item in zip(ids, rows, strict=True):
        _write_milestones(act, names, number, kept.get(number), item.milestones)


def _add(act: Act, names: Named, columns: dict[str, Any]) -> int:
    row = {"office_id": act.office_id, "assignment_id": names.before.assignment.id, **columns, "version": 0}
    return insert_rows(act.tx, Item.t, [row])[0]


def _change(act: Act, item: KeptItem, columns: dict[str, Any]) -> int:
    if any(getattr(item.row, name) != value for name, value in columns.items()):
        act.tx.execute(update(Item.t).where(Item.c.id == item.row.id).values(**columns, version=Item.c.version + 1))
    return int(item.row.id)


def _remove(act: Act, table: type[Item] | type[Milestone], ids: Sequence[int]) -> None:
    act.tx.execute(update(table.t).where(table.c.id.in_(ids)).values(removed_at=act.now, version=table.c.version + 1))


def _write_people(act: Act, names: Named, ids: Sequence[int], rows: Sequence[ItemData]) -> None:
    act.tx.execute(delete(ItemOfficer.t).where(ItemOfficer.c.item_id.in_(ids)))
    officers = [
        {"office_id": act.office_id, "item_id": number, "person_id": person, "position": place}
        for number, item in zip(ids, rows, strict=True)
        for place, person in enumerate(names.officers(item))
    ]
    insert_rows(act.tx, ItemOfficer.t, officers)


def _write_shares(act: Act, names: Named, ids: Sequence[int], rows: Sequence[ItemData]) -> None:
    act.tx.execute(delete(ItemTarget.t).where(ItemTarget.c.item_id.in_(ids)))
    shares = [
        {
            "office_id": act.office_id,
            "item_id": number,
            "target_id": names.targets[share.target].id,
            "value": share.value,
        }
        for number, item in zip(ids, rows, strict=True)
        for share in item.shares
    ]
    insert_rows(act.tx, ItemTarget.t, shares)


def _write_milestones(
    act: Act, names: Named, item_id: int, kept: KeptItem | None, told: Sequence[MilestoneData]
) -> None:
    """A milestone is known by its id, or by its words within the item."""
    standing = list(kept.milestones) if kept is not None else []
    stay: set[int] = set()
    for position, one in enumerate(told):
        columns = {"position": position, **one.model_dump(exclude={"id"})}
        found = next((row for row in standing if row.id not in stay and _same(row, one)), None)
        if found is None:
            row = {"office_id": act.office_id, "assignment_id": names.before.assignment.id, "item_id": item_id}
            insert_rows(act.tx, Milestone.t, [{**row, **columns, "version": 0}])
            continue
        stay.add(found.id)
        if any(getattr(found, name) != value for name, value in columns.items()):
            act.tx.execute(
                update(Milestone.t).where(Milestone.c.id == found.id).values(**columns, version=Milestone.c.version + 1)
            )
    _remove(act, Milestone, [row.id for row in standing if row.id not in stay])


def _same(row: Any, told: MilestoneData) -> bool:
    return bool(row.id == told.id if told.id is not None else row.title == told.title)
