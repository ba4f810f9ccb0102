"""Books at the pages: exported, several given back at once, looked at, imported, marked."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from models.books import ReturnedBook
from models.database import Database
from models.reports import ReportRow
from models.windows import Window
from tests.integration.actions.breakdowns import FARMLAND
from tests.integration.actions.year import Year, published
from tests.integration.books.exchange import put, worked_in
from tests.integration.books.test_superior import TABLES, template
from tests.pages import Client, Page, Site

DONE = "累计完成"


@pytest.fixture
def reporting(town: Year, site: Site) -> Year:
    town.tick("2019-03-20 09:00")
    site.at("2019-03-21 09:00")
    return town


def exported(client: Client, year: Year, **asked: Any) -> bytes:
    told = {"kind": "report", "window": year.one(Window).id, "unit": "farming", **asked}
    answer = client.http.post("/books/export", data={"_token": client.token, **told})
    assert answer.status_code == 200, answer.text[:300]
    assert "attachment" in answer.headers["content-disposition"]
    return answer.content


def sent(client: Client, *files: tuple[str, bytes], **more: Any) -> Page:
    return client.post("/books/returns", more, files=[("file", (name, content)) for name, content in files])


def filled(content: bytes, figure: Any = 400) -> bytes:
    return worked_in(content, lambda page: put(page, DONE, 1, figure))


@pytest.mark.closes("A35", "A36")
def test_a_book_goes_out_comes_back_is_looked_at_and_imported(reporting: Year, site: Site) -> None:
    client = site.signed_in("farming_officer")
    assert "3月进展情况" in client.get("/books").text
    page = sent(client, ("3月.xlsx", filled(exported(client, reporting))))
    assert "将改动1行" in page.text, page.said()
    assert "3月进展情况 第3行 G列 累计完成 400" in page.text
    assert reporting.rows(ReportRow) == []
    number = reporting.one(ReturnedBook).id
    done = client.post(f"/books/returns/{number}", {"_do": "import"})
    assert "已导入1行改动" in done.text, done.said()
    assert [str(row.reported_cumulative) for row in reporting.rows(ReportRow)] == ["400"]
    again = sent(client, ("3月.xlsx", filled(exported(client, reporting))))
    assert "与系统里的内容一致" in again.text


@pytest.mark.closes("O17")
def test_books_mailed_to_the_office_are_taken_in_together_each_with_its_own_result(reporting: Year, site: Site) -> None:
    client = site.signed_in("desk")
    content = exported(client, reporting)
    page = sent(
        client,
        ("农业站.xlsx", filled(content)),
        ("农业站（改）.xlsx", filled(content, "四百")),
        ("别的.xlsx", b"PK\x03\x04 no book"),
        received_at="2019-03-21T08:30",
    )
    assert "收到3个文件，可以导入1个" in page.text, page.said()
    for said in ("可以导入 改动1行", "有错 错1处", "没有收下"):
        assert said in page.text, said
    numbers = re.findall(r'name="returned" value="(\d+)"', page.html)
    done = client.post("/books/import", {"returned": numbers})
    assert "已导入1行改动" in done.text, done.said()
    assert str(reporting.rows(ReportRow)[0].reported_cumulative) == "400"


def test_wrong_cells_are_all_told_and_given_back_marked(reporting: Year, site: Site) -> None:
    client = site.signed_in("farming_officer")
    page = sent(client, ("3月.xlsx", filled(exported(client, reporting), "四百")))
    assert "3月进展情况 第3行 G列 “四百”请用阿拉伯数字" in page.text, page.said()
    number = reporting.one(ReturnedBook).id
    answer = client.http.get(f"/books/returns/{number}/marked")
    book = load_workbook(io.BytesIO(answer.content))
    assert book["3月进展情况"]["G3"].comment.text.startswith("“四百”请用阿拉伯数字")
    refused = client.post(f"/books/returns/{number}", {"_do": "import"})
    assert (refused.status, "暂不能导入" in refused.text) == (422, True)


def test_what_both_sides_changed_is_chosen_on_the_page(reporting: Year, site: Site) -> None:
    client = site.signed_in("farming_officer")
    content = exported(client, reporting)
    report = reporting.report(FARMLAND, "2019-03").id
    reporting.do("fill_report", "farming_officer", "2019-03-21 08:59", report=report, lines=[{"cumulative": "350"}])
    page = sent(client, ("3月.xlsx", filled(content)))
    assert "有1处要您选择" in page.text, page.said()
    for said in ("用表里的：400", "用系统里的：350"):
        assert said in page.text
    (name,) = set(re.findall(r'name="(choose:[^"]+)"', page.html))
    number = reporting.one(ReturnedBook).id
    looked = client.post(f"/books/returns/{number}", {name: "mine", "_do": "check"})
    assert "将改动1行" in looked.text
    client.post(f"/books/returns/{number}", {name: "mine", "_do": "import"})
    assert [str(row.reported_cumulative) for row in reporting.rows(ReportRow)] == ["400"]


def test_a_file_that_another_gave_back_is_not_shown(reporting: Year, site: Site) -> None:
    content = filled(exported(site.signed_in("farming_officer"), reporting))
    sent(site.signed_in("farming_officer"), ("3月.xlsx", content))
    number = reporting.one(ReturnedBook).id
    assert site.signed_in("farming_head").get(f"/books/returns/{number}").status == 404
    assert site.signed_in("desk").get(f"/books/returns/{number}").status == 200


def test_a_preview_asks_as_many_questions_however_many_reports_a_book_changes(reporting: Year, site: Site) -> None:
    client = site.signed_in("farming_officer")
    content = exported(client, reporting)

    def fill_both(page: Any) -> None:
        put(page, "进展情况", 1, "已选址")
        put(page, "进展情况", 2, "已检查")

    def asked(content: bytes) -> int:
        sent(client, ("3月.xlsx", content))
        number = reporting.rows(ReturnedBook)[-1].id
        client.get(f"/books/returns/{number}")
        with site.queries() as found:
            assert "将改动" in client.get(f"/books/returns/{number}").text
        return len(found)

    assert asked(worked_in(content, fill_both)) == asked(filled(content))


@pytest.mark.closes("O23")
def test_the_superiors_file_is_filled_on_the_page(sqlite_database: Database, tmp_path: Path) -> None:
    other = {"superior: {code: county, name: 县考核办}\n": TABLES}
    year = published(sqlite_database, "upward", when="2019-03-04 09:00", folder=tmp_path, other=other)
    year.tick("2019-03-20 09:00")
    report = year.report(FARMLAND, "2019-03").id
    year.do("fill_report", "farming_officer", "2019-03-21 10:00", report=report, lines=[{"cumulative": "400"}])
    client = Site(year.database, tmp_path / "home", when="2019-03-25 09:00").signed_in("collector")
    assert "县考核办月报表" in client.get("/books").text
    told = {"table": "monthly", "window": year.one(Window).id}
    page = client.post(
        "/books/superior", told, files={"file": ("县月报.xlsx", template(tmp_path / "x.xlsx").read_bytes())}
    )
    assert "填了3格，3处没有填" in page.text, page.said()
    assert "月报 第6行“招商引资”不知道是哪一项指标，没有填" in page.text
    hidden = dict(re.findall(r'name="(table|window|ticket|name)" value="([^"]+)"', page.html))
    answer = client.http.post("/books/superior", data={"_token": client.token, "_do": "download", **hidden})
    assert load_workbook(io.BytesIO(answer.content))["月报"]["E4"].value == 400
    other_desk = Site(year.database, tmp_path / "home", when="2019-03-25 09:00").signed_in("desk")
    for ticket in (hidden["ticket"], "forged", "x://" + "0" * 64):
        refused = other_desk.post("/books/superior", {**hidden, "ticket": ticket, "_do": "download"})
        assert "请先选择上级的表" in refused.said(), "nobody asks for a file that somebody else gave"
