"""How a row is read for change and written: new ones, new ones unless they are there, and guarded changes.

Each statement is built once per table and columns, so that the driver and SQLAlchemy find it in their caches.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Row, Select, Table, Update, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql.dml import OnConflictDoNothing as PostgresDoNothing
from sqlalchemy.dialects.sqlite.dml import OnConflictDoNothing as SqliteDoNothing
from sqlalchemy.sql.visitors import InternalTraversal

READS_ONLY = "kaohe_reads_only"
"""Execution option of a connection that changes nothing."""

INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

# SQLAlchemy 2.0 compiles an INSERT of a dialect, and ON CONFLICT in any, anew at every call, which takes longer than to
# run it. A plain INSERT whose clause says what it is made of is found again; index elements are all that ours holds.
_MADE_OF = [("inferred_target_elements", InternalTraversal.dp_string_list)]


class _SqliteOnce(SqliteDoNothing):
    _traverse_internals = _MADE_OF


class _PostgresOnce(PostgresDoNothing):
    _traverse_internals = _MADE_OF


_ONCE: dict[str, Any] = {"sqlite": _SqliteOnce, "postgresql": _PostgresOnce}


def reads_only(tx: Connection) -> bool:
    """Whether nothing can be changed here, so that nothing needs to be kept from others."""
    return bool(tx.get_execution_options().get(READS_ONLY))


def find_row(tx: Connection, table: Table, row_id: int) -> Row[Any] | None:
    return tx.execute(_one(table), {"b_id": row_id}).one_or_none()


def lock_row(tx: Connection, table: Table, row_id: int) -> Row[Any] | None:
    """The row, kept for this transaction. On SQLite the whole write transaction already keeps everything."""
    query = _one(table) if reads_only(tx) else _one_locked(table)
    return tx.execute(query, {"b_id": row_id}).one_or_none()


def lock_rows(tx: Connection, table: Table, row_ids: Iterable[int]) -> dict[int, Row[Any]]:
    """Rows by id, locked in the order of their ids so that two transactions never wait for each other in a ring."""
    found = tx.execute(_found(tx, table), {"b_ids": sorted(set(row_ids))})
    return {row.id: row for row in found}


def insert_rows(tx: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """New rows, all with the same columns; their ids in the same order."""
    return list(tx.scalars(_inserted(table), rows)) if rows else []


def insert_new(tx: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, unique: Sequence[str]) -> list[int]:
    """New rows, silently leaving out those whose `unique` columns are taken; ids of those that went in."""
    statement = _inserted_once(table, tuple(unique), tx.dialect.name)
    return list(tx.scalars(statement, rows)) if rows else []


def change_row(tx: Connection, table: Table, row_id: int, *, version: int, values: Mapping[str, Any]) -> bool:
    """Compare and set: change a row that still has this version, and raise its version. False: another was first."""
    changed = tx.execute(_changed(table, tuple(values)), {**values, "b_id": row_id, "b_version": version})
    return changed.rowcount == 1


def change_rows(tx: Connection, table: Table, changes: Sequence[Mapping[str, Any]]) -> int:
    """`change_row` for many: each has `b_id`, `b_version` and the same columns. Answers how many still were as read."""
    if not changes:
        return 0
    columns = tuple(name for name in changes[0] if not name.startswith("b_"))
    return tx.execute(_changed(table, columns), changes).rowcount


@cache
def _one(table: Table) -> Select[Any]:
    return select(table).where(table.c.id == bindparam("b_id"))


@cache
def _one_locked(table: Table) -> Select[Any]:
    return _one(table).with_for_update()


def _found(tx: Connection, table: Table) -> Select[Any]:
    """Whoever only looks keeps nothing from others, and PostgreSQL would not let him."""
    return _plain(table) if reads_only(tx) else _locked(table)


@cache
def _plain(table: Table) -> Select[Any]:
    return select(table).where(table.c.id.in_(bindparam("b_ids", expanding=True))).order_by(table.c.id)


@cache
def _locked(table: Table) -> Select[Any]:
    return _plain(table).with_for_update()


@cache
def _inserted(table: Table) -> Executable:
    return insert(table).returning(table.c.id, sort_by_parameter_order=True)


@cache
def _inserted_once(table: Table, unique: tuple[str, ...], dialect: str) -> Executable:
    once = insert(table).returning(table.c.id)
    once._post_values_clause = _ONCE[dialect](index_elements=unique)
    return once


@cache
def _changed(table: Table, columns: tuple[str, ...]) -> Update:
    return (
        update(table)
        .where(table.c.id == bindparam("b_id"), table.c.version == bindparam("b_version"))
        .values(version=table.c.version + 1, **{name: bindparam(name, type_=table.c[name].type) for name in columns})
    )
