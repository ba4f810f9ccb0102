"""The journal found and exported, and the installation looked after: by those whom the table of rights names."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from actions.backlog import backlog
from actions.health import examine
from models.care import put_aside
from models.database import Database
from models.journal import Journal
from models.outbox import OPEN, OutboxMessage
from models.units import Office
from models.writing import insert_rows
from tests.integration.actions.year import Year, at, published
from tests.pages import Client, Site

MANY = 60


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path) -> Year:
    posts = "  - {code: admin, title: 系统管理员, unit: office, role: administrator}\n" \
        "  - {code: auditor, title: 审计管理员, unit: office, role: auditor}\n"  # fmt: skip
    other = {"posts:\n": f"posts:\n{posts}"}
    return published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=other)


@pytest.fixture
def site(town: Year, tmp_path: Path) -> Site:
    return Site(town.database, tmp_path / "home", when="2019-03-05 09:00")


@pytest.fixture
def admin(site: Site) -> Client:
    return site.signed_in("admin")


@pytest.fixture
def auditor(site: Site) -> Client:
    return site.signed_in("auditor")


def drafted(town: Year, times: int) -> None:
    number = town.do("begin_draft", "desk", "2019-03-05 08:00", office=town.office, text="title: 零\n").ids["draft"]
    for n in range(1, times):
        told = {"draft": number, "number": n, "text": f"title: 第{n}稿\n", "words": f"第{n}次改"}
        town.do("save_draft", "desk", "2019-03-05 08:00", **told)


@pytest.mark.closes("A45")
def test_journal_is_found_and_exported_as_it_is_filtered(auditor: Client, town: Year) -> None:
    drafted(town, 5)
    page = auditor.get("/care/journal", act="save_draft", words="第3次")
    assert "第3次改" in page.text
    assert "第2次改" not in page.text
    assert "党政办考核岗" in page.text
    file = auditor.get("/care/journal", act="save_draft", export="csv")
    rows = list(csv.DictReader(io.StringIO(file.html.removeprefix("\ufeff"))))
    assert [(row["事项"], row["办理人"], row["理由"]) for row in rows] == [
        ("保存方案草稿", "党政办考核岗", f"第{n}次改") for n in (4, 3, 2, 1)
    ]
    assert auditor.get("/care/journal", who="nyz").text.count("保存方案草稿") <= 1  # only in the choice of acts


def test_a_change_is_shown_as_a_difference_and_as_unsealed(auditor: Client, town: Year) -> None:
    drafted(town, 2)
    page = auditor.get("/care/journal", act="save_draft")
    assert "<del>1</del> → <ins>2</ins>" in page.html
    assert "还没有封存过" in page.text
    town.tick("2019-03-05 09:00")
    assert f"已封存到第{town.rows(Journal)[-1].id}行" in auditor.get("/care/journal").text


def test_who_stood_in_is_named(auditor: Client, town: Year) -> None:
    own = {"office": town.office, "begins_on": "2019-03-05", "ends_on": "2019-03-06"}
    town.do("appoint_substitute", "desk", "2019-03-05 08:00", person="desk", substitute="clerk", **own)
    town.do("begin_draft", "clerk", "2019-03-05 08:10", office=town.office, text="title: 零\n")
    page = auditor.get("/care/journal", act="begin_draft")
    assert "受托办理：党政办考核岗" in page.text


def test_pages_of_the_journal_go_on_by_key(site: Site, auditor: Client, town: Year) -> None:
    drafted(town, MANY)
    seen: list[str] = []
    page, asked_before = auditor.get("/care/journal", act="save_draft"), 0
    while True:
        seen += [f"第{n}次改" for n in range(1, MANY) if f">第{n}次改<" in page.html]
        start = page.html.find('href="/care/journal?act=save_draft&amp;before=')
        if start < 0:
            break
        href = page.html[start + 6 : page.html.index('"', start + 6)].replace("&amp;", "&")
        with site.queries() as asked:
            page = auditor.get(href)
        assert asked_before in (0, len(asked))
        asked_before = len(asked)
    assert sorted(seen) == sorted(f"第{n}次改" for n in range(1, MANY))
    assert asked_before <= 16


def test_units_read_of_the_journal_only_what_is_theirs(site: Site, town: Year) -> None:
    drafted(town, 2)
    assert site.signed_in("farming_officer").get("/care/journal").status == 403
    desk = site.signed_in("desk")
    assert desk.get("/care/journal").status == 200
    assert desk.get("/care").status == 403


def test_doctor_says_what_is_wrong_and_what_to_do(admin: Client, town: Year) -> None:
    page = admin.get("/care")
    assert "时钟还没有运行过" in page.text
    assert "kaohe tick" in page.text
    assert "封存链完好" not in page.text
    town.tick("2019-03-05 08:58")
    assert "封存链完好" in admin.get("/care", chain="1").text


def test_queue_shows_what_waits_and_what_was_set_aside(admin: Client, town: Year) -> None:
    waiting = admin.get("/care/queue")
    assert "条待发" in waiting.text
    with town.database.write() as tx:
        put_aside(
            tx, run="tick", subject_kind="obligation", subject_id=7, reason="日历缺了一年", now=at("2019-03-05 08:00")
        )
    assert "日历缺了一年" in admin.get("/care/queue").text


def test_runs_backups_and_sessions(admin: Client, town: Year, site: Site, tmp_path: Path) -> None:
    town.tick("2019-03-05 08:58")
    flows = admin.get("/care/flows")
    assert "2019年3月5日08:58" in flows.text
    assert "没有备份" in admin.get("/care/backups").text
    folder = tmp_path / "home" / "backups"
    folder.mkdir(parents=True)
    (folder / "2019-03-04.tar").write_bytes(b"x" * 2048)
    assert "2019-03-04.tar" in admin.get("/care/backups").text
    site.signed_in("farming_officer")
    page = admin.get("/care/sessions")
    assert "农业站承办人" in page.text
    admin.do("end_sessions", {"office": town.office, "person": "farming_officer"})
    assert "农业站承办人" not in admin.get("/care/sessions").text


def test_queue_and_doctor_count_the_outbox_alike(admin: Client, town: Year) -> None:
    """What has just become due is not late: the next run of a minute takes it."""
    now, message = at("2019-03-05 09:00"), OutboxMessage.c
    with town.database.write() as tx:
        office = tx.scalar(select(Office.c.id))
        tx.execute(update(OutboxMessage.t).where(OPEN).values(state="unwanted", finished_at=now))
        told = {each.name: "" for each in (message.kind, message.subject, message.body, message.short, message.line)}
        told |= {"office_id": office, "state": "waiting", "created_at": now, "version": 0, "attempts": 0, "why": ""}
        told |= {"reason": "", "urgent": False, "together": False}
        due = [{"dedup_key": str(n), "send_after": now - timedelta(minutes=n)} for n in (1, 61, 600)]
        insert_rows(tx, OutboxMessage.t, [{**told, **each} for each in due])
    with town.database.read() as tx:
        counted = backlog(tx, now=now)
        doctor = {each.check: each.words for each in examine(tx, now=now)}
    assert (counted.waiting, counted.stuck) == (3, 2)
    assert doctor["queue"] == "发件箱 3 条，其中 2 条早该发出"
    shown = admin.get("/care/queue").text
    assert "3 条待发" in shown
    assert "2 条早该发出" in shown
