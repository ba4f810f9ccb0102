import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from models.database import Database, DatabaseUnreachable
from models.journal import Journal, write_journal
from models.schema import HEAD, Schema
from models.units import Office
from models.writing import change_row, change_rows, find_row, insert_new, insert_rows, lock_row, lock_rows
from tests.office import NOON


def office(code: str) -> dict[str, Any]:
    return {"code": code, "name": "考核办"}


def count(database: Database) -> int:
    with database.read() as tx:
        return tx.scalar(select(func.count()).select_from(Office.t)) or 0


def test_write_is_all_or_nothing(database: Database) -> None:
    def twice() -> None:
        with database.write() as tx:
            insert_rows(tx, Office.t, [office("a")])
            insert_rows(tx, Office.t, [office("a")])

    with pytest.raises(IntegrityError):
        twice()
    assert count(database) == 0


def test_errors_do_not_spread_what_was_written(database: Database) -> None:
    with pytest.raises(IntegrityError) as caught, database.write() as tx:
        insert_rows(tx, Office.t, [office("a") | {"name": "机密"}] * 2)
    assert "机密" not in str(caught.value)


def test_read_cannot_write(database: Database) -> None:
    with database.read() as tx, pytest.raises(DatabaseError, match=r"read-?only"):
        insert_rows(tx, Office.t, [office("a")])
    assert count(database) == 0


def test_reader_sees_one_moment(database: Database) -> None:
    with database.read() as tx:
        before = tx.scalar(select(func.count()).select_from(Office.t))
        with database.write() as other:
            insert_rows(other, Office.t, [office("a")])
        assert (before, tx.scalar(select(func.count()).select_from(Office.t))) == (0, 0)
    assert count(database) == 1


def test_sqlite_is_durable_and_checks_its_keys(sqlite_database: Database) -> None:
    with sqlite_database.write() as tx:
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "recursive_triggers")
        assert [tx.exec_driver_sql(f"pragma {name}").scalar() for name in asked] == ["wal", 2, 1, 10_000, 1]


def test_scratch_database_is_whole_and_gone_afterwards() -> None:
    with Database.scratch() as database:
        path = database.url.database or ""
        with database.write() as tx:
            insert_rows(tx, Office.t, [office("a")])
            assert tx.exec_driver_sql("pragma synchronous").scalar() == 0
        assert count(database) == 1
    with pytest.raises(FileNotFoundError), open(path, encoding="utf-8"):  # noqa: PTH123 -- it is gone
        pass


def test_address_is_shown_without_its_password() -> None:
    database = Database("postgresql://kaohe:secret@db.example/kaohe")
    assert database.shown == "postgresql+psycopg://kaohe:***@db.example/kaohe"
    database.close()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("kaohe.db", "数据库地址写得不对"),
        ("mysql://kaohe@db/kaohe", "不支持 mysql 数据库"),
        ("sqlite://", "要写明文件"),
        ("sqlite:///:memory:", "要写明文件"),
        (
            "postgresql://kaohe:secret@127.0.0.1:1/kaohe",
            r"打不开数据库 postgresql\+psycopg://kaohe:\*\*\*@127.0.0.1:1/kaohe",
        ),
    ],
)
def test_address_that_leads_nowhere_is_told(url: str, why: str) -> None:
    with pytest.raises(DatabaseUnreachable, match=why) as caught:
        Database.open(url)
    assert "secret" not in str(caught.value)


def test_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "kaohe.db"
    path.write_text("这不是数据库" * 100, encoding="utf-8")
    with pytest.raises(DatabaseUnreachable, match="打不开数据库"):
        Database.open(f"sqlite:///{path}")


def test_looking_for_a_database_does_not_create_it(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "kaohe.db"
    database = Database(f"sqlite:///{path}")
    assert (database.schema(), path.exists()) == (Schema(None), False)
    database.migrate()
    assert (database.schema(), path.exists()) == (Schema(HEAD), True)
    database.close()


def test_rows_come_back_in_the_order_they_went_in(database: Database) -> None:
    codes = [f"c{number}" for number in range(30)]
    with database.write() as tx:
        ids = insert_rows(tx, Office.t, [office(code) for code in codes])
        found = [find_row(tx, Office.t, number) for number in ids]
        assert [row and row.code for row in found] == codes
        [new] = insert_new(tx, Office.t, [office("c1"), office("new"), office("new")], unique=("code",))
        row = find_row(tx, Office.t, new)
        assert row is not None
        assert row.code == "new"


def test_change_needs_the_version_that_was_read(database: Database) -> None:
    with database.write() as tx:
        [number] = insert_rows(tx, Office.t, [office("a")])
        assert change_row(tx, Office.t, number, version=0, values={"name": "效能办"})
        assert not change_row(tx, Office.t, number, version=0, values={"name": "目标办"})
        row = lock_row(tx, Office.t, number)
        assert row is not None
        assert (row.name, row.version) == ("效能办", 1)
        changes = [{"b_id": number, "b_version": version, "name": "考评办"} for version in (1, 9)]
        assert change_rows(tx, Office.t, changes) == 1
        assert lock_rows(tx, Office.t, [number])[number].name == "考评办"


def test_threads_that_read_and_then_write_meet_no_lock_error(database: Database) -> None:
    """On one file: every writer takes its turn at BEGIN, so nobody is refused halfway."""
    threads, acts = 8, 25
    with database.write() as tx:
        [number] = insert_rows(tx, Office.t, [office("a")])
    start = threading.Barrier(threads)

    def work(thread: int) -> None:
        start.wait()
        for act in range(acts):
            with database.write() as tx:
                row = lock_row(tx, Office.t, number)
                assert row is not None
                assert change_row(tx, Office.t, number, version=row.version, values={"name": f"{thread}-{act}"})
                write_journal(tx, [entry(thread, act)])
            with database.read() as tx:
                tx.execute(text("select count(*) from journal")).scalar()

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, range(threads)))
    with database.read() as tx:
        row = find_row(tx, Office.t, number)
        written = tx.scalar(select(func.count()).select_from(Journal.t))
    assert row is not None
    assert (row.version, written) == (threads * acts, threads * acts)


def entry(thread: int, act: int) -> dict[str, Any]:
    return {"act": f"{thread}-{act}", "subject_kind": "office", "effective_at": NOON, "recorded_at": NOON}
