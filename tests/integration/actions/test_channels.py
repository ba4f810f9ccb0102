"""Channels of persons and units, and what the ledger says of each attempt."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from actions.acts import Done
from actions.acts import Refused as NotDone
from actions.delivering import deliver
from models.contacts import Contact
from models.journal import Journal
from models.outbox import Delivery, OutboxMessage, post_messages
from states.transport import Answer, Message, Refused, Sent
from tests.integration.actions.year import Year, at

MORNING = "2019-03-05 09:00"


@dataclass
class Switchboard:
    """Answers by the service that a target names; says yes where nothing is told."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def send(self, _message: Message, target: str) -> Answer:
        self.asked.append(target)
        return self.answers.get(target.partition("://")[0], Sent("收到"))


@pytest.fixture
def year(town: Year) -> Year:
    return town


def give(year: Year, channel: str, target: str, *, priority: int = 0, **whose: str) -> None:
    whose = whose or {"person": "clerk"}
    year.do("set_channel", None, MORNING, office="town", channel=channel, target=target, priority=priority, **whose)


def post(year: Year, *, urgent: bool = False, **whose: int) -> None:
    row = {"kind": "test", "subject": "提醒", "body": "请报送", "urgent": urgent, "created_at": at(MORNING)}
    whose = whose or {"person_id": year.persons["clerk"]}
    with year.database.write() as tx:
        post_messages(tx, [{"dedup_key": "test:1", **row, "send_after": at(MORNING), **whose}])


def ledger(year: Year) -> list[tuple[int, str, str, bool]]:
    (message,) = year.rows(OutboxMessage, dedup_key="test:1")
    rows = year.rows(Delivery, message_id=message.id)
    return [(row.attempt, row.channel, row.result, row.is_permanent) for row in rows if row.channel != "inbox"]


def state(year: Year) -> str:
    return str(year.one(OutboxMessage, dedup_key="test:1").state)


def test_address_is_stored_closed_and_stays_out_of_the_journal(year: Year) -> None:
    give(year, "email", "mailto://u:topsecret@mail.example")

    (contact,) = year.rows(Contact)
    assert "topsecret" not in contact.target
    assert "topsecret" not in repr(year.rows(Journal))


def test_channel_of_the_same_name_is_replaced(year: Year) -> None:
    for target in ("a://1", "a://2", "a://2"):
        give(year, "bot", target)

    assert [row.is_active for row in year.rows(Contact)] == [False, True]


def test_dropped_channel_is_not_used(year: Year) -> None:
    give(year, "bot", "a://1")
    year.do("drop_channel", None, MORNING, office="town", person="clerk", channel="bot")
    post(year)
    board = Switchboard()

    deliver(year.database, board, now=at(MORNING))

    assert (board.asked, state(year)) == ([], "sent")
    with pytest.raises(NotDone, match="没有在用的渠道“bot”"):
        year.do("drop_channel", None, MORNING, office="town", person="clerk", channel="bot")


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"person": "clerk", "target": "just words"}, "渠道地址要写成"),
        ({"person": "clerk", "channel": "inbox"}, "系统自用"),
        ({"unit": "nowhere"}, "没有编码为“nowhere”的单位"),
        ({}, "要写一个，也只写一个"),
        ({"person": "clerk", "unit": "farming"}, "要写一个，也只写一个"),
    ],
)
def test_wrong_channel_is_refused(year: Year, told: dict[str, str], reason: str) -> None:
    with pytest.raises(NotDone, match=reason):
        year.do("set_channel", None, MORNING, **({"office": "town", "channel": "bot", "target": "a://1"} | told))


def test_next_channel_is_tried_where_the_first_refuses_for_good(year: Year) -> None:
    give(year, "second", "good://", priority=2)
    give(year, "first", "gone://", priority=1)
    post(year)

    deliver(year.database, Switchboard({"gone": Refused("查无此人", permanent=True)}), now=at(MORNING))

    assert ledger(year) == [(1, "first", "refused", True), (1, "second", "sent", False)]
    assert state(year) == "sent"


