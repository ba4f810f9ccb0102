"""管理员的一天 in a browser: copy last year, read the check-up, set a deadline in words, see it fall, play, publish."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from models.assessments import Assessment
from models.drafts import DraftText
from tests.browser import PHONE, OpenPage, accessible, fits, picture, served
from tests.integration.actions.year import Year
from tests.pages import Site
from tests.years import SQLITE, PublishedYears
from web.kernel.entering import SESSION_COOKIE

WORDS = "当月最后一个工作日前，9月提前两个工作日"
PLAYED = 60_000


@pytest.fixture
def year(published_years: PublishedYears, tmp_path: Path) -> Iterator[Year]:
    with ExitStack() as keep:
        yield published_years.copy(
            "supervised", when="2019-03-01 09:00", on=SQLITE, folder=tmp_path, keep=keep, durable=False
        )


@pytest.fixture
def site(year: Year, tmp_path: Path) -> Site:
    return Site(year.database, tmp_path / "home", when="2019-12-05 09:00")


def sign_in(context: BrowserContext, site: Site, address: str, person: str) -> None:
    secret = site.signed_in(person).http.cookies[SESSION_COOKIE]
    context.add_cookies([{"name": SESSION_COOKIE, "value": secret, "url": address}])


def test_january(site: Site, year: Year, open_page: OpenPage) -> None:
    with served(site.app) as address:
        page = open_page()
        sign_in(page.context, site, address, "desk")
        page.goto(f"{address}/year")
        accessible(page)
        picture(page, "year-years")
        page.get_by_text("复制到新年度").click()
        page.get_by_role("button", name="复制", exact=True).click()
        expect(page.get_by_role("heading", name="检查")).to_be_visible()

        # a remark leads to its line of the text beside
        page.locator("[data-goto]").first.click()
        assert page.evaluate("document.activeElement.id") == "yaml"
        accessible(page)
        picture(page, "year-editor")

        # a deadline in the words of a notice, read while one types, then saved
        page.get_by_role("link", name="期限", exact=True).click()
        due = page.locator('input[name="/windows/0/due"]')
        due.fill(WORDS)
        due.press("Tab")
        expect(page.locator(".means", has_text="读作：")).to_contain_text("2020年9月28日")
        page.get_by_role("button", name="保存为新的一稿").click()
        expect(page.locator("#said")).to_contain_text("存为第2稿")
        assert f"due: {WORDS}" in year.rows(DraftText)[-1].text
        accessible(page)
        picture(page, "year-dates")

        page.get_by_role("link", name="日历", exact=True).click()
        expect(page.get_by_role("group", name="2020年9月").first).to_be_visible()
        accessible(page)
        picture(page, "year-calendar")

        page.get_by_role("link", name="模拟运行").click()
        page.get_by_label("都不办").check()
        page.get_by_role("button", name="开始模拟运行").click()
        expect(page.get_by_role("heading", name="拨动时钟")).to_be_visible(timeout=PLAYED)
        page.locator(".slider").focus()
        page.keyboard.press("End")
        expect(page).to_have_url(f"{page.url.partition('?')[0]}?month={last_month(page)}")
        accessible(page)
        picture(page, "year-played")

        page.goto(f"{address}/year/drafts/1/publish")
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="发布", exact=True).click()
        confirm = page.get_by_role("button", name="确定")
        if confirm.count():
            confirm.click()
        expect(page.locator("#said")).to_contain_text("已发布")
        assert [row.year for row in year.rows(Assessment)] == [2019, 2020]


def last_month(page: Page) -> str:
    return (page.locator(".slider").get_attribute("data-months") or "").split(" ")[-1]


def test_a_telephone_and_no_scripts(site: Site, year: Year, open_page: OpenPage) -> None:
    draft = year.do(
        "begin_draft", "desk", "2019-12-05 08:00", office=year.office, assessment=year.assessment, year=2020
    )
    number, person = draft.ids["draft"], year.persons["labour_head"]
    with served(site.app) as address:
        page = open_page(size=PHONE, scripts=False)
        sign_in(page.context, site, address, "head")
        for path in (
            "/year", f"/year/drafts/{number}?part=units", f"/year/drafts/{number}/calendar",
            f"/year/drafts/{number}/publish", "/people", f"/people/{person}", f"/people/{person}/hand-over",
            "/people/roster", "/units", "/year/days", "/year/channels", "/care/journal",
        ):  # fmt: skip
            page.goto(address + path)
            fits(page)
        page.goto(f"{address}/year/drafts/{number}?part=heading")
        page.locator('input[name="/title"]').fill("某县2020年度考核")
        page.get_by_role("button", name="保存为新的一稿").click()
        expect(page.get_by_role("heading", name="某县2020年度考核")).to_be_visible()
