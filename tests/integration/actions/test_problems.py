"""察访核验 from its plan to the deduction, and a problem from its finding to its end."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from actions.findings.storing import findings_as_stored
from models.findings import Finding, FindingVersion, Problem, VisitDraw
from models.posts import Post
from models.supervision import Visit
from states.sampling import drawn as drawn_by
from tests.integration.actions.ledger import COUNTY, DESK, HEAD, finding, paper, refusal
from tests.integration.actions.year import Year, at
from tests.years import BOTH, SQLITE, PublishedYears

PUBLISHED = "2019-03-01 09:00"
INSPECTOR = "inspector"
Refusing = Callable[..., tuple[str, ...]]
PLAN = {
    "title": "6月作风察访",
    "purpose": "核验窗口服务和在岗情况",
    "planned_on": "2019-06-20",
    "sample": 1,
    "team": ["ducha", "discipline"],
}


@pytest.fixture(params=BOTH)
def city(request: pytest.FixtureRequest, published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    return published_years.copy("ledger", when=PUBLISHED, on=request.param, folder=tmp_path, keep=keep)


@pytest.fixture
def here(published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    return published_years.copy("ledger", when=PUBLISHED, on=SQLITE, folder=tmp_path, keep=keep, durable=False)


@pytest.fixture
def refused() -> Refusing:
    return refusal


def planned(year: Year, **other: Any) -> int:
    data = {**PLAN, "assessment": year.assessment, **other}
    return year.do("plan_inspection", INSPECTOR, "2019-06-17 09:00", **data).ids["visit"]


def approved(year: Year, **other: Any) -> int:
    visit = planned(year, **other)
    year.do("decide_visit", "chair", "2019-06-17 15:00", visit=visit, agreed=True, document_no="市考评〔2019〕7号")
    return visit


def recorded(year: Year, by: str = DESK, **other: Any) -> int:
    proof = paper(year, title="现场照片")
    data = {
        "source": "supervision",
        "found_on": "2019-06-14",
        "title": "窗口无人值守",
        "matter": "9时窗口无人值守",
        **other,
    }
    told = {"assessment": year.assessment, "unit": "county_a", "evidence": [proof], **data}
    return year.do("record_problem", by, "2019-06-20 17:00", **told).ids["problem"]


def test_inspection_draws_who_is_visited_only_after_its_plan_was_approved(here: Year, refused: Refusing) -> None:
    visit = planned(here)
    (asked,) = here.owed(kind="decision")
    assert asked.title == "察访核验方案：6月作风察访"
    (body,) = {row.body for row in here.told("plea_asked")}
    assert "拟于6月20日（周四）从2个单位中抽取1个察访核验" in body
    assert refused(here, "draw_sample", INSPECTOR, "2019-06-17 10:00", visit=visit) == (
        "这份方案已报计划，批准以后才能抽取",
    )
    here.do("decide_visit", "chair", "2019-06-17 15:00", visit=visit, agreed=True)
    seeded = {"visit": visit, "seed": "20190618"}
    assert refused(here, "draw_sample", INSPECTOR, "2019-06-18 09:00", **seeded) == (
        "自己写种子的，要写明现场监督的岗位（witness）",
    )
    done = here.do("draw_sample", INSPECTOR, "2019-06-18 09:00", **seeded, witness="市纪委监委考评岗")
    (draw,) = here.rows(VisitDraw)
    assert draw.drawn == list(drawn_by(draw.frame, seed=draw.seed, size=draw.size)) == list(done.details["drawn"])
    assert draw.frame == ["county_a", "county_b"]
    assert refused(here, "draw_sample", INSPECTOR, "2019-06-18 10:00", visit=visit) == ("已经抽取过，不再重抽",)


def test_visit_to_nobody_is_not_recorded_and_a_seed_is_made_up(here: Year, refused: Refusing) -> None:
    visit = approved(here)
    made = {"visit": visit, "made_on": "2019-06-20", "findings": "窗口2处无人值守"}
    assert refused(here, "record_visit", INSPECTOR, "2019-06-20 17:00", **made) == ("还没有抽取，不知道到哪些单位",)
    here.do("draw_sample", INSPECTOR, "2019-06-18 09:00", visit=visit)
    assert len(here.one(VisitDraw).seed) == 16
    here.do("record_visit", INSPECTOR, "2019-06-20 17:00", **made)
    assert here.one(Visit).state == "made"


def test_plan_of_an_inspection_is_sound(here: Year, refused: Refusing) -> None:
    data = {**PLAN, "assessment": here.assessment, "when": "2019-06-17 09:00"}

    def attempt(**other: Any) -> tuple[str, ...]:
        told = {**data, **other}
        return refused(here, "plan_inspection", INSPECTOR, str(told.pop("when")), **told)

    assert attempt(sample=3) == ("要抽 3 个单位，名单里只有 2 个",)
    assert attempt(frame=["丁县"]) == ("没有单位“丁县”",)
    assert attempt(team=["county_a", "ducha"]) == ("甲县不能察访本单位，请不列入名单，或不参加察访组",)
    assert attempt(when="2019-06-21 09:00") == ("察访核验要提前上报方案，日期不能早于今天",)


def test_unit_visited_that_month_is_spared(here: Year) -> None:
    for day, name in (("2019-06-18", "第一次"), ("2019-06-20", "第二次")):
        visit = approved(here, planned_on=day, title=name)
        here.do("draw_sample", INSPECTOR, "2019-06-17 16:00", visit=visit)
    first, second = here.rows(VisitDraw)
    assert {*first.drawn, *second.drawn} == {"county_a", "county_b"}
    (why,) = second.left_out.values()
    assert why.endswith("已安排督查1次，不列入（减负）")


def test_problem_is_recorded_where_the_visit_went(here: Year, refused: Refusing) -> None:
    visit = approved(here, frame=["county_b"])
    here.do("draw_sample", INSPECTOR, "2019-06-18 09:00", visit=visit)
    data = {"source": "inspection", "found_on": "2019-06-20", "title": "无人值守", "matter": "无人值守", "visit": visit}
    told = {"assessment": here.assessment, **data}
    assert refused(here, "record_problem", INSPECTOR, "2019-06-20 17:00", unit="甲县", **told) == (
        "甲县不在这次察访核验的单位里",
    )
    assert here.do("record_problem", INSPECTOR, "2019-06-20 17:00", unit="乙县", **told).ids["problem"]


@pytest.mark.closes("R2.18")
def test_problem_is_put_right_and_closed_out(city: Year, refused: Refusing) -> None:
    problem = recorded(city, by=INSPECTOR, informant="群众来电")
    city.do("confirm_problem", INSPECTOR, "2019-06-21 09:00", problem=problem, words="与值班表相符")
    city.do("feed_back_problem", INSPECTOR, "2019-06-21 10:00", problem=problem, due_on="2019-06-28")

    posts = {row.id: row.code for row in city.rows(Post)}
    (owed,) = city.owed(kind="reply")
    assert (posts[owed.post_id], str(owed.due_at)[:10]) == (COUNTY, "2019-06-28")
    (message,) = city.told("problem_told")
    assert message.body == (
        "甲县：督查发现的问题现予反馈。9时窗口无人值守。请于6月28日（周五）前整改到位，书面反馈整改情况，附印证材料。"
    )
    assert refused(city, "report_rectification", COUNTY, "2019-06-24 09:00", problem=problem, words="已排班") == (
        "请附整改的印证材料",
    )
    proof = paper(city, by="county_a_officer", unit="county_a", title="新值班表")
    city.do("report_rectification", COUNTY, "2019-06-24 10:00", problem=problem, words="已排班", evidence=[proof])
    (owed,) = city.owed(kind="recheck")
    assert posts[owed.post_id] == INSPECTOR
    (laid,) = city.told("problem_replied")
    assert laid.body.startswith("甲县已反馈“窗口无人值守”的整改情况：已排班。请于7月1日")
    back = {"problem": problem, "words": "周末仍无人", "due_on": "2019-07-05"}
    city.do("send_back_rectification", INSPECTOR, "2019-06-25 10:00", **back)
    city.do("report_rectification", COUNTY, "2019-06-26 10:00", problem=problem, words="周末已排", evidence=[proof])
    city.do("close_problem", INSPECTOR, "2019-06-27 10:00", problem=problem, words="现场复核属实")

    row = city.one(Problem)
    assert (row.state, row.closed_at, row.reply) == ("closed", at("2019-06-27 10:00"), "周末已排")
    assert [row.kind for row in city.owed() if row.subject_kind == "problem"] == []
    ended = [row.body for row in city.told("problem_ended")]
    assert any("整改不到位，退回整改，请于7月5日（周五）前再次反馈。周末仍无人。" in body for body in ended)
    assert any("整改到位，已销号。现场复核属实。" in body for body in ended)
    assert all("群众来电" not in row.body for row in city.told("problem_told"))


def test_problem_becomes_a_deduction_with_its_proof_and_is_counted_once(city: Year, refused: Refusing) -> None:
    """R1.16."""
    problem = recorded(city, by=DESK)
    turning = {"problem": problem, "findings": [{"assessment": city.assessment, "kind": "conduct"}]}
    assert refused(city, "turn_into_findings", DESK, "2019-06-21 09:00", **turning) == (
        f"第{problem}号问题已登记，确认后才能转为加减分事项",
    )
    city.do("confirm_problem", HEAD, "2019-06-21 09:30", problem=problem, words="属实")
    number = city.do("turn_into_findings", DESK, "2019-06-21 10:00", **turning).ids["finding"]
    assert city.one(FindingVersion).matter == "9时窗口无人值守"
    (reason,) = refused(city, "turn_into_findings", DESK, "2019-06-21 11:00", **turning)
    assert reason == (
        f"第{problem}号问题已在“某市2019年度县区考评”按“作风问题被通报”登记，同一问题不重复计；"
        "确需再计的，请写明理由（again）"
    )
    again = {**turning["findings"][0], "kind": "absent", "again": "另按会议纪律计，两条依据不同"}
    second = city.do("turn_into_findings", DESK, "2019-06-21 12:00", problem=problem, findings=[again]).ids["finding"]
    assert finding(city, second).again == "另按会议纪律计，两条依据不同"
    (reason,) = refused(city, "dismiss_problem", HEAD, "2019-06-21 13:00", problem=problem, words="查无实据")
    assert reason == f"待告知的加减分事项 {number}、待告知的加减分事项 {second}以这个问题为依据，请先撤销"
    city.do("tell_findings", DESK, "2019-06-21 14:00", findings=[number, second])
    with city.database.read() as tx:
        facts = findings_as_stored(tx, city.assessment)
    assert {(fact.problem, fact.known.evidence) for fact in facts} == {(f"第{problem}号问题", ("现场照片",))}


def test_one_rule_that_tells_a_problem_apart_itself_takes_both_sides(here: Year) -> None:
    """班子与成员因同一问题被问责: the scheme's own rule takes the higher (P3, O11)."""
    problem = recorded(here, by=DESK)
    here.do("confirm_problem", HEAD, "2019-06-21 09:30", problem=problem, words="属实")
    uses = [
        {"assessment": here.assessment, "kind": "team_liable", "attributes": {"level": "改组"}},
        {"assessment": here.assessment, "kind": "member_liable", "attributes": {"level": "处分"}, "person": "M1"},
        {"assessment": here.assessment, "kind": "member_liable", "attributes": {"level": "处分"}, "person": "M2"},
    ]
    here.do("turn_into_findings", DESK, "2019-06-21 10:00", problem=problem, findings=uses)
    assert len(here.rows(Finding, problem_id=problem)) == 3
