"""读入通知: a notice is dropped in, its doubts stand beside its text, and the draft begins with a click."""

import re
from html import unescape
from pathlib import Path

import pytest

from models.database import Database
from models.drafts import DraftText, SchemeDraft
from tests.containers import compound
from tests.integration.actions.year import Year, published
from tests.pages import Client, Page, Site
from tests.unit.documents.notices.extraction.letters import cell, letter, par, row, table

TITLE = "关于下达2020年度目标任务的通知"
HEAD = [par(TITLE), par("县考〔2020〕3号"), par("各乡镇："), par("请于2020年6月30日前报送。")]
SHEET = table(
    row(cell("指标"), cell("分值"), cell("牵头单位")),
    row(cell("一、农业生产"), cell("60"), cell("农业农村局")),
    row(cell("二、民生实事"), cell("30"), cell("教育局")),
)
NOTICE = letter("".join([*HEAD, SHEET, par("以上合计100分。<script>alert(1)</script>")]))
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path) -> Year:
    return published(sqlite_database, "supervised", when="2019-03-04 09:00", folder=tmp_path)


@pytest.fixture
def site(town: Year, tmp_path: Path) -> Site:
    return Site(town.database, tmp_path / "home", when="2019-12-05 09:00")


@pytest.fixture
def desk(site: Site) -> Client:
    return site.signed_in("desk")


def dropped(desk: Client, content: bytes, name: str = "通知.docx") -> Page:
    return desk.post("/year/notice", files={"file": (name, content, WORD)})


@pytest.mark.closes("W1")
def test_notice_is_shown_with_what_was_read_beside_its_text(desk: Client) -> None:
    page = dropped(desk, NOTICE)
    assert page.status == 200
    for words in (TITLE, "农业农村局", "表1第2行第1列", "疑点清单", "原文"):
        assert words in page.text, page.said()
    assert "<script>alert(1)" not in page.html
    assert re.search(r"读懂的文字占\d+%", page.text)


def test_draft_begins_from_what_was_read_and_is_made_out_to_the_office(desk: Client, town: Year) -> None:
    page = dropped(desk, NOTICE)
    (text,) = re.findall(r'<textarea[^>]*name="text"[^>]*>(.*?)</textarea>', page.html, re.DOTALL)
    answer = desk.post("/year/notice/draft", {"text": unescape(text), "name": "通知.docx"}, follow=False)
    (draft,) = town.rows(SchemeDraft)
    assert answer.location == f"/year/drafts/{draft.id}"
    assert (draft.title, draft.year, draft.origin) == ("关于下达2020年度目标任务的通知", 2020, "读入文件通知.docx")
    stored = town.rows(DraftText)[-1].text
    assert f"code: {town.office}" in stored
    assert "农业生产" in stored
    assert desk.get(answer.location).status == 200


def test_reading_alone_stores_nothing(desk: Client, town: Year, site: Site) -> None:
    dropped(desk, NOTICE)
    assert town.rows(SchemeDraft) == []
    assert not (site.home / "evidence").exists()


def test_pasted_text_is_read_too(desk: Client) -> None:
    page = desk.post(
        "/year/notice", {"words": "关于下达2020年度目标任务的通知\n一、农业生产（60分）\n二、民生实事（40分）\n"}
    )
    assert (page.status, "指标2项" in page.text) == (200, True), page.said()


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (
            compound({"WordDocument": b"\xec\xa5"}),
            "通知.doc",
            "“通知.doc”没有读入：内容是旧格式的Word或WPS文档，不能直接读",
        ),
        (b"", "通知.docx", "文件是空的（0字节）"),
        (NOTICE, "机密★5年.docx", "文件名带有“机密★”。严禁上传、处理涉密文件资料"),
        (letter(par("秘密★1年") + par("关于下达任务的通知")), "通知.docx", "文件上标有“秘密★”"),
        ("一、农业生产（1分）\n".encode() * 6_001, "通知.txt", "内容过多（有"),
    ],
    ids=["old", "empty", "name", "mark", "long"],
)
def test_what_cannot_be_read_is_said_with_the_remedy(desk: Client, content: bytes, name: str, why: str) -> None:
    page = dropped(desk, content, name)
    assert (page.status, why in page.text) == (422, True), page.said()


def test_nothing_chosen_is_asked_for_again_and_what_was_pasted_stays(desk: Client) -> None:
    assert "请选择一个文件，或者把通知全文粘贴进来" in desk.post("/year/notice", {"words": " "}).text
    kept = desk.post("/year/notice", {"words": "秘密★1年\n关于下达任务的通知"})
    assert (kept.status, "关于下达任务的通知" in kept.html) == (422, True)


def test_only_who_sets_up_years_reads_notices(site: Site) -> None:
    assert site.signed_in("chair").get("/year/notice").status == 403


@pytest.mark.closes("W1")
def test_notice_gives_its_table_and_its_chart_at_once(desk: Client) -> None:
    """分解表 to be filled in and 工作日历挂图, as Word and PDF, from what the page held."""
    page = dropped(desk, NOTICE)
    holding = re.findall(r'name="kind" value="(\w+)"><input type="hidden" name="held" value="([^"]*)"', page.html)
    assert [kind for kind, _ in holding] == ["breakdown", "dates"]
    for kind, text in holding:
        told = {"_token": desk.token, "kind": kind, "held": unescape(text)}
        assert desk.http.post("/year/notice/paper", data={**told, "pdf": "1"}).content.startswith(b"%PDF")
        assert desk.http.post("/year/notice/paper", data=told).headers["content-type"] == WORD
    refused = desk.post("/year/notice/paper", {"kind": "breakdown", "held": "{}"})
    assert refused.status == 400
    assert "请重新读入通知" in refused.said()
