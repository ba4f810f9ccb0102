from datetime import datetime, timedelta

from sqlalchemy import select, update

from models.care import Beat, SetAside, put_aside, record_beat
from models.database import Database
from models.windows import Window, windows_to_open
from tests.office import NOON, lay_ground, put


def test_beat_is_written_over_the_one_before(database: Database) -> None:
    with database.write() as tx:
        for hour in range(3):
            record_beat(tx, "tick", started_at=NOON + timedelta(hours=hour), counts={"opened": hour}, machine="a")
        record_beat(tx, "deliver", started_at=NOON, counts={}, machine="b")
        found = tx.execute(select(Beat.c.name, Beat.c.started_at, Beat.c.counts).order_by(Beat.c.name)).all()
    assert found == [("deliver", NOON, {}), ("tick", NOON + timedelta(hours=2), {"opened": 2})]


def test_row_set_aside_again_is_counted_until_it_is_resolved(database: Database) -> None:
    def fail(why: str, at: datetime) -> None:
        put_aside(tx, run="tick", subject_kind="obligation", subject_id=7, reason=why, now=at, retry_at=at)

    with database.write() as tx:
        fail("first", NOON)
        fail("second", NOON + timedelta(hours=1))
        tx.execute(update(SetAside.t).values(resolved_at=NOON + timedelta(hours=2)))
        fail("third", NOON + timedelta(hours=3))
        found = tx.execute(select(SetAside.c.reason, SetAside.c.times, SetAside.c.set_aside_at).order_by(SetAside.c.id))
        assert found.all() == [("second", 2, NOON + timedelta(hours=1)), ("third", 1, NOON + timedelta(hours=3))]


def test_windows_to_open_are_those_whose_hour_has_come(database: Database) -> None:
    with database.write() as tx:
        ground = lay_ground(tx)  # its window has no hour yet
        year = {"office_id": ground.office, "assessment_id": ground.assessment, "code": "w", "title": "报送"}
        for occasion, hours, state in (
            ("3", 2, "not_open"),
            ("1", 1, "not_open"),
            ("2", 1, "open"),
            ("4", 3, "not_open"),
        ):
            put(tx, Window, **year, occasion=occasion, opens_at=NOON + timedelta(hours=hours), state=state)
        found = windows_to_open(tx, now=NOON + timedelta(hours=2), limit=10)
        assert [row.occasion for row in found] == ["1", "3"]
        assert [row.occasion for row in windows_to_open(tx, now=NOON + timedelta(hours=2), limit=1)] == ["1"]
