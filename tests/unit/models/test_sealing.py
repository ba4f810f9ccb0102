from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.sealing import GENESIS, leaf, seal_batch, seal_hash

NOW = datetime(2019, 5, 13, 9, tzinfo=UTC)


def row(number: int, **more: Any) -> dict[str, Any]:
    return {"id": number, "act": "submit_report", "recorded_at": NOW, "after": '{"state":"submitted"}', **more}


def test_leaf_names_its_row_and_forgets_empty_columns() -> None:
    assert leaf(row(7)) == leaf(row(7, basis=None))
    assert leaf(row(7)).split(" ")[0] == "7"


def test_leaf_is_the_same_for_the_same_instant() -> None:
    elsewhere = NOW.astimezone(tz=datetime.now(UTC).astimezone().tzinfo)
    assert leaf(row(7, recorded_at=elsewhere)) == leaf(row(7))


@given(st.sampled_from(["act", "after", "recorded_at", "id"]))
def test_leaf_changes_with_every_column(name: str) -> None:
    changed = {
        "act": "return_report",
        "after": '{"state": "submitted"}',
        "recorded_at": NOW + timedelta(microseconds=1),
    }
    assert leaf(row(7) | {name: changed.get(name, 8)}) != leaf(row(7))


def test_seal_batch_covers_its_rows_and_the_seal_before() -> None:
    first = seal_batch([row(1), row(3)], prev=GENESIS, now=NOW)
    second = seal_batch([row(4)], prev=first["hash"], now=NOW)
    leaves = f"{leaf(row(1))}\n{leaf(row(3))}"
    assert first == {
        "from_id": 1,
        "to_id": 3,
        "leaves": leaves,
        "prev_hash": GENESIS,
        "hash": seal_hash(leaves, prev=GENESIS, now=NOW),
        "sealed_at": NOW,
    }
    assert second["hash"] != seal_batch([row(4)], prev=GENESIS, now=NOW)["hash"]
