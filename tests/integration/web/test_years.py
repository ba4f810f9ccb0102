"""Which year, and which part of it, a page shows: the one in which there is still something to do."""

from pathlib import Path

import pytest

from actions.doors import Door
from actions.performing import perform
from models.database import Database
from tests.integration.actions.year import at, scheme_text
from tests.integration.results.office import DESK, IN_2019, Office, ready
from tests.pages import Site

NEW = "民生项目2020年度"
JANUARY = "2020-01-21 09:00"


@pytest.fixture
def office(sqlite_database: Database, tmp_path: Path) -> Office:
    return ready(sqlite_database, tmp_path)


def begin_2020(office: Office) -> None:
    text = scheme_text("livelihood")
    for said, instead in IN_2019.items():
        text = text.replace(said, instead)
    text = text.replace("2019", "2020").replace("livelihood-2012", "livelihood-2020")
    text = text.replace("title: ", f"title: {NEW}", 1)
    perform(office.year.database, "publish", {"text": text}, door=Door(now=at("2020-01-02 09:00")))


def shown(site: Site, path: str) -> str:
    page = site.signed_in(DESK).get(path)
    assert page.status == 200, page.said()
    return page.text


def test_pages_open_the_year_that_is_being_settled_until_its_result_is_out(office: Office, tmp_path: Path) -> None:
    begin_2020(office)
    office.until_noticed()
    site = Site(office.year.database, tmp_path / "home", when=JANUARY)
    for path in ("/results", "/assessing", "/problems", "/visits"):
        text = shown(site, path)
        assert "2019年度还没有办结，先打开这一年" in text, path
        assert NEW in text, f"{path}: the new one is a choice"
    assert "2019年12月" in shown(site, "/office/burden")
    assert "还没有办结" not in shown(site, f"/results?year={office.year.assessment + 1}")
    office.year.tick("2020-02-05 09:00")
    office.do("announce_result", "2020-02-05 10:00", document_no="市考办发〔2020〕2号")
    site.at("2020-02-06 09:00")
    assert "还没有办结" not in shown(site, "/results")
    assert "2020年2月" in shown(site, "/office/burden")


def test_a_scored_year_is_settled_before_anybody_has_begun_its_result(office: Office, tmp_path: Path) -> None:
    begin_2020(office)
    site = Site(office.year.database, tmp_path / "home", when=JANUARY)
    assert "2019年度还没有办结" in shown(site, "/results")
    site.at("2020-09-01 09:00")
    assert "还没有办结" not in shown(site, "/results")


def test_result_of_a_quarter_has_its_place_on_the_page(office: Office, tmp_path: Path) -> None:
    site = Site(office.year.database, tmp_path / "home", when="2019-05-06 09:00")
    assert "第一季度" not in site.signed_in(DESK).get("/results").text
    done = office.year.do("open_result", DESK, "2019-04-08 09:00", assessment=office.year.assessment, period="2019-Q1")
    desk = site.signed_in(DESK)
    page = desk.get("/results")
    assert "2019年第一季度考核结果" in page.text, page.said()
    assert "（还没有开始办理结果）" in desk.get("/results", period="2019").text
    assert "2019年第一季度考核结果" in desk.get(f"/results/{done.ids['result']}").text


def test_lights_are_those_of_one_year(office: Office, tmp_path: Path) -> None:
    begin_2020(office)
    site = Site(office.year.database, tmp_path / "home", when="2020-09-01 09:00")
    desk = site.signed_in(DESK)
    one, both = desk.get("/office/lights"), desk.get("/office/lights", year=str(office.year.assessment))
    assert one.text.count("个数值目标") == 1
    assert f'<option value="{office.year.assessment + 1}" selected>' in one.html
    assert f'<option value="{office.year.assessment}" selected>' in both.html
    assert f'href="/office/lights?year={office.year.assessment}&amp;lagging=1"' in both.html
    assert 'href="/office/lights?lagging=1"' in one.html
