"""From urging to the superior's receipt in a browser, and a review without scripts."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from models.assignments import Assignment
from models.items import Item
from models.packages import Package
from tests.browser import PHONE, OpenPage, Watch, accessible, fits, picture, served
from tests.integration.actions.test_package_acts import ITEMS, TITLES, break_down, the_package
from tests.integration.actions.year import Year
from tests.pages import Site
from tests.years import SQLITE, PublishedYears
from web.kernel.entering import SESSION_COOKIE


@pytest.fixture
def year(published_years: PublishedYears, tmp_path: Path) -> Iterator[Year]:
    with ExitStack() as keep:
        yield published_years.copy(
            "upward", when="2019-03-04 09:00", on=SQLITE, folder=tmp_path, keep=keep, durable=False
        )


@pytest.fixture
def site(year: Year, tmp_path: Path) -> Site:
    return Site(year.database, tmp_path / "home", when="2019-03-08 09:00")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "签批.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9")
    return path


def sign_in(context: BrowserContext, site: Site, address: str, person: str) -> None:
    secret = site.signed_in(person).http.cookies[SESSION_COOKIE]
    context.add_cookies([{"name": SESSION_COOKIE, "value": secret, "url": address}])


def reported(year: Year) -> int:
    """The year is under way, one of two reports of March is in; the package's number."""
    for title in TITLES:
        break_down(year, title)
    first = int(the_package(year).id)
    year.do("consolidate_package", "collector", "2019-03-11 09:00", package=first)
    year.do("submit_package", "collector", "2019-03-11 10:00", package=first)
    year.do("approve", "mayor", "2019-03-11 16:00", kind="package", id=first)
    year.do("send_up_package", "collector", "2019-03-12 09:00", package=first, how="纸质送达")
    year.do("record_receipt", "collector", "2019-03-12 15:00", package=first, receipted_at="2019-03-12T14:00+08:00")
    year.tick("2019-03-20 09:00")
    report = year.report(TITLES[0], "2019-03")
    line = {"progress": "河西两村开工，完成120亩", "cumulative": "120", "item": _item(year)}
    year.do("fill_report", "farming_officer", "2019-03-25 09:00", report=report.id, lines=[line])
    year.attach("farming_officer", "2019-03-25 10:00", report=report.id, unit="farming")
    year.do("submit_report", "farming_officer", "2019-03-25 11:00", assignment=report.assignment_id, window="march")
    year.do("approve", "farming_head", "2019-03-25 12:00", kind="report", id=report.id)
    return int(the_package(year, "march").id)


def _item(year: Year) -> int:
    return int(year.rows(Item, assignment_id=year.assignment(TITLES[0]))[0].id)


@pytest.mark.closes("O07", "O02", "O03", "O04")
def test_from_urging_to_the_superiors_receipt(
    open_page: OpenPage, watch: Watch, site: Site, year: Year, photo: Path
) -> None:
    watch.allow("status of 422")
    number = reported(year)
    site.at("2019-03-28 09:00")
    with served(site.app) as address:
        page = open_page()
        sign_in(page.context, site, address, "collector")
        page.goto(f"{address}/unit-office")
        accessible(page)
        picture(page, "unit-office")
        page.get_by_role("link", name="转发稿", exact=True).first.click()
        accessible(page)
        picture(page, "forward")
        page.go_back()
        page.get_by_role("button", name="催报勾选的").first.click()
        expect(page.locator("main")).to_contain_text("已催办1件")

        page.goto(f"{address}/unit-office/packages/{number}")
        accessible(page)
        picture(page, "package-collecting")
        page.get_by_role("button", name="开始汇总").click()
        page.get_by_role("button", name="呈批", exact=True).click()
        expect(page.locator(".refusal .alert").first).to_contain_text("尚缺1项")
        page.locator("input[name=item]").check()
        page.get_by_label("缺报原因").fill("农机站月底前补报")
        page.get_by_role("button", name="把勾选的列为缺报").click()
        page.get_by_role("button", name="呈批", exact=True).click()
        expect(page.locator(".alert-success")).to_contain_text("已呈批")
        page.get_by_role("link", name="打印呈批单").click()
        page.emulate_media(media="print")
        picture(page, "package-sheet")
        page.emulate_media(media="screen")
        code = page.locator(".sheet-code b").inner_text()

        page.goto(f"{address}/unit-office")
        page.get_by_label("呈批单短码").fill(code)
        page.get_by_role("button", name="补录签批").click()
        accessible(page)
        picture(page, "paper")
        page.get_by_label("同意报送").check()
        page.get_by_label("签批日期").fill("2019-03-28")
        page.locator("input[type=file]#scan").set_input_files(photo)
        page.get_by_role("button", name="补录", exact=True).click()
        expect(page.locator(".alert-success")).to_contain_text("已审定")

        page.goto(f"{address}/unit-office/packages/{number}")
        page.locator("input[type=file]#scan").set_input_files(photo)
        page.get_by_role("button", name="登记用印").click()
        expect(page.locator(".alert-success")).to_contain_text("已用印")
        page.get_by_label("报送方式").fill("电子邮件")
        picture(page, "package-sealed")
        page.get_by_role("button", name="登记报送").click()
        expect(page.locator(".alert-success")).to_contain_text("已报送")
        page.get_by_label("签收时间").fill("2019-03-28T16:30")
        page.get_by_label("回执编号").fill("县考2019-31")
        page.get_by_role("button", name="登记上级签收").click()
        expect(page.locator(".alert-success")).to_contain_text("签收")
        picture(page, "package-receipted")
        assert year.one(Package, id=number).state == "receipted"

        phone = open_page(size=PHONE)
        sign_in(phone.context, site, address, "collector")
        phone.goto(f"{address}/unit-office")
        fits(phone)
        picture(phone, "unit-office-phone")
        phone.goto(f"{address}/review/package/{number}")
        fits(phone)
        picture(phone, "package-phone")


def test_a_review_without_scripts(open_page: OpenPage, site: Site, year: Year) -> None:
    number = year.assignment(TITLES[0])
    break_down_to_head(year)
    with served(site.app) as address:
        page = open_page(scripts=False)
        sign_in(page.context, site, address, "farming_head")
        page.goto(f"{address}/review/assignment/{number}")
        page.locator("summary", has_text="退回修改").click()
        page.get_by_label("退回的理由").fill("目标要求再具体些")
        page.get_by_role("button", name="退回", exact=True).click()
        assert year.one(Assignment, id=number).state == "returned"

        writer = open_page(scripts=False)
        sign_in(writer.context, site, address, "farming_officer")
        writer.goto(f"{address}/department/assignments/{number}")
        expect(writer.get_by_text("目标要求再具体些")).to_be_visible()
        writer.get_by_label("目标要求").first.fill("年底前通过县级验收，群众满意度达到90%")
        writer.get_by_role("button", name="重新送审").click()
        expect(writer.locator(".alert-success")).to_contain_text("已送审")

        page.goto(f"{address}/review/assignment/{number}")
        expect(page.get_by_text("群众满意度达到90%").first).to_be_visible()
        page.get_by_role("button", name="同意报送").click()
        assert year.one(Assignment, id=number).state == "review:leader"


def break_down_to_head(year: Year) -> None:
    number = year.assignment(TITLES[0])
    year.do("save_breakdown", "farming_officer", "2019-03-06 10:00", assignment=number, items=ITEMS[TITLES[0]])
    year.do("submit_breakdown", "farming_officer", "2019-03-06 11:00", assignment=number)
