"""The monthly report in a real browser: its keystrokes and clicks are counted, on a phone, and without scripts."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from models.reports import Report, ReportRow
from models.windows import Window
from tests.acceptance.web.officer.conftest import FEBRUARY, WHO, enter
from tests.browser import PHONE, OpenPage, Watch, accessible, fits, picture
from tests.integration.actions.year import Year
from tests.pages import Site

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

KEPT = re.compile(r"草稿已保存 \d\d:\d\d")
"""On the server; what is kept on this computer alone says so."""

MARCH = {"精准康复服务": "1520", "辅助器具适配": "305", "残疾儿童康复救助": "61", "家庭无障碍改造": "150"}


@dataclass(slots=True)
class Hand:
    """A hand at mouse and keyboard, counting."""

    page: "Page"
    clicks: int = 0
    keys: int = 0

    def click(self, place: "Locator") -> None:
        place.click()
        self.clicks += 1

    def type(self, text: str) -> None:
        for letter in text:
            self.page.keyboard.press(letter)
            self.keys += 1

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1


def march(year: Year) -> Window:
    return year.one(Window, occasion="2019-03")


@pytest.mark.closes("A35")
def test_four_indicators_on_pace_take_forty_keys_and_twelve_clicks(
    open_page: OpenPage, site: Site, address: str, year: Year
) -> None:
    page = open_page()
    enter(page, site, address)
    message = next(
        row for row in year.told("window_opened") if row.person_id == year.persons[WHO] and "3月" in row.body
    )
    hand = Hand(page)

    page.goto(f"{address}/m/{message.id}")
    for cumulative in MARCH.values():
        hand.type(cumulative)
        hand.press("Enter")
    page.get_by_role("cell", name="达到序时进度").nth(3).wait_for()
    picture(page, "window-typed")
    hand.click(page.get_by_text("选用已有材料"))
    hand.click(page.get_by_label("精准康复服务台账"))
    hand.click(page.get_by_role("button", name="用于勾选的各项"))
    page.get_by_text("4项中4项可以报送").wait_for()
    picture(page, "window-ready")
    hand.click(page.get_by_role("button", name="报送（4项）"))
    page.get_by_role("heading", name="已报送4项").wait_for()
    picture(page, "receipt")

    assert (hand.keys, hand.clicks) == (16, 4)
    reports = [year.report(title, "2019-03") for title in FEBRUARY]
    assert {report.state for report in reports} == {"review:head"}
    kept = {row.report_id: str(row.reported_cumulative) for row in year.rows(ReportRow)}
    assert [kept[report.id] for report in reports] == list(MARCH.values())
    accessible(page)


def test_page_is_for_everybody_and_keeps_a_draft(open_page: OpenPage, site: Site, address: str, year: Year) -> None:
    page = open_page()
    enter(page, site, address)
    page.goto(f"{address}/todo")
    picture(page, "todo")
    accessible(page)
    page.get_by_role("link", name="2019年3月进展情况（4项）").click()
    box = page.get_by_label("精准康复服务 累计完成")
    box.fill("900")
    page.get_by_text("低于序时进度，请写明原因和措施").first.wait_for()
    page.get_by_text(KEPT).wait_for()
    accessible(page)
    picture(page, "window-lagging")
    page.set_input_files(
        "#file", [{"name": f"照片{n}.txt", "mimeType": "text/plain", "buffer": f"{n}\n".encode()} for n in (1, 2)]
    )
    page.get_by_role("link", name="照片2").first.wait_for()
    assert page.get_by_role("link", name="照片1").count() == 4, "for each of the four"
    page.reload()
    assert box.input_value() == "900"
    (row,) = year.rows(ReportRow, report_id=year.report("精准康复服务", "2019-03").id)
    assert row.reported_cumulative == 900


@pytest.mark.closes("A34")
def test_what_is_typed_outlives_the_session(
    open_page: OpenPage, site: Site, address: str, year: Year, watch: Watch
) -> None:
    watch.allow("status of 401")
    page = open_page()
    enter(page, site, address)
    path = f"{address}/reports/window/{march(year).id}"
    page.goto(path)
    page.get_by_label("精准康复服务 累计完成").fill("900")
    page.get_by_text(KEPT).wait_for()
    year.do("end_sessions", WHO, "2019-03-27 09:00", office=year.office, person=WHO)
    page.locator("textarea:visible").first.fill("写了一个下午的进展情况")
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_text("请先登录").wait_for()
    assert "写了一个下午的进展情况" in page.get_by_label("您刚才填写的文字没有丢失").input_value()

    enter(page, site, address)
    page.goto(path)
    page.get_by_text("已恢复上次没有提交的内容").wait_for()
    assert page.locator("textarea:visible").first.input_value() == "写了一个下午的进展情况"
    page.get_by_role("button", name="保存草稿").click()
    page.locator(".alert-success").wait_for()
    assert page.get_by_text("已恢复上次没有提交的内容").count() == 0, "the server has it now"


def test_report_fits_a_phone(open_page: OpenPage, site: Site, address: str, year: Year) -> None:
    page = open_page(size=PHONE)
    enter(page, site, address)
    page.goto(f"{address}/todo")
    fits(page)
    picture(page, "todo-phone")
    page.goto(f"{address}/reports/window/{march(year).id}")
    fits(page)
    page.get_by_label("精准康复服务 累计完成").fill("1520")
    picture(page, "window-phone")
    page.get_by_text("达到序时进度").first.wait_for()
    page.get_by_text(KEPT).wait_for()
    accessible(page)


def test_report_is_handed_in_without_scripts(open_page: OpenPage, site: Site, address: str, year: Year) -> None:
    page = open_page(scripts=False)
    enter(page, site, address)
    page.goto(f"{address}/reports/window/{march(year).id}")
    for title, cumulative in MARCH.items():
        page.get_by_label(f"{title} 累计完成").fill(cumulative)
    page.set_input_files("input[name=file] >> nth=0", {"name": "台账.txt", "mimeType": "text/plain", "buffer": b"ok\n"})
    page.get_by_role("button", name="上传", exact=True).click()
    picture(page, "window-plain")
    assert "4项中4项可以报送" in page.inner_text("main")
    page.get_by_role("button", name="报送（4项）").click()
    assert "已报送4项" in page.inner_text("main")
    assert {row.state for row in year.rows(Report, window_id=march(year).id)} == {"review:head"}
