"""The worked examples of the five documents that one rule settles, by name."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from scoring.facts import AnswerFact, Facts, FindingFact, ImportedFact, RatingFact, ScoreGiven
from scoring.refusals import NoData, Unscored
from tests.unit.scoring.office import d, each_has, explained, figures, findings, of_findings, points

LEADERS = """\
kind: weighted
parts:
  - {weight: 60, of: {kind: raters, rating: party}, label: 市委、市政府领导评价}
  - {weight: 40, of: {kind: raters, rating: congress}, label: 市人大、市政协领导评价}
"""
RATINGS = "ratings: [{code: party, name: 党政领导}, {code: congress, name: 人大政协领导}]"


def test_e01_two_groups_of_leaders() -> None:
    facts = Facts(
        ratings=[
            RatingFact("a", "party", scores=(ScoreGiven("", d("92")),)),
            RatingFact("a", "congress", scores=(ScoreGiven("", d("88")),)),
        ]
    )
    assert points(LEADERS, facts, more=RATINGS) == d("90.4")


def test_e02_questionnaire_and_network_poll() -> None:
    rule = """\
kind: weighted
parts:
  - {weight: 60, of: {kind: imported, source: 问卷调查}}
  - {weight: 40, of: {kind: imported, source: 网络测评}}
"""
    more = "sources: [{code: paper, name: 问卷调查}, {code: network, name: 网络测评}]"
    facts = Facts(imported=[ImportedFact("a", "paper", d("85")), ImportedFact("a", "network", d("90"))])
    assert points(rule, facts, more=more) == 87


def test_e04_inspections_down_to_ten() -> None:
    rule = "{kind: limit, of: {kind: events, prices: [{match: {finding: found}, each: 1.5}]}, at_most: 10}"
    catalogue = "findings: [{code: found, name: 察访发现问题}]"
    assert points(rule, of_findings(findings(*["found"] * 8)), more=catalogue) == 10
    assert points(rule, of_findings(findings(*["found"] * 6)), more=catalogue) == 9


CONTEST = """\
kind: choice
choice: contest
label: 创新大赛
options:
  - code: stacking
    of: {kind: sum, parts: [{kind: lookup, answer: took_part, table: {是: 0.1, 否: 0}}, {kind: rule, rule: placed}]}
  - code: highest
    of: {kind: highest, parts: [{kind: lookup, answer: took_part, table: {是: 0.1, 否: 0}}, {kind: rule, rule: placed}]}
"""
PLACED = """\
answers:
  - {code: took_part, name: 代表市里参赛, one_of: [是, 否]}
  - {code: place, name: 获奖名次, one_of: [第一名, 第二名, 第三名, 无]}
rules:
  placed: {kind: lookup, answer: place, table: {第一名: 0.5, 第二名: 0.3, 第三名: 0.2, 无: 0}}
"""


def test_e06_taking_part_and_placing() -> None:
    answers = [AnswerFact("a", "took_part", "是"), AnswerFact("a", "place", "第三名")]
    assert points(CONTEST, Facts(answers=answers, chosen={"contest": "stacking"}), more=PLACED) == d("0.3")
    assert points(CONTEST, Facts(answers=answers, chosen={"contest": "highest"}), more=PLACED) == d("0.2")
    with pytest.raises(Unscored, match=r"stacking 0\.3、highest 0\.2"):
        points(CONTEST, Facts(answers=answers), more=PLACED)


def test_e08_what_the_city_took_or_gave_counts_double() -> None:
    rule = "{kind: product, parts: [2, {kind: imported, source: 市考加减分}]}"
    more = "sources: [{code: city, name: 市考加减分}]"
    assert points(rule, Facts(imported=[ImportedFact("a", "city", d("-0.5"))]), more=more) == -1
    assert points(rule, Facts(imported=[ImportedFact("a", "city", d("0.3"))]), more=more) == d("0.6")


@pytest.mark.parametrize(("same_problem", "total"), [("each", "3"), ("highest", "2")])
def test_e33_criticised_at_two_levels(same_problem: str, total: str) -> None:
    rule = f"""\
kind: events
same_problem: {same_problem}
prices:
  - {{match: {{finding: criticised, attributes: {{level: 省级}}}}, each: 2}}
  - {{match: {{finding: criticised, attributes: {{level: 市级}}}}, each: 1}}
"""
    more = "findings: [{code: criticised, name: 通报批评, attributes: {level: [省级, 市级]}}]"
    found = [*findings("criticised", problem="同一件事", level="省级")]
    found += [replace(each, ref="市", attributes={"level": "市级"}) for each in found]
    assert points(rule, of_findings(found), more=more) == d(total)


def test_e03_awards_up_to_five() -> None:
    rule = "{kind: limit, of: {kind: events, prices: [{match: {finding: award}, each: 1}]}, at_most: 5}"
    catalogue = "findings: [{code: award, name: 表彰, side: plus}]"
    given = [
        FindingFact(str(n), "a", "award", date(2019, 5, 1), times=Fraction(times))
        for n, times in enumerate(("1.5", "2", "3"))
    ]
    assert points(rule, of_findings(given), more=catalogue) == 5


def test_e05_places_at_both_ends() -> None:
    rule = """\
