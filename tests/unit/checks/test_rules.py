"""Doubts about rules: each with its place and its sentence."""

import pytest

from checks.doubt import Severity
from checks.rules.rules import doubts_of_rules
from checks.rules.twice import doubts_of_twice
from config.loading import load_scheme
from tests.acceptance.cli.conftest import FIXTURES
from tests.unit.scoring.office import SCHEME, scheme_with

FINDINGS = "findings: [{code: absent, name: 未参加, attributes: {level: [省, 市]}}]"
BALLOT = "ratings: [{code: vote, name: 投票, ballots: {grades: [优, 良]}}, {code: mark, name: 打分, ballots: {}}]"
ANSWER = "answers: [{code: level, name: 等次, one_of: [优, 良]}]"


@pytest.mark.parametrize(
    ("rule", "more", "severity", "sentence"),
    [
        ("{kind: bands, of: rate, bands: [{at_least: 90, points: 1}, {below: 80, points: 0}]}", "", "error",
         "两档之间有空当：80（含）到 90（不含）不在任何一档里"),
        ("{kind: bands, of: rate, bands: [{above: 90, points: 1}, {below: 90, points: 0}]}", "", "error",
         "两档之间有空当：90 这个数不在任何一档里"),
        ("{kind: bands, of: rate, bands: [{at_least: 90, points: 1}, {at_most: 90, points: 0}]}", "", "error",
         "几档重叠：90 这个数同时在两档里"),
        ("{kind: bands, of: rate, overlap: highest, bands: [{at_least: 80, points: 1}, {below: 90, points: 0}]}", "",
         "warning", "几档重叠：80 到 90同时在两档里，按分多的"),
        ("{kind: base, points: 10}", "", "error", "指标是 12 分，规则的基本分是 10 分"),
        ("{kind: judgement, slot: x, least: 0, most: 15}", "", "warning", "最多可得 15 分，多于指标的 12 分"),
        ("{kind: base, points: 12, deductions: {kind: events, prices: {match: {finding: absent}, each: 1}, most: 20}}",
         FINDINGS, "warning", "最多扣 20 分，多于这一项能扣的 12 分"),
        ("{kind: lookup, answer: level, table: {优: 1, 中: 0}}", ANSWER, "warning", "表里的“中”永远不会出现"),
        ("{kind: lookup, answer: level, table: {优: 1}}", ANSWER, "warning", "表里没有“良”"),
        ("{kind: events, prices: [{match: {finding: absent}, each: 1}, "
         "{match: {finding: absent, attributes: {level: 省}}, each: 2}]}", FINDINGS, "warning",
         "前面的单价已经包括这些事项，这一条永远轮不到"),
        ("{kind: events, prices: {match: {finding: absent, attributes: {level: 县}}, each: 1}}", FINDINGS, "error",
         "属性 level 没有“县”"),
        ("{kind: pass, when: {kind: says, answer: level, one_of: 中}, points: 1}", ANSWER, "error", "没有“中”这种状况"),
        ("{kind: rank_points, of: rate, places: [{first: 4, points: 1}]}", "", "warning", "组里只有 3 家，没有第 4 名"),
        ("{kind: sum, parts: [rate, done]}", "", "warning", "计量单位不一样的放在一起算：%、人"),
        ("{kind: rule, rule: loop}", "rules: {loop: {kind: percent_of, percent: 10, of: {kind: rule, rule: loop}}}",
         "error", "规则绕了一圈又用到自己：loop → loop"),
        ("{kind: indicator, indicator: one}", "", "error", "规则绕了一圈又用到自己：one → one"),
        ("{kind: choice, choice: x, options: [{code: p, of: 1}, {code: q, of: 2}]}", "", "warning",
         "“x”有几种读法，还没有选定，选定以前不评分"),
        ("{kind: choice, choice: x, options: [{code: p, of: 1}, {code: q, of: 2}]}", "chosen: {x: r}", "error",
         "没有“r”这个选法"),
        ("{kind: figure}", "results: [{code: r, name: 总分}]\nrankings: [{code: p, name: 排名, result: r, group: 县}]\n"
         "awards: [{code: all, name: 先进, ranking: p, places: 3}]", "warning",
         "“先进”名额 3 个，参加评选的正好 3 家：家家都能得"),
        ("{kind: figure}", "findings: [{code: found, name: 典型问题, finder: [乙县]}]", "warning",
         "“乙县”既登记“典型问题”，自己又被考核：登记自己的要有第二家核对"),
        ("{kind: votes, ballot: vote, grades: {优: 100, 差: 0}}", BALLOT, "error", "票上有“良”，没有写它几分"),
        ("{kind: votes, ballot: vote, grades: {优: 100, 良: 80, 差: 0}}", BALLOT, "warning",
         "票上没有“差”，它的分值用不上"),
        ("{kind: votes, ballot: mark, grades: {优: 100}}", BALLOT, "error", "“打分”是打分，不是投票"),
        ("{kind: sum, parts: [{kind: judgement, slot: x, least: 0, most: 1, lateness: true}, "
         "{kind: judgement, slot: y, least: 0, most: 1, lateness: true, default: 0}]}", "", "error",
         "迟报的扣分只能合计在一处，写了几处"),
        ("{kind: judgement, slot: x, least: 0, most: 1, lateness: true}", "", "warning", "没有迟报过的单位，“x”没有分"),
        ("{kind: sum, parts: [{kind: judgement, slot: x, least: 0, most: 1}, "
         "{kind: judgement, slot: x, least: 0, most: 2}]}", "", "error", "“x”写了几处，most 不一样"),
        ("{kind: judgement, slot: x, least: 0, most: 1, proposes: {role: supervision, of: office}}", "", "warning",
         "没有岗位可以提出“x”的分"),
        ("{kind: judgement, slot: x, least: 0, most: 1, proposes: {role: assessment_office, of: office}, "
         "confirms: {role: assessment_office, of: office}}", "", "warning",
         "“x”由同样的岗位提出和确认：同一个人提出的，要由另一个人确认"),
        ("{kind: share, of: 12, how: weights, weights: {甲县: 100}}", "", "error", "没有定义单位“甲县”"),
    ],
)  # fmt: skip
def test_doubt(rule: str, more: str, severity: str, sentence: str) -> None:
    told = {(doubt.severity.value, doubt.sentence) for doubt in doubts_of_rules(scheme_with(rule, more))}
    assert (severity, sentence) in told


