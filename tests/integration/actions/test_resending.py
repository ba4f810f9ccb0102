"""Sending a message once more: who may, what is refused, and that the ledger keeps what went before."""

from collections.abc import Callable
from pathlib import Path

import pytest

from actions.delivering import deliver
from models.database import Database
from models.journal import Journal
from models.outbox import DIGEST, Delivery, InboxItem, OutboxMessage, post_messages
from models.units import Office
from states.transport import Refused, Sent
from tests.integration.actions.test_channels import MORNING, Switchboard, give
from tests.integration.actions.year import Year, at, published

Refusing = Callable[..., tuple[str, ...]]
GONE = Refused("查无此人", permanent=True)
LATER = "2019-03-05 10:00"


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path) -> Year:
    return published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path)


def put(town: Year, *keys: str, together: bool = False) -> list[int]:
    """Messages of the office to its clerk."""
    row = {"kind": "test", "subject": "提醒", "body": "请报送", "created_at": at(MORNING), "send_after": at(MORNING)}
    whose = {"person_id": town.persons["clerk"], "office_id": town.one(Office).id, "together": together}
    with town.database.write() as tx:
        return post_messages(tx, [{"dedup_key": key, **row, **whose} for key in keys])


@pytest.fixture
def failed(town: Year) -> int:
    """A message that the only channel refused for good."""
    give(town, "bot", "gone://1")
    (number,) = put(town, "test:1")
    deliver(town.database, Switchboard({"gone": GONE}), now=at(MORNING))
    assert town.one(OutboxMessage, id=number).state == "failed"
    return number


def test_message_that_failed_goes_again_and_the_ledger_keeps_both_attempts(town: Year, failed: int) -> None:
    give(town, "bot", "good://1")

    done = town.do("resend_messages", "desk", LATER, messages=[failed], words="渠道已更正")
    assert done.summary == "已安排重发1条"
    deliver(town.database, Switchboard({"good": Sent("收到")}), now=at(LATER))

    lines = [(row.attempt, row.channel, row.result) for row in town.rows(Delivery, message_id=failed)]
    assert [line for line in lines if line[1] != "inbox"] == [(1, "bot", "refused"), (2, "bot", "sent")]
    assert town.one(OutboxMessage, id=failed).state == "sent"
    assert len(town.rows(InboxItem, message_id=failed)) == 1
    (line,) = town.rows(Journal, act="resend_messages")
    assert (line.before, line.reason) == ({"state": "failed", "reason": "查无此人"}, "渠道已更正")


def test_digest_takes_along_what_it_carried(town: Year) -> None:
    give(town, "bot", "gone://1")
    put(town, "test:1", "test:2", together=True)
    deliver(town.database, Switchboard({"gone": GONE}), now=at(MORNING))
    digest = town.one(OutboxMessage, kind=DIGEST, person_id=town.persons["clerk"])
    assert digest.state == "failed"

    give(town, "bot", "good://1")
    town.do("resend_messages", "desk", LATER, messages=[digest.id])
    board = Switchboard()
    deliver(town.database, board, now=at(LATER))

    assert board.asked == ["good://1"]
    assert {one.state for one in town.rows(OutboxMessage, digest_id=digest.id)} == {"sent"}


def test_what_waits_is_not_wanted_or_lies_in_a_digest_is_not_sent_again(town: Year, refused: Refusing) -> None:
    (number,) = put(town, "test:1")

    def told(state: str) -> tuple[str, ...]:
        with town.database.write() as tx:
            tx.execute(OutboxMessage.t.update().where(OutboxMessage.c.id == number).values(state=state))
        return refused(town, "resend_messages", "desk", LATER, messages=[number])

    assert told("waiting") == ("“提醒”还在待发，不需要重发",)
    assert told("unwanted") == ("“提醒”没有发：所涉事项已办结",)
    assert told("merged") == ("“提醒”并在摘要里，请重发那一天的摘要",)


def test_only_the_office_and_the_administrator_send_again(town: Year, failed: int, refused: Refusing) -> None:
    (reason,) = refused(town, "resend_messages", "farming_head", LATER, messages=[failed])
    assert "考核主办单位的考核办、" in reason


def test_each_ticked_message_has_its_own_answer(town: Year, failed: int) -> None:
    done = town.do("resend_messages", "desk", LATER, messages=[failed, 9999])

    assert done.summary == "已安排重发1条，1条没有重发"
    assert done.details["not_resent"] == {"9999": ["没有编号为 9999 的消息"]}