kind: rank_points
of: 完成率
places: [{first: 1, points: 1.5}, {first: 2, points: 1}, {first: 3, points: 0.5}]
from_bottom: [{first: 1, points: -1.5}, {first: 2, points: -1}, {first: 3, points: -0.5}]
group: all
"""
    group = "ratings: []"
    facts = each_has("rate", a=91, b=80, c=70)
    assert points(rule.replace("group: all", ""), facts) == d("1.5")
    assert points(rule.replace("group: all", ""), facts, unit="c", more=group) == d("0.5")


FOUR = """\
kind: base
points: 4
deductions:
  - kind: events
    prices:
      - {match: {finding: absent}, each: 0.5}
      - {match: {finding: late}, each: 0.5}
      - {match: {finding: undone}, each: 2}
"""
MATTERS = (
    "findings: [{code: absent, name: 未参加会议}, {code: late, name: 未及时反馈}, {code: undone, name: 未按时完成}]"
)


def test_e11_floor_at_nothing() -> None:
    assert (
        points(FOUR, of_findings(findings("absent", "absent", "absent", "late", "late", "undone")), more=MATTERS) == 0
    )


def test_e12_two_late_one_undone() -> None:
    assert points(FOUR, of_findings(findings("late", "late", "undone")), more=MATTERS) == 1


BANDS = """\
kind: cases
cases:
  - {when: {kind: absent, of: 完成率}, then: 2}
otherwise:
  kind: bands
  of: 完成率
  bands:
    - {at_least: 100, points: 0}
    - {at_least: 75, below: 100, points: 0.2}
    - {at_least: 50, below: 75, points: 0.4}
    - {at_least: 25, below: 50, points: 0.6}
    - {below: 25, points: 0.8}
"""


@pytest.mark.parametrize(
    ("rate", "deduction"),
    [
        ("100", "0"),
        ("99.99", "0.2"),
        ("75", "0.2"),
        ("74.99", "0.4"),
        ("50", "0.4"),
        ("49.99", "0.6"),
        ("25", "0.6"),
        ("24.99", "0.8"),
    ],
)
def test_e13_bands_of_information(rate: str, deduction: str) -> None:
    assert points(BANDS, each_has("rate", a=rate)) == d(deduction)


def test_e13_nothing_filed() -> None:
    assert points(BANDS) == 2


def test_e16_cap_of_one_kind() -> None:
    rule = """\
kind: base
points: 0.3
deductions:
  - kind: events
    prices:
      - {match: {finding: signed_late}, each: 0.02, most: 0.1}
      - {match: {finding: spread}, each: 0.1}
      - {match: {finding: unreturned}, each: 0.2}
"""
    catalogue = """\
findings:
  - {code: signed_late, name: 签收不及时, unit: 件次}
  - {code: spread, name: 扩大范围}
  - {code: unreturned, name: 清退不全}
"""
    found = findings(*["signed_late"] * 7, "spread", "unreturned")
    assert points(rule, of_findings(found), more=catalogue) == 0
    assert points(rule.replace("points: 0.3", "points: 1"), of_findings(found), more=catalogue) == d("0.6")


PROBLEMS = """\
kind: events
same_problem: {reading}
prices:
  - {{match: {{finding: team, attributes: {{level: 通报}}}}, each: 0.1, side: 班子}}
  - {{match: {{finding: member, attributes: {{level: 处分}}}}, each: 0.2, side: 成员}}
  - {{match: {{finding: member, attributes: {{level: 诫勉}}}}, each: 0.05, side: 成员}}
"""
LIABLE = "findings: [{code: team, name: 班子被问责}, {code: member, name: 成员被问责, unit: 人次}]"


@pytest.mark.parametrize(
    ("reading", "total"),
    [("highest_across_sides", "0.30"), ("highest", "0.25"), ("higher_side", "0.35"), ("each", "0.45")],
)
def test_e20_same_problem(reading: str, total: str) -> None:
    found = [
        *findings("team", problem="P", level="通报"),
        *findings("member", problem="P", level="处分"),
        FindingFact("P3", "a", "member", date(2019, 4, 1), problem="P", attributes={"level": "诫勉"}),
        FindingFact("Q1", "a", "member", date(2019, 4, 2), problem="Q", attributes={"level": "诫勉"}),
        FindingFact("Q2", "a", "member", date(2019, 4, 3), problem="Q", attributes={"level": "诫勉"}),
    ]
    assert points(PROBLEMS.format(reading=reading), of_findings(found), more=LIABLE) == d(total)


@pytest.mark.parametrize(("checks", "score"), [(4, "1"), (2, "0.5"), (0, "0"), (6, "1")])
def test_e21_at_least_four_checks(checks: int, score: str) -> None:
    rule = """\
