import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Select
from sqlalchemy.dialects import sqlite

from models.database import Database
from models.outbox import CLAIMABLE, RIPE, OutboxMessage, claim_outbox, post_messages
from models.windows import TO_OPEN
from models.writing import change_row
from tests.office import NOON

LEASE = timedelta(minutes=2)


def told(number: int, **more: Any) -> dict[str, Any]:
    return {
        "dedup_key": f"reminder:{number}",
        "kind": "reminder",
        "subject": "提醒",
        "body": "请报送",
        "urgent": False,
        "created_at": NOON,
        "send_after": NOON + timedelta(minutes=number),
        **more,
    }


def minutes(n: int) -> datetime:
    return NOON + timedelta(minutes=n)


@pytest.mark.parametrize(
    ("question", "index"),
    [
        (CLAIMABLE, "ix_outbox_message_claim"),
        (RIPE, "ix_outbox_message_gather"),
        (TO_OPEN, "ix_window_to_open"),
    ],
)
def test_what_the_clock_asks_again_and_again_is_answered_by_an_index_over_what_waits(
    sqlite_database: Database, question: Select[Any], index: str
) -> None:
    asked = str(question.compile(dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True}))
    with sqlite_database.read() as tx:
        plan = tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", (None,) * asked.count("?")).all()
    assert any(f"INDEX {index} " in f"{row.detail} " for row in plan), plan


def test_message_offered_again_is_posted_once(database: Database) -> None:
    with database.write() as tx:
        first = post_messages(tx, [told(1), told(2), told(1)])
        again = post_messages(tx, [told(2), told(3)])
        assert (len(first), len(again)) == (2, 1)
        assert len(claim_outbox(tx, now=minutes(9), lease=LEASE, limit=10)) == 3


def test_claim_takes_what_may_leave_the_urgent_first(database: Database) -> None:
    with database.write() as tx:
        post_messages(tx, [told(1), told(2), told(3, urgent=True), told(5), told(6, urgent=True)])
        first = claim_outbox(tx, now=minutes(4), lease=LEASE, limit=2)
        second = claim_outbox(tx, now=minutes(4), lease=LEASE, limit=2)
        assert [row.dedup_key for row in first] == ["reminder:3", "reminder:1"]
        assert [row.dedup_key for row in second] == ["reminder:2"]
        assert [(row.state, row.attempts, row.send_after) for row in first] == [("leased", 1, minutes(4) + LEASE)] * 2


def test_lapsed_lease_is_claimed_again_and_its_late_sender_changes_nothing(database: Database) -> None:
    with database.write() as tx:
        post_messages(tx, [told(0)])
        [lost] = claim_outbox(tx, now=NOON, lease=LEASE, limit=1)
        assert claim_outbox(tx, now=NOON + LEASE - timedelta(seconds=1), lease=LEASE, limit=1) == []
        [taken] = claim_outbox(tx, now=NOON + LEASE, lease=LEASE, limit=1)
        assert (taken.id, taken.attempts) == (lost.id, 2)
        sent = {"state": "sent", "finished_at": minutes(3)}
        assert not change_row(tx, OutboxMessage.t, lost.id, version=lost.version, values=sent)
        assert change_row(tx, OutboxMessage.t, taken.id, version=taken.version, values=sent)
        assert claim_outbox(tx, now=minutes(60), lease=LEASE, limit=1) == []


def test_claims_of_several_workers_never_overlap(database: Database) -> None:
    workers, messages = 4, 120
    with database.write() as tx:
        post_messages(tx, [told(number, send_after=NOON) for number in range(messages)])
    start = threading.Barrier(workers)

    def work() -> list[int]:
        start.wait()
        mine: list[int] = []
        while True:
            with database.write() as tx:
                batch = [row.id for row in claim_outbox(tx, now=NOON, lease=LEASE, limit=7)]
            if not batch:
                return mine
            mine += batch

    with ThreadPoolExecutor(workers) as pool:
        claimed = [number for batch in pool.map(lambda _: work(), range(workers)) for number in batch]
    assert sorted(claimed) == sorted(set(claimed))
    assert len(claimed) == messages
