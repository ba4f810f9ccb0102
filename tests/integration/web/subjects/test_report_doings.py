"""What else is done with one report: 代录 and the 异议 against it, 零报告, 撤回, 更正, and where the page says no."""

import re
from datetime import date
from pathlib import Path

import pytest

from models.database import Database
from models.evidence import Evidence, EvidenceVersion
from models.outbox import OutboxMessage
from models.reports import Report, ReportRow
from models.windows import Window
from tests.integration.actions.year import Year, published
from tests.pages import Client, Site

WHO = "farming_officer"
FARMLAND, SAFETY = "新建高标准农田", "农机安全检查"


@pytest.fixture
def opened(town: Year) -> Year:
    town.tick("2019-03-20 09:00")
    return town


@pytest.fixture
def writer(opened: Year, site: Site) -> Client:
    return site.at("2019-03-21 10:00").signed_in(WHO)


def report(year: Year, title: str = FARMLAND) -> int:
    return int(year.report(title, "2019-03").id)


def fill(year: Year, *, typed_by: str | None = None, cumulative: str = "260") -> None:
    who = {"by": typed_by, "entered_for": WHO} if typed_by else {"by": WHO}
    line = {"cumulative": cumulative, "progress": "已完成选址和勘界"}
    year.do("fill_report", when="2019-03-21 09:00", report=report(year), lines=[line], **who)
    year.attach(WHO, "2019-03-21 09:05", report=report(year), unit="farming")
    year.do("submit_report", when="2019-03-21 09:10", assignment=year.assignment(FARMLAND), window="march", **who)


@pytest.mark.closes("O17")
def test_unit_objects_to_what_was_typed_for_it(opened: Year, writer: Client, site: Site) -> None:
    fill(opened, typed_by="desk")
    page = writer.get(f"/reports/{report(opened)}")
    assert "本期由党政办考核岗按报来的材料代录" in page.text
    assert "代录：党政办考核岗" in page.text

    told = {"report": report(opened), "words": "勘界面积应为255亩", "_back": f"/reports/{report(opened)}"}
    done = writer.do("object_to_entry", told)
    assert "已对“3月进展情况：新建高标准农田”2019年3月进展报告的代录提出异议" in done.text
    (letter,) = opened.rows(OutboxMessage, kind="entry_disputed")
    assert letter.person_id == opened.persons["desk"]
    assert letter.body.startswith("农业站承办人对代录的“3月进展情况：新建高标准农田”2019年3月进展报告提出异议")
    assert "对代录提出异议" in writer.get(f"/reports/{report(opened)}").text

    refused = site.signed_in("desk").do("object_to_entry", told)
    assert refused.status == 422


@pytest.mark.closes("O17")
def test_what_the_unit_wrote_itself_is_not_objected_to(opened: Year, writer: Client) -> None:
    fill(opened)
    page = writer.get(f"/reports/{report(opened)}")
    assert "按报来的材料代录" not in page.text
    refused = writer.do("object_to_entry", {"report": report(opened), "words": "不对"})
    assert "这一期不是代录的" in refused.text


def test_nil_report_is_handed_in_with_its_reason_and_gets_a_receipt(opened: Year, writer: Client) -> None:
    number = report(opened, SAFETY)
    assert "零报告" in writer.get(f"/reports/{number}").text
    done = writer.do("submit_nil_report", {"report": number, "reason": "本月未到检查期",
                                           "_then": f"/reports/{number}/receipt"})  # fmt: skip
    assert "已报送1项" in done.text
    assert opened.one(Report, id=number).state == "nil"


def test_report_is_taken_back_before_anybody_acts(opened: Year, writer: Client) -> None:
    fill(opened)
    number = report(opened)
    page = writer.get(f"/reports/{number}")
    assert "待部门负责人审核" in page.text
    form = page.html.partition('action="/do/recall"')[2].partition("</form>")[0]
    (asked,) = re.findall(r'<textarea[^>]* name="(\w+)"', form)
    done = writer.do("recall", {"kind": "report", "id": number, asked: "还要核数", "_then": f"/reports/{number}"})
    assert done.status == 200, done.said()
    assert opened.one(Report, id=number).state == "filling"
    assert "报送前自查：可以报送" in done.text


