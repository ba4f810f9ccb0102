"""Reading and writing a row: the statements that every table shares, built once per table."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Select, Update, bindparam, insert, select, update
from sqlalchemy import Row as Found
from sqlalchemy.dialects import postgresql, sqlite

from config.errors import KaoheError
from models.base import Row

INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Stale(KaoheError):
    """Another transaction changed the row between reading and writing; nothing was written here."""

    def __init__(self, table: type[Row], number: int) -> None:
        self.table, self.number = table, number
        super().__init__("这件事刚刚被别人办理过，请刷新后再试。")


def find(tx: Connection, table: type[Row], number: int) -> Found[Any] | None:
    return tx.execute(_one(table), {"b_id": number}).one_or_none()


def lock(tx: Connection, table: type[Row], number: int) -> Found[Any] | None:
    """The row, kept for this transaction. On SQLite the whole transaction already is."""
    return tx.execute(_one(table).with_for_update(), {"b_id": number}).one_or_none()


def lock_many(tx: Connection, table: type[Row], numbers: Iterable[int]) -> dict[int, Found[Any]]:
    """Rows by id, locked in the order of their ids so that two transactions never wait for each other in a ring."""
    found = tx.execute(_many(table), {"b_ids": sorted(set(numbers))})
    return {row.id: row for row in found}


def add(tx: Connection, table: type[Row], **values: Any) -> int:
    return add_many(tx, table, [values])[0]


def add_many(tx: Connection, table: type[Row], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """The new ids, in the order of the rows. All rows name the same columns."""
    return list(tx.scalars(_added(table), rows)) if rows else []


def add_once(tx: Connection, table: type[Row], rows: Sequence[Mapping[str, Any]], *, key: str) -> list[int]:
    """Like `add_many`, but a row whose `key` is already there is left out, and so is its id."""
    if not rows:
        return []
    fresh = {row[key]: row for row in reversed(rows)}
    return list(tx.scalars(_added_once(table, key, tx.dialect.name), [*reversed(fresh.values())]))


def move(tx: Connection, table: type[Row], number: int, *, version: int, **values: Any) -> int:
    """Compare-and-set: writes the values if the row still has this version, and answers the new version; or `Stale`."""
    done = tx.execute(_moved(table, tuple(values)), {**values, "b_id": number, "b_version": version})
    if done.rowcount != 1:
        raise Stale(table, number)
    return version + 1


def move_many(tx: Connection, table: type[Row], changes: Sequence[Mapping[str, Any]]) -> None:
    """`move` for many rows at once; each has `b_id`, `b_version` and the same columns. One stale row stops all."""
    if not changes:
        return
    columns = tuple(name for name in changes[0] if not name.startswith("b_"))
    done = tx.execute(_moved(table, columns), changes)
    if done.rowcount != len(changes):
        raise Stale(table, changes[0]["b_id"])


@cache
def _one(table: type[Row]) -> Select[Any]:
    return select(table.t).where(table.c.id == bindparam("b_id"))


@cache
def _many(table: type[Row]) -> Select[Any]:
    wanted = table.c.id.in_(bindparam("b_ids", expanding=True))
    return select(table.t).where(wanted).order_by(table.c.id).with_for_update()


@cache
def _added(table: type[Row]) -> Executable:
    return insert(table.t).returning(table.c.id, sort_by_parameter_order=True)


@cache
def _added_once(table: type[Row], key: str, dialect: str) -> Executable:
    once: Executable = INSERT[dialect](table.t).on_conflict_do_nothing(index_elements=[key]).returning(table.c.id)
    return once


@cache
def _moved(table: type[Row], columns: tuple[str, ...]) -> Update:
    return (
        update(table.t)
        .where(table.c.id == bindparam("b_id"), table.c.version == bindparam("b_version"))
        .values(version=table.c.version + 1, **{name: bindparam(name, type_=table.c[name].type) for name in columns})
    )
