"""核验 in the browser: the queue, one report beside its evidence, the next one at once, many ticked together."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from models.database import Database
from models.evidence import EvidenceVersion
from models.reports import Report, ReportRow
from tests.acceptance.requirements.falling_short import JOBS, VISITS, report_jobs
from tests.integration.actions.year import Year, published
from tests.integration.web.office.conftest import DESK, at_work
from tests.pages import Client, Site


def number(county: Year, title: str = JOBS, period: str = "2019-08") -> int:
    return int(county.report(title, period).id)


def row(county: Year, report: int) -> int:
    return int(county.one(ReportRow, report_id=report).id)


def test_queue_shows_what_waits_and_lets_only_what_is_on_pace_be_ticked(county: Year, desk: Client) -> None:
    page = desk.get("/office/verify")

    assert "共2份" in page.text
    assert f'"report": {number(county, VISITS)}' in page.html
    assert f'"report": {number(county)}' not in page.html


@pytest.mark.closes("A30")
def test_ticked_reports_are_verified_each_with_its_answer(county: Year, desk: Client) -> None:
    told = [
        json.dumps({"report": one, "version": county.one(Report, id=one).version})
        for one in (number(county, VISITS), number(county))
    ]

    done = desk.do("verify_reports", {"items[]:json": told, "_then": "/office/verify"})

    assert "已按上报值核验1件，1件没有办理" in done.text
    assert "是红灯，请打开逐件核验" in done.text
    assert county.one(Report, id=number(county, VISITS)).state == "verified"
    assert county.one(Report, id=number(county)).state == "submitted"


@pytest.mark.closes("A33")
def test_found_value_stands_beside_the_reported_one_and_the_next_comes_at_once(county: Year, desk: Client) -> None:
    report = number(county)
    page = desk.get(f"/reports/{report}/verify", place="0")
    assert "累计（上报值） 500人" in page.text
    assert 'value="500"' in page.html
    assert "完成500人，占年度任务（900人）的55.6%" in page.text

    data = {
        "report": report,
        "lines.0.row": row(county, report),
        "lines.0.cumulative": "480",
        "lines.0.words": "20人跨年度，不计入",
        "_then": "/office/verify/next?place=0",
    }
    after = desk.do("verify_report", data)

    assert "1行与上报值不同" in after.text
    assert "旅游发展争先进位" in after.text
    found = county.one(ReportRow, report_id=report)
    assert (found.reported_cumulative, found.verified_cumulative, found.verifier_words) == (
        Decimal(500),
        Decimal(480),
        "20人跨年度，不计入",
    )
    judged = desk.get(f"/reports/{report}/verify").text
    assert "原： 500 现： 480" in judged


def test_return_says_the_sentence_and_goes_on(county: Year, desk: Client) -> None:
    report = number(county)
    version = county.one(Report, id=report).version

    data = {"kind": "report", "id": report, "version": version, "_then": "/office/verify/next?place=0"}
    refused = desk.do("return_for_revision", data, part=True)
    assert refused.status == 422

    done = desk.do("return_for_revision", {**data, "reason": "“登记不全”是多少人，请写明"})
    assert "已退回" in done.text
    assert county.one(Report, id=report).state == "returned"


@pytest.mark.closes("A33", "O28")
def test_what_a_verifier_would_ask_is_asked_already(county: Year, site: Site) -> None:
    """Two quiet months, then one that brings as much as both three times over, in the words of last time."""
    for month, cumulative, when in (
        ("2019-09", "560", "2019-10-10 10:00"),
        ("2019-10", "570", "2019-11-08 10:00"),
        ("2019-11", "1700", "2019-12-09 10:00"),
    ):
        county.tick(f"{when[:10]} 09:00")
        report_jobs(county, month, cumulative, when=when)
    site.at("2019-12-09 11:00")

    page = site.signed_in(DESK).get(f"/reports/{number(county, period='2019-11')}/verify")

    assert page.status == 200
    assert "此前3期" in page.text
    assert "“新增就业人数”本期完成1130人，是此前各期平均（190人）的5.9倍" in page.text


def test_evidence_lies_beside_and_opens(county: Year, site: Site, desk: Client) -> None:
    report = number(county)
    stands = {"kind": "report", "id": report, "version": county.one(Report, id=report).version}
    desk.do("return_for_revision", {**stands, "reason": "请附台账"})
    folder = type(county.store)(site.home / "evidence")
    county.store = folder
    county.attach("labour_officer", "2019-09-12 09:00", report=report, unit="labour", title="新增就业台账")
    county.do("resubmit_report", "labour_officer", "2019-09-12 09:10", report=report)

    page = desk.get(f"/reports/{report}/verify")
    assert "印证材料 1 新增就业台账" in page.text
    place = page.html.split('href="/evidence/')[1].split('"')[0]
    assert desk.get(f"/evidence/{place}").status == 200


@pytest.fixture
def above(sqlite_database: Database, tmp_path: Path) -> Year:
    """The same county, where the city finds what each report is worth."""
    other = {"    reports: office\n": "    reports: superior\n"}
    return at_work(published(sqlite_database, "ningshan-2019", when="2019-09-04 09:00", folder=tmp_path, other=other))


@pytest.mark.closes("O01")
def test_what_the_superior_found_is_recorded_with_its_document(above: Year, tmp_path: Path) -> None:
    desk = Site(above.database, tmp_path / "home", when="2019-09-12 08:30").signed_in(DESK)
    report = number(above)
    queue = desk.get("/office/verify", above="1")
    assert "登记上级认定" in queue.text
    assert "data-tick " not in queue.html

    page = desk.get(f"/reports/{report}/verify")
    assert "上级文件字号" in page.text
    data = {
        "report": report,
        "document_no": "安考函〔2019〕示例1号",
        "dated_on": "2019-09-11",
        "_then": "/office/verify",
    }
    refused = desk.post("/do/record_report_verdict", {"report": report}, part=True)
    assert refused.status == 422
    scan = {"scan": ("认定函.txt", "认定".encode(), "text/plain")}
    done = desk.post("/do/record_report_verdict", data, files=scan)

    assert "已认定" in done.text
    assert above.one(Report, id=report).state == "verified"
    assert above.rows(EvidenceVersion, file_name="认定函.txt") != []


def test_unit_does_not_open_the_verification_of_its_own(county: Year, site: Site) -> None:
    report = number(county)

    assert site.signed_in("labour_officer").get(f"/reports/{report}/verify").status in (403, 404)
    assert site.signed_in("labour_head").get(f"/reports/{report}/verify").status == 404
    assert site.signed_in("labour_head").get("/office/verify").status == 403


def test_queue_asks_as_often_whatever_waits(county: Year, site: Site, desk: Client) -> None:
    desk.get("/office/verify")
    with site.queries() as two:
        desk.get("/office/verify")
    desk.do("verify_report", {"report": number(county)})
    with site.queries() as one:
        desk.get("/office/verify")
    assert len(one) <= len(two) + 2


def test_what_the_superior_judges_is_not_this_offices_work(above: Year, tmp_path: Path) -> None:
    """It is counted by itself, under its own name, with its own list."""
    desk = Site(above.database, tmp_path / "home", when="2019-09-12 08:30").signed_in(DESK)

    home = desk.get("/office")
    assert "0 待核验" in home.text
    assert "2 待登记上级认定" in home.text
    assert 'href="/office/verify?above=1"' in home.html
    ours = desk.get("/office/verify").text
    assert "没有等待核验的进展报告" in ours
    assert "待核验 0 待登记上级认定 2" in ours
    theirs = desk.get("/office/verify", above="1")
    assert "共2份，上级认定后登记" in theirs.text
    assert "按上报值核验勾选的" not in theirs.text
    first = desk.get("/office/verify/next", above="1", place="0", follow=False)
    assert first.location.endswith("/verify?place=0&above=1")
    assert "/office/verify/next?place=0&amp;above=1" in desk.get(first.location).html
    assert desk.get("/office/verify/next", above="1", place="9", follow=False).location == "/office/verify?above=1"
    assert desk.get("/office/verify/next", place="0", follow=False).location == "/office/verify"