@pytest.mark.closes("O33")
def test_correction_goes_from_leave_to_receipt_on_one_page(opened: Year, writer: Client) -> None:
    fill(opened)
    number = report(opened)
    opened.do("approve", "farming_head", "2019-03-21 09:30", kind="report", id=number)
    done = writer.do("correct_report", {"report": number, "reason": "统计口径有误", "_then": f"/reports/{number}"})
    assert "更正中" in done.text, done.said()
    (row,) = opened.rows(ReportRow, report_id=number)
    name = f"{number}.0.{row.target_id}"
    mended = {f"{number}.version": opened.one(Report, id=number).version, f"{name}.cumulative": "255",
              f"{name}.progress": "已完成选址和勘界", "_do": "keep"}  # fmt: skip
    assert writer.post(f"/reports/{number}", mended).status == 200
    told = {"report": number, "was": "260亩", "becomes": "255亩", "responsible": "农业站站长", "reason": "统计口径有误",
            "_then": f"/reports/{number}/receipt"}  # fmt: skip
    sent = writer.do("submit_correction", told)
    assert "第2次" in sent.text, sent.said()
    assert opened.rows(ReportRow, report_id=number)[0].reported_cumulative == 255


@pytest.mark.closes("O33")
def test_verified_report_offers_only_what_its_unit_may_do(opened: Year, writer: Client, site: Site) -> None:
    fill(opened)
    number = report(opened)
    opened.do("approve", "farming_head", "2019-03-21 09:30", kind="report", id=number)
    leave, correction = 'action="/do/request_correction"', 'action="/do/correct_report"'
    before = writer.get(f"/reports/{number}").html
    assert (leave in before, correction in before) == (False, True)
    opened.do("verify_report", "desk", "2019-03-21 09:40", report=number)
    verified = writer.get(f"/reports/{number}").html
    assert (leave in verified, correction in verified) == (True, False)
    opened.do("request_correction", WHO, "2019-03-21 09:45", report=number, reason="多报了5亩")
    waiting = writer.get(f"/reports/{number}").html
    assert (leave in waiting, correction in waiting) == (False, False)
    opened.do("allow_correction", "desk", "2019-03-21 09:50", report=number, reason="经核属实")
    allowed = writer.get(f"/reports/{number}").html
    assert (leave in allowed, correction in allowed) == (False, True)


@pytest.mark.closes("A37")
def test_better_copy_is_handed_in_and_the_earlier_one_is_kept(opened: Year, writer: Client, site: Site) -> None:
    number = report(opened)
    writer.post(f"/reports/{number}", {"_do": "upload"}, files={"file": ("台账.txt", b"1\n", "text/plain")})
    piece = opened.one(Evidence)
    told = {"evidence": piece.id, "reason": "补盖公章", "as_of": "2019-03-20", "_back": f"/reports/{number}"}
    done = writer.do("replace_evidence", told, files={"file": ("台账（盖章）.txt", b"2\n", "text/plain")})
    assert "共2版" in done.text, done.said()
    assert "第2版 台账（盖章）.txt" in done.text
    assert "更换原因：补盖公章" in done.text
    assert "数据截至2019年3月20日" in done.text
    (first, second) = opened.rows(EvidenceVersion)
    assert writer.http.get(f"/evidence/{first.id}").content == b"1\n"
    assert writer.http.get(f"/evidence/{second.id}").content == b"2\n"


