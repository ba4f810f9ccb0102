"""考核办的一天, in a real browser: the desk, the late, the drafted warning, an extension, verification, the month."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from actions.delivering import deliver
from actions.summaries.drawing import draw_up
from models.letters import Letter
from models.posts import Post
from models.reports import Report
from models.summaries import Summary
from tests.browser import PHONE, OpenPage, accessible, fits, picture, served
from tests.integration.actions.test_channels import Switchboard
from tests.integration.actions.year import Year, at
from tests.integration.web.office.conftest import DESK, at_work
from tests.pages import SESSION_COOKIE, Site
from tests.years import SQLITE, PublishedYears

if TYPE_CHECKING:
    from playwright.sync_api import Page

HEAD = "county_office_head"


@pytest.fixture
def county(published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    """The morning of 18 September: nine are late and urged, one asks for time, the summary of August is drawn up."""
    year = published_years.copy(
        "ningshan-2019", when="2019-09-04 09:00", on=SQLITE, folder=tmp_path, keep=keep, durable=False
    )
    at_work(year)
    owed = year.owed(kind="report", period="monthly/2019-08")[0]
    officer = year.one(Post, id=owed.post_id).code
    asked = {"obligation": owed.id, "until": "2019-09-20", "reason": "新老系统切换，数据核对未完"}
    year.do("request_extension", officer, "2019-09-16 10:00", **asked)
    year.tick("2019-09-18 08:00")
    draw_up(year.database, now=at("2019-09-18 09:10"))
    deliver(year.database, Switchboard(), now=at("2019-09-18 09:20"))
    return year


@pytest.fixture
def site(county: Year, tmp_path: Path) -> Site:
    return Site(county.database, tmp_path / "home", when="2019-09-18 09:30")


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    with served(site.app) as address:
        yield address


def enter(page: "Page", site: Site, address: str, who: str = DESK) -> None:
    secret = site.signed_in(who).http.cookies[SESSION_COOKIE]
    page.context.add_cookies([{"name": SESSION_COOKIE, "value": secret, "url": address}])


@pytest.mark.closes("A05", "A06", "A30")
def test_the_day_of_the_office(open_page: OpenPage, site: Site, address: str, county: Year) -> None:
    page = open_page()
    enter(page, site, address)

    page.goto(f"{address}/office")
    page.get_by_text("已各催办0至1次").wait_for()
    picture(page, "office-desk")
    accessible(page)

    # the late ones are urged, and each is answered for
    page.get_by_role("link", name="逾期未报").first.click()
    page.get_by_label("全选本页").check()
    page.get_by_label("附言（可不填）").fill("请于今日下班前报送")
    picture(page, "office-late")
    page.get_by_role("button", name="一键催报勾选的").click()
    page.get_by_text("已催办").first.wait_for()
    picture(page, "office-urged")
    accessible(page)

    # the drafted warning: one sentence changed, presented, signed by the head, and back again
    number = county.one(Letter).id
    page.goto(f"{address}/office")
    page.get_by_role("link", name="核对文稿").click()
    page.get_by_text("修改文稿").click()
    body = page.get_by_role("textbox", name="正文")
    body.fill(body.input_value().replace("请对照差距查找原因", "请主要负责同志亲自过问，对照差距查找原因"))
    page.get_by_role("button", name="保存新的一稿").click()
    page.get_by_text("请主要负责同志亲自过问").first.wait_for()
    page.locator("summary", has_text="送签").click()
    page.get_by_role("button", name="送签").click()
    page.get_by_text("已送签").wait_for()
    picture(page, "office-letter")
    accessible(page)
    head = open_page()
    enter(head, site, address, HEAD)
    head.goto(f"{address}/letters/{number}")
    head.locator("summary", has_text="签发").first.click()
    head.get_by_role("button", name="签发", exact=True).click()
    head.get_by_text("已签发").first.wait_for()

    # the head grants until Thursday; the first date stays to be seen
    head.goto(f"{address}/office")
    head.get_by_text("答复之前只提醒，督办暂停").wait_for()
    head.get_by_label("延至").fill("2019-09-19")
    head.get_by_role("button", name="同意延期").click()
    head.get_by_text("已同意").wait_for()

    # verification: what is on pace by a tick, the other beside its figures, the next at once
    page.goto(f"{address}/office/verify")
    page.locator("[data-tick]").first.check()
    page.get_by_role("button", name="按上报值核验勾选的").click()
    page.get_by_text("已按上报值核验1件").wait_for()
    page.goto(f"{address}/office/verify")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_label("认定值").wait_for()
    picture(page, "office-verify")
    accessible(page)
    page.get_by_label("认定值").fill("480")
    page.get_by_label("核验意见").first.fill("20人跨年度，不计入")
    page.get_by_role("button", name="核验，看下一件").click()
    page.get_by_text("没有等待核验的进展报告").wait_for()
    assert {row.state for row in county.rows(Report) if row.verified_at} == {"verified"}

    # the month's summary is checked, not written
    page.goto(f"{address}/office/summaries")
    page.get_by_role("link", name="2019年8月考核指标进展汇总").click()
    page.get_by_role("button", name="呈报").click()
    page.get_by_role("button", name="确定").click()
    page.get_by_text("已呈报").first.wait_for()
    assert county.one(Summary).state == "issued"


def test_pages_fit_a_telephone_and_everybody(open_page: OpenPage, site: Site, address: str, county: Year) -> None:
    page = open_page(size=PHONE)
    enter(page, site, address)
    letter, report = county.one(Letter).id, county.rows(Report, state="submitted")[0].id
    for path in (
        "/office", "/office/reports", "/office/reports?view=lines", "/office/forward", "/office/verify",
        f"/reports/{report}/verify", "/office/lights", "/office/letters", f"/letters/{letter}", "/office/messages",
        "/office/announce", "/office/burden",
    ):  # fmt: skip
        page.goto(f"{address}{path}")
        fits(page)
        accessible(page)
        picture(page, "phone" + path.replace("/", "-").replace("?", "-"))


def test_verifying_works_without_scripts(open_page: OpenPage, site: Site, address: str, county: Year) -> None:
    page = open_page(scripts=False)
    enter(page, site, address)
    report = county.rows(Report, state="submitted")[0].id
    page.goto(f"{address}/reports/{report}/verify?place=0")
    page.get_by_role("button", name="核验，看下一件").click()
    page.get_by_text("已认定").wait_for()
    assert county.one(Report, id=report).state == "verified"
