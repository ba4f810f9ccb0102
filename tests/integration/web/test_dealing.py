"""Findings and results on their pages: what a unit sees and when, what can be done, and why something cannot."""

import re
from contextlib import ExitStack
from pathlib import Path

import pytest

from documents.evidence import MEGABYTE
from tests.integration.actions.ledger import WHEN, drafted, told
from tests.integration.actions.year import Year
from tests.integration.results.office import GROUP, Office, ready
from tests.pages import Site
from tests.printed import text_of
from tests.years import SQLITE, PublishedYears

PUBLISHED = "2019-03-01 09:00"


@pytest.fixture
def city(published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    return published_years.copy("ledger", when=PUBLISHED, on=SQLITE, folder=tmp_path, keep=keep, durable=False)


@pytest.fixture
def pages(city: Year, tmp_path: Path) -> Site:
    return Site(city.database, tmp_path / "home", when=WHEN)


@pytest.mark.closes("O26")
def test_draft_is_nowhere_for_its_unit_until_it_was_told(city: Year, pages: Site) -> None:
    (number,) = drafted(city)
    unit, desk = pages.signed_in("county_a_head"), pages.signed_in("desk")
    assert unit.get(f"/findings/{number}").status == 404
    assert "防汛物资" not in unit.get("/findings").text
    assert "防汛物资" in desk.get("/findings").text
    done = desk.do("tell_findings", {"findings[]": number, "_back": f"/findings/{number}"})
    assert done.status == 200, done.said()
    page = unit.get(f"/findings/{number}")
    assert "防汛物资清点到期未办结" in page.text
    assert "登记人" not in page.text


def test_objection_is_one_button_and_the_answer_is_somebody_elses(city: Year, pages: Site) -> None:
    (number,) = told(city)
    path = f"/findings/{number}"
    unit, desk, head = pages.signed_in("county_a_head"), pages.signed_in("desk"), pages.signed_in("head")
    assert 'action="/do/object_to_finding"' in unit.get(path).html
    assert 'action="/do/object_to_finding"' not in desk.get(path).html
    page = unit.do("object_to_finding", {"finding": number, "words": "<i>已经办结", "_back": path})
    assert "&lt;i&gt;已经办结" in page.html
    assert "本条由您登记，对它的异议要由别人复核" in desk.get(path).text
    assert 'action="/do/decide_objection"' in head.get(path).html or "/act/decide_objection" in head.get(path).html
    done = head.do(
        "decide_objection", {"finding": number, "decision": "upheld", "words": "回执晚于期限", "_back": path}
    )
    assert "回执晚于期限" in done.text, done.said()


@pytest.mark.closes("O07")
def test_grid_registers_pasted_rows_and_confirms_the_rest_as_none(city: Year, pages: Site) -> None:
    desk = pages.signed_in("desk")
    page = desk.get("/findings/new")
    assert page.status == 200, page.said()
    assert 'name="findings.7.matter"' in page.html
    rows = {"findings.0.unit": "county_a", "findings.0.kind": "undone", "findings.0.on": "2019-06-14",
            "findings.0.matter": "防汛物资清点到期未办结", "findings.1.unit": "", "findings.1.kind": ""}  # fmt: skip
    done = desk.do("draft_findings", {"assessment": city.assessment, **rows, "_back": "/findings/new"})
    assert done.status == 200, done.said()
    grid = desk.get("/assessing")
    assert "6月14日 1次" in grid.text
    done = desk.do(
        "confirm_nil", {"assessment": city.assessment, "period": "2019", "kinds[]": "undone", "_back": "/assessing"}
    )
    assert "零扣分确认" in done.text, done.said()
    assert "零扣分" in desk.get("/assessing").text
    assert "6月14日 1次" in desk.get("/assessing").text


def test_lists_without_anything_say_what_to_do(pages: Site) -> None:
    desk = pages.signed_in("desk")
    for path in ("/problems", "/negative", "/vetoes", "/findings"):
        page = desk.get(path)
        assert page.status == 200, page.said()
        assert "登记" in page.text
    assert desk.get("/assessing", period="'; drop").status == 200


@pytest.fixture
def office(sqlite_database: object, tmp_path: Path) -> Office:
    return ready(sqlite_database, tmp_path)  # type: ignore[arg-type]


@pytest.mark.closes("O27", "W5")
def test_unit_reads_its_own_points_and_every_step_of_them(office: Office, tmp_path: Path) -> None:
    office.until_noticed()
    site = Site(office.year.database, tmp_path / "home", when="2020-01-21 09:00")
    unit, desk = site.signed_in("a_head"), site.signed_in("office_desk")
    page = unit.get("/results")
    assert page.status == 200, page.said()
    assert "甲县" in page.text
    assert "乙县" not in page.text
    year = office.year.assessment
    own = unit.get(f"/results/of/{year}/a")
    assert "救助完成率" in own.text, own.said()
    assert "与其他单位比较得出，公布后可看" in own.text
    assert unit.get(f"/results/of/{year}/b").status == 404
    everything = desk.get("/results")
    assert "乙县" in everything.text
    assert "第1稿" in everything.text
    assert "依据" in desk.get(f"/results/of/{year}/b").text


@pytest.mark.closes("W5")
def test_office_replays_a_past_moment_and_a_unit_does_not(office: Office, tmp_path: Path) -> None:
    office.until_marked()
    site = Site(office.year.database, tmp_path / "home", when="2020-01-21 09:00")
    desk, unit = site.signed_in("office_desk"), site.signed_in("a_head")
    assert desk.get("/results", as_of="2019-01-01T00:00").status == 200
    assert "只有考核办和监督岗位可以" in unit.get("/results", as_of="2020-01-01T00:00").text
    assert "不是时刻" in desk.get("/results", as_of="昨天").text
    assert desk.get("/results", effective="2019-12-31", since="2020-01-01T00:00").status == 200


def test_published_result_is_dated_by_its_publication_and_past_moments_stay_the_offices(
    office: Office, tmp_path: Path
) -> None:
    office.until_published()
    site = Site(office.year.database, tmp_path / "home", when="2020-02-06 09:00")
    desk, unit = site.signed_in("office_desk"), site.signed_in("a_head")
    assert 'name="as_of"' in desk.get("/results").html
    assert 'name="as_of"' not in unit.get("/results").html, "nobody is offered what would be refused"
    paper = unit.http.get(f"/results/papers/{office.year.assessment}/result/pdf")
    assert "2020年2月5日" in "".join(text_of(paper.content).split())


@pytest.mark.closes("O27")
def test_places_over_the_months_are_the_offices_and_a_unit_has_its_own_points(office: Office, tmp_path: Path) -> None:
    office.until_marked()
    site = Site(office.year.database, tmp_path / "home", when="2020-01-21 09:00")
    desk, unit = site.signed_in("office_desk").get("/results/months"), site.signed_in("a_head").get("/results/months")
    assert "逐月名次" in desk.text, desk.said()
    assert "乙县" in desk.text
    assert "第1名" in desk.text
    assert "逐月得分" in unit.text, unit.said()
    assert "甲县" in unit.text
    assert "乙县" not in unit.html
    assert "第1名" not in unit.html
    assert "12月" in unit.text
    assert "现在" in unit.text, "the year is over, its books are not"


def test_draft_gets_its_evidence_where_it_is_asked_for(city: Year, pages: Site) -> None:
    (number,) = drafted(city)
    desk, path = pages.signed_in("desk"), f"/findings/{number}"
    assert 'action="/do/edit_finding"' in desk.get(path).html
    proof = {"evidence": ("会议签到表.txt", "应到12人，实到11人".encode(), "text/plain")}
    page = desk.do("edit_finding", {"finding": number, "_then": path}, files=proof)
    assert "会议签到表" in page.text, page.said()
    desk.do("tell_findings", {"findings[]": number, "_back": path})
    assert 'action="/do/edit_finding"' not in desk.get(path).html
    unit = pages.signed_in("county_a_head")
    page = unit.get(path)
    assert 'name="evidence"' in page.html, "an objection brings its proof along"
    told = {"finding": number, "words": "已经办结，见回执", "_then": path}
    page = unit.do("object_to_finding", told, files={"evidence": ("回执.txt", "收到".encode(), "text/plain")})
    assert "回执" in page.text, page.said()


def test_score_is_checked_objected_to_and_answered_on_the_page(office: Office, tmp_path: Path) -> None:
    office.until_marked()
    site = Site(office.year.database, tmp_path / "home", when="2020-01-10 09:00")
    unit, desk = site.signed_in("a_head"), site.signed_in("office_desk")
    number = office.result
    assert 'action="/do/pass_on_result"' in desk.get("/results").html
    desk.do("pass_on_result", {"result": number, "_then": "/results"})
    page = unit.get("/results")
    assert 'action="/do/confirm_score"' in page.html, page.said()
    told = {"result": number, "words": "少算一项", "_then": "/results"}
    page = unit.do("dispute_score", told)
    assert 'action="/do/dispute_score"' not in page.html, "said once"
    assert "少算一项" in page.text, "a unit reads what it said"
    assert "少算一项" not in site.signed_in("b_head").get("/results").text
    page = desk.get("/results")
    (reply,) = set(re.findall(r'action="/do/answer_dispute".*?name="reply" value="(\d+)"', page.html, re.DOTALL))
    answered = desk.do(
        "answer_dispute", {"reply": reply, "taken": "false", "words": "已按核验数计", "_then": "/results"}
    )
    assert "已按核验数计" in answered.text, answered.said()
    assert "/do/answer_dispute" not in answered.html
    assert "已按核验数计" in unit.get("/results").text


@pytest.mark.closes("O09")
def test_body_that_is_asked_reads_its_letter_and_answers_and_the_office_records_what_comes_on_paper(
    office: Office, tmp_path: Path
) -> None:
    office.until_checked()
    site = Site(office.year.database, tmp_path / "home", when="2020-01-16 09:00")
    asked, desk, unit = site.signed_in("statistics_head"), site.signed_in("office_desk"), site.signed_in("a_head")
    letters = f"/results/{office.result}/opinions"
    assert letters in asked.get("/results").html
    page = asked.get(letters)
    assert "拟评综合先进：甲县、丁县" in page.text, "whoever is asked is told about whom"
    assert "市纪检监察机关" not in page.text
    assert f'data-most="{100 * MEGABYTE}"' in page.html, "a browser refuses what the store would"
    assert "会签回执" not in unit.get(letters).text
    told = {"result": office.result, "body": "市统计部门", "agrees": "false", "words": "", "_back": letters}
    refused = asked.do("reply_opinion", told)
    assert "有不同意见的，要写明意见" in refused.text
    done = asked.do("reply_opinion", {**told, "words": "乙县的数字有出入", "_then": "/results"})
    assert "乙县的数字有出入" in done.text, done.said()
    assert "征求意见函（1份待回复）" in desk.get("/results").text
    page = desk.get(letters)
    assert "登记市纪检监察机关（示例）的回函" in page.text
    (body,) = re.findall(r'name="body" value="([^"]+)"', page.html)
    told = {"result": office.result, "body": body, "agrees": "true", "document_no": "纪函1号", "_then": letters}
    done = desk.do("reply_opinion", told, files={"evidence": ("回执.txt", "没有不同意见".encode(), "text/plain")})
    assert "没有等候回复的征求意见函" in done.text, done.said()


@pytest.mark.closes("O09")
def test_unit_asks_for_a_reexamination_on_the_page_of_results(office: Office, tmp_path: Path) -> None:
    office.until_published()
    site = Site(office.year.database, tmp_path / "home", when="2020-02-06 09:00")
    unit, desk = site.signed_in("a_head"), site.signed_in("office_desk")
    assert 'action="/do/apply_for_reexamination"' not in desk.get("/results").html
    page = unit.get("/results")
    assert 'action="/do/apply_for_reexamination"' in page.html
    told = {"result": office.result, "unit": "a", "reason": "住房一项少算3户", "_then": "/results"}
    refused = unit.do("apply_for_reexamination", told)
    assert "请附印证材料" in refused.text
    assert "住房一项少算3户" in refused.html
    page = unit.do("apply_for_reexamination", told, files={"evidence": ("验收单.txt", "3户".encode(), "text/plain")})
    assert 'action="/do/apply_for_reexamination"' not in page.html, "one request at a time"
    (request,) = set(re.findall(r'href="(/reexaminations/\d+)"', page.html))
    held = desk.get(request)
    assert "住房一项少算3户" in held.text
    assert "验收单" in held.text


def test_committee_that_decides_on_paper_or_in_a_meeting_is_recorded_from_the_page(
    office: Office, tmp_path: Path
) -> None:
    office.until_checked()
    office.do("reply_opinion", "2020-01-17 09:00", by="statistics_head", agrees=True)
    office.do("reply_opinion", "2020-01-17 10:00", body="市纪检监察机关（示例）", agrees=True, document_no="纪函1号")
    office.do("end_opinions", "2020-01-17 11:00")
    site = Site(office.year.database, tmp_path / "home", when="2020-01-19 09:00")
    page = site.signed_in("office_desk").get("/results")
    assert "/act/record_decided_result" in page.html
    assert "/act/record_decided_result" not in site.signed_in("a_head").get("/results").html
    asked = site.signed_in("office_desk").get("/act/record_decided_result", result=office.result)
    signers = asked.html.partition('name="leader"')[2].partition("</select>")[0]
    assert re.findall(r'<option value="([^"]+)"', signers) == [GROUP], "only whose decision it is can have signed"
    office.do("decide_result", "2020-01-19 09:00", by=GROUP, agreed=True)
    page = site.signed_in("office_desk").get("/results")
    assert "/act/record_result_decision" in page.html, "its form asks for the number; the button need not"


@pytest.mark.closes("R4.20", "O09", "O27")
def test_papers_of_a_result_show_what_their_reader_may_see(office: Office, tmp_path: Path) -> None:
    office.until_noticed()
    site = Site(office.year.database, tmp_path / "home", when="2020-01-21 09:00")
    unit, desk = site.signed_in("a_head"), site.signed_in("office_desk")
    base = f"/results/papers/{office.year.assessment}"
    whole = "".join(text_of(desk.http.get(f"{base}/result/pdf").content).split())
    assert "乙县" in whole
    assert "送审稿" in whole  # not published yet
    assert "先进建议名单" in "".join(text_of(desk.http.get(f"{base}/award_list/pdf").content).split())
    assert unit.get(f"{base}/result").status == 400
    own = "".join(text_of(unit.http.get(f"{base}/score_sheet/pdf?unit=a").content).split())
    assert "得分明细表" in own
    assert unit.get(f"{base}/score_sheet?unit=b").status == 400
