"""What the schema does not allow of shortfalls, and that the clock finds the due ones by an index."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from models.database import Database
from models.figures import FigureDefinition
from models.indicators import Target
from models.shortfalls import DUE, PeerFigure, Shortfall, ShortfallRung, due_shortfalls
from models.writing import insert_rows
from tests.office import NOON, Ground, lay_ground, put


def fell(tx: Connection, ground: Ground, **other: Any) -> dict[str, Any]:
    """A shortfall of the one assignment."""
    found = tx.execute(Target.t.select()).first()
    target = found.id if found else put(tx, Target, office_id=ground.office, indicator_id=ground.indicator, name="人数")
    return {
        "office_id": ground.office,
        "assessment_id": ground.assessment,
        "assignment_id": ground.assignment,
        "target_id": target,
        "unit_id": ground.unit,
        "opened_at": NOON,
        "period": "2019-06",
        "expected": 4,
        "gap": 1,
        "ordinal": 1,
        "next_look_at": NOON,
        "closed_at": None,
        "outcome": None,
        **other,
    }


def test_one_is_open_at_most_for_an_assignment_and_target(database: Database) -> None:
    with database.write() as tx:
        ground = lay_ground(tx)
        closed = fell(tx, ground, closed_at=NOON, outcome="caught_up", next_look_at=None)
        insert_rows(tx, Shortfall.t, [closed, fell(tx, ground, ordinal=2)])
    with pytest.raises(IntegrityError), database.write() as tx:
        insert_rows(tx, Shortfall.t, [fell(tx, ground, ordinal=3)])


def test_no_rung_is_taken_twice(database: Database) -> None:
    with database.write() as tx:
        ground = lay_ground(tx)
        (number,) = insert_rows(tx, Shortfall.t, [fell(tx, ground)])
        taken = {"office_id": ground.office, "shortfall_id": number, "rung": "warning", "act": "draft_warning"}
        put(tx, ShortfallRung, **taken, taken_at=NOON)
        put(tx, ShortfallRung, **taken, taken_at=NOON, again=1)
    with pytest.raises(IntegrityError), database.write() as tx:
        put(tx, ShortfallRung, **taken, taken_at=NOON)


def test_only_what_is_due_and_open_is_found(database: Database) -> None:
    with database.write() as tx:
        ground = lay_ground(tx)
        later = fell(tx, ground, next_look_at=NOON + timedelta(hours=1))
        closed = fell(tx, ground, ordinal=2, closed_at=NOON, outcome="judged")
        insert_rows(tx, Shortfall.t, [later, closed])
        assert due_shortfalls(tx, now=NOON, limit=5) == []
        assert [row.ordinal for row in due_shortfalls(tx, now=NOON + timedelta(hours=1), limit=5)] == [1]


def test_due_ones_are_found_by_their_index(sqlite_database: Database) -> None:
    with sqlite_database.read() as tx:
        compiled = DUE.params(now=NOON, limit=5).compile(tx.engine, compile_kwargs={"render_postcompile": True})
        plan = tx.exec_driver_sql(f"explain query plan {compiled}", (1, 2, 3)[: len(compiled.params)]).all()
        assert "ix_shortfall_next_look" in str(plan), plan
        assert "SCAN" not in str(plan)


def test_open_ones_are_found_without_walking_the_closed(postgres_database: Database) -> None:
    with postgres_database.write() as tx:
        ground = lay_ground(tx)
        ended = {"closed_at": NOON, "outcome": "caught_up"}
        insert_rows(tx, Shortfall.t, [fell(tx, ground, ordinal=n, **ended) for n in range(3000)])
        tx.execute(text("analyze shortfall"))
        query = DUE.params(now=NOON, limit=5).compile(tx.engine, compile_kwargs={"literal_binds": True})
        assert any("ix_shortfall_next_look" in line for line in tx.exec_driver_sql(f"explain {query}").scalars())


def test_peer_has_one_sitting_figure_a_period(database: Database) -> None:
    with database.write() as tx:
        ground = lay_ground(tx)
        figure = put(
            tx, FigureDefinition, office_id=ground.office, code="f", name="人数", unit="人", periods="monthly",
            measure="cumulative",
        )  # fmt: skip
        told = {"office_id": ground.office, "assessment_id": ground.assessment, "figure_id": figure, "peer": "示例甲县"}
        told |= {"period": "2019-06", "value": 1, "document_no": "通报", "dated_on": NOON.date(), "recorded_at": NOON}
        put(tx, PeerFigure, **told, replaced_at=NOON)
        put(tx, PeerFigure, **told)
    with pytest.raises(IntegrityError), database.write() as tx:
        put(tx, PeerFigure, **told)
