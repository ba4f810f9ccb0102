"""Places, grades, awards and nominations, with the examples of seed 004 (E34–E38)."""

from fractions import Fraction

import pytest

from config.loading import load_scheme
from config.scheme import Scheme
from scoring.awarding import check_nominations
from scoring.facts import Facts, FigureFact
from scoring.outcome import Outcome, open_book, work_out
from tests.unit.scoring.office import SCHEME

COUNTIES = """\
scheme: livelihood
title: 民生工程
year: 2012
seat: assessor
office: {code: office, name: 市考评办, unit: office}
units:
  - {code: office, name: 市考评办, kind: office}
  - {code: a, name: 甲县}
  - {code: b, name: 乙县}
  - {code: c, name: 丙县}
  - {code: d, name: 丁县}
  - {code: e, name: 戊区}
posts:
  - {code: head, title: 甲县负责人, unit: a, role: department_head}
chains:
  breakdown: {label: 审核, steps: [{code: check, label: 审核, reviewers: department_head, days: 1}]}
figures:
  - {code: total, name: 考评得分, unit: 分}
  - {code: jobs, name: 就业得分, unit: 分}
  - {code: unfinished, name: 未完成项数, unit: 项}
indicators:
  - {code: work, title: 考评得分, points: 100, leads: a}
  - {code: jobs, title: 就业和创业, leads: a}
stages: {breakdown: {due: 2012-05-13, chain: breakdown}}
scoring:
  groups:
    - {code: counties, name: 县和开发区, units: [a, b, c, d, e]}
  indicators:
    - {indicator: work, of: total}
    - {indicator: jobs, of: jobs}
  results:
    - {code: total, name: 年度考评得分, of: {kind: indicator, indicator: work}}
  overrides:
    - code: unfinished
      when: {kind: compare, of: unfinished, at_least: 1}
      effect: barred
      awards: [综合先进]
      label: 有工作指标未完成，不达标
  rankings:
    - {code: places, name: 得分排名, result: total, group: counties}
  awards:
    - {code: best, name: 综合先进, ranking: places, places: 3}
    - code: jobs
      name: 就业和创业先进
      indicator: jobs
      group: counties
      places: 1
      not_with: 综合先进
      veto_bars: false
    - code: bottom
      name: 末位
      ranking: places
      places: 1
      from_bottom: true
      unless_all: {kind: compare, of: unfinished, equals: 0, label: 各家都完成了任务}
"""


def year(totals: str, jobs: str, unfinished: str) -> Outcome:
    """Five numbers each, for a to e."""
    facts = Facts(
        figures=[
            FigureFact(unit, code, "2012", verified=Fraction(value))
            for code, values in (("total", totals), ("jobs", jobs), ("unfinished", unfinished))
            for unit, value in zip("abcde", values.split(), strict=True)
        ]
    )
    return work_out(open_book(load_scheme(COUNTIES).scheme, facts), "2012")


def test_e35_the_unfinished_is_passed_over() -> None:
    outcome = year("96 98 95 94 90", "13 12.9 12.8 12 12.5", "0 1 0 0 0")
    assert outcome.awards["best"].winners == ("a", "c", "d")
    passed_over = [each for each in outcome.awards["best"].considered if not each.is_given]
    assert [(each.unit, each.because) for each in passed_over] == [
        ("b", "有工作指标未完成，不达标，名次顺移，由下一名递补")
    ]


def test_e36_single_award_slides_past_the_overall_winner() -> None:
    outcome = year("96 98 95 94 90", "13 12.9 12.8 12 12.5", "0 1 0 0 0")
    assert outcome.awards["jobs"].winners == ("b",)
    assert outcome.awards["jobs"].considered[0].because == "已得综合先进，不重复，名次顺移，由下一名递补"


def test_e37_no_last_place_when_all_finished() -> None:
    assert year("96 98 95 94 90", "1 1 1 1 1", "0 0 0 0 0").awards["bottom"].refused == ("不设：各家都完成了任务",)
    assert year("96 98 95 94 90", "1 1 1 1 1", "0 1 0 0 0").awards["bottom"].winners == ("e",)


