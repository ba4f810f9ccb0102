"""The moved clock on a database that can be looked into while it runs."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from actions.behaviours import Behaviour
from actions.doors import Door
from actions.playing.agenda import Agenda
from actions.playing.cast import give_channels
from actions.playing.clockwork import Clockwork, Stalled
from actions.playing.improvising import improvise
from actions.playing.mounting import begins_at, mount
from actions.playing.stage import Stage
from config.zone import SHANGHAI
from models.database import Database
from models.obligations import Obligation
from models.outbox import Delivery, InboxItem, OutboxMessage
from tests.integration.rehearsing.conftest import behaviour_of, scheme_of, text_of

LATE = "  - {who: 区住建局, when: 晚2个工作日}\n"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    scheme = scheme_of("five-steps")
    start = begins_at(scheme)
    with Database.scratch() as database:
        sample = improvise(scheme, published_on=start.date())
        found = mount(database, scheme, text_of("five-steps"), sample, evidence=tmp_path, now=start)
        give_channels(database, scheme, found.cast, door=Door(now=start))
        yield found


def clockwork(stage: Stage, behaviour: Behaviour) -> Clockwork:
    return Clockwork(stage.database, [Agenda(stage, behaviour)])


def test_nothing_is_sent_about_what_was_settled_before(stage: Stage) -> None:
    """A08, W7: a reminder or a rung leaves only while its obligation is open."""
    clockwork(stage, behaviour_of("five-steps", LATE)).run(stage.begins_at)
    about = (
        select(OutboxMessage.c.dedup_key, OutboxMessage.c.finished_at, Obligation.c.settled_at)
        .join(Obligation.t, Obligation.c.id == OutboxMessage.c.wanted_while_id)
        .where(OutboxMessage.c.state == "sent")
    )
    sent = stage.read(lambda tx: tx.execute(about).all())

    assert len(sent) > 50
    assert [row for row in sent if row.settled_at is not None and row.finished_at > row.settled_at] == []


def test_every_message_goes_out_once_alone_or_in_a_digest_and_lies_in_the_inbox(stage: Stage) -> None:
    played = clockwork(stage, behaviour_of("five-steps", LATE))
    played.run(stage.begins_at)
    keys = [each.message.key for each in played.book]
    rows = stage.read(lambda tx: tx.execute(OutboxMessage.t.select().where(OutboxMessage.c.state == "sent")).all())
    digests = {row.id for row in rows if row.kind == "digest"}
    letters = [row for row in rows if row.kind != "digest"]
    recorded = select(Delivery.c.result).where(Delivery.c.channel == "rehearsal")
    shelved = select(InboxItem.c.message_id).order_by(InboxItem.c.message_id)

    assert sorted(keys) == sorted(row.dedup_key for row in rows if row.digest_id is None)
    assert {row.digest_id for row in letters} - {None} == digests
    assert len(keys) < len(letters) / 2 + len(digests)
    assert stage.read(lambda tx: list(tx.scalars(recorded))) == ["sent"] * len(keys)
    assert stage.read(lambda tx: list(tx.scalars(shelved))) == sorted(row.id for row in letters)


def test_clock_stops_at_its_hour_and_goes_on_from_there(stage: Stage) -> None:
    """The demonstration plays a year up to today; the rest of it is still to come."""
    hour = datetime(2019, 7, 3, 12, tzinfo=SHANGHAI)
    played = clockwork(stage, behaviour_of("five-steps", ""))
    stopped = played.run(stage.begins_at, until=hour)
    before = len(played.book)

    assert stopped <= hour
    assert max(each.at for each in played.book) <= hour

    played.run(hour)

    assert min(each.at for each in played.book[before:]) > hour
    assert stage.log[-1].act == "archive"


def test_year_with_a_thing_that_cannot_be_looked_at_says_so_instead_of_standing_still(stage: Stage) -> None:
    with stage.database.write() as tx:
        tx.execute(update(Obligation.t).where(Obligation.c.id == 1).values(ladder={"label": "坏"}))

    with pytest.raises(Stalled, match=r"全年模拟运行到2019年.*时办不下去：ValidationError"):
        clockwork(stage, behaviour_of("five-steps", "  - {when: never}\n")).run(stage.begins_at)
