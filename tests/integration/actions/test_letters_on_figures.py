"""A letter that a person drafts takes its figures from what was reported: chosen, not typed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from actions.letters.wording import asked_for
from actions.looking import look, looked_at
from models.database import Database
from models.letters import Letter, LetterVersion
from models.shortfalls import ShortfallRung
from states.subjects import SubjectKind
from tests.integration.actions.year import Year, at, published

Refusal = Callable[..., tuple[str, ...]]
JOBS, VISITS = "城镇新增就业", "接待游客"
BASIS = {"basis": "第三条"}


def handed_in(year: Year, title: str, cumulative: str, *, when: str = "2019-04-09 10:00") -> int:
    """The report of March, as far as the head of the department; 300 were due."""
    unit = "labour" if title == JOBS else "tourism"
    report = int(year.report(title, "2019-03").id)
    line = {"cumulative": cumulative, "progress": "按计划推进"}
    year.do("fill_report", f"{unit}_officer", when, report=report, lines=[line])
    about = {"assignment": year.assignment(title), "window": "monthly", "occasion": "2019-03"}
    year.do("submit_report", f"{unit}_officer", when, **about)
    year.do("approve", f"{unit}_head", when, kind="report", id=report)
    return report


@pytest.fixture
def county(database: Database, tmp_path: Path) -> Year:
    """人社局 120 of 300 by the end of March; 文旅局 285."""
    year = published(database, "watched", when="2019-04-01 09:00", folder=tmp_path)
    year.tick("2019-04-09 09:30")
    handed_in(year, JOBS, "120")
    handed_in(year, VISITS, "285")
    return year


@pytest.fixture
def office(sqlite_database: Database, tmp_path: Path) -> Year:
    year = published(sqlite_database, "watched", when="2019-04-01 09:00", folder=tmp_path)
    year.tick("2019-04-09 09:30")
    handed_in(year, JOBS, "120")
    return year


def body(year: Year, number: int) -> str:
    return str(year.rows(LetterVersion, letter_id=number)[-1].body)


@pytest.mark.closes("O39")
def test_figures_light_and_gap_are_filled_in(county: Year) -> None:
    about = {"assignment": county.assignment(VISITS), "kind": "warning", **BASIS}
    done = county.do("draft_letter_on_figures", "desk", "2019-04-09 11:00", **about)

    fact = "完成285万人次，占年度任务（1200万人次）的23.8%，低于序时进度（25%）1.3个百分点，欠账15万人次"
    assert done.summary == f"已拟预警提示单“接待游客”：据单位上报，{fact}"
    (row,) = county.rows(Letter, id=done.ids["letter"])
    assert (row.facts["fact"], row.facts["verified"], row.facts["as_of"]) == (fact, False, "3月底")
    assert f"据单位上报，截至3月底，你单位承担的“接待游客”{fact}。" in body(county, row.id)
    assert (row.assignment_id, row.shortfall_id) == (county.assignment(VISITS), None)


@pytest.mark.closes("O20")
def test_verified_figure_is_said_to_be_verified(office: Year) -> None:
    report = int(office.report(JOBS, "2019-03").id)
    office.do("verify_report", "desk", "2019-04-10 09:00", report=report)
    about = {"assignment": office.assignment(JOBS), "kind": "order", "period": "2019-03", **BASIS}

    number = office.do("draft_letter_on_figures", "desk", "2019-04-10 10:00", **about).ids["letter"]

    assert "经核" in body(office, number)
    assert "据单位上报" not in body(office, number)


def test_letter_cites_what_the_ladder_cites(office: Year) -> None:
    about = {"assignment": office.assignment(JOBS), "kind": "order"}
    number = office.do("draft_letter_on_figures", "desk", "2019-04-09 11:00", **about).ids["letter"]

    assert office.one(LetterVersion, letter_id=number).basis == "第三条“对欠账指标及时发出预警提示单和督办单”"


def test_ladder_without_a_basis_leaves_it_to_the_desk(
    sqlite_database: Database, tmp_path: Path, refused: Refusal
) -> None:
    cited = "    basis: {document: notice, clause: 第三条, quote: 对欠账指标及时发出预警提示单和督办单}\n"
    year = published(sqlite_database, "watched", when="2019-04-01 09:00", folder=tmp_path, other={cited: ""})
    year.tick("2019-04-09 09:30")
    handed_in(year, JOBS, "120")
    about = {"assignment": year.assignment(JOBS), "kind": "order"}

    reasons = refused(year, "draft_letter_on_figures", "desk", "2019-04-09 11:00", **about)

    assert reasons == ("方案的欠账阶梯没有写依据，请写明依据的文件和条款",)


@pytest.mark.closes("W7")
def test_paper_that_a_person_drafted_is_not_drafted_again_by_the_clock(county: Year) -> None:
    county.tick("2019-04-09 10:30")  # the warning
    about = {"assignment": county.assignment(JOBS), "kind": "order", **BASIS}
    number = county.do("draft_letter_on_figures", "desk", "2019-04-10 10:00", **about).ids["letter"]

    county.tick("2019-04-16 09:00")

    assert [row.kind for row in county.rows(Letter)] == ["warning", "order"]
    assert [(row.rung, row.letter_id) for row in county.rows(ShortfallRung)][-1] == ("supervision", number)
    assert county.one(Letter, id=number).reply["kind"] == "at_issue"
    with county.database.read() as tx:
        act = look(tx, by=county.persons["desk"], now=at("2019-04-16 09:00"))
        held = looked_at(act, SubjectKind.LETTER, number)
        assert asked_for(act, held.subject.row).startswith("请于（期限签发时定）前将整改情况书面反馈")


def test_rung_that_has_its_paper_is_refused(office: Year, refused: Refusal) -> None:
    office.tick("2019-04-09 10:30")
    about = {"assignment": office.assignment(JOBS), "kind": "warning", **BASIS}

    reasons = refused(office, "draft_letter_on_figures", "desk", "2019-04-10 10:00", **about)

    assert reasons == ("这项欠账的预警提示单已经拟出（文书编号 1），数字有变化的请用“按最新数重拟”",)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"assignment": 4711}, "没有编号为 4711 的指标任务"),
        ({"target": "接待人次"}, "这项任务没有目标“接待人次”，有的是：新增就业人数"),
        ({"period": "2019-05"}, "“城镇新增就业”没有2019-05的数，有的是：2019-03"),
        ({"reply_by": "2019-04-01"}, "反馈期限早于今天"),
    ],
)
def test_what_is_not_there_is_named(office: Year, refused: Refusal, told: dict[str, object], reason: str) -> None:
    about = {"assignment": office.assignment(JOBS), "kind": "order", **BASIS, **told}

    assert refused(office, "draft_letter_on_figures", "desk", "2019-04-10 10:00", **about) == (reason,)


def test_task_that_is_over_has_no_letter(office: Year, refused: Refusal) -> None:
    task = office.assignment(JOBS)
    office.do("withdraw", "head", "2019-04-10 09:00", assignment=task, reason="上级撤销")

    reasons = refused(
        office, "draft_letter_on_figures", "desk", "2019-04-10 10:00", assignment=task, kind="order", **BASIS
    )

    assert reasons == ("“城镇新增就业”已撤销，不再为它拟文书",)


def test_task_at_pace_and_task_without_a_figure_have_no_letter(office: Year, refused: Refusal) -> None:
    about = {"assignment": office.assignment(VISITS), "kind": "warning", **BASIS}
    none = refused(office, "draft_letter_on_figures", "desk", "2019-04-10 10:00", **about)
    handed_in(office, VISITS, "300", when="2019-04-10 11:00")
    green = refused(office, "draft_letter_on_figures", "desk", "2019-04-10 12:00", **about)

    assert none == ("“接待游客”还没有报送过数",)
    assert green[0].endswith("没有落后；确需制发的，请用“拟稿”自行写明")


def test_draft_is_brought_up_to_the_latest_figure(office: Year) -> None:
    office.tick("2019-04-09 10:30")
    report = int(office.report(JOBS, "2019-03").id)
    row = office.rows(Letter)[0]
    found = {"row": 1, "cumulative": "180", "words": "按台账核实"}
    office.do("verify_report", "desk", "2019-04-10 09:00", report=report, lines=[found])

    done = office.do("redraft_letter_on_figures", "desk", "2019-04-10 10:00", letter=row.id)

    assert done.details == {"version": 2}
    assert "经核" in body(office, row.id)
    assert "完成180人" in body(office, row.id)
    assert "完成120人" in str(office.rows(LetterVersion, letter_id=row.id)[0].body)


def test_only_whoever_issues_such_letters_drafts_them(office: Year, refused: Refusal) -> None:
    about = {"assignment": office.assignment(JOBS), "kind": "warning", **BASIS}

    (reason,) = refused(office, "draft_letter_on_figures", "labour_head", "2019-04-10 10:00", **about)

    assert reason.startswith("您现在的岗位不能办理，可以办理的是：制发单位")
