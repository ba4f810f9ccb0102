"""What other systems are told: with the act or not at all, once each, and nothing that names a person."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from actions.acts import Refused as NotDone
from actions.delivering import deliver
from config.letters import LetterKind
from config.zone import SHANGHAI
from models.database import Database
from models.journal import Journal
from models.listeners import Listener
from models.obligations import Obligation
from models.outbox import Delivery
from models.persons import Person
from models.reports import ReportRow
from states.retrying import SIGNAL_ATTEMPTS
from states.signals import Signal, faults_of
from states.transport import Answer, Message, Refused, Sent
from tests.acceptance.requirements.falling_short import approve
from tests.integration.actions.letter_office import delivered, signed, warned
from tests.integration.actions.test_shortfall_acts import TOGETHER, hand_in
from tests.integration.actions.year import Year, at, published

MORNING = "2019-03-05 09:00"
HOOK = "jsons://bus.example.test/kaohe?secret=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


class Bus:
    """A system that can be away."""

    def __init__(self) -> None:
        self.heard: list[Message] = []
        self.is_away = False

    def send(self, message: Message, _target: str) -> Answer:
        if self.is_away:
            return Refused("无法连接", permanent=False)
        if message.data is not None:
            self.heard.append(message)
        return Sent("204")


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path) -> Year:
    return published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path)


def listen(
    year: Year, name: str = "bus", target: str = HOOK, *, events: tuple[str, ...] = (), by: str = "desk"
) -> None:
    year.do("set_listener", by, MORNING, office=year.office, name=name, target=target, events=events)


def signals(year: Year) -> list[Any]:
    return [row.data for row in year.told("signal")]


def handed_in(year: Year) -> int:
    report = year.report("新建高标准农田", "2019-03")
    line = {"cumulative": "120.50", "progress": "已完成选址和勘界"}
    year.do("fill_report", "farming_officer", "2019-03-21 10:00", report=report.id, lines=[line])
    year.attach("farming_officer", "2019-03-21 11:00", report=report.id, unit="farming")
    told = {"assignment": year.assignment("新建高标准农田"), "window": "march"}
    year.do("submit_report", "farming_officer", "2019-03-22 10:00", **told)
    year.do("approve", "farming_head", "2019-03-22 15:00", kind="report", id=report.id)
    return int(report.id)


def test_nothing_is_written_where_nobody_listens(town: Year) -> None:
    town.tick("2019-03-20 09:00")
    handed_in(town)
    town.tick("2019-04-20 09:00")

    assert town.told("signal") == []


def test_report_is_told_of_with_the_act_and_names_nobody(town: Year) -> None:
    listen(town)
    town.tick("2019-03-20 09:00")
    report = handed_in(town)

    (told,) = [each for each in signals(town) if each["event"] == "kaohe.report.submitted"]
    assert told["resource"] == {"id": f"kaohe.report.{report}", "name": "3月进展情况：新建高标准农田"}
    assert told["payload"] == {"unit": "farming", "title": "3月进展情况：新建高标准农田", "state": "submitted"}
    assert told["occurred"] == "2019-03-22T15:00:00+08:00"
    assert [each["role"] for each in told["related"]] == ["office", "year", "unit"]
    settled = [each["payload"] for each in signals(town) if each["event"] == "kaohe.obligation.settled"]
    assert (
        Counter((each["kind"], each["post"], each["outcome"]) for each in settled)[("review", "farming_head", "done")]
        == 1
    )
    names = {row.name for row in town.rows(Person)}
    assert not {word for each in signals(town) for word in each["payload"].values()} & names


def test_every_payload_is_as_the_table_describes_it(town: Year) -> None:
    listen(town)
    town.tick("2019-03-20 09:00")
    report = handed_in(town)
    town.do("verify_report", "desk", "2019-03-25 10:00", report=report)
    for day in ("2019-04-08 09:00", "2019-04-09 09:00", "2019-04-20 09:00"):
        town.tick(day)

    told = signals(town)
    assert [faults for each in told if (faults := faults_of(Signal(each["event"]), each["payload"]))] == []
    assert len({each["id"] for each in told}) == len(told)


def test_overdue_is_told_once_for_each_date(town: Year) -> None:
    listen(town, events=("kaohe.report.overdue", "kaohe.obligation.overdue"))
    town.tick("2019-03-20 09:00")
    for day in range(1, 29):
        town.tick(f"2019-04-{day:02} 09:00")

    told = [(each["event"], each["resource"]["id"]) for each in signals(town)]
    late = [row for row in town.rows(Obligation) if row.rung > 0]
    wanted = {
        ("kaohe.report.overdue" if row.kind == "report" else "kaohe.obligation.overdue", f"kaohe.obligation.{row.id}")
        for row in late
    }
    assert sorted(told) == sorted(wanted)
    assert any(name == "kaohe.report.overdue" for name, _ in told)


def test_only_what_is_wanted_is_told(town: Year) -> None:
    listen(town, events=("kaohe.report.*",))
    town.tick("2019-03-20 09:00")
    handed_in(town)

    assert {each["event"] for each in signals(town)} == {"kaohe.report.submitted"}


def test_each_system_gets_its_own_row_under_the_same_id(town: Year) -> None:
    listen(town, events=("kaohe.report.submitted",))
    listen(town, "prefect", "prefect://", events=("kaohe.report.submitted",))
    town.tick("2019-03-20 09:00")
    handed_in(town)

    assert len(town.told("signal")) == 2
    assert len({each["id"] for each in signals(town)}) == 1


def test_letters_are_told_of(county: Year) -> None:
    listen(county)
    number = warned(county)
    signed(county, number)
    delivered(county, number)
    county.do("acknowledge_letter", "labour_officer", "2019-09-18 09:00", letter=number)
    county.do("reply_to_letter", "labour_head", "2019-09-24 09:00", letter=number, words="已组织三场招聘会")
    scan = county.attach_loose("desk", "2019-09-26 09:00", unit="kaohe", title="核实记录")
    county.do("lift_warning", "desk", "2019-09-26 10:00", letter=number, words="已达到序时进度", evidence=scan)

    told = [each for each in signals(county) if each["event"].startswith(("kaohe.notice", "kaohe.letter"))]
    assert [(each["event"], each["payload"]["state"]) for each in told] == [
        ("kaohe.notice.issued", "issued"),
        ("kaohe.letter.answered", "replied"),
        ("kaohe.letter.closed", "lifted"),
    ]
    assert [each["payload"]["number"] for each in told] == ["县考预〔2019〕1号"] * 3
    assert {LetterKind(each["payload"]["kind"]) for each in told} == {LetterKind.WARNING}
    assert [faults_of(Signal(each["event"]), each["payload"]) for each in told] == [()] * 3


def test_system_that_is_away_is_told_later_and_once(town: Year) -> None:
    listen(town, events=("kaohe.report.submitted",))
    town.tick("2019-03-20 09:00")
    handed_in(town)
    bus = Bus()
    bus.is_away = True

    # all through the night and the weekend: systems do not sleep
    for hours in range(0, 60, 6):
        deliver(town.database, bus, now=at("2019-03-22 15:01") + timedelta(hours=hours))
    (row,) = town.told("signal")
    assert (row.state, bus.heard) == ("waiting", [])
    assert row.attempts > 5
    bus.is_away = False
    for hours in (66, 72):
        deliver(town.database, bus, now=at("2019-03-22 15:01") + timedelta(hours=hours))

    (row,) = town.told("signal")
    assert row.state == "sent"
    assert [message.data for message in bus.heard] == [row.data]
    assert {each.target for each in town.rows(Delivery, message_id=row.id)} == {"jsons://***"}


def test_a_system_is_given_up_after_a_week(town: Year) -> None:
    listen(town, events=("kaohe.report.submitted",))
    town.tick("2019-03-20 09:00")
    handed_in(town)
    bus, now = Bus(), at("2019-03-22 15:01")
    bus.is_away = True

    while (row := town.told("signal")[0]).state == "waiting":
        now = row.send_after.astimezone(SHANGHAI)
        deliver(town.database, bus, now=now)

    assert (row.state, row.attempts) == ("failed", SIGNAL_ATTEMPTS)
    assert timedelta(days=6) < now - at("2019-03-22 15:01") < timedelta(days=8)


def test_dropped_system_hears_nothing_more(town: Year) -> None:
    listen(town)
    town.tick("2019-03-20 09:00")
    handed_in(town)
    town.do("drop_listener", "desk", "2019-03-22 16:00", office=town.office, name="bus")
    bus = Bus()

    deliver(town.database, bus, now=at("2019-03-22 16:01"))

    assert bus.heard == []
    assert {row.state for row in town.told("signal")} == {"unwanted"}
    assert {row.reason for row in town.told("signal")} == {"接收方已停用，不再发送"}


def test_address_is_stored_closed_and_stays_out_of_the_journal(town: Year) -> None:
    listen(town)

    assert "MfKQ9r8" not in town.one(Listener).target
    assert "MfKQ9r8" not in repr(town.rows(Journal))


@pytest.mark.parametrize(
    ("target", "events", "reasons"),
    [
        (
            "mailto://x@example.test",
            (),
            ("地址要写成 prefect://，或者 jsons://主机/路径?secret=签名密钥（内网可用 json://）",),
        ),
        ("jsons://bus.example.test/", (), ("地址里要有 secret=签名密钥，不少于24个字符",)),
        ("prefect://", ("kaohe.report.lost",), ("没有这样的事件：kaohe.report.lost，可用的见 docs/events.md",)),
    ],
)
def test_listener_that_cannot_be_is_refused(town: Year, target: str, events: tuple[str, ...], reasons: Any) -> None:
    with pytest.raises(NotDone) as refused:
        listen(town, target=target, events=events)

    assert refused.value.reasons == reasons


def test_listener_is_set_by_whoever_heads_the_office(town: Year) -> None:
    with pytest.raises(NotDone):
        listen(town, by="farming_officer")


def test_shortfall_is_told_of_when_it_opens_and_when_it_closes(database: Database, tmp_path: Path) -> None:
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=TOGETHER)
    listen(town, events=("kaohe.shortfall.*",))
    february, march = hand_in(town, "50", "100")
    approve(town, march, "farming_head", "2019-03-28 11:00")
    approve(town, february, "farming_head", "2019-03-28 11:05")
    lines = [
        {"row": row.id, "cumulative": "210", "words": "按台账核实"} for row in town.rows(ReportRow, report_id=march)
    ]
    town.do("verify_report", "desk", "2019-03-29 10:00", report=march, lines=lines)

    opened, closed = signals(town)
    assert (opened["event"], closed["event"]) == ("kaohe.shortfall.opened", "kaohe.shortfall.closed")
    assert opened["payload"] == {"unit": "farming", "title": "新建高标准农田", "period": "2019-03"}
    assert (closed["payload"]["outcome"], closed["resource"]) == ("caught_up", opened["resource"])
    assert [faults_of(Signal(each["event"]), each["payload"]) for each in (opened, closed)] == [(), ()]
