"""The three ways in which rows are written: new ones, new ones unless they are there, and a guarded change."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, update
from sqlalchemy.dialects import postgresql, sqlite


def insert_rows(tx: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """New rows; their ids in the same order."""
    if not rows:
        return []
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(tx.execute(statement, [dict(row) for row in rows]).scalars())


def insert_new(tx: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, unique: Sequence[str]) -> None:
    """New rows, silently leaving out those whose `unique` columns are taken."""
    if not rows:
        return
    into = sqlite.insert(table) if tx.dialect.name == "sqlite" else postgresql.insert(table)
    tx.execute(into.on_conflict_do_nothing(index_elements=list(unique)), [dict(row) for row in rows])


def change_row(tx: Connection, table: Table, row_id: int, *, version: int, values: Mapping[str, Any]) -> bool:
    """Compare and set: change a row that still has this version, and raise its version. False: another was first."""
    changed = tx.execute(
        update(table)
        .where(table.c.id == row_id, table.c.version == version)
        .values(**values, version=table.c.version + 1)
    )
    return changed.rowcount == 1
