"""A list in a browser: with and without scripts, on a desk and on a phone, by keyboard, back and forth."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect
from starlette.responses import Response

from config.units import UnitKind
from models.database import Database
from states.pace import Light
from tests.browser import PHONE, OpenPage, accessible, fits, picture, served
from tests.exhibits import exhibit
from tests.integration.web.listing.county import COUNT, settle, units
from tests.pages import Site
from web.kernel.visit import Visit
from web.listing import cells
from web.listing.cells import Tone
from web.listing.listing import Column, Listing, Phone, Tick
from web.listing.visiting import list_page

BODY = """{% from "parts/listing.html" import listing with context %}
<form id="bulk"><button class="btn">{{ _("重发勾选的") }}<span data-ticked-for="bulk"></span></button></form>
{% call(row, head) listing(shown) %}<a href="/units/{{ row.code }}">{{ _("查看") }}</a>{% endcall %}"""
TONES = {UnitKind.DEPARTMENT: Tone.DONE, UnitKind.TOWNSHIP: Tone.WAITING}
TICK = Tick(name="units[]", form="bulk", value=lambda row: row.code, label=lambda row: row.name, at_most=5)


def living(listing: Listing) -> Listing:
    """With a state, a light and boxes besides."""
    lights = (Light.GREEN, Light.YELLOW, Light.RED, Light.NONE)
    name, kind, *rest = listing.columns
    columns = (
        replace(name, phone=Phone.HEADING),
        replace(kind, draw=cells.word(lambda row: UnitKind(row.kind), tones=TONES)),
        Column("light", "序时进度", cells.light(lambda row: lights[row.id % 4], is_hollow=lambda row: row.id % 3 == 0)),
        *rest,
    )
    return replace(listing, columns=columns, tick=TICK, tone=lambda row: "bad" if row.position > 17 else "")


@pytest.fixture(scope="module")
def address(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("lists")
    database = Database(f"sqlite:///{shutil.copyfile(migrated_file, folder / 'kaohe.db')}")
    with database.write() as tx:
        settle(tx)
    site = Site(database, folder, when="2019-09-27 17:00")

    def page(visit: Visit) -> Response:
        return list_page(visit, name, living(units(visit.tx)))

    name = exhibit(site.app, "/exhibits/units", page, BODY, title="单位一览")
    with served(site.app) as address:
        yield address
    database.close()


def test_list_is_searched_sorted_and_left_again(open_page: OpenPage, address: str) -> None:
    page = open_page()
    page.goto(f"{address}/exhibits/units")
    accessible(page)
    fits(page)
    picture(page, "list")
    page.evaluate("window.stayed = true")
    page.get_by_label("搜索").fill("mzj")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert page.url == f"{address}/exhibits/units?q=mzj", "empty boxes stay out of the address"
    expect(page.get_by_role("row", name="县民政局")).to_be_visible()
    page.get_by_role("link", name="清除筛选").click()
    expect(page.locator("[data-listing-said]")).to_contain_text(f"共{COUNT}项")
    page.get_by_role("link", name="设立日期").click()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("设立日期")
    page.get_by_label("类别").select_option("department")
    expect(page.locator(".listing-chosen")).to_have_text(f"类别：{UnitKind.DEPARTMENT.label}")
    assert page.url == f"{address}/exhibits/units?kind=department&sort=-began"
    assert page.evaluate("window.stayed"), "only the list was exchanged"
    accessible(page)
    picture(page, "list-filtered")
    page.go_back()
    expect(page.locator("[data-listing-said]")).to_contain_text(f"共{COUNT}项")
    page.goto(f"{address}/exhibits/units?sort=-began&kind=department")
    expect(page.get_by_label("类别")).to_have_value("department")


def test_pages_are_turned_by_keyboard(open_page: OpenPage, address: str) -> None:
    page = open_page()
    page.goto(f"{address}/exhibits/units")
    first = page.locator("tbody tr").first.inner_text()
    page.get_by_role("link", name="下一页").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[aria-current=page]")).to_contain_text("2")
    assert page.locator("tbody tr").first.inner_text() != first
    expect(page.locator("#listing-heard")).to_contain_text(f"共{COUNT}项")
    expect(page.locator("#listing-list-after")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[aria-current=page]")).to_contain_text("3")
    page.keyboard.press("j")
    expect(page.locator("tbody tr[aria-current=true]")).to_have_count(1)
    page.keyboard.press("/")
    expect(page.get_by_label("搜索")).to_be_focused()


def test_cleared_box_is_typed_in_again(open_page: OpenPage, address: str) -> None:
    page = open_page()
    page.goto(f"{address}/exhibits/units?q=mzj")
    page.get_by_label("搜索").fill("")
    page.keyboard.press("Enter")
    expect(page.locator("[data-listing-said]")).to_contain_text(f"共{COUNT}项")
    expect(page.get_by_label("搜索")).to_be_focused()
    assert page.url == f"{address}/exhibits/units"


def test_who_was_signed_out_gets_the_page_that_says_so(open_page: OpenPage, address: str) -> None:
    page = open_page()
    page.goto(f"{address}/exhibits/units")
    gone = {
        "status": 200,
        "content_type": "text/html; charset=utf-8",
        "body": "<!doctype html><title>登录</title><h1>请登录</h1>",
    }
    page.route("**/exhibits/units*", lambda route: route.fulfill(**gone))
    page.get_by_role("link", name="下一页").click()
    expect(page.get_by_role("heading", name="请登录")).to_be_visible()


def test_no_more_are_ticked_than_may_be_done_at_once(open_page: OpenPage, address: str) -> None:
    page = open_page()
    page.goto(f"{address}/exhibits/units")
    page.get_by_label("全选本页").check()
    expect(page.get_by_role("button", name="重发勾选的（5）")).to_be_visible()
    expect(page.locator(".listing-full")).to_have_text("一次最多办理5项，其余的请再办一次。")
    assert page.locator("tbody input:checked").count() == 5
    assert page.locator("tbody input:disabled").count() == 15


def test_list_works_without_scripts(open_page: OpenPage, address: str) -> None:
    page = open_page(scripts=False)
    page.goto(f"{address}/exhibits/units?sort=-began")
    page.get_by_label("搜索").fill("danxian")
    page.get_by_role("button", name="查询").click()
    assert page.locator("tbody tr").count() == 1
    assert "sort=-began" in page.url
    page.get_by_role("link", name="清除筛选").click()
    page.get_by_role("link", name="下一页").click()
    expect(page.locator("[aria-current=page]")).to_have_accessible_name("第2页")


def test_rows_are_cards_on_a_phone(open_page: OpenPage, address: str) -> None:
    page = open_page(size=PHONE)
    page.goto(f"{address}/exhibits/units")
    fits(page)
    accessible(page)
    picture(page, "list-phone", whole=False)
    page.get_by_text("筛选与排序").click()
    page.get_by_label("排序", exact=True).select_option("-began")
    expect(page.locator("[data-listing-said]")).to_contain_text("按设立日期排序（降序）")


def test_file_is_taken_with_its_name(open_page: OpenPage, address: str) -> None:
    page = open_page()
    page.goto(f"{address}/exhibits/units?q=mzj")
    with page.expect_download() as taken:
        page.get_by_role("link", name="导出Excel").click()
    assert taken.value.suggested_filename == "单位一览_20190927.xlsx"


def test_whole_list_prints(open_page: OpenPage, address: str) -> None:
    page = open_page()
    page.goto(f"{address}/exhibits/units")
    page.get_by_role("link", name="打印全部").click()
    assert page.locator("tbody tr").count() == COUNT
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="返回分页").is_visible()
    picture(page, "list-print", whole=False)
