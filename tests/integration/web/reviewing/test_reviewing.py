"""One thing under review: what a reviewer reads, what he may do with it, and what he is refused."""

import json
import re
from pathlib import Path

import pytest

from models.assignments import Assignment
from models.database import Database
from models.items import Item
from models.reviews import Review
from tests.integration.actions.breakdowns import FARMLAND, TOWN_ITEM, approve, desks, handed_in, save, send_back, state
from tests.integration.actions.year import Year, published
from tests.pages import Site

PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path) -> Year:
    """Acts are tried on both databases beside themselves; here pages are."""
    return published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path)


def test_a_head_reads_the_breakdown_and_agrees(town: Year, site: Site) -> None:
    number = handed_in(town)
    site.at("2019-03-05 11:00")
    head = site.signed_in("farming_head")

    page = head.get(f"/review/assignment/{number}")
    assert page.status == 200, page.said()
    for words in (FARMLAND, TOWN_ITEM["content"], TOWN_ITEM["schedule"], "同意报送", "退回修改"):
        assert words in page.text

    row = town.one(Assignment, id=number)
    done = head.do("approve", {"kind": "assignment", "id": number, "version": row.version}, follow=False)
    assert done.status == 303
    assert desks(town, number) == ["leader"]


def test_who_is_not_asked_reads_and_is_offered_nothing(town: Year, site: Site) -> None:
    number = handed_in(town)
    site.at("2019-03-05 11:00")
    text = site.signed_in("farming_officer").get(f"/review/assignment/{number}").text
    assert TOWN_ITEM["content"] in text
    assert "同意报送" not in text
    assert "撤回" in text


@pytest.mark.closes("W12", "A21")
def test_after_a_return_the_page_says_what_changed(town: Year, site: Site) -> None:
    number = handed_in(town)
    send_back(town, "farming_head", "2019-03-05 14:00", number, reason="进度安排要分到月")
    item = {**TOWN_ITEM, "id": town.rows(Item)[0].id}
    save(town, "2019-03-05 15:00", {**item, "schedule": "4月完成招标，6月底前完成一半，11月底前全部完成"})
    town.do("resubmit", "farming_officer", "2019-03-05 15:30", assignment=number)
    site.at("2019-03-05 16:00")

    text = site.signed_in("farming_head").get(f"/review/assignment/{number}").text
    assert "与上次送审相比" in text
    assert "4月完成招标" in text


@pytest.mark.closes("A30")
def test_ticked_things_are_each_answered(town: Year, site: Site) -> None:
    number = handed_in(town)
    site.at("2019-03-05 11:00")
    head = site.signed_in("farming_head")
    seen = town.one(Assignment, id=number).version
    ticks = [{"kind": "assignment", "id": number, "version": seen}, {"kind": "assignment", "id": number, "version": 0}]

    page = head.post("/review/many", {"item": [json.dumps(tick) for tick in ticks], "_back": "/department"})
    assert page.status == 200, page.said()
    assert "已同意1件，1件没有办理" in page.text
    assert "请刷新后再办" in page.text
    assert state(town, number) == "review:leader"

    assert "请先勾选" in head.post("/review/many", {}).text


def test_quiet_ways_to_turn_to_others(town: Year, site: Site) -> None:
    number = handed_in(town)
    approve(town, "farming_head", "2019-03-05 10:30", number)
    site.at("2019-03-05 11:00")
    leader = site.signed_in("leader")
    text = leader.get(f"/review/assignment/{number}").text
    for label in ("加签", "会签", "抄送", "转办"):
        assert label in text

    asked = {"kind": "assignment", "id": number, "post": "desk", "words": "口径是否一致？"}
    assert leader.do("consult", asked, follow=False).status == 303
    assert "口径是否一致？" in leader.get(f"/review/assignment/{number}").text


@pytest.mark.closes("O03")
def test_a_pen_signature_is_recorded_in_two_fields_and_one_photo(town: Year, site: Site) -> None:
    number = handed_in(town)
    approve(town, "farming_head", "2019-03-05 10:30", number)
    site.at("2019-03-06 09:00")
    desk = site.signed_in("desk")

    sheet = desk.get(f"/review/assignment/{number}/sheet")
    (code,) = set(re.findall(r"A\d+-\d+[A-Z]", sheet.text))
    led = desk.get("/review/code", code=code.lower())
    assert f"短码 {code}" in led.text
    assert desk.get("/review/code", code="A1-1Z").status == 400

    told = {"leader": "leader", "decision": "approve", "signed_on": "2019-03-05", "code": code}
    path = f"/review/assignment/{number}/paper"
    bare = desk.post(path, told)
    assert bare.status == 422
    assert "请附签批件扫描件或照片" in bare.text
    assert 'value="2019-03-05"' in bare.html

    late = desk.post(path, {**told, "signed_on": "2019-03-09"}, files={"scan": ("签批.jpg", PHOTO, "image/jpeg")})
    assert (late.status, "晚于今天" in late.text) == (422, True), late.said()
    (kept,) = re.findall(r'name="_scan" value="(\d+)"', late.html)
    done = desk.post(path, {**told, "_scan": kept}, follow=False)
    assert done.status == 303, done.said()

    review = town.one(Review, step="leader")
    assert (review.decision, review.paper["code"], review.paper["scan"]) == ("agreed", code, int(kept))
    assert "线下签批补录" in desk.get(f"/review/assignment/{number}").text


def test_papers_of_another_town_are_not_found(town: Year, site: Site) -> None:
    site.at("2019-03-06 09:00")
    for path in ("/review/assignment/999", "/review/report/999", "/review/package/999", "/review/assignment/999/paper"):
        assert site.signed_in("farming_head").get(path).status == 404


def test_a_page_asks_as_often_for_many_items_as_for_one(database: Database, tmp_path: Path) -> None:
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path)
    site = Site(town.database, tmp_path / "home", when="2019-03-05 09:00")
    number = town.assignment(FARMLAND)
    asked = []
    for count in (1, 9):
        items = [{**TOWN_ITEM, "content": f"{TOWN_ITEM['content']}第{place}片"} for place in range(count)]
        save(town, "2019-03-05 10:00", *items)
        site.at("2019-03-05 11:00")
        head = site.signed_in("farming_head")
        head.get(f"/review/assignment/{number}")
        with site.queries() as queries:
            head.get(f"/review/assignment/{number}")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 70, asked
