"""评分事实 on their pages: what is asked for, recorded in a grid, recorded anew with a reason, taken back; 结果公示."""

import re
from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from models.facts import StatedFact
from models.results import ResultLine
from models.units import Unit
from tests.integration.actions.year import Year, published
from tests.integration.results.office import ready
from tests.integration.scoring.conftest import IN_2019
from tests.pages import Page, Site

UNITS = {"甲县": "a", "乙县": "b", "丙县": "c", "丁县": "d", "开发区": "e"}
DESK = "assessment_desk"
KIND = "figures:houses"
GRID = f"/facts/new?kind={KIND}"
VOTED_HERE = """      ballots:
        grades: [优秀, 称职, 不称职]
        shown_from: 3
        returned_share: 50
        spoiled: [一个单位填了两个等次的, 等次看不清的]
"""


@pytest.fixture
def year(sqlite_database: Database, tmp_path: Path) -> Year:
    return published(sqlite_database, "livelihood", when="2019-02-01 09:00", folder=tmp_path, other=IN_2019)


@pytest.fixture
def pages(year: Year, tmp_path: Path) -> Site:
    return Site(year.database, tmp_path / "home", when="2019-11-01 09:00")


def typed(page: Page, values: dict[str, str], column: str = "value") -> dict[str, str]:
    """What the form of this page sends when these units' boxes are filled in, and all others left empty."""
    sent = dict(re.findall(r'<input type="hidden" name="(facts\.[^"]+)" value="([^"]*)"', page.html))
    for name in re.findall(r'name="(facts\.[^"]+\.said\.[^"]+)"', page.html):
        if name.endswith(".key"):
            continue
        whose = sent[name.rpartition(".said.")[0] + ".given.unit"]
        sent[name] = values.get(UNITS.get(whose, whose), "") if name.endswith(f".{column}") else ""
    return sent


def test_grid_records_what_was_typed_and_leaves_the_other_units_alone(year: Year, pages: Site) -> None:
    desk = pages.signed_in("office_desk")
    page = desk.get(GRID)
    assert page.status == 200, page.said()
    assert "保障房完成率" in page.text
    assert "data-grid" in page.html
    source = {"document_no": "市住建函〔2019〕3号", "dated_on": "2019-10-30"}
    sent = {**typed(page, {"a": "100", "b": "98.5"}), **source, "assessment": year.assessment, "_then": "/facts"}
    done = desk.do("record_facts", sent)
    assert done.status == 200, done.said()
    codes = {unit.id: unit.code for unit in year.rows(Unit)}
    assert {codes[row.unit_id] for row in year.rows(StatedFact)} == {"a", "b"}
    assert "认定98.5%" in done.text
    assert "市住建函〔2019〕3号（2019年10月30日）" in done.text
    assert "认定100%" in desk.get(GRID).text


def test_refusal_names_the_unit_and_keeps_what_was_typed(year: Year, pages: Site) -> None:
    desk = pages.signed_in("office_desk")
    sent = {**typed(desk.get(GRID), {"a": "100", "b": "九成"}), "assessment": year.assessment}
    turned = desk.do("record_facts", sent)
    assert turned.status == 422
    assert "数据项的数第2条（乙县）" in turned.text, turned.said()
    assert 'value="九成"' in turned.html
    assert 'value="100"' in turned.html
    assert not year.rows(StatedFact)
    again = {**typed(desk.get(GRID), {}), **hidden(turned), "assessment": year.assessment}
    again = {name: "98" if value == "九成" else value for name, value in again.items()}
    assert desk.do("record_facts", {**again, "_then": "/facts"}).text.count("认定") == 2


