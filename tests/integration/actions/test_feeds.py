"""What waits for what is written down when a year is published, and found again when it changes."""

from pathlib import Path

import pytest
from sqlalchemy import update

from models.database import Database
from models.obligations import Obligation
from models.packages import Package
from models.posts import Post
from tests.integration.actions.year import Year, published


@pytest.fixture
def province(database: Database, tmp_path: Path) -> Year:
    return published(database, "shanxi-cjr-2019", when="2019-05-05 10:00", folder=tmp_path)


def titles(year: Year, *kinds: str) -> dict[tuple[str, str], set[str]]:
    """By kind and period, what is fed."""
    rows = {row.id: row for row in year.rows(Obligation)}
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows.values():
        if row.kind in kinds:
            fed = rows.get(row.feeds_id)
            found.setdefault((row.kind, row.period), set()).add(f"{fed.kind}：{fed.title}" if fed else "")
    return found


def test_breakdowns_and_reports_feed_their_packages(province: Year) -> None:
    fed = titles(province, "breakdown", "report")

    assert fed.pop(("breakdown", "")) == {"consolidation：指标分解结果上报"}
    packages = {row.title for row in province.rows(Package)} - {"指标分解结果上报"}
    assert {title for some in fed.values() for title in some} == {f"consolidation：{title}" for title in packages}
    assert all(len(some) == 1 for some in fed.values())


def test_parts_of_co_units_feed_the_paper_of_the_lead(district: Year) -> None:
    rows = {row.id: row for row in district.rows(Obligation)}
    parts = [row for row in rows.values() if row.kind == "co_unit_part"]

    assert parts
    for row in parts:
        assert (rows[row.feeds_id].kind, rows[row.feeds_id].subject_id) == ("breakdown", row.subject_id)


def test_extension_is_held_to_what_waits_now(province: Year) -> None:
    """The package was collected, sent back and is collected anew: the date is that of what is open."""
    row = next(row for row in province.owed(kind="breakdown"))
    waiting = province.one(Obligation, id=row.feeds_id)
    with province.database.write() as tx:
        tx.execute(update(Obligation.t).where(Obligation.c.id == row.id).values(feeds_id=None))
    by = province.one(Post, id=row.post_id).code

    told = {"obligation": row.id, "until": "2019-05-14", "reason": "口径未明"}
    province.do("request_extension", by, "2019-05-10 10:00", **told)

    assert province.one(Obligation, id=row.id).feeds_id == waiting.id
