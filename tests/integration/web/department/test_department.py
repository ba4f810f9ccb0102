"""The home of a department and the desk on which an indicator is broken down."""

import re
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from models.assignments import Assignment, Contribution, Explanation
from models.database import Database
from models.evidence import EvidenceVersion
from models.items import Item, ItemTarget, Milestone
from models.posts import Post
from models.units import Unit
from tests.integration.actions.breakdowns import (
    FARMLAND,
    ROAD,
    TOWN_ITEM,
    handed_in,
    in_execution,
    save,
    send_back,
    state,
)
from tests.integration.actions.year import Year, published
from tests.pages import Page, Site
from tests.years import SQLITE, PublishedYears

CELLS = {
    "content": "平整土地并修建灌排沟渠",
    "requirement": "全部连片建成并通过县级验收",
    "schedule": "6月底前完成一半，11月底前全部完成",
    "leader": "分管领导",
    "unit": "农业站",
    "responsible": "农业站责任人",
    "officers": "农业站承办人 农业站责任人",
}


def sheet(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What the form sends."""
    told: dict[str, Any] = {}
    for place, row in enumerate(rows):
        share = row.pop("share", "") if isinstance(row, dict) else ""
        told |= {f"items.{place}.{name}": value for name, value in row.items()}
        told |= {f"items.{place}.shares.0.target": "建成面积", f"items.{place}.shares.0.value": share}
    return {**told, **more}


def titled(year: Year) -> dict[str, str]:
    return {row.code: row.title for row in year.rows(Post)} | {row.code: row.name for row in year.rows(Unit)}


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path) -> Year:
    """Acts are tried on both databases beside themselves; here pages are."""
    return published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path)


@pytest.fixture
def cells(town: Year) -> dict[str, str]:
    """A whole row in the words that people write."""
    names = titled(town)
    return {
        **CELLS,
        "leader": names["leader"],
        "unit": names["farming"],
        "responsible": names["farming_responsible"],
        "officers": f"{names['farming_officer']} {names['farming_responsible']}",
    }


def address(town: Year, title: str = FARMLAND) -> str:
    return f"/department/assignments/{town.assignment(title)}"


def test_a_head_finds_what_waits_and_how_things_stand(town: Year, site: Site) -> None:
    number = handed_in(town)
    site.at("2019-03-05 11:00")
    page = site.signed_in("farming_head").get("/")
    assert "待我审核1项" in page.text, page.said()
    assert f'href="/review/assignment/{number}"' in page.html
    assert "牵头指标" in page.text


def test_a_writer_saves_a_sheet_in_peoples_words(town: Year, site: Site, cells: dict[str, str]) -> None:
    writer = site.signed_in("farming_officer")
    stone = {"milestones.0.due_on": "6月30日前", "milestones.0.title": "完成一半", "milestones.1.due_on": ""}
    told = sheet({**cells, **stone, "share": "8,00"}, {}, overview="", _do="save")
    done = writer.post(address(town), told, follow=False)
    assert done.status == 303, done.said()

    (item,) = town.rows(Item)
    assert item.content == cells["content"]
    assert [str(row.due_on) for row in town.rows(Milestone)] == ["2019-06-30"]
    assert [row.value for row in town.rows(ItemTarget)] == [800]
    again = writer.get(address(town))
    assert cells["officers"] in again.html
    assert "各项齐全，可以报送" in again.text
    assert "共1个进度节点，已完成0个。" in again.text
    assert "30日 完成一半" in again.text.partition("进度节点")[2]


@pytest.mark.closes("R2.3", "W16")
def test_a_refused_sheet_keeps_every_cell(town: Year, site: Site, cells: dict[str, str]) -> None:
    writer = site.signed_in("farming_officer")
    told = sheet({**cells, "officers": "无此人"}, {"content": "栽植农田林网"}, _do="submit_breakdown", words="请审")
    page = writer.post(address(town), told)
    assert page.status == 422
    assert "没有编码或名称为“无此人”的人员" in page.text
    for kept in ("无此人", "栽植农田林网", cells["schedule"]):
        assert kept in page.html
    assert town.rows(Item) == []

    lacking = writer.post(address(town), sheet({**cells, "officers": "", "share": "800"}, _do="submit_breakdown"))
    assert (lacking.status, "分解内容已保存" in lacking.text) == (422, True), lacking.said()
    assert "缺承办人" in lacking.text
    assert len(town.rows(Item)) == 1


@pytest.mark.closes("O28", "R0.11")
def test_a_doubt_is_told_as_one_types_and_passes_with_a_reason(town: Year, site: Site, cells: dict[str, str]) -> None:
    writer = site.signed_in("farming_officer")
    before = town.dump()
    part = writer.post(f"{address(town)}/check", sheet({**cells, "share": "500"}), part=True)
    assert "还差300亩" in part.text, part.said()
    assert 'name="_explain.short_sum:建成面积"' in part.html
    after = town.dump()
    assert {name: rows for name, rows in after.items() if name != "session"} == {
        name: rows for name, rows in before.items() if name != "session"
    }

    told = sheet({**cells, "share": "500"}, _do="submit_breakdown", **{"_explain.short_sum:建成面积": "其余上年结转"})
    assert writer.post(address(town), told, follow=False).status == 303
    assert [row.words for row in town.rows(Explanation)] == ["其余上年结转"]
    assert state(town, town.assignment(FARMLAND)) == "review:head"
    site.at("2019-03-05 10:00")
    assert "其余上年结转" in site.signed_in("farming_head").get(f"/review/assignment/{town.assignment(FARMLAND)}").text


@pytest.mark.closes("W12")
def test_what_came_back_shows_the_sentence_and_the_difference(town: Year, site: Site) -> None:
    number = handed_in(town)
    send_back(town, "farming_head", "2019-03-05 14:00", number, reason="进度安排要分到月")
    item = {**TOWN_ITEM, "id": town.rows(Item)[0].id, "schedule": "4月招标，11月底前完成"}
    save(town, "2019-03-05 15:00", item)
    site.at("2019-03-05 16:00")

    text = site.signed_in("farming_officer").get(address(town)).text
    assert "进度安排要分到月" in text
    assert "退回以后的改动" in text
    assert "4月招标" in text
    assert "重新送审" in text


def test_targets_are_asked_to_be_adjusted_where_something_new_is_written(town: Year, site: Site) -> None:
    number = in_execution(town)
    site.at("2019-05-05 09:00")
    writer = site.signed_in("farming_officer")
    told = {"targets.0.target": "建成面积", "targets.0.value": "760", "reason": "地块划入保护区"}
    assert writer.post(f"{address(town)}/adjust", told, follow=False).status == 303
    assert town.one(Assignment, id=number).state == "adjustment_requested"


@pytest.mark.closes("O29")
def test_a_co_unit_supplies_and_the_lead_names_who_did_not(sqlite_database: Database, tmp_path: Path) -> None:
    district = published(sqlite_database, "five-steps", when="2019-03-26 09:00", folder=tmp_path)
    site = Site(district.database, tmp_path / "home", when="2019-04-01 09:00")
    road = district.assignment(ROAD)
    path = f"/department/assignments/{road}"

    lead = site.signed_in("housing_officer").get(path).text
    assert lead.count("注明未提供，先行报送") == 2
    co_unit = site.signed_in("transport_officer" if "transport_officer" in district.persons else "transport_head")
    assert "提供配合材料" in co_unit.get(path).text
    sent = {"words": "已提供道口交通组织方案"}
    done = co_unit.post(f"{path}/part", sent, files={"file": ("方案.txt", b"plan", "text/plain")}, follow=False)
    assert done.status == 303, done.said()
    (given,) = [row for row in district.rows(Contribution) if row.given_at]
    assert given.content["evidence"] == [district.rows(EvidenceVersion)[-1].id]
    assert site.signed_in("housing_officer").get(path).text.count("注明未提供，先行报送") == 1


def test_the_formal_table_merges_the_first_column(town: Year, site: Site) -> None:
    save(town, "2019-03-05 10:00", TOWN_ITEM, {**TOWN_ITEM, "content": "栽植农田林网", "shares": ()})
    page = site.signed_in("farming_officer").get(f"{address(town)}/formal")
    assert re.search(r'<th scope="rowgroup" rowspan="2">新建高标准农田</th>', page.html)
    assert "指标任务分解表" in page.text


@pytest.mark.closes("O07")
def test_a_clerk_writes_for_a_writer(town: Year, site: Site, cells: dict[str, str]) -> None:
    clerk = site.signed_in("desk")
    assert "代录：替谁填写" in clerk.get(address(town)).text
    told = sheet({**cells, "share": "800"}, _do="submit_breakdown", _for="farming_officer")
    assert clerk.post(address(town), told, follow=False).status == 303
    row = town.one(Assignment, id=town.assignment(FARMLAND))
    assert row.submitted_by == town.persons["farming_officer"]


def test_pages_ask_the_same_number_of_questions_whatever_there_is(database: Database, tmp_path: Path) -> None:
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path)
    site = Site(town.database, tmp_path / "home", when="2019-03-05 09:00")
    asked: dict[str, list[int]] = {}
    for count in (1, 8):
        items = [{**TOWN_ITEM, "content": f"{TOWN_ITEM['content']}第{place}片"} for place in range(count)]
        save(town, "2019-03-05 08:00", *items)
        for person, path in (("farming_officer", address(town)), ("farming_head", "/department")):
            client = site.signed_in(person)
            client.get(path)
            with site.queries() as queries:
                assert client.get(path).status == 200
            asked.setdefault(path, []).append(len(queries))
    assert all(first == second for first, second in asked.values()), asked
    assert max(max(counts) for counts in asked.values()) <= 70, asked


def test_foreign_departments_find_nothing(sqlite_database: Database, tmp_path: Path) -> None:
    district = published(sqlite_database, "five-steps", when="2019-03-26 09:00", folder=tmp_path)
    site = Site(district.database, tmp_path / "home", when="2019-04-01 09:00")
    number = district.assignment(ROAD)
    near = ("housing", "transport", "water")
    officers = [code for code in district.persons if code.endswith("_officer")]
    stranger = next(code for code in officers if not code.startswith(near))
    found: Page = site.signed_in(stranger).get(f"/department/assignments/{number}")
    assert found.status == 404


@pytest.mark.closes("R0.12", "R2.1")
def test_a_star_asks_for_its_overview_and_its_acceptance(
    published_years: PublishedYears, tmp_path: Path, keep: ExitStack
) -> None:
    year = published_years.copy(
        "shanxi-cjr-2019", when="2019-05-05 09:00", on=SQLITE, folder=tmp_path, keep=keep, durable=False
    )
    site = Site(year.database, tmp_path / "home", when="2019-05-07 09:00")
    number = next(row.id for row in year.rows(Assignment) if row.title.startswith("实施“阳光家园计划”"))
    writer = site.signed_in("education_employment_officer")
    path = f"/department/assignments/{number}"
    page = writer.get(path)
    for words in ("★", "指标综述", "验收标准"):
        assert words in page.text, page.said()

    told = {"items.0.content": "确定托养机构", "overview": "", "acceptance": "以托养服务协议和验收单为准"}
    part = writer.post(f"{path}/check", told, part=True)
    assert "本指标：指标综述" in part.text, part.said()
    assert writer.post(path, {**told, "_do": "save"}, follow=False).status == 303
    assert year.one(Assignment, id=number).acceptance == "以托养服务协议和验收单为准"
    assert writer.post(path, {**told, "acceptance": "", "_do": "save", "version": ""}, follow=False).status == 303
    assert year.one(Assignment, id=number).acceptance == ""