def hidden(page: Page) -> dict[str, str]:
    """Every input of the refused form as it stands."""
    tags = re.findall(r"<input[^>]*>", page.html)
    found = ((re.search(r'name="(facts[^"]+)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in tags)
    return {name[1]: value[1] if value else "" for name, value in found if name}


def test_correction_wants_a_reason_and_the_replaced_fact_stays_in_the_list(year: Year, pages: Site) -> None:
    desk = pages.signed_in("office_desk")
    sent = {**typed(desk.get(GRID), {"b": "98"}), "assessment": year.assessment, "_then": "/facts"}
    assert desk.do("record_facts", sent).status == 200
    sent = {**typed(desk.get(GRID), {"b": "100"}), "assessment": year.assessment, "_then": "/facts"}
    turned = desk.do("record_facts", sent)
    assert "已经登记过，改动请写明理由" in turned.text
    done = desk.do("record_facts", {**sent, "reason": "复核后更正"})
    assert "已被替换" in done.text, done.said()
    assert "复核后更正" in done.text
    assert "认定98%" not in desk.get("/facts", standing="sitting").text
    (number,) = (row.id for row in year.rows(StatedFact) if row.replaced_at is None)
    gone = desk.do("withdraw_fact", {"fact": number, "reason": "登记错了", "_then": "/facts?standing=sitting"})
    assert "没有符合条件的内容" in gone.text, gone.said()


def test_units_own_figures_are_left_to_others_and_a_unit_sees_its_own_alone(year: Year, pages: Site) -> None:
    desk, unit = pages.signed_in("office_desk"), pages.signed_in("a_head")
    sent = {**typed(desk.get(GRID), {"a": "100", "b": "98"}), "assessment": year.assessment, "_then": "/facts"}
    assert desk.do("record_facts", sent).status == 200
    listed = unit.get("/facts").text
    assert "认定100%" in listed
    assert "认定98%" not in listed
    assert 'name="facts' not in unit.get(GRID).html
    assert unit.do("record_facts", {**sent, "reason": "改"}).status == 422


def test_list_and_grid_ask_the_same_number_of_queries_whatever_they_hold(year: Year, pages: Site) -> None:
    desk = pages.signed_in("office_desk")
    counted = []
    for values in ({"a": "100"}, {"b": "98", "c": "97", "d": "96", "e": "95"}):
        sent = {**typed(desk.get(GRID), values), "assessment": year.assessment, "_then": "/facts"}
        assert desk.do("record_facts", sent).status == 200
        with pages.queries() as listed:
            desk.get("/facts")
        with pages.queries() as grid:
            desk.get(GRID)
        counted.append((len(listed), len(grid)))
    assert counted[0] == counted[1]
    assert max(counted[0]) <= 40


def test_every_kind_that_the_scheme_scores_by_has_its_grid(year: Year, pages: Site) -> None:
    desk = pages.signed_in("office_desk")
    keys = re.findall(r'<option value="([a-z]+:[^"]+)"', desk.get("/facts/new").html)
    assert {key.partition(":")[0] for key in keys} >= {"figures", "imported"}
    for key in keys:
        page = desk.get("/facts/new", kind=key)
        assert page.status == 200, (key, page.said())
        assert 'name="facts.' in page.html, key


def test_notice_shows_everybody_grades_without_points_and_the_points_once_published(
    sqlite_database: Database, tmp_path: Path
) -> None:
    office = ready(sqlite_database, tmp_path)
    pages = Site(office.year.database, tmp_path / "home", when="2020-01-21 09:00")
    unit = pages.signed_in("b_officer")
    assert "没有公示或者公布的结果" in unit.get("/notices").text
    office.until_noticed()
    page = unit.get("/notices")
    assert "公示中" in page.text, page.said()
    assert "甲县" in page.text
    assert "综合先进" in page.text
    assert not re.search(r"\d\d\.\d", page.text)
    assert 'href="/results?' not in page.html
    office.year.tick("2020-02-05 09:00")
    office.do("announce_result", "2020-02-05 10:00", document_no="市考办发〔2020〕2号")
    pages.at("2020-02-05 11:00")
    unit = pages.signed_in("b_officer")
    with pages.queries() as asked:
        page = unit.get("/notices")
    assert "市考办发〔2020〕2号" in page.text
    points = [row.points for row in office.year.rows(ResultLine) if row.result_code == "total"]
    assert all(each in page.text for each in points if each)
    assert len(asked) <= 20


def test_marks_of_groups_conditions_and_chosen_readings_are_recorded_too(
    sqlite_database: Database, tmp_path: Path
) -> None:
    year = published(sqlite_database, "sanming-2022", when="2022-02-01 09:00", folder=tmp_path)
    desk = Site(year.database, tmp_path / "home", when="2022-11-01 09:00").signed_in(DESK)
    about = {"assessment": year.assessment, "_then": "/facts"}
    page = desk.get("/facts/new", kind="ratings:leadership", voters=2)
    assert page.html.count('name="facts.ratings:lines.0.said.groups:pairs.1.value[]"') == 2, page.said()
    marks: dict[str, Any] = typed(page, {})
    for group, values in enumerate((["90", "95"], ["88", ""])):
        marks[f"facts.ratings:lines.0.said.groups:pairs.{group}.value[]"] = values
    assert "3人打分" in desk.do("record_facts", {**marks, **about}).text
    page = desk.get("/facts/new", kind="answers:contest_place")
    sent = typed(page, dict.fromkeys(re.findall(r'given.unit" value="([^"]+)"', page.html), "第二名"), "said")
    assert "第二名" in desk.do("record_facts", {**sent, **about}).text
    page = desk.get("/facts/new", kind="chosen:contest")
    assert 'name="facts.chosen.contest"' in page.html, page.said()
    done = desk.do("record_facts", {"facts.chosen.contest": "stacking", **about})
    assert [row.content["option"] for row in year.rows(StatedFact, sort="chosen")] == ["stacking"], done.said()
    assert "stacking" not in done.text


def test_marks_of_a_group_are_recorded_under_its_name_as_a_browser_sends_them(
    sqlite_database: Database, tmp_path: Path
) -> None:
    year = published(sqlite_database, "sanming-2022", when="2022-02-01 09:00", folder=tmp_path)
    desk = Site(year.database, tmp_path / "home", when="2022-11-01 09:00").signed_in(DESK)
    page = desk.get("/facts/new", kind="ratings:leadership", voters=3)
    keys = re.findall(r'name="(facts\.ratings:lines\.0\.said\.groups:pairs\.\d+\.key)"', page.html)
    assert len(keys) == len(set(keys)) == 2, page.said()


def test_votes_are_counted_grade_by_grade_for_each_group(sqlite_database: Database, tmp_path: Path) -> None:
    year = published(sqlite_database, "voting", when="2019-02-01 09:00", folder=tmp_path, other={VOTED_HERE: ""})
    desk = Site(year.database, tmp_path / "home", when="2019-11-01 09:00").signed_in("kaohe_desk")
    page = desk.get("/facts/new", kind="ratings:democracy")
    assert "干部代表" in page.text, page.said()
    assert page.text.count("无效票") == page.text.count("弃权票") == 2
    about = {"assessment": year.assessment, "document_no": "组织部〔2019〕1号", "_then": "/facts"}
    cast = "facts.ratings:lines.0.said.ballots:pairs"
    sent = {**typed(page, {}), **about, f"{cast}.0.value.votes:pairs.0.value": "18", f"{cast}.0.value.invalid": "2"}
    sent |= {f"{cast}.1.value.votes:pairs.{place}.value": "六" if place else "20" for place in range(2)}
    turned = desk.do("record_facts", sent)
    assert "打分和投票第1条（城东区）的“投票”“服务对象”“等次”“称职”" in turned.text, turned.said()
    assert "城东区（服务对象、称职）" in turned.text
    done = desk.do("record_facts", {**sent, f"{cast}.1.value.votes:pairs.1.value": "6"})
    assert "44票" in done.text, done.said()
    (fact,) = year.rows(StatedFact)
    assert fact.content["ballots"] == {
        "干部代表": {"votes": {"优秀": 18}, "invalid": 2, "abstained": 0},
        "服务对象": {"votes": {"优秀": 20, "称职": 6}, "invalid": 0, "abstained": 0},
    }


def test_result_of_another_procedure_recorded_in_the_grid_is_told_to_its_units(
    sqlite_database: Database, tmp_path: Path
) -> None:
    year = published(sqlite_database, "voting", when="2019-02-01 09:00", folder=tmp_path)
    desk = Site(year.database, tmp_path / "home", when="2019-11-01 09:00").signed_in("kaohe_desk")
    about = {"assessment": year.assessment, "document_no": "市调查〔2019〕8号", "dated_on": "2019-10-30"}
    row = "facts.imported:lines.0"
    given = {f"{row}.given.unit": "城东区", f"{row}.given.source": "phone"}
    turned = desk.do("record_facts", {**given, f"{row}.said.value": "6.1", **about})
    assert "另一套程序的结果第1条（城东区）的“结果”：" in turned.text, turned.said()
    assert desk.do("record_facts", {**given, f"{row}.said.value": "5.4", **about, "_then": "/facts"}).status == 200
    told = {each.body.partition("。")[0] for each in year.told("result_recorded")}
    assert told == {
        "城东区：“社情民意电话调查得分”5.4分，已登记，参与评分",
        "城东园区：“社情民意电话调查得分”以城东区的为准，5.4分，已登记，参与评分",
    }
    again = {**given, f"{row}.said.value": "5.6", **about, "reason": "复核", "_then": "/facts"}
    assert desk.do("record_facts", again).status == 200
    assert any("5.6分" in each.body for each in year.told("result_recorded"))
