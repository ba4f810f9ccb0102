"""A draft's year is played beside the server, and looked at month by month."""

import time
from pathlib import Path

import pytest
from sqlalchemy import update

from models.database import Database
from models.drafts import RehearsalRun
from models.outbox import OutboxMessage
from tests.integration.actions.year import Year, at, published
from tests.pages import Client, Site

PATIENCE = 60


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path) -> Year:
    return published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path)


@pytest.fixture
def desk(town: Year, tmp_path: Path) -> Client:
    return Site(town.database, tmp_path / "home", when="2019-12-05 09:00").signed_in("desk")


@pytest.fixture
def draft(desk: Client, town: Year) -> str:
    told = {"office": town.office, "assessment": town.assessment, "year": 2020, "_then": "/year/drafts/{draft}"}
    return desk.do("begin_draft", told, follow=False).location


@pytest.mark.closes("W17")
def test_a_year_is_played_beside_the_server_and_shown_by_month(desk: Client, town: Year, draft: str) -> None:
    sent_before = len(town.rows(OutboxMessage))
    run = desk.post(f"{draft}/rehearse", {"behaviour": "silent"}, follow=False).location
    page = desk.get(run)
    waited = time.monotonic()
    while "拨动时钟" not in page.text:
        assert "没有走完" not in page.text, page.text
        assert time.monotonic() - waited < PATIENCE, page.text
        time.sleep(0.2)
        page = desk.get(run)
    assert "如果都不报" in page.text
    told = town.one(RehearsalRun).result
    month = told["messages"][-1]["at"][:7]
    assert told["messages"][-1]["subject"] in desk.get(run, month=month).text
    nobody = desk.get(run, month=month, who="没有这个人")
    assert "这个月没有消息" in nobody.text
    assert desk.get(run, part=True).headers["hx-redirect"] == run
    assert len(town.rows(OutboxMessage)) == sent_before  # nothing was really told


def test_one_at_a_time_and_a_lost_one_gives_way(desk: Client, town: Year, draft: str) -> None:
    number = int(draft.rpartition("/")[2])
    town.do("rehearse_draft", "desk", "2019-12-05 09:00", draft=number)
    refused = desk.post(f"{draft}/rehearse", {"behaviour": "on-time"})
    assert (refused.status, "正在模拟运行另一份草稿" in refused.text) == (422, True)
    with town.database.write() as tx:
        tx.execute(update(RehearsalRun.t).values(beat_at=at("2019-12-05 08:50")))
    assert "模拟运行中断了，请再走一遍" in desk.get(f"/year/rehearsals/{town.one(RehearsalRun).id}").text
    town.do("rehearse_draft", "desk", "2019-12-05 09:01", draft=number)
    assert [row.state for row in town.rows(RehearsalRun)] == ["failed", "running"]


def test_a_behaviour_that_is_wrong_is_told_with_its_line_and_kept(desk: Client, draft: str) -> None:
    written = "title: 试\nrules:\n  - {who: 农业展, when: 催后}\n"
    refused = desk.post(f"{draft}/rehearse", {"behaviour": "written", "written": written})
    assert refused.status == 422
    assert "方案里没有叫“农业展”的单位、岗位或角色" in refused.text
    assert "农业展, when: 催后" in refused.text


def test_a_draft_with_errors_is_not_played(desk: Client, town: Year) -> None:
    draft = desk.post("/year/upload", {"text": "title: 试\n"}, follow=False).location
    refused = desk.post(f"{draft}/rehearse", {"behaviour": "silent"})
    assert (refused.status, "处错误，改好才能模拟运行" in refused.text) == (422, True)
    assert town.rows(RehearsalRun) == []
