"""The journal is insert-only, and the chain over it finds what was done to it all the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Row, Table, Text, delete, insert, select, text, type_coerce, update
from sqlalchemy.exc import DatabaseError

from models.database import Database
from models.journal import Journal, Seal, history_of, write_journal
from models.sealing import Anchor, Bad, Verified, seal_new_rows, verify
from tests.office import NOON
from tests.profiles import cases

BATCHES = 3
ROWS = 5


def entry(number: int, **more: Any) -> dict[str, Any]:
    return {
        "act": "submit_report",
        "subject_kind": "report",
        "subject_id": number,
        "via": "page",
        "effective_at": NOON + timedelta(minutes=number),
        "recorded_at": NOON + timedelta(minutes=number),
        "before": {"state": "filling", "值": "1.50"},
        "after": {"state": "submitted"},
        "reason": "",
        **more,
    }


def keep(database: Database, *, batches: int = BATCHES, rows: int = ROWS) -> None:
    """Sealed batches of rows, and one row that waits for the sealer."""
    for batch in range(batches):
        with database.write() as tx:
            write_journal(tx, [entry(batch * rows + row + 1) for row in range(rows)])
            assert seal_new_rows(tx, now=NOON + timedelta(hours=batch)) == rows
    with database.write() as tx:
        write_journal(tx, [entry(batches * rows + 1)])


@contextmanager
def unguarded(database: Database, table: Table) -> Iterator[Connection]:
    """What somebody can do who owns the database; undone when the block ends."""
    with database.write() as tx:
        tx.execute(text("savepoint tampering"))
        if tx.dialect.name == "postgresql":
            tx.execute(text(f"alter table {table.name} disable trigger all"))
        else:
            for verb in ("UPDATE", "DELETE"):
                tx.execute(text(f"drop trigger {table.name}_no_{verb}"))
        yield tx
        tx.execute(text("rollback to savepoint tampering"))


def first_bad(tx: Connection) -> Bad | None:
    return verify(tx).first_bad


def test_journal_tells_the_history_of_a_thing(database: Database) -> None:
    keep(database)
    with database.read() as tx:
        [row] = history_of(tx, "report", 3)
    assert (row.act, row.before, row.marks, row.effective_at) == (
        "submit_report",
        {"state": "filling", "值": "1.50"},
        [],
        NOON + timedelta(minutes=3),
    )


@pytest.mark.parametrize("table", [Journal.t, Seal.t], ids=lambda table: table.name)
@pytest.mark.parametrize("change", ["update", "delete", "replace"])
def test_journal_and_seals_are_insert_only(database: Database, table: Table, change: str) -> None:
    keep(database, batches=1, rows=1)
    with database.write() as tx:
        row = tx.execute(select(table).limit(1)).mappings().one()
        statements: dict[str, Any] = {
            "update": update(table).values(id=row["id"]),
            "delete": delete(table).where(table.c.id == row["id"]),
            "replace": insert(table).prefix_with("OR REPLACE", dialect="sqlite").values(**row),
        }
        with pytest.raises(DatabaseError), tx.begin_nested():
            tx.execute(statements[change])


def test_journal_cannot_be_emptied_at_once(postgres_database: Database) -> None:
    with postgres_database.write() as tx, pytest.raises(DatabaseError, match="never changed"), tx.begin_nested():
        tx.execute(text("truncate journal"))


def test_chain_verifies_and_counts_what_is_unsealed(database: Database) -> None:
    keep(database)
    with database.read() as tx:
        last = tx.execute(select(Seal.c.id, Seal.c.hash).order_by(Seal.c.id.desc()).limit(1)).one()
        assert verify(tx) == Verified(sealed=15, unsealed=1, first_bad=None, last=Anchor(last.id, last.hash))


def test_sealing_goes_on_in_batches_until_nothing_is_left(database: Database) -> None:
    with database.write() as tx:
        write_journal(tx, [entry(number) for number in range(1, 8)])
        assert [seal_new_rows(tx, now=NOON, limit=3) for _ in range(4)] == [3, 3, 1, 0]
        assert verify(tx).sealed == 7


def test_chain_is_the_same_on_both_databases(sqlite_database: Database, postgres_database: Database) -> None:
    hashes = []
    for database in (sqlite_database, postgres_database):
        keep(database)
        with database.read() as tx:
            hashes.append(list(tx.scalars(select(Seal.c.hash).order_by(Seal.c.id))))
    assert hashes[0] == hashes[1]


def tampered(tx: Connection, row: Row[Any], how: str, column: str) -> None:
    """One row edited, removed, slipped in, moved or swapped."""
    here = Journal.c.id == row.id
    match how:
        case "edit":
            tx.execute(update(Journal.t).where(here).values({column: changed(getattr(row, column))}))
        case "delete":
            tx.execute(delete(Journal.t).where(here))
        case "swap":
            for old, new in ((row.id, -1), (row.id + 1, row.id), (-1, row.id + 1)):
                tx.execute(update(Journal.t).where(Journal.c.id == old).values(id=new))
        case "slip in":
            tx.execute(delete(Journal.t).where(here))
            tx.execute(insert(Journal.t).values(**row._asdict() | {"act": "approve"}))


def changed(value: Any) -> Any:
    match value:
        case None:
            return None
        case str():
            return value + " "
        case int():
            return value + 1
        case dict():
            return value | {"state": "verified"}
        case list():
            return [*value, "dual_post"]
    return value + timedelta(microseconds=1)


EDITED = [
    "act",
    "subject_kind",
    "subject_id",
    "effective_at",
    "recorded_at",
    "before",
    "after",
    "reason",
    "basis",
    "marks",
]


def test_any_tampering_with_one_sealed_row_is_found(database: Database) -> None:
    keep(database)
    tampering = st.one_of(
        st.tuples(st.just("edit"), st.sampled_from(EDITED)),
        st.tuples(st.sampled_from(["delete", "swap", "slip in"]), st.just("")),
    )

    @settings(max_examples=cases(60, full=1000), suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.integers(1, BATCHES * ROWS - 1), tampering)
    def found(number: int, act: tuple[str, str]) -> None:
        with unguarded(database, Journal.t) as tx:
            row = tx.execute(select(Journal.t).where(Journal.c.id == number)).one()
            tampered(tx, row, *act)
            what = "已封存的记录不见了" if act[0] == "delete" else "记录内容与封存时不同"
            assert first_bad(tx) == Bad(what, number, (number - 1) // ROWS + 1)

    found()
    with database.read() as tx:
        assert verify(tx).ok


def test_edit_that_only_moves_a_blank_is_found(database: Database) -> None:
    keep(database)
    with unguarded(database, Journal.t) as tx:
        blank = type_coerce('{"state": "submitted"}', Text)
        tx.execute(update(Journal.t).where(Journal.c.id == 4).values(after=blank))
        assert first_bad(tx) == Bad("记录内容与封存时不同", 4, 1)


def test_row_slipped_between_two_sealed_ones_is_found(database: Database) -> None:
    with database.write() as tx:
        write_journal(tx, [entry(1, id=1), entry(2, id=5)])
        seal_new_rows(tx, now=NOON)
        write_journal(tx, [entry(3, id=3)])
        assert first_bad(tx) == Bad("封存之后插进了记录", 3, 1)


@pytest.mark.parametrize("column", ["from_id", "to_id", "leaves", "prev_hash", "hash", "sealed_at"])
def test_tampering_with_a_seal_is_found(database: Database, column: str) -> None:
    keep(database)
    with unguarded(database, Seal.t) as tx:
        seal = tx.execute(select(Seal.t).where(Seal.c.id == 2)).one()
        value = getattr(seal, column)
        forged = value.replace("2", "3") if isinstance(value, str) else changed(value)
        tx.execute(update(Seal.t).where(Seal.c.id == 2).values({column: forged}))
        assert first_bad(tx) in (Bad("封存记录与链上前后不符", seal_id=2), Bad("封存记录已损坏", seal_id=2))


def test_removed_seal_is_found(database: Database) -> None:
    keep(database)
    with unguarded(database, Seal.t) as tx:
        tx.execute(delete(Seal.t).where(Seal.c.id == 2))
        assert first_bad(tx) == Bad("封存记录与链上前后不符", seal_id=3)


def test_unreadable_row_is_named_instead_of_stopping_the_walk(sqlite_database: Database) -> None:
    keep(sqlite_database)
    with unguarded(sqlite_database, Journal.t) as tx:
        tx.execute(text("update journal set effective_at = '昨天' where id = 8"))
        assert first_bad(tx) == Bad("记录内容与封存时不同", 8, 2)


def test_tail_cut_off_with_its_seals_is_found_by_what_is_kept_outside(database: Database) -> None:
    keep(database)
    with database.read() as tx:
        outside = verify(tx).last
    assert outside is not None
    with unguarded(database, Seal.t) as tx:
        tx.execute(delete(Seal.t).where(Seal.c.id == 3))
        assert verify(tx).ok  # the chain alone cannot know
        assert verify(tx, anchors=[outside]).first_bad == Bad("封存链与库外留存的不一致", seal_id=3)


def test_late_commit_with_a_smaller_id_is_sealed_in_its_place(postgres_database: Database) -> None:
    """Ids are handed out at once and seen at commit: the sealer waits for whoever may hold a smaller one."""
    database = postgres_database
    with database.write() as slow:
        write_journal(slow, [entry(1)])
        with database.write() as quick:
            write_journal(quick, [entry(2)])
        with database.write() as sealer:
            assert seal_new_rows(sealer, now=NOON) == 0  # patience ends: row 1 may still come
    with database.write() as sealer:
        assert seal_new_rows(sealer, now=NOON) == 2
        assert verify(sealer).ok


def test_two_sealers_do_not_get_in_each_others_way(postgres_database: Database) -> None:
    keep(postgres_database, batches=0)
    with postgres_database.write() as first, postgres_database.write() as second:
        assert seal_new_rows(first, now=NOON) == 1
        assert seal_new_rows(second, now=NOON) == 0
