"""Seed 004 as a scheme, against answers written by hand from its text, read as its numbers must have been."""

from datetime import date
from decimal import Decimal

import pytest

from checks.checking import check
from checks.doubt import Severity
from checks.known_days import calendar_for
from checks.year import year_plan
from config.loading import load_scheme
from config.readings import indicators_of
from config.schemes import find_scheme
from config.windows import Evidence
from states.results.definition import steps_of
from tests.unit.schemes.reading import shipped_scheme

MINSHENG = shipped_scheme("minsheng")
PLACED = {placed.indicator.code: placed for placed in indicators_of(MINSHENG)}


def test_three_parts_of_a_hundred() -> None:
    """R4.1: 6 + 6 + 88; leadership is printed 2, relief 20, housing 20, education and health M.5."""
    assert [(each.title, each.points) for each in MINSHENG.indicators] == [
        ("组织实施", 6),
        ("群众测评", 6),
        ("任务完成", 88),
    ]
    organising, _, tasks = MINSHENG.indicators
    assert [str(each.points) for each in organising.children] == ["1", "1", "0.5", "3.5"]
    assert {each.title: str(each.points) for each in tasks.children} == {
        "就业和创业": "12",
        "社会保险": "8",
        "社会救助": "10",
        "医疗保障": "18.5",
        "教育卫生事业": "11.5",
        "保障性住房": "10",
        "扶贫开发": "6",
        "生产生活水平": "12",
    }


@pytest.mark.parametrize(
    ("read", "printed", "told"),
    [
        (
            "title: 组织领导, points: 1,",
            "title: 组织领导, points: 2,",
            "“组织实施”6 分，下级指标合计 7.0 分，多 1.0 分",
        ),
        ("title: 社会救助\n        points: 10", "title: 社会救助\n        points: 20", "合计 98.0 分，多 10.0 分"),
    ],
)
def test_what_is_printed_does_not_add_up(read: str, printed: str, told: str) -> None:
    text = find_scheme("minsheng").read_text(encoding="utf-8")
    assert text.count(read) == 1
    wrong = load_scheme(text.replace(read, printed)).scheme
    errors = [
        doubt.sentence for doubt in check(wrong, calendar=calendar_for(wrong)) if doubt.severity is Severity.ERROR
    ]
    assert [told in sentence for sentence in errors] == [True]


def test_eight_departments_lead_and_assess() -> None:
    """R4.2; medical care in three parts, housing by two departments."""
    groups = {group.code: group for group in MINSHENG.scoring.groups}
    assert len(groups["departments"].units) == 8
    assert {
        code: [MINSHENG.unit(unit).name for unit in placed.indicator.assessors]
        for code, placed in PLACED.items()
        if placed.indicator.assessors and "tasks" in [up.code for up in placed.above]
    } == {
        "jobs": ["市人保部门"],
        "insurance_other": ["市人保部门"],
        "pension": ["市人保部门"],
        "relief": ["市民政部门"],
        "medical_human": ["市人保部门"],
        "medical_health": ["市卫生部门"],
        "medical_civil": ["市民政部门"],
        "education": ["市教育部门"],
        "health": ["市卫生部门"],
        "housing": ["市房管部门", "市民政部门"],
        "poverty": ["市扶贫和移民部门"],
        "living": ["市发改部门"],
    }


def test_indicators_with_and_without_bonus_each_have_their_rule() -> None:
    """R4.3: the kind that an indicator is of, and the rule that it is scored by, say the same."""
    kinds = {code: placed.inherited("kind") for code, placed in PLACED.items()}
    named = {rule.indicator: rule.of.rule for rule in MINSHENG.scoring.indicators if rule.of.kind == "rule"}
    assert named == {code: kinds[code] for code in named}
    assert [code for code, kind in kinds.items() if kind in ("with_bonus", "without_bonus")] == [*named]


def test_dates_of_the_procedure() -> None:
    """D15: 15 January is printed 25 and would come after the 20th, a Sunday."""
    plan = year_plan(MINSHENG, calendar_for(MINSHENG))
    dues = {each.code.partition("-")[0]: (each.deadline.due_on, each.deadline.judged_on) for each in plan}
    assert {code: dues[code] for code in ("self", "marking", "gathering", "summing")} == {
        "self": (date(2013, 1, 10), date(2013, 1, 10)),
        "marking": (date(2013, 1, 15), date(2013, 1, 15)),
        "gathering": (date(2013, 1, 20), date(2013, 1, 21)),
        "summing": (date(2013, 1, 30), date(2013, 1, 30)),
    }


def test_everybody_checks_himself_with_papers() -> None:
    """R4.11, R4.19: counties, the zone and the departments, on whatever they are assessed on."""
    (window,) = MINSHENG.windows
    assert (window.evidence, window.indicators, window.kinds) == (Evidence.REQUIRED, (), ())


def test_result_is_checked_marked_consolidated_decided_and_approved_by_the_city() -> None:
    """R4.11, R4.17: what the document does not speak of is not gone through."""
    process = MINSHENG.result_process
    assert [step.label for step in steps_of(process)] == [
        "自查", "考评打分", "汇总审核", "待审议", "待批准", "待印发公布"
    ]  # fmt: skip
    assert process.approval is not None
    assert (process.approval.outside, process.open_ranks, process.notice) == ("市政府", True, None)


def test_awards_and_quotas_as_listed() -> None:
    """R4.12, R4.13, R4.16: “M” single awards are thirteen as listed; thirty-nine people."""
    places = {award.code: award.places for award in MINSHENG.scoring.awards}
    singles = {code: many for code, many in places.items() if code.startswith("best_")}
    assert (places["overall"], places["overall_departments"], places["bottom"], sum(singles.values())) == (3, 8, 1, 13)
    assert "best_poverty" not in singles
    assert "best_funds" in singles
    assert sum(MINSHENG.scoring.nominations[0].quotas.values()) == 39
    passing_over = {award.not_with for award in MINSHENG.scoring.awards if award.code in singles}
    assert passing_over == {("overall",)}


def test_only_the_expected_doubts() -> None:
    """A signed letter that no superior asked for (O15), eight places for eight (O37), E30, a Sunday (D15)."""
    found = [(doubt.severity, doubt.pointer) for doubt in check(MINSHENG, calendar=calendar_for(MINSHENG))]
    sundays = [f"/duties/{n}/due" for n, duty in enumerate(MINSHENG.duties) if duty.code.startswith("gathering")]
    assert found == [
        (Severity.WARNING, "/stages/issue/basis/document"),
        (Severity.WARNING, "/scoring/awards/1/places"),
        (Severity.WARNING, "/scoring/rules/unfinished"),
        *((Severity.NOTE, pointer) for pointer in (*sundays, "/stages/verification/due")),
    ]


def test_points_of_the_parts_are_exact() -> None:
    assert PLACED["medical"].indicator.points == sum(
        (child.points or Decimal(0) for child in PLACED["medical"].indicator.children), Decimal(0)
    )
