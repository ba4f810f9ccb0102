from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from models.database import Database
from models.obligations import (
    DUE,
    OF_POSTS,
    Obligation,
    due_obligations,
    open_obligations_about,
    open_obligations_of,
    record_looks,
    settle_obligations,
)
from models.posts import Post
from models.writing import find_row, insert_rows
from states.obligations import Outcome
from tests.office import NOON, Ground, lay_ground, put


def owed(ground: Ground, subject: int, **more: Any) -> dict[str, Any]:
    return {
        "office_id": ground.office,
        "kind": "report",
        "unit_id": ground.unit,
        "post_id": ground.post,
        "subject_kind": "report",
        "subject_id": subject,
        "opened_at": NOON,
        "due_at": NOON + timedelta(days=subject),
        "next_look_at": NOON + timedelta(hours=subject),
        "settled_at": None,
        **more,
    }


def hours(n: int) -> datetime:
    return NOON + timedelta(hours=n)


def test_due_obligations_are_the_open_ones_whose_look_has_come(database: Database) -> None:
    with database.write() as tx:
        ground = lay_ground(tx)
        rows = [owed(ground, subject) for subject in (3, 1, 2, 4)]
        rows += [owed(ground, 5, next_look_at=None), owed(ground, 6, next_look_at=hours(1), settled_at=NOON)]
        insert_rows(tx, Obligation.t, rows)
        found = due_obligations(tx, now=hours(3), limit=10)
        assert [row.subject_id for row in found] == [1, 2, 3]  # hour 3 itself has come
        assert [row.subject_id for row in due_obligations(tx, now=hours(3), limit=2)] == [1, 2]


def test_obligations_of_posts_come_by_due_moment_and_undated_last(database: Database) -> None:
    with database.write() as tx:
        ground = lay_ground(tx)
        other = put(tx, Post, office_id=ground.office, unit_id=ground.unit, code="b", title="承办人", role="officer")
        stranger = put(tx, Post, office_id=ground.office, unit_id=ground.unit, code="c", title="承办人", role="officer")
        insert_rows(tx, Obligation.t, [
            owed(ground, 1, due_at=None),
            owed(ground, 3),
            owed(ground, 2, post_id=other),
            owed(ground, 4, post_id=stranger),
        ])  # fmt: skip
        assert [row.subject_id for row in open_obligations_of(tx, {ground.post, other})] == [2, 3, 1]


def test_settling_ends_only_open_ones_and_stops_the_looks(database: Database) -> None:
    with database.write() as tx:
        ground = lay_ground(tx)
        first, second = insert_rows(tx, Obligation.t, [owed(ground, 1), owed(ground, 1, kind="review")])
        about = [row.id for row in open_obligations_about(tx, "report", 1)]
        assert about == [first, second]
        assert settle_obligations(tx, [first], outcome=Outcome.DONE, at=NOON, by=ground.person) == 1
        assert settle_obligations(tx, about, outcome=Outcome.FREED, at=hours(1)) == 1
        done, freed = (find_row(tx, Obligation.t, number) for number in about)
        assert done is not None
        assert freed is not None
        assert (done.outcome, done.settled_at, done.settled_by, done.next_look_at, done.version) == (
            "done", NOON, ground.person, None, 1,
        )  # fmt: skip
        assert (freed.outcome, freed.settled_at, freed.settled_by) == ("freed", hours(1), None)
        assert open_obligations_about(tx, "report", 1) == []


def test_looks_are_recorded_only_on_rows_that_are_still_as_read(database: Database) -> None:
    with database.write() as tx:
        ground = lay_ground(tx)
        first, second = insert_rows(tx, Obligation.t, [owed(ground, 1), owed(ground, 2)])
        look = {"rung": 1, "rung_taken_at": NOON, "next_look_at": hours(9), "standing": {"times": 1}}
        looks = [{"b_id": first, "b_version": 0, **look}, {"b_id": second, "b_version": 7, **look}]
        assert record_looks(tx, looks) == 1
        row = find_row(tx, Obligation.t, first)
        assert row is not None
        assert (row.rung, row.standing, row.next_look_at, row.version) == (1, {"times": 1}, hours(9), 1)


def test_two_ticks_share_the_due_rows(postgres_database: Database) -> None:
    with postgres_database.write() as tx:
        ground = lay_ground(tx)
        insert_rows(tx, Obligation.t, [owed(ground, subject) for subject in range(1, 9)])
    with postgres_database.write() as one, postgres_database.write() as other:
        first = {row.id for row in due_obligations(one, now=hours(24), limit=5)}
        second = {row.id for row in due_obligations(other, now=hours(24), limit=5)}
        assert (len(first), len(second), first & second) == (5, 3, set())


def test_recurring_questions_are_answered_from_their_indexes(sqlite_database: Database) -> None:
    with sqlite_database.read() as tx:
        for statement, index in ((DUE, "ix_obligation_next_look"), (OF_POSTS, "ix_obligation_on_desk")):
            asked = statement.params(now=NOON, limit=5, posts=[1, 2])
            compiled = asked.compile(tx.engine, compile_kwargs={"render_postcompile": True})
            plan = tx.exec_driver_sql(f"explain query plan {compiled}", (1, 2, 3)[: len(compiled.params)]).all()
            assert index in str(plan), plan
            assert "SCAN" not in str(plan)


def test_open_obligations_are_found_without_walking_the_settled(postgres_database: Database) -> None:
    with postgres_database.write() as tx:
        ground = lay_ground(tx)
        old = [owed(ground, 1, period=str(n), settled_at=NOON, outcome="done") for n in range(3000)]
        insert_rows(tx, Obligation.t, [*old, owed(ground, 1, period="", outcome=None)])
        tx.execute(text("analyze obligation"))
        query = DUE.params(now=hours(9), limit=5)
        plan = tx.exec_driver_sql(
            f"explain {query.compile(tx.engine, compile_kwargs={'literal_binds': True})}"
        ).scalars()
        assert any("ix_obligation_next_look" in line for line in plan)