OF_ITS_OWN = """\
  rules: {own: {kind: product, parts: [{kind: points}, {kind: ratio, part: {kind: figure}, whole: {kind: target}}]}}
"""


@pytest.mark.parametrize(
    ("was", "then", "lack"),
    [
        ("points: 12, ", "", "分值"),
        (", figure: done}", "}", "唯一的数据项"),
        (
            "figure: done}",
            "figure: done}, {name: 计划数, value: 100, unit: 人, figure: plan}",
            "唯一的数值目标",
        ),
    ],
)
def test_a_rule_of_the_indicators_own_needs_what_it_speaks_of(was: str, then: str, lack: str) -> None:
    text = f"{SCHEME}{OF_ITS_OWN}  indicators: [{{indicator: one, of: {{kind: rule, rule: own}}}}]\n"
    assert [doubt.sentence for doubt in doubts_of_rules(load_scheme(text).scheme)] == []
    told = [doubt.sentence for doubt in doubts_of_rules(load_scheme(text.replace(was, then, 1)).scheme)]
    assert f"规则用到本指标的{lack}，“指标”没有" in told


def test_bands_that_meet_raise_no_doubt() -> None:
    bands = "[{at_least: 90, points: 3}, {at_least: 80, below: 90, points: 2}, {below: 80, points: 0}]"
    assert list(doubts_of_rules(scheme_with(f"{{kind: bands, of: rate, bands: {bands}}}"))) == []


def test_errors_come_with_advice() -> None:
    rule = "{kind: bands, of: rate, bands: [{above: 90, points: 1}, {below: 90, points: 0}]}"
    (doubt,) = doubts_of_rules(scheme_with(rule))
    assert doubt.severity is Severity.ERROR
    assert doubt.pointer == "/scoring/indicators/0/of/bands/0"
    assert doubt.suggestion == "改各档的起止，或写明 gap（lower、upper）"


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        ("finding: conduct}, each: 0.5", []),
        (
            "finding: [conduct, absent]}, each: 0.5",
            ["“未按要求参加会议”在“交办事项”和“工作作风”里都计分，同一条事项会算两次"],
        ),
        (
            "finding: team_liable}, each: 0.5",
            ["“班子被问责”在“主体责任”和“工作作风”里都计分，同一条事项会算两次"],
        ),
        ("finding: member_liable, attributes: {level: 通报}}, each: 0.5", []),
    ],
)
def test_finding_that_two_indicators_price_is_doubted(instead: str, said: list[str]) -> None:
    text = (FIXTURES / "ledger.yaml").read_text(encoding="utf-8")
    text = text.replace("finding: conduct}, each: 0.5", instead)
    text = text.replace("{finding: member_liable}", "{finding: member_liable, attributes: {level: 处分}}")
    assert [doubt.sentence for doubt in doubts_of_twice(load_scheme(text).scheme)] == said
