"""What a scheme says, read out."""

from decimal import Decimal

import pytest

from config.deadlines import LastWorkday
from config.loading import load_scheme
from config.obligations import ObligationKind
from config.readings import (
    assignments_of,
    chain_for,
    indicators_of,
    kind_of,
    ladder_for,
    reports_verified_by,
    scored_by,
    verified_by,
)
from config.scheme import Scheme
from config.stages import By
from config.terms import Term
from config.windowing import asked_by, months_between, months_of, owers_of, period_label, windows_of
from tests.unit.config.altering import GOOD
from workdays.periods import Period


def scheme_with(old: str = "", new: str = "") -> Scheme:
    assert not old or GOOD.count(old) == 1
    return load_scheme(GOOD.replace(old, new) if old else GOOD).scheme


SEGMENTS = """leads: 教育局
    targets: [作风建设无通报批评]
"""
SEGMENTED = """co_units: 统计局
    star: true
    assessors: 县考核办
    segments:
      - {code: B-1, title: 作风, leads: [教育局, 民政局], points: 20, targets: [无通报]}
      - {code: B-2, title: 学习, leads: 民政局, co_units: 教育局, leader: zhuyao, points: 20, targets: [按时]}
"""


def test_leaf_becomes_one_assignment() -> None:
    first, second, third = assignments_of(scheme_with())
    assert [each.code for each in (first, second, third)] == ["A1", "A2", "B"]
    assert (second.path, second.points, second.kind, second.star) == (
        ("民生工作", "托养服务"),
        Decimal(35),
        "lianghua",
        True,
    )
    assert (second.lead, second.other_leads, second.co_units) == ("minzheng", (), ("jiaoyu",))
    assert (second.indicator, second.segment, second.pointer) == ("A2", None, "/indicators/0/children/1")


def test_each_segment_becomes_an_assignment_of_its_own() -> None:
    *_, first, second = assignments_of(scheme_with(SEGMENTS, SEGMENTED))
    assert (first.code, first.indicator, first.segment) == ("B-1", "B", "B-1")
    assert (first.path, first.points, first.star) == (("自身建设", "作风"), Decimal(20), True)
    assert (first.lead, first.other_leads, first.co_units, first.leader) == ("jiaoyu", ("minzheng",), ("tongji",), None)
    assert (second.co_units, second.leader, second.assessors) == (("jiaoyu",), "zhuyao", ("office",))
    assert second.pointer == "/indicators/1/segments/1"


def test_leaf_without_lead_is_no_assignment() -> None:
    assert [each.code for each in assignments_of(scheme_with("leads: [民政局]", "leads: []"))] == ["A1", "B"]


def test_indicators_come_in_the_order_of_the_file_with_those_above() -> None:
    placed = list(indicators_of(scheme_with()))
    assert [(each.indicator.code, [up.code for up in each.above]) for each in placed] == [
        ("A", []),
        ("A1", ["A"]),
        ("A2", ["A"]),
        ("B", []),
    ]


def test_kind_is_inherited_and_assessors_too() -> None:
    scheme = scheme_with(
        "    kind: lianghua\n    children:", "    kind: lianghua\n    assessors: 县考核办\n    children:"
    )
    first, _, last = assignments_of(scheme)
    kind = kind_of(scheme, first)
    assert kind is not None
    assert kind.label == "量化指标"
    assert (first.assessors, last.assessors, kind_of(scheme, last)) == (("office",), (), None)


def test_verifier_follows_the_side_of_the_table() -> None:
    sides = {seat: scheme_with("seat: both", f"seat: {seat}") for seat in ("assessed", "assessor", "both")}
    assert {seat: (verified_by(scheme), scored_by(scheme)) for seat, scheme in sides.items()} == {
        "assessed": (By.SUPERIOR, By.SUPERIOR),
        "assessor": (By.OFFICE, By.OFFICE),
        "both": (By.OFFICE, By.OFFICE),
    }


def test_verifier_as_written_wins_and_the_scorer_follows() -> None:
    scheme = scheme_with("stages:\n", "stages:\n  verification: {by: superior}\n")
    assert (verified_by(scheme), scored_by(scheme)) == (By.SUPERIOR, By.SUPERIOR)


def test_chain_of_a_stage_a_window_and_a_package() -> None:
    scheme = scheme_with()
    package = scheme.stages.breakdown.package
    assert package is not None
    labels = [chain_for(scheme, each) for each in (scheme.stages.breakdown, scheme.windows[0], package)]
    assert [each.label for each in labels if each] == ["指标分解审核", "月报审核", "上报审批"]
    assert chain_for(scheme, package.model_copy(update={"chain": None})) is None


def test_ladder_is_the_named_one_else_the_first_that_applies() -> None:
    second = "  lingwai: {label: 另外, applies_to: [report, milestone]}\n"
    scheme = load_scheme(GOOD + second).scheme
    first, other = scheme.ladders["chibao"], scheme.ladders["lingwai"]
    assert ladder_for(scheme, ObligationKind.REPORT) is first
    assert ladder_for(scheme, ObligationKind.REPORT, named="lingwai") is other
    assert ladder_for(scheme, ObligationKind.MILESTONE) is other
    assert ladder_for(scheme, ObligationKind.ISSUE) is None