def test_file_is_handed_out_only_when_the_scanner_found_it_clean(opened: Year, writer: Client, site: Site) -> None:
    number = report(opened)
    writer.post(f"/reports/{number}", {"_do": "upload"}, files={"file": ("台账.txt", b"1\n", "text/plain")})
    (version,) = opened.rows(EvidenceVersion)
    scanned = Site(site.database, site.home, when="2019-03-21 10:00", settings={"scanner": "false"}).signed_in(WHO)
    found = scanned.get(f"/evidence/{version.id}")
    assert "“台账.txt”里发现病毒" in found.text, found.said()
    plain = writer.http.get(f"/evidence/{version.id}")
    name = "%E5%8F%B0%E8%B4%A6.txt"
    assert plain.headers["content-disposition"] == f"attachment; filename=\"file.txt\"; filename*=UTF-8''{name}"
    assert plain.headers["x-content-type-options"] == "nosniff"


def test_report_that_is_not_open_cannot_be_written(opened: Year, writer: Client) -> None:
    fill(opened)
    number = report(opened)
    (row,) = opened.rows(ReportRow, report_id=number)
    page = writer.post(f"/reports/{number}", {f"{number}.version": "9", f"{number}.0.{row.target_id}.cumulative": "1",
                                              "_do": "submit"})  # fmt: skip
    assert page.status == 422, page.said()
    assert "这里没有待报送的内容" in page.text
    assert opened.rows(ReportRow, report_id=number)[0].reported_cumulative == 260


def test_list_of_ones_own_reports_leads_to_each(opened: Year, writer: Client, site: Site) -> None:
    fill(opened)
    page = writer.get("/reports")
    assert f'href="/reports/{report(opened)}"' in page.html
    assert "审核中" in page.text
    only_mine = writer.get("/reports", state="mine")
    assert SAFETY in only_mine.text
    assert f'href="/reports/{report(opened)}"' not in only_mine.html
    assert "本单位还没有要报送的内容" in site.signed_in("clerk").get("/reports").text


@pytest.mark.closes("D03", "O29")
def test_unfinished_period_is_dated_and_co_units_are_named(sqlite_database: Database, tmp_path: Path) -> None:
    other = {
        'periods: ["2019-03"]': 'periods: ["2019-03", "2019-04"]',
        "    leads: [农业站]\n    assessors: [镇党政办]\n    basis: {document: notice, clause: 附件第一项": (
            "    leads: [农业站]\n    co_units: [镇党政办]\n    basis: {document: notice, clause: 附件第一项"
        ),
    }
    year = published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=other)
    year.tick("2019-03-20 09:00")
    writer = Site(year.database, tmp_path / "home", when="2019-03-21 10:00").signed_in(WHO)
    window = f"/reports/window/{year.one(Window).id}"

    page = writer.get(window)
    assert "配合单位： 镇党政办 未提供配合材料" in page.text
    assert "本期尚未结束，请写明数据截至何日" in page.text
    april = year.report(FARMLAND, "2019-04").id
    assert f'name="{april}.as_of"' in page.html

    wrong = writer.post(window, {f"{april}.version": year.one(Report, id=april).version, f"{april}.as_of": "三月底"})
    assert wrong.status == 422
    assert "“三月底”不是日期" in wrong.text
    assert 'value="三月底"' in wrong.html
    told = {f"{april}.version": year.one(Report, id=april).version, f"{april}.as_of": "2019-03-25"}
    assert writer.post(window, told).status == 200
    assert year.one(Report, id=april).as_of_on == date(2019, 3, 25)


@pytest.mark.closes("O20")
def test_light_is_full_and_by_the_verified_figure_once_there_is_one(opened: Year, writer: Client) -> None:
    fill(opened)
    number = report(opened)
    opened.do("approve", "farming_head", "2019-03-21 09:30", kind="report", id=number)
    hollow = writer.get(f"/reports/{number}")
    assert "达到序时进度 （据单位上报，尚未核验）" in hollow.text
    (row,) = opened.rows(ReportRow, report_id=number)
    opened.do("verify_report", "desk", "2019-03-21 09:40", report=number,
              lines=[{"row": row.id, "cumulative": "100", "words": "其余未验收"}])  # fmt: skip
    full = writer.get(f"/reports/{number}")
    assert "12.5% 25.0% 100.00亩 滞后" in full.text
    assert "滞后 （据单位上报" not in full.text
