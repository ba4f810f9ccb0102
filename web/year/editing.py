"""What was typed into a form of the editor, as edits of the draft's text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from config.patching import Edit
from config.pointers import pointer_of, steps_of
from web.kernel.pages import Posted
from web.year.cells import Cell, Column, at, edit_of, meant
from web.year.sections import Table

NEW = "+"
"""Before the place of a list in the names of the inputs of a new entry: `+/units`, then a blank and the key."""


def new_name(table: Table, column: Column) -> str:
    return f"{NEW}{table.adds}{table.part} {column.key}"


def edits_of(posted: Posted, tables: Iterable[Table], data: Mapping[str, Any]) -> list[Edit]:
    """Changed places first, then what a button took away or moved, then what is new."""
    typed = dict(posted.inputs)
    told = [*tables]
    changed = [
        edit for table in told for row in table.rows for cell in row.cells if (edit := _changed(cell, typed, data))
    ]
    added = [edit for table in told if (table.adds or table.under) and (edit := _added(table, typed, data))]
    return [*grounded(changed, data), *_ordered(posted.get("_op")), *added]


def _changed(cell: Cell, typed: Mapping[str, str], data: Mapping[str, Any]) -> Edit | None:
    if cell.pointer not in typed:
        return None
    return edit_of(cell.pointer, typed[cell.pointer], cell.column, at(data, cell.pointer.strip("/")))


def _ordered(op: str) -> Iterator[Edit]:
    """`cut /units/3`, `up /units/3`, `down /units/3`."""
    verb, _, pointer = op.partition(" ")
    if verb == "cut" and pointer:
        yield Edit(pointer, "cut")
    elif verb in ("up", "down") and pointer:
        yield Edit(pointer, "move", -1 if verb == "up" else 1)


def above_name(table: Table) -> str:
    """The input of a new entry that says to which it belongs."""
    return f"{NEW}{table.adds}{table.part} ^"


def _behind(table: Table, typed: Mapping[str, str]) -> str:
    """The list that a new entry goes behind; none where it would have to belong to something that is not there."""
    above = typed.get(above_name(table), "").strip()
    if not above:
        return table.adds
    return f"{table.under[above]}/{table.part}" if above in table.under else ""


def _added(table: Table, typed: Mapping[str, str], data: Mapping[str, Any]) -> Edit | None:
    behind = _behind(table, typed)
    entry: dict[str, Any] = {}
    for column in table.columns:
        text = typed.get(new_name(table, column), "").strip()
        if text:
            _put(entry, column.key.split("/"), meant(text, column, None))
    if not entry or not behind:
        return None
    found = at(data, behind.strip("/"))
    if isinstance(found, list):
        return Edit(f"{behind}/{len(found)}", value=entry)
    return Edit(behind, value=[entry] if found is None else [found, entry])


def _put(entry: dict[str, Any], steps: list[str], value: Any) -> None:
    for step in steps[:-1]:
        entry = entry.setdefault(step, {})
    entry[steps[-1]] = value


def grounded(edits: Iterable[Edit], data: Mapping[str, Any]) -> list[Edit]:
    """A value below something that is not written yet is written together with it."""
    found: list[Edit] = []
    missing: dict[str, dict[str, Any]] = {}
    for edit in edits:
        steps = steps_of(edit.pointer)
        depth = next((n for n in range(1, len(steps)) if at(data, "/".join(steps[:n])) is None), 0)
        if not depth:
            found.append(edit)
        elif edit.op == "put":
            _put(missing.setdefault(pointer_of(steps[:depth]), {}), list(steps[depth:]), edit.value)
    return [*found, *(Edit(pointer, value=entry) for pointer, entry in missing.items())]
