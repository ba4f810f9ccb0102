"""A result needs somebody in every step of its way, and somebody apart from the ranked to decide (R1.8, W10)."""

from collections.abc import Mapping

import pytest

from checks.results import doubts_of_results
from config.loading import SchemeErrors, load_scheme
from config.scheme import Scheme
from tests.house import ROOT

TEXT = (ROOT / "tests/fixtures/schemes/livelihood.yaml").read_text(encoding="utf-8")


def altered(changes: Mapping[str, str]) -> Scheme:
    text = TEXT
    for said, instead in changes.items():
        assert text.count(said) == 1, said
        text = text.replace(said, instead)
    return load_scheme(text).scheme


def said(changes: Mapping[str, str]) -> list[tuple[str, str, str]]:
    return [(each.severity.value, each.pointer, each.sentence) for each in doubts_of_results(altered(changes))]


def test_process_with_somebody_in_every_step_raises_no_doubt() -> None:
    assert said({}) == []


def test_step_that_nobody_handles_is_an_error() -> None:
    gone = {
        "  - {code: group_member, title: 领导小组成员, unit: group, role: committee}\n": "",
        "  - {code: office_head, title: 市考评办负责人, unit: office, role: assessment_office_head}\n": "",
    }
    assert said(gone) == [
        ("error", "/result_process/committee", "“审议”没有人办理：方案里没有这样的岗位"),
        ("error", "/result_process/correction", "“更正审批”没有人办理：方案里没有这样的岗位"),
    ]


def test_unit_that_could_not_answer_is_named() -> None:
    gone = {
        "  - {code: d_head, title: 丁县负责人, unit: d, role: department_head}\n": "",
        "  - {code: d_officer, title: 丁县承办人, unit: d, role: officer}\n": "",
    }
    assert said(gone) == [
        ("error", "/result_process/self_check", "“自查”由各单位办理，丁县没有这样的岗位"),
        ("error", "/result_process/feedback", "“得分反馈核对”由各单位办理，丁县没有这样的岗位"),
    ]


def test_deciders_who_all_sit_in_ranked_units_are_doubted() -> None:
    inside = {"committee: {days: 3}": "committee: {days: 3, by: [{role: department_head, of: unit, unit: 甲县}]}"}
    assert said(inside) == [
        ("error", "/result_process/committee", "“审议”的席位都在参加排名的单位，要回避，没有人可以办理（R1.8）")
    ]


def test_body_that_cannot_sign_in_is_told() -> None:
    mute = {"  - {code: statistics_head, title: 市统计部门负责人, unit: statistics, role: department_head}\n": ""}
    assert said(mute) == [
        (
            "warning",
            "/result_process/opinions/bodies/1/unit",
            "“市统计部门”没有可以回复的岗位，回复由考核办登记",
        )
    ]


def test_waiting_for_ever_and_a_notice_without_ear_are_remarked() -> None:
    told = {
        "feedback: {days: 3}": "feedback: {days: 3, silence: waits}",
        "reexamination: {days: 5, acceptance_days: 2, decision_days: 10}": "reexamination: null",
    }
    assert [(severity, pointer) for severity, pointer, _ in said(told)] == [
        ("note", "/result_process/notice"),
        ("note", "/result_process/feedback/silence"),
    ]


REFUSED = {
    "notice: {days: 5}": ("notice: {days: 0}", "“days”不得小于 1，写成了 0。公示几个工作日"),
    "feedback: {days: 3}": ("feedback: {days: 3, silent: agrees}", "silent"),
    "    days: 5\n    bodies:": ("    days: 5\n    at_least: 3\n    bodies:", "只征求2家的意见，不会有3家回复"),
    "- {name: 市统计部门, unit: 市统计部门, about: 统计数据}": (
        "- {name: 市纪检监察机关（示例）}",
        "“市纪检监察机关（示例）”写了两遍",
    ),
}


@pytest.mark.parametrize("replaced", REFUSED)
def test_what_cannot_be_is_refused_by_name(replaced: str) -> None:
    instead, why = REFUSED[replaced]
    with pytest.raises(SchemeErrors) as refused:
        altered({replaced: instead})
    told = [f"{problem}" for problem in refused.value.problems]
    assert any(why in each for each in told), told