kind: base
points: 1
deductions:
  - {kind: steps, of: {kind: gap, actual: 完成数, target: 4, measure: amount}, each: 1, points: 0.25}
"""
    assert points(rule, each_has("done", a=checks)) == d(score)


@pytest.mark.parametrize(("rate", "score"), [("98", "0.2"), ("97.99", "0.1"), ("92", "0.1"), ("91.99", "0")])
def test_e24_tiers(rate: str, score: str) -> None:
    rule = """\
kind: bands
of: 完成率
overlap: highest
bands: [{at_least: 98, points: 0.2}, {at_least: 92, at_most: 98, points: 0.1}, {at_most: 92, points: 0}]
"""
    assert points(rule, each_has("rate", a=rate)) == d(score)


def test_e25_a_result_converted() -> None:
    rule = "{kind: percent_of, percent: 1, of: {kind: imported, source: review}}"
    more = "sources: [{code: review, name: 专业评价}]"
    assert points(rule, Facts(imported=[ImportedFact("a", "review", d("87"))]), more=more) == d("0.87")


def test_e26_a_result_taken_over() -> None:
    rule = "{kind: imported, source: poll, of: b}"
    more = "sources: [{code: poll, name: 电话调查}]"
    assert points(rule, Facts(imported=[ImportedFact("b", "poll", d("5.4"))]), more=more) == d("5.4")


OVER = """\
kind: base
points: 12
bonuses:
  - kind: against_peers
    of: {kind: gap, actual: 完成率, target: 100, direction: over}
    points: {kind: percent_of, percent: 20, of: 12}
    how: to_best
    all_equal: none
"""


@pytest.mark.parametrize(("unit", "score"), [("a", "14.4"), ("b", "13.2"), ("c", "12")])
def test_e28_bonus_against_the_best(unit: str, score: str) -> None:
    assert points(OVER, each_has("rate", a=160, b=130, c=100), unit=unit) == d(score)


def test_e29_nobody_over_and_only_one() -> None:
    assert points(OVER, each_has("rate", a=100, b=90, c=100)) == 12
    assert points(OVER, each_has("rate", a=101, b=100, c=90)) == d("14.4")


SHORT = """\
kind: base
points: 12
deductions:
  - kind: steps
    of: {{kind: gap, actual: 完成率, target: 100, measure: amount}}
    each: 2
    points: 5
    unit: percent
    base: 12
    most: 60
    step: {step}
"""


@pytest.mark.parametrize(("step", "score"), [("whole", "9.6"), ("proportional", "9.3"), ("started", "9.0")])
def test_e30_three_readings_of_steps(step: str, score: str) -> None:
    assert points(SHORT.format(step=step), each_has("rate", a=91)) == d(score)


@pytest.mark.parametrize("rate", [76, 70, 0])
def test_e31_capped_at_sixty_percent(rate: int) -> None:
    assert points(SHORT.format(step="whole"), each_has("rate", a=rate)) == d("4.8")


def test_e32_short_by_one_percent_costs_nothing() -> None:
    assert points(SHORT.format(step="whole"), each_has("rate", a=99)) == 12


def test_e30_not_chosen_is_refused_with_every_reading() -> None:
    options = "".join(
        f"  - {{code: {step}, of: {{kind: rule, rule: {step}}}}}\n" for step in ("whole", "proportional", "started")
    )
    rules = "rules:\n" + "".join(
        f"  {step}:\n    " + SHORT.format(step=step).replace("\n", "\n    ").rstrip() + "\n"
        for step in ("whole", "proportional", "started")
    )
    rule = f"kind: choice\nchoice: each_two\nlabel: 每差2%\noptions:\n{options}"
    with pytest.raises(Unscored, match=r"每差2%有几种读法，还没有选定：whole 9\.6、proportional 9\.3、started 9"):
        points(rule, each_has("rate", a=91), more=rules)
    chosen = Facts(figures=figures(rate=91), chosen={"each_two": "proportional"})
    assert points(rule, chosen, more=rules) == d("9.3")


def test_exactly_a_fifth_over() -> None:
    rule = "{kind: ratio, part: 完成数, whole: 计划数}"
    assert points(rule, Facts(figures=figures(done="4.8", plan="4.0"))) == 120


def test_no_figure_is_said() -> None:
    with pytest.raises(NoData, match="甲县“完成率”2019没有报数"):
        explained("完成率")
