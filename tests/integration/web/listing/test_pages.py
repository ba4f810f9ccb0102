"""A list on a page: as a form and links, in both languages, shared by its address, nothing typed taken for markup."""

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.responses import Response

from models.database import Database
from tests.exhibits import exhibit
from tests.integration.web.listing.county import COUNT, units
from tests.pages import Client, Site
from web.kernel.visit import Visit
from web.listing import files
from web.listing.listing import Tick
from web.listing.visiting import list_page

BODY = """{% from "parts/listing.html" import listing with context %}
<form id="bulk"></form>
{% call(row, head) listing(shown) %}<a href="/units/{{ row.code }}">{{ _("查看") }}</a>{% endcall %}"""
TICK = Tick(name="units[]", form="bulk", value=lambda row: row.code, label=lambda row: row.name)


def show(site: Site) -> None:
    def page(visit: Visit) -> Response:
        return list_page(visit, name, replace(units(visit.tx), tick=TICK))

    name = exhibit(site.app, "/exhibits/units", page, BODY, title="单位一览")


@pytest.fixture
def reader(county: Database, tmp_path: Path) -> Client:
    site = Site(county, tmp_path, when="2019-09-27 17:00")
    show(site)
    return site.visitor()


@pytest.mark.closes("O19")
def test_list_stands_in_official_order_and_says_so(reader: Client) -> None:
    page = reader.get("/exhibits/units")
    assert page.status == 200, page.said()
    assert f"共{COUNT}项 按规范序列，排名不分先后" in page.text
    assert page.text.index("第000单位") < page.text.index("第020单位")
    assert 'aria-sort="descending"' in reader.get("/exhibits/units", sort="-began").html


def test_address_holds_what_was_asked(reader: Client) -> None:
    page = reader.get("/exhibits/units", q="mzj", kind="", tab="all")
    assert "县民政局" in page.text
    assert "共1项" in page.text
    assert 'name="tab" value="all"' in page.html
    assert 'href="?tab=all"' in page.html, "the filters can be cleared, and nothing else"


def test_list_that_filters_leave_empty_says_so(reader: Client) -> None:
    page = reader.get("/exhibits/units", q="没有这样的单位")
    assert "没有符合条件的内容 清除筛选，看全部" in page.text
    assert "<table" not in page.html


def test_what_was_typed_is_never_markup(reader: Client) -> None:
    page = reader.get("/exhibits/units", q="<b>")
    assert "&lt;b&gt;粗&lt;/b&gt;" in page.html
    assert "<b>粗" not in page.html
    assert 'value="&lt;b&gt;"' in page.html


ODD = {
    "nothing": "\x00",
    "wide": "％",
    "quoted": "'; --",
    "rare": "𬌗" * 50,
    "turned": "\u202eabc",
    "long": "a" * 5_000,
    "escaped": "\\%00",
}


@pytest.mark.parametrize("typed", ODD.values(), ids=ODD)
def test_anything_may_be_typed(reader: Client, typed: str) -> None:
    keys = ("q", "unit", "kind", "began-from", "began-to", "sort", "page", "size", "all", "export")
    assert reader.get("/exhibits/units", **dict.fromkeys(keys, typed)).status == 200


def test_cells_of_the_page_and_boxes_stand_in_the_rows(reader: Client) -> None:
    page = reader.get("/exhibits/units", q="mzj")
    assert '<a href="/units/u3">查看</a>' in page.html
    assert 'name="units[]" value="u3" form="bulk"' in page.html
    assert 'aria-label="县民政局"' in page.html


def test_whole_list_prints_without_boxes_and_pages(reader: Client) -> None:
    page = reader.get("/exhibits/units", all="1")
    assert page.html.count("<tr") == COUNT + 1
    assert "上一页" not in page.text
    assert 'type="checkbox"' not in page.html


def test_file_comes_from_the_same_address(reader: Client) -> None:
    page = reader.get("/exhibits/units", q="mzj", export="csv")
    assert page.headers["content-type"] == "text/csv; charset=utf-8"
    assert "%E5%8D%95%E4%BD%8D%E4%B8%80%E8%A7%88_20190927.csv" in page.headers["content-disposition"]


def test_file_that_would_be_too_long_is_refused_with_what_to_do(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "EXPORTED_AT_MOST", 100)
    page = reader.get("/exhibits/units", export="xlsx")
    assert page.status == 400
    assert "共137行，超过一次导出的上限100行；请先筛选再导出" in page.text