def test_next_channel_waits_while_the_first_may_recover(year: Year) -> None:
    give(year, "first", "busy://", priority=1)
    give(year, "second", "good://", priority=2)
    post(year)
    board = Switchboard({"busy": Refused("忙", permanent=False)})

    for moment in ("09:00", "09:01", "09:03"):
        deliver(year.database, board, now=at(f"2019-03-05 {moment}"))

    assert ledger(year) == [
        (1, "first", "refused", False),
        (2, "first", "refused", False),
        (3, "first", "refused", False),
        (3, "second", "sent", False),
    ]


def test_urgent_message_turns_to_the_next_channel_at_once(year: Year) -> None:
    give(year, "first", "busy://", priority=1)
    give(year, "second", "good://", priority=2)
    post(year, urgent=True)

    deliver(year.database, Switchboard({"busy": Refused("忙", permanent=False)}), now=at(MORNING))

    assert [line[1:3] for line in ledger(year)] == [("first", "refused"), ("second", "sent")]


def test_message_to_a_unit_goes_to_its_group(year: Year) -> None:
    unit = "farming"
    give(year, "group", "robot://1", unit=unit)
    with year.database.read() as tx:
        unit_id = tx.scalar(Contact.t.select().with_only_columns(Contact.c.unit_id))
    post(year, unit_id=unit_id)
    board = Switchboard()

    deliver(year.database, board, now=at(MORNING))

    assert board.asked == ["robot://1"]
    assert [(row.unit_id, row.person_id, row.target) for row in year.rows(Delivery, channel="group")] == [
        (unit_id, None, "robot://***")
    ]


def test_message_to_a_unit_without_a_channel_has_not_been_sent(year: Year) -> None:
    give(year, "group", "robot://1", unit="farming")
    announced(year)
    year.do("drop_channel", None, MORNING, office="town", unit="farming", channel="group")

    counts = deliver(year.database, Switchboard(), now=at(MORNING))

    (message,) = year.told("announcement")
    assert (counts.failed, message.state, message.reason) == (1, "failed", "单位没有在用的渠道")


def test_address_closed_with_another_key_is_refused_and_tells_why(year: Year) -> None:
    give(year, "email", "mailto://u@mail.example")
    with year.database.write() as tx:
        tx.execute(Contact.t.update().values(target="gAAAAABelse"))
    post(year)
    board = Switchboard()

    deliver(year.database, board, now=at(MORNING))

    (row,) = year.rows(Delivery, channel="email")
    assert (board.asked, row.result, row.is_permanent) == ([], "refused", False)
    assert "secret.key" in row.reason


def announced(year: Year, by: str = "desk", **more: object) -> Done:
    told = {"office": "town", "subject": "关于报送", "text": "请于3月29日17:00前报送。"} | more
    return year.do("announce", by, MORNING, **told)


def test_announcement_goes_to_the_group_of_a_unit(year: Year) -> None:
    give(year, "group", "robot://1", unit="farming")
    board = Switchboard()

    done = announced(year)
    announced(year)
    deliver(year.database, board, now=at(MORNING))

    assert (done.summary, board.asked) == ("已发给1个单位：1个发到工作群，0个告诉单位的人", ["robot://1"])
    (message,) = year.told("announcement")
    assert (message.subject, message.body) == ("【某镇人民政府】关于报送", "请于3月29日17:00前报送。")


def test_announcement_is_told_to_the_people_of_a_unit_without_a_group(year: Year) -> None:
    announced(year, units=["farming", "office"])

    assert {row.person_id for row in year.told("announcement")} == {
        year.persons["farming_head"],
        year.persons["clerk"],
    }


@pytest.mark.parametrize(
    ("by", "more", "reason"),
    [
        ("farming_officer", {}, "不能|由"),
        ("desk", {"units": ["nowhere"]}, "没有编码为“nowhere”的单位"),
        ("desk", {"units": ["leaders"]}, "镇领导既没有登记渠道，也没有岗位可告知"),
    ],
)
def test_announcement_that_cannot_be_made_is_refused(year: Year, by: str, more: dict[str, object], reason: str) -> None:
    with pytest.raises(NotDone, match=reason):
        announced(year, by, **more)
    assert year.told("announcement") == []
