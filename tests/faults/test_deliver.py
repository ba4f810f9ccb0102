"""Delivery is at least once and never by two: at once, slow, pulled out, over a transport that breaks its word."""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Lock

import pytest

from actions.delivering import DeliveryCounts, deliver
from actions.doors import Door
from actions.performing import perform
from actions.ticking import tick
from models.outbox import Delivery, InboxItem, OutboxMessage
from models.writing import insert_rows
from states.transport import Answer, Message, Refused, Sent
from tests.faults.clock import crowd
from tests.faults.crowds import together
from tests.faults.plug import PulledPlug, places, pulled_after, statements_of
from tests.integration.actions.year import Year, at
from tests.profiles import FULL
from tests.years import BOTH, PublishedYears

NOW = at("2019-03-27 09:00")
LATER = NOW + timedelta(minutes=30)


@dataclass
class PostBox:
    """A service outside. `before`: what happens there before it answers to a message with this key."""

    before: Callable[[str], None] = lambda _key: None
    keys: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def send(self, message: Message, _target: str) -> Answer:
        self.before(message.key)
        with self.lock:
            self.keys.append(message.key)
        return Sent("收到")


@dataclass
class Watch:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def year(request: pytest.FixtureRequest, published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    """250 reminders wait for one person, who has a channel."""
    when = "2019-03-04 09:00"
    year = published_years.copy("tiny", when=when, on=request.param, folder=tmp_path, keep=keep, durable=False)
    for person in year.persons:
        channel = {"office": "town", "person": person, "channel": "box", "target": "json://localhost/box"}
        perform(year.database, "set_channel", channel, door=Door(now=at(when)))
    deliver(year.database, PostBox(), now=at(when))
    crowd(year, 250, look=NOW)
    tick(year.database, now=NOW)
    let_each_go_alone(year)
    return year


def let_each_go_alone(year: Year) -> None:
    """As messages that wait for no digest and for no morning."""
    alone = OutboxMessage.t.update().where(OutboxMessage.c.state == "waiting")
    with year.database.write() as tx:
        tx.execute(alone.values(together=False, urgent=True, send_after=NOW))


on_both = pytest.mark.parametrize("year", BOTH, indirect=True)
on_sqlite = pytest.mark.parametrize("year", ["sqlite"], indirect=True)


def waiting(year: Year) -> list[str]:
    return sorted(row.dedup_key for row in year.rows(OutboxMessage) if row.state == "waiting")


@on_both
def test_two_deliveries_at_once_send_nothing_twice(year: Year) -> None:
    wanted, box = waiting(year), PostBox()

    run = partial(deliver, year.database, box)
    counts = together(partial(run, now=NOW), partial(run, now=NOW), partial(run, now=NOW + timedelta(minutes=1)))

    assert sorted(box.keys) == wanted
    assert sum(each.sent for each in counts) == len(wanted)
    assert len(year.rows(InboxItem)) == len(year.rows(OutboxMessage))
    assert deliver(year.database, box, now=LATER) == DeliveryCounts()


@on_sqlite
def test_run_that_lasts_long_keeps_what_it_has_taken(year: Year) -> None:
    """A minute for each message: six hours. Every half hour another messenger comes by and finds only what is free."""
    wanted, watch = waiting(year)[:60], Watch()
    other, counted = PostBox(), Counter[str]()

    def slowly(key: str) -> None:
        watch.seconds += 60
        counted[key] += 1
        if sum(counted.values()) % 30 == 0:
            deliver(year.database, other, now=NOW + timedelta(seconds=watch.seconds), stopwatch=Watch())

    box = PostBox(before=slowly)
    deliver(year.database, box, now=NOW, stopwatch=watch)

    assert Counter(box.keys + other.keys).most_common(1)[0][1] == 1
    assert set(wanted) <= {*box.keys, *other.keys}
    assert waiting(year) == []
    assert {row.attempts for row in year.rows(OutboxMessage)} == {1}


@on_both
def test_transport_that_breaks_its_word_holds_nobody_up(year: Year) -> None:
    wanted = waiting(year)
    broken = set(wanted[::50])

    def breaks(key: str) -> None:
        if key in broken:
            raise ConnectionResetError("没有应答\0")

    box = PostBox(before=breaks)
    counts = deliver(year.database, box, now=NOW)

    assert sorted(box.keys) == [key for key in wanted if key not in broken]
    assert (counts.sent, counts.retried) == (len(wanted) - len(broken), len(broken))
    ledger = {row.reason for row in year.rows(Delivery) if row.result == "unsure"}
    assert ledger == {"渠道出错，不能确定是否送到：ConnectionResetError：没有应答 "}


@on_both
def test_words_of_a_foreign_server_always_fit_into_the_ledger(year: Year) -> None:
    class Babbling(PostBox):
        def send(self, _message: Message, _target: str) -> Answer:
            return Refused("\x00\ud800" + "噪" * 9000, permanent=True)

    deliver(year.database, Babbling(), now=NOW)

    assert {len(row.reason) for row in year.rows(Delivery) if row.result == "refused"} == {500}
    assert waiting(year) == []


@pytest.mark.faults
@on_sqlite
def test_messenger_that_was_pulled_out_loses_nothing(year: Year) -> None:
    """What was in his hands goes again when his lease is over; everything else goes once."""
    deliver(year.database, PostBox(), now=NOW)
    put_out(year, 0)
    with statements_of(year.database) as counted:
        deliver(year.database, PostBox(), now=NOW)

    for place in places(counted.number, counted.number if FULL else 6):
        put_out(year, place)
        wanted, box = waiting(year), PostBox()
        moment = NOW + timedelta(hours=place)
        with pulled_after(place, year.database), pytest.raises(PulledPlug):
            deliver(year.database, box, now=moment)
        in_hand = {row.dedup_key for row in year.rows(OutboxMessage) if row.state == "leased"}

        deliver(year.database, box, now=moment + timedelta(minutes=1))
        deliver(year.database, box, now=moment + timedelta(minutes=15))

        assert set(box.keys) == set(wanted)
        assert {key for key, number in Counter(box.keys).items() if number > 1} <= in_hand
        assert waiting(year) == []


def put_out(year: Year, place: int) -> None:
    """Fresh messages for the next round, more than one claim holds."""
    like = year.rows(OutboxMessage)[0]._asdict()
    fresh = {"state": "waiting", "attempts": 0, "finished_at": None, "send_after": NOW, "version": 0}
    fresh |= {"urgent": True, "together": False, "digest_id": None, "wanted_while_id": None, "or_while": None}
    del like["id"]
    with year.database.write() as tx:
        insert_rows(tx, OutboxMessage.t, [{**like, **fresh, "dedup_key": f"more/{place}/{one}"} for one in range(120)])


MORNING = at("2019-03-28 09:10")


@pytest.fixture
def morning(year: Year) -> Year:
    """The same reminders, waiting for the digest of the next morning."""
    for_digest(year)
    return year


def for_digest(year: Year) -> None:
    again = {"state": "waiting", "together": True, "urgent": False, "digest_id": None, "finished_at": None}
    with year.database.write() as tx:
        tx.execute(Delivery.t.delete())
        tx.execute(InboxItem.t.delete())
        tx.execute(OutboxMessage.t.update().values(digest_id=None))
        tx.execute(OutboxMessage.t.delete().where(OutboxMessage.c.kind != "reminder"))
        reminders = OutboxMessage.t.update().where(OutboxMessage.c.kind == "reminder")
        tx.execute(reminders.values(send_after=MORNING, attempts=0, **again))


@on_both
def test_digests_gathered_in_two_places_at_once_are_one(year: Year, morning: Year) -> None:
    box = PostBox()
    run = partial(deliver, morning.database, box, now=MORNING)
    together(run, run, run)

    assert box.keys == ["digest:farming_officer:2019-03-28"]
    assert {row.state for row in year.rows(OutboxMessage, kind="reminder")} == {"sent"}
    assert len({row.digest_id for row in year.rows(OutboxMessage, kind="reminder")}) == 1
    assert len(year.rows(InboxItem)) == len(year.rows(OutboxMessage, kind="reminder"))


@pytest.mark.faults
@on_sqlite
def test_digest_survives_a_messenger_pulled_out_at_any_statement(year: Year) -> None:
    for _ in range(2):  # the first reads what others find read already
        for_digest(year)
        with statements_of(year.database) as counted:
            deliver(year.database, PostBox(), now=MORNING)

    for place in places(counted.number, counted.number if FULL else 6):
        for_digest(year)
        box = PostBox()
        with pulled_after(place, year.database), pytest.raises(PulledPlug):
            deliver(year.database, box, now=MORNING)
        deliver(year.database, box, now=MORNING + timedelta(minutes=1))
        deliver(year.database, box, now=MORNING + timedelta(minutes=15))

        assert set(box.keys) == {"digest:farming_officer:2019-03-28"}
        assert len(box.keys) <= 2
        assert {row.state for row in year.rows(OutboxMessage, kind="reminder")} == {"sent"}
        assert len(year.rows(InboxItem)) == len(year.rows(OutboxMessage, kind="reminder"))