def test_e38_nominations_of_thirty_nine() -> None:
    scheme = nominating()
    nomination = scheme.scoring.nominations[0]
    quotas = {"a": 4, "b": 4, "c": 4, "d": 2}
    groups = {group.code: group.units for group in scheme.scoring.groups}
    assert check_nominations(nomination, {unit: (count, "") for unit, count in quotas.items()}, groups) == ()
    assert check_nominations(nomination, {"a": (5, "")}, groups) == ("“先进个人”a推荐了 5 个，名额 4 个，多报不收",)
    assert check_nominations(nomination, {"d": (1, "")}, groups) == (
        "“先进个人”d推荐了 1 个，名额 2 个，少报要写放弃的理由",
    )
    assert check_nominations(nomination, {"d": (1, "只有一人符合")}, groups) == ()


def nominating() -> Scheme:
    nominations = "  nominations: [{code: people, name: 先进个人, per_unit: {counties: 4, districts: 2}}]\n"
    return load_scheme(SCHEME + nominations).scheme


def test_two_at_the_cut_are_left_to_a_person() -> None:
    outcome = year("96 95 94 94 90", "1 1 1 1 1", "0 0 0 0 0")
    open_ones = [each for each in outcome.awards["best"].considered if each.is_open]
    assert outcome.awards["best"].winners == ("a", "b")
    assert [(each.unit, each.because) for each in open_ones] == [
        ("c", "与 1 家并列在最后一个名额上，都待定，由人定"),
        ("d", "与 1 家并列在最后一个名额上，都待定，由人定"),
    ]


@pytest.mark.parametrize(
    ("ties", "places"),
    [("shared", [1, 2, 2, 4, 5]), ("dense", [1, 2, 2, 3, 4]), ("order", [1, 2, 3, 4, 5])],
)
def test_ties(ties: str, places: list[int]) -> None:
    text = COUNTIES.replace("group: counties}\n  awards", f"group: counties, ties: {ties}}}\n  awards")
    facts = [
        FigureFact(u, "total", "2012", verified=Fraction(v)) for u, v in zip("abcde", (96, 95, 95, 94, 90), strict=True)
    ]
    facts += [FigureFact(u, code, "2012", verified=Fraction(0)) for u in "abcde" for code in ("jobs", "unfinished")]
    outcome = work_out(open_book(load_scheme(text).scheme, Facts(figures=facts)), "2012")
    assert [each.place for each in outcome.standings["places"].placed] == places


def test_an_override_is_for_the_totals_that_it_names() -> None:
    """Half the year is capped at 90, the year is not; a veto of the one bars nobody from the awards of the other."""
    two = COUNTIES.replace(
        "  overrides:\n",
        """\
    - {code: half, name: 半年得分, of: {kind: indicator, indicator: work}}
  overrides:
    - {code: capped, when: {kind: in_group, group: counties}, effect: score_ceiling, points: 90, results: [半年得分]}
    - {code: veto, when: {kind: compare, of: jobs, below: 1}, effect: veto, results: half, label: 半年一票否决}
""",
    )
    scheme = load_scheme(
        two.replace("  awards:\n", "    - {code: halves, name: 半年排名, result: half, group: counties}\n  awards:\n")
    )
    figures = [
        FigureFact(unit, code, "2012", verified=Fraction(value))
        for unit in "abcde"
        for code, value in (("total", 96), ("jobs", 0 if unit == "a" else 5), ("unfinished", 0))
    ]
    outcome = work_out(open_book(scheme.scheme, Facts(figures=figures)), "2012")
    worked = {code: totals["b"].worked for code, totals in outcome.results.items()}
    assert {code: each.value for code, each in worked.items() if each} == {"total": 96, "half": 90}
    assert [each.unit for each in outcome.standings["halves"].ranked] == ["b", "c", "d", "e"]
    assert len(outcome.standings["places"].ranked) == 5
