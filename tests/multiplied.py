"""Everything that a database holds several times over, to see whether what a page asks grows with it.

Copies belong to one another as their originals do, and stay with the same offices, years, units, posts and people;
those are copied too, but nothing hangs on their copies.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Table, UniqueConstraint
from sqlalchemy.types import Integer, String, TypeEngine

from models.base import Row
from models.types import DECIMAL_COLLATION, compare_decimal_texts

KEPT = frozenset(
    {
        "office", "assessment", "scheme_version", "amendment", "indicator", "figure_definition", "window", "period",
        "calendar_day", "seal", "beat", "credential", "web_session", "light_due",
    }
)  # fmt: skip
"""What a year is built on, and what belongs to the house itself."""

NOT_CODES = frozenset({"kind", "period", "part"})
SHARED = frozenset({"unit", "post", "person"})
TABLES = Row.metadata.tables


def multiply(file: Path, times: int) -> None:
    """Every row of an SQLite database `times` over; what may be there but once stays alone."""
    with closing(sqlite3.connect(file, isolation_level=None)) as tx:
        tx.create_collation(DECIMAL_COLLATION, compare_decimal_texts)
        last = {name: _last(tx, table) for name, table in TABLES.items() if "id" in table.c}
        tx.execute("BEGIN IMMEDIATE")
        for table in Row.metadata.sorted_tables:
            if table.name not in KEPT and last.get(table.name):
                tx.executemany(_copied(table, last), [(number,) for number in range(1, times)])
        tx.execute(f"DELETE FROM light_due WHERE id > {last['light_due']}")  # noqa: S608 -- the lights were copied too
        tx.execute("COMMIT")


def _last(tx: sqlite3.Connection, table: Table) -> int:
    return int(tx.execute(f'SELECT max(id) FROM "{table.name}"').fetchone()[0] or 0)  # noqa: S608 -- names only


def _copied(table: Table, last: Mapping[str, int]) -> str:
    apart = dict(_told_apart(table))
    values = ", ".join(apart.get(each.name) or _value(table, each, last) for each in table.c)
    names = ", ".join(f'"{each.name}"' for each in table.c)
    return (
        f'WITH n(i) AS (VALUES (?)) INSERT OR IGNORE INTO "{table.name}" ({names})'  # noqa: S608 -- names only
        f' SELECT {values} FROM n, "{table.name}" WHERE id <= {last[table.name]}'
    )


def _value(table: Table, column: Column[Any], last: Mapping[str, int]) -> str:
    """What it points to is a copy too, unless all share it."""
    if column.primary_key:
        return f'"{column.name}" + {last[table.name]} * n.i'
    if (owner := _owner(column)) is not None:
        return f'"{column.name}" + {last[owner]} * n.i'
    if column.name == "subject_id" and "subject_kind" in table.c:
        ways = " ".join(
            f"WHEN '{name}' THEN subject_id + {top} * n.i" for name, top in last.items() if _is_copied(name)
        )
        return f"CASE subject_kind {ways} ELSE subject_id END"
    return f'"{column.name}"'


def _is_copied(table: str) -> bool:
    return table not in KEPT and table not in SHARED


def _owner(column: Column[Any]) -> str | None:
    """The table of what it points to, where that is copied with what hangs on it."""
    owner = next((key.column.table.name for key in column.foreign_keys), None)
    return owner if owner is not None and _is_copied(owner) else None


def _told_apart(table: Table) -> Iterator[tuple[str, str]]:
    """What must differ and belongs to nothing that is copied: codes and numbers."""
    together = [each.columns for each in table.constraints if isinstance(each, UniqueConstraint)]
    together += [each.columns for each in table.indexes if each.unique]
    for columns in together:
        if any(_owner(each) or each.name == "subject_id" for each in columns):
            continue
        free = {each.name: each for each in columns if not each.foreign_keys and each.name not in NOT_CODES}
        last = free.get("segment", next(reversed(free.values()), None))  # a target stands in the segment of its task
        if last is not None and _holds(last, String):
            yield last.name, f"\"{last.name}\" || '.' || n.i"
        elif last is not None and _holds(last, Integer):
            yield last.name, f'"{last.name}" + 1000 * n.i'


def _holds(column: Column[Any], kind: type[TypeEngine[Any]]) -> bool:
    return isinstance(getattr(column.type, "impl_instance", column.type), kind)