def test_for_each_opens_a_window_for_every_month() -> None:
    scheme = scheme_with("months: [4, 5, 6, 7, 8, 9, 10, 11, 12]", "months: [4, 12]")
    first, last = windows_of(scheme)
    assert (first.code, first.title, first.periods, first.span) == (
        "yuebao-2026-04",
        "2026年4月进展情况",
        ("2026-04",),
        "2026-04",
    )
    assert (last.code, last.title, last.pointer) == ("yuebao-2026-12", "2026年12月进展情况", "/windows/0")


def test_title_without_a_place_for_the_period_gets_it_in_brackets() -> None:
    scheme = scheme_with(
        'title: "{period}进展情况"\n    for_each: {months: [4, 5, 6, 7, 8, 9, 10, 11, 12]}',
        "title: 季报\n    for_each: {quarters: 2}",
    )
    assert [(each.code, each.title) for each in windows_of(scheme)] == [("yuebao-2026-Q2", "季报（2026年第二季度）")]


def test_window_of_five_periods_spans_them() -> None:
    """D03: one window, five rows, dates counted from May."""
    periods = '["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"]'
    scheme = scheme_with("for_each: {months: [4, 5, 6, 7, 8, 9, 10, 11, 12]}", f"periods: {periods}")
    (window,) = windows_of(scheme)
    assert (window.code, window.span, len(window.periods)) == ("yuebao", "2026-01..05", 5)


def test_policy_fills_the_roll_that_a_rule_leaves_open() -> None:
    scheme = scheme_with("ladders:\n", "policy: {roll_down: none}\nladders:\n")
    assert windows_of(scheme)[0].due == LastWorkday(kind="last_workday", of="month", roll="none")


def test_roll_as_written_wins_over_the_policy() -> None:
    scheme = scheme_with("due: {kind: last_workday, of: month}", "due: {kind: last_workday, of: month, roll: back}")
    assert windows_of(scheme)[0].due.roll == "back"


def test_window_asks_all_or_some_of_a_kind_or_below_an_indicator() -> None:
    def asked(written: str) -> list[str]:
        scheme = scheme_with("    fields: [value, progress]", f"    fields: [value, progress]\n    {written}")
        return [each.code for each in asked_by(scheme, scheme.windows[0])]

    assert asked("evidence_: x".replace("evidence_: x", "partial: as_is")) == ["A1", "A2", "B"]
    assert asked("kinds: 量化指标") == ["A1", "A2"]
    assert asked("indicators: [民生工作]") == ["A1", "A2"]
    assert asked("indicators: [A2, B]") == ["A2", "B"]
    assert asked("indicators: [A2, B]\n    kinds: lianghua") == ["A2"]


def test_report_is_owed_by_the_lead_or_by_those_who_provide_the_figure() -> None:
    scheme = scheme_with("source: 民政局", "source: 统计局")
    window, assignment = scheme.windows[0], assignments_of(scheme)[1]
    by_source = window.model_copy(update={"owed_by": "source"})
    assert owers_of(scheme, window, assignment) == ("minzheng",)
    assert owers_of(scheme, by_source, assignment) == ("tongji",)
    assert owers_of(scheme, by_source, assignments_of(scheme)[0]) == ()


def test_periods_have_months_and_chinese_names() -> None:
    written = ("2019-05", "2019-Q2", "2019-H2", "2019", "2019-01..02")
    assert [months_of(each) for each in written] == [
        ("2019-05", "2019-05"),
        ("2019-04", "2019-06"),
        ("2019-07", "2019-12"),
        ("2019-01", "2019-12"),
        ("2019-01", "2019-02"),
    ]
    assert [period_label(each) for each in written] == [
        "2019年5月",
        "2019年第二季度",
        "2019年下半年",
        "2019年度",
        "2019年1—2月",
    ]
    assert [period_label(each) for each in written] == [Period.parse(each).label for each in written]
    assert months_between("2019-Q4") == ("2019-10", "2019-11", "2019-12")


def test_scheme_finds_its_parts_and_its_words() -> None:
    scheme = scheme_with("seat: both", "terms: {officer: 经办人}\nseat: both")
    assert scheme.unit("jiaoyu").shown == "教育局"
    assert scheme.unit("office").shown == "县考核办"
    assert scheme.post("kaohe").title == "考核办汇总岗"
    assert scheme.figure("tuoyang").unit == "人"
    assert (scheme.word(Term.OFFICER), scheme.word(Term.LEADERS)) == ("经办人", "会领导")


def test_altered_copy_of_a_scheme_finds_its_own_parts() -> None:
    scheme = scheme_with()
    renamed = scheme.unit("jiaoyu").model_copy(update={"short": "教体局"})
    copy = scheme.model_copy(update={"units": (renamed,)})
    assert (scheme.unit("jiaoyu").shown, copy.unit("jiaoyu").shown) == ("教育局", "教体局")


@pytest.mark.parametrize(
    ("written", "year", "reports"),
    [
        ("", By.OFFICE, By.OFFICE),
        ("  verification: {by: superior}\n", By.SUPERIOR, By.SUPERIOR),
        ("  verification: {by: superior, reports: office}\n", By.SUPERIOR, By.OFFICE),
    ],
)
def test_reports_may_be_verified_at_home_though_the_year_is_judged_above(written: str, year: By, reports: By) -> None:
    scheme = scheme_with("stages:\n", f"stages:\n{written}")

    assert (verified_by(scheme), reports_verified_by(scheme)) == (year, reports)
