"""少发催报: counted from what became of every urging message, on each database."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actions.burden.sparing import Spared, SparedYear, spared_in
from actions.delivering import deliver
from actions.directory import directory_of
from models.database import Database
from models.outbox import OutboxMessage, post_messages
from models.posts import Post
from models.units import Office, Unit
from states.messages import PUT_OFF, SETTLED, TOLD_ALREADY
from states.transport import Answer, Sent
from tests.integration.actions.breakdowns import handed_in
from tests.integration.actions.year import Year, at, published
from workdays.periods import Period


class Channel:
    """Takes everything."""

    def send(self, message: object, target: str) -> Answer:  # noqa: ARG002 -- the shape of a transport
        return Sent("收到")


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Year:
    return published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path)


def spared(year: Year, of: int = 2019) -> SparedYear:
    office = year.one(Office).id
    with year.database.read() as tx:
        directory = directory_of(tx, office, day=date(2019, 6, 3))
        return spared_in(tx, directory, Period.year(of))


def written(year: Year, *rows: dict[str, Any]) -> list[int]:
    """Messages as the ledger might hold them."""
    base = {
        "office_id": year.one(Office).id, "subject": "催报", "body": "请报送", "short": "", "line": "", "why": "",
        "urgent": False, "together": False, "state": "sent", "created_at": at("2019-06-03 09:00"),
        "send_after": at("2019-06-03 09:00"), "attempts": 1, "reason": "", "version": 1,
        "post_id": None, "person_id": None, "digest_id": None,
    }  # fmt: skip
    offered = len(year.rows(OutboxMessage))
    keyed = [{**base, **row, "dedup_key": f"hand:{offered + place}"} for place, row in enumerate(rows)]
    with year.database.write() as tx:
        return post_messages(tx, keyed)


def seat(year: Year, code: str) -> dict[str, Any]:
    return {"person_id": year.persons[code], "post_id": year.one(Post, code=code).id}


@pytest.mark.closes("R2.28")
def test_year_counts_what_digests_joined_and_what_was_not_needed_any_more(town: Year) -> None:
    """Of eleven urgings one goes alone, five arrive in two digests, three are not needed: 3 + 3 were spared."""
    officer, desk = seat(town, "farming_officer"), seat(town, "desk")
    before = spared(town)
    monday, tuesday = written(town, {"kind": "digest", **officer}, {"kind": "digest", **officer})
    (of_desk,) = written(town, {"kind": "digest", **desk})
    written(
        town,
        {"kind": "urge", **officer},
        *({"kind": "reminder", **officer, "digest_id": monday} for _ in range(3)),
        *({"kind": "tell_responsible", **officer, "digest_id": tuesday} for _ in range(2)),
        *({"kind": "reminder", **officer, "state": "unwanted", "reason": why} for why in (SETTLED, PUT_OFF)),
        {"kind": "reminder", **desk, "state": "unwanted", "reason": TOLD_ALREADY},
        # nobody was spared these
        {"kind": "reminder", **officer, "state": "unwanted", "reason": "收件人已不在岗，不再发送"},
        {"kind": "reminder", **officer, "state": "failed"},
        # not urging, another year, and a digest with but one urging in it
        {"kind": "verified", **officer, "digest_id": monday},
        {"kind": "reminder", **officer, "state": "unwanted", "reason": SETTLED, "created_at": at("2018-12-31 09:00")},
        {"kind": "reminder", **desk, "digest_id": of_desk},
    )

    found = spared(town)
    farming = found.of(town.one(Unit, code="farming").id)
    assert before.total == Spared()
    assert farming == Spared(urged=10, alone=1, carried=5, digests=2, held=2)
    assert (farming.merged, farming.held, farming.count, farming.others) == (3, 2, 5, 2)
    assert found.total == Spared(urged=12, alone=1, carried=6, digests=3, held=3)
    assert found.total.count == 6
    assert spared(town, 2018).total.count == 1
    assert spared(town, 2020).total == Spared()


def test_morning_of_urgings_arrives_as_one(town: Year) -> None:
    """What the clock itself decides: two breakdowns are late, their officer gets one digest."""
    town.tick("2019-03-20 09:00")
    deliver(town.database, Channel(), now=at("2019-03-20 09:15"))

    assert spared(town).total == Spared(urged=2, carried=2, digests=1)
    assert spared(town).total.count == 1


def test_what_was_handed_in_on_the_same_morning_is_not_urged(town: Year) -> None:
    """Two breakdowns are late at 9:00; one is handed in at 9:05, before the digest leaves with the other."""
    town.tick("2019-03-20 09:00")
    handed_in(town, "2019-03-20 09:05")
    deliver(town.database, Channel(), now=at("2019-03-20 09:15"))

    assert spared(town).total == Spared(urged=2, carried=1, digests=1, held=1)
    assert (spared(town).total.merged, spared(town).total.count) == (0, 1)
