"""Findings and results on their pages: what a unit sees and when, what can be done, and why something cannot."""

import re
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.integration.actions.ledger import WHEN, drafted, told
from tests.integration.actions.year import Year
from tests.integration.results.office import Office, ready
from tests.pages import Site
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
    assert "6-14 1" in grid.text
    done = desk.do(
        "confirm_nil", {"assessment": city.assessment, "period": "2019", "kinds[]": "undone", "_back": "/assessing"}
    )
    assert "零扣分确认" in done.text, done.said()
    assert "零扣分" in desk.get("/assessing").text
    assert "6-14 1" in desk.get("/assessing").text


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
    assert 'action="/do/dispute_score"' not in unit.do("dispute_score", told).html, "said once"
    page = desk.get("/results")
    (reply,) = set(re.findall(r"/act/answer_dispute\?reply=(\d+)", page.html))
    answered = desk.do(
        "answer_dispute", {"reply": reply, "taken": "false", "words": "已按核验数计", "_then": "/results"}
    )
    assert "已按核验数计" in answered.text, answered.said()
    assert "/act/answer_dispute" not in answered.html
