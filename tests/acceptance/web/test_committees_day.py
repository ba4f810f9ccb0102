"""领导小组的一天: the result before it, what a unit disputed and was answered, the awards; then its decision."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from models.database import Database
from tests.browser import OpenPage, accessible, fits, picture, served
from tests.integration.results.office import GROUP, Office, ready
from tests.pages import Site
from web.kernel.entering import SESSION_COOKIE


@pytest.fixture
def office(sqlite_database: Database, tmp_path: Path) -> Office:
    """Marks are told to the units; 乙县 has disputed one of its own, and was answered."""
    office = ready(sqlite_database, tmp_path)
    office.until_marked()
    office.do("pass_on_result", "2020-01-10 09:00")
    office.do("dispute_score", "2020-01-13 09:00", by="b_head", words="救助完成率应为100%")
    return office


@pytest.fixture
def site(office: Office, tmp_path: Path) -> Site:
    return Site(office.year.database, tmp_path / "home", when="2020-01-14 09:00")


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    with served(site.app) as address:
        yield address


def enter(page: Page, site: Site, address: str, who: str) -> Page:
    secret = site.signed_in(who).http.cookies[SESSION_COOKIE]
    page.context.add_cookies([{"name": SESSION_COOKIE, "value": secret, "url": address}])
    page.goto(f"{address}/results")
    return page


@pytest.mark.closes("O09")
def test_the_day_of_the_committee(open_page: OpenPage, site: Site, address: str, office: Office) -> None:
    desk = enter(open_page(), site, address, "office_desk")
    expect(desk.get_by_role("row", name="得分反馈核对 乙县")).to_contain_text("救助完成率应为100%")
    desk.locator("summary", has_text="答复异议").click()
    desk.locator("form[action='/do/answer_dispute'] textarea").first.fill("经核，有两户不符合条件，维持原分。")
    desk.get_by_label("不采纳").check()
    desk.get_by_role("button", name="答复异议").click()
    expect(desk.locator("main")).to_contain_text("维持原分")
    accessible(desk)
    picture(desk, "result-answered")
    opinions(office)

    site.at("2020-01-19 09:00")
    member = open_page()
    enter(member, site, address, GROUP)
    expect(member.get_by_role("row", name="甲县").first).to_contain_text("综合先进")
    expect(member.locator("main")).to_contain_text("市纪检监察机关")
    accessible(member)
    fits(member)
    picture(member, "result-decided")
    member.locator("summary", has_text="审议通过").click()
    member.get_by_role("button", name="审议通过").click()
    expect(member.locator("#said")).not_to_be_empty()
    assert office.state == "approval"


def opinions(office: Office) -> None:
    """得分核对 is over, and both bodies that hold a veto have written that they have none to cast."""
    office.do("end_feedback", "2020-01-16 09:00")
    office.do("reply_opinion", "2020-01-17 09:00", by="statistics_head", agrees=True)
    office.do("reply_opinion", "2020-01-17 10:00", body="市纪检监察机关（示例）", agrees=True, document_no="纪函1号")
    office.do("end_opinions", "2020-01-17 11:00")
