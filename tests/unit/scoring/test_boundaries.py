"""Every kind of rule at its edges: the bound itself and just beside it, target 0, ties, nobody, a cap met exactly."""

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from textwrap import indent
from typing import Any, get_args

import pytest

from config.loading import load_scheme
from config.scoring.rule import CONDITIONS, KINDS
from config.zone import SHANGHAI
from scoring.asking import Case
from scoring.book import Book
from scoring.facts import (
    AnswerFact,
    Facts,
    FigureFact,
    FindingFact,
    ImportedFact,
    JudgementFact,
    MomentFact,
    RatingFact,
    ScoreGiven,
)
from scoring.refusals import NoData, Unscored
from scoring.worked import Worked, recomputed
from tests.unit.scoring.office import SCHEME, d, figures, scheme_with
from workdays.calendar import WorkCalendar
from workdays.counts import lateness_in
from workdays.seed import seed_rows

MORE = """\
findings:
  - {code: absent, name: 未参加会议, attributes: {level: [high, low]}}
answers: [{code: grade, name: 评价等次, one_of: [优秀, 良好, 差]}]
ratings: [{code: panel, name: 打分}, {code: ballot, name: 投票}]
sources: [{code: poll, name: 电话调查}]
moments: [{code: paper, name: 自查报告}]
rules:
  half: {kind: percent_of, percent: 50, of: 完成率}
"""
CALENDAR = WorkCalendar(seed_rows(2019))


def rate(value: str | None, **others: str) -> Facts:
    """甲县's rate; those of other units by their code."""
    known = {"a": value, **others}
    return Facts(figures=[one for unit, said in known.items() if said is not None for one in figures(unit, rate=said)])


def two(done: str, plan: str) -> Facts:
    return Facts(figures=figures(done=done, plan=plan))


def absent(*days: str, times: int = 1, problem: str = "", **more: Any) -> Facts:
    return Facts(findings=[
        FindingFact(f"{n}", "a", "absent", date.fromisoformat(day), Fraction(times), problem=problem, **more)
        for n, day in enumerate(days)
    ])  # fmt: skip


def years(**values: str) -> Facts:
    return Facts(figures=[FigureFact("a", "rate", year[1:], verified=d(value)) for year, value in values.items()])


def late(done: str) -> Facts:
    due = datetime(2019, 9, 12, 17, 0, tzinfo=SHANGHAI)
    return Facts(moments=[MomentFact("a", "paper", due, datetime.fromisoformat(done).replace(tzinfo=SHANGHAI))])


def scores(*given: int) -> Facts:
    return Facts(ratings=[RatingFact("a", "panel", tuple(ScoreGiven("", Fraction(one)) for one in given))])


def votes(abstained: int = 0, invalid: int = 0, **cast: int) -> Facts:
    return Facts(ratings=[RatingFact("a", "ballot", votes={"全体": cast}, invalid={"全体": invalid},
                                     abstained={"全体": abstained})])  # fmt: skip


def judged(points: str) -> Facts:
    return Facts(judgements=[JudgementFact("a", "slot", d(points), "酌定")])


def answered(said: str) -> Facts:
    return Facts(answers=[AnswerFact("a", "grade", said)])


STEPS = "{kind: steps, of: {kind: gap, actual: 完成率, target: 90, measure: amount}, each: 0.1, points: 1, most: 3%s}"
BANDS = "{kind: bands, of: 完成率, bands: [{at_least: 92, at_most: 98, points: 1}, {above: 98, points: 2}%s]%s}"
RANKS = "{kind: rank_points, of: 完成率, places: [{first: 1, points: 1.5}, {first: 2, points: 1}], ties: %s}"
EVENTS = "{kind: events, prices: [{match: {finding: absent}, each: 0.5%s}]%s}"
SLOPES = "{kind: slopes, of: 完成率, rates: [{up_to: 10, points: 1}, {points: 2}]%s}"
LINE = "{kind: line, of: 完成率, knots: [{at: 0, points: 0}, {at: 3, points: 1}]%s}"
RUNS = """\
{kind: series, of: 完成率, every: year, years: 3, take: longest_run, where: {kind: compare, of: 完成率, above: 5}}"""
NOBODY = rate(None)

CASES: list[tuple[str, Facts, str | type[Unscored]]] = [
    ("{kind: number, value: 0}", NOBODY, "0"),
    ("{kind: figure, figure: 完成率}", rate("0"), "0"),
    ("{kind: figure, figure: 完成率, years_before: 1}", rate("5"), NoData),
    ("{kind: target}", NOBODY, "100"),
    ("{kind: points}", NOBODY, "12"),
    ("{kind: sum, parts: [完成率]}", rate("-3"), "-3"),
    ("{kind: difference, parts: [1, 1, 1]}", NOBODY, "-1"),
    ("{kind: product, parts: [0, 完成率]}", rate("7"), "0"),
    ("{kind: product, parts: [0, 完成率]}", NOBODY, NoData),
    ("{kind: ratio, part: 完成数, whole: 计划数}", two("4.8", "4.0"), "120"),
    ("{kind: ratio, part: 完成数, whole: 计划数}", two("4.8", "0"), Unscored),
    ("{kind: ratio, part: 完成数, whole: 计划数, when_zero: 100}", two("0", "0"), "100"),
    ("{kind: gap, actual: 完成率, target: 90, measure: amount}", rate("90"), "0"),
    ("{kind: gap, actual: 完成率, target: 90, measure: amount}", rate("89.7"), "0.3"),
    ("{kind: gap, actual: 完成率, target: 0}", rate("5"), Unscored),
    ("{kind: gap, actual: 完成率, target: 0, measure: amount, direction: over}", rate("5"), "5"),
    ("{kind: gap, actual: 完成率, target: 4, better: lower, direction: both}", rate("5"), "-25"),
    ("{kind: change, figure: 完成率}", years(y2019="5", y2018="0"), Unscored),
    ("{kind: change, figure: 完成率, measure: amount}", years(y2019="5", y2018="0"), "5"),
    ("{kind: change, figure: 完成率, decreases: false}", years(y2019="5", y2018="10"), "0"),
    ("{kind: change, figure: 完成率, against: mean_of_years, years: 2}", years(y2019="5", y2018="10"), NoData),
    ("{kind: peers, of: 完成率, take: rank}", rate("5", b="5", c="4"), "1"),
    ("{kind: peers, of: 完成率, take: rank, ties: worse}", rate("5", b="5", c="4"), "2"),
    ("{kind: peers, of: 完成率, take: rank, ties: refuse}", rate("5", b="5"), Unscored),
    ("{kind: peers, of: 完成率, take: rank_from_bottom}", rate("5", b="6", c="7"), "1"),
    ("{kind: peers, of: 完成率, take: mean}", NOBODY, NoData),
    ("{kind: peers, of: 完成率, take: count}", NOBODY, "0"),
    ("{kind: count, match: {finding: absent}}", absent(), "0"),
    ("{kind: count, match: {finding: absent}}", absent("2019-01-01", "2019-12-31", "2018-12-31", "2020-01-01"), "2"),
    ("{kind: count, match: {finding: absent}, by: problems}", absent("2019-01-01", "2019-02-01", problem="P"), "1"),
    ("{kind: count, match: {finding: absent, until: 2019-05-31}}", absent("2019-05-31", "2019-06-01"), "1"),
    ("{kind: late, moment: paper, unit: hours}", late("2019-09-12 17:00"), "0"),
    ("{kind: late, moment: paper, unit: hours, step: whole}", late("2019-09-13 16:59"), "23"),
    ("{kind: late, moment: paper, unit: days}", late("2019-09-12 17:01"), "1"),
    ("{kind: late, moment: paper, unit: workdays}", late("2019-09-16 09:00"), "1"),  # 中秋 lies between
    ("{kind: late, moment: paper, unit: months, step: whole}", late("2019-10-12 09:00"), "1"),
    (RUNS, years(y2017="6", y2018="5", y2019="6"), "1"),
    ("{kind: series, of: 完成率, every: year, years: 2, take: rise}", years(y2018="5", y2019="5"), "0"),
    ("{kind: imported, source: poll}", NOBODY, NoData),
    ("{kind: imported, source: poll, of: 乙县}", Facts(imported=[ImportedFact("b", "poll", d("5.4"))]), "5.4"),
    ("{kind: lookup, answer: grade, table: {优秀: 5, 良好: 3}}", answered("良好"), "3"),
    ("{kind: lookup, answer: grade, table: {优秀: 5, 良好: 3}}", answered("差"), Unscored),
    ("{kind: lookup, answer: grade, table: {优秀: 5}, otherwise: 0}", answered("差"), "0"),
    ("{kind: cases, cases: [{when: {kind: compare, of: 完成率, at_least: 9}, then: 2}]}", rate("9"), "2"),
    ("{kind: cases, cases: [{when: {kind: compare, of: 完成率, at_least: 9}, then: 2}]}", rate("8.99"), Unscored),
    ("{kind: pass, when: {kind: compare, of: 完成率, at_least: 80}, points: 4}", rate("80"), "4"),
    ("{kind: pass, when: {kind: compare, of: 完成率, above: 80}, points: 4}", rate("80"), "0"),
    ("{kind: pass, when: {kind: compare, of: 完成率, equals: 80, at_most: 80}, points: 4}", rate("80.01"), "0"),
    ("{kind: pass, when: {kind: compare, of: 完成率, at_most: 80, below: 81}, points: 4}", rate("80"), "4"),
    (BANDS % ("", ""), rate("98"), "1"),
    (BANDS % ("", ""), rate("98.01"), "2"),
    (BANDS % ("", ""), rate("91.99"), Unscored),
    (BANDS % ("", ", gap: upper"), rate("91.99"), "1"),
    (BANDS % (", {at_least: 98, below: 100, points: 9}", ""), rate("98"), Unscored),
    (BANDS % (", {at_least: 98, below: 100, points: 9}", ", overlap: highest"), rate("98"), "9"),
    (BANDS % (", {at_least: 98, below: 100, points: 9}", ", overlap: first"), rate("98"), "1"),
    (LINE % "", rate("1"), "1/3"),
    (LINE % "", rate("4"), "1"),
    (LINE % ", beyond: extend", rate("-3"), "-1"),
    (LINE % ", beyond: refuse", rate("3.01"), Unscored),
    (SLOPES % "", rate("10"), "10"),
    (SLOPES % "", rate("11"), "12"),
    (SLOPES % ", slope: whole", rate("10"), "10"),
    (SLOPES % ", slope: whole", rate("11"), "22"),
    (SLOPES % ", most: 12", rate("11"), "12"),
    (SLOPES % "", rate("-1"), "0"),
    (STEPS % "", rate("89.7"), "3"),  # met exactly: three steps, and no binary rest
    (STEPS % "", rate("89.71"), "2"),
    (STEPS % ", step: started", rate("89.71"), "3"),
    (STEPS % ", step: proportional", rate("89.75"), "2.5"),
    (STEPS % "", rate("0"), "3"),
    (STEPS % ", free: 0.3", rate("89.7"), "0"),
    ("{kind: steps, of: 完成率, each: 2, points: 5, unit: percent, base: 12, most: 60}", rate("24"), "7.2"),
    ("{kind: steps, of: 完成率, each: 2, points: 5, unit: percent, base: 12, most: 60}", rate("23.99"), "6.6"),
    (EVENTS % ("", ""), absent(), "0"),
    (EVENTS % (", most: 1", ""), absent("2019-01-01", "2019-01-02"), "1"),
    (EVENTS % (", most: 1", ""), absent("2019-01-01", "2019-01-02", "2019-01-03"), "1"),
    (EVENTS % (", free: 2", ""), absent("2019-01-01", "2019-01-02", "2019-01-03"), "0.5"),
    (EVENTS % (", beyond_after: 2, beyond_each: 2", ""), absent("2019-01-01", times=3), "3"),
    (EVENTS % (", beyond_after: 2, beyond_each: 2, beyond: adds", ""), absent("2019-01-01", times=3), "3.5"),
    (EVENTS % ("", ", same_problem: highest"), absent("2019-01-01", "2019-01-02", problem="P"), "0.5"),
    (EVENTS % ("", ", limit: {times: 1, per: month}"), absent("2019-01-31", "2019-02-01", "2019-02-28"), "1"),
    (RANKS % "better", rate("5", b="5", c="4"), "1.5"),
    (RANKS % "shared", rate("5", b="5", c="4"), "1.25"),
    (RANKS % "refuse", rate("5", b="5", c="4"), Unscored),
    (RANKS % "better", rate("3", b="5", c="4"), "0"),
    (RANKS % "better", rate(None, b="5"), NoData),
    ("{kind: rank_points, of: 完成率, first: 8, times: 50}", rate("3", b="5", c="4"), "2"),
    ("{kind: rank_points, of: 完成率, first: 1, less: 1}", rate("3", b="5", c="4"), "-1"),
    ("{kind: against_peers, of: 完成率, points: 12, how: to_best, all_equal: none}", rate("0", b="0"), "0"),
    ("{kind: against_peers, of: 完成率, points: 12, how: to_best}", rate("0", b="0"), Unscored),
    ("{kind: against_peers, of: 完成率, points: 12, how: to_best}", rate("0.01"), "12"),
    ("{kind: against_peers, of: 完成率, points: 12, how: min_max, all_equal: full}", rate("5", b="5"), "12"),
    ("{kind: against_peers, of: 完成率, points: 12, how: min_max}", rate("5", b="6"), "0"),
    ("{kind: raters, rating: panel, trim: 1, at_least: 3}", scores(0, 90, 100), "90"),
    ("{kind: raters, rating: panel, trim: 1, at_least: 3}", scores(90, 100), NoData),
    ("{kind: raters, rating: panel, trim: 1}", scores(90, 100), Unscored),
    ("{kind: votes, ballot: ballot, grades: {好: 100, 差: 0}, valid_share: 50}", votes(invalid=2, 好=1, 差=1), "50"),
    ("{kind: votes, ballot: ballot, grades: {好: 100, 差: 0}, valid_share: 50}", votes(invalid=3, 好=1, 差=1), NoData),
    ("{kind: votes, ballot: ballot, grades: {好: 100, 差: 0}, abstentions: true}", votes(abstained=2, 好=2), "50"),
    ("{kind: votes, ballot: ballot, grades: {好: 100}}", votes(差=1), Unscored),
    ("{kind: judgement, slot: slot, least: 0, most: 5, step: 0.5}", judged("5"), "5"),
    ("{kind: judgement, slot: slot, least: 0, most: 5, step: 0.5}", judged("5.5"), Unscored),
    ("{kind: judgement, slot: slot, least: 0, most: 5, step: 0.5}", judged("4.9"), Unscored),
    ("{kind: judgement, slot: slot, least: 0, most: 5}", NOBODY, NoData),
    ("{kind: base, points: 4, deductions: [4]}", NOBODY, "0"),
    ("{kind: base, points: 4, deductions: [4.01]}", NOBODY, "0"),
    ("{kind: base, points: 4, deductions: [4.01], floor: null}", NOBODY, "-0.01"),
    ("{kind: base, points: 4, deductions: [9], floor: -2}", NOBODY, "-2"),
    ("{kind: base, points: 4, bonuses: [1], ceiling: 5}", NOBODY, "5"),
    ("{kind: base, points: 4, bonuses: [1.01], ceiling: 5}", NOBODY, "5"),
    ("{kind: weighted, parts: [{weight: 60, of: 92}, {weight: 40, of: 88}]}", NOBODY, "90.4"),
    ("{kind: weighted, parts: [{weight: 60, of: 完成率}, {weight: 40, of: 88}], missing: rescale}", NOBODY, "88"),
    ("{kind: weighted, parts: [{weight: 100, of: 完成率}], missing: rescale}", NOBODY, NoData),
    ("{kind: rollup, of: 完成率, every: year, years: 2}", years(y2018="5", y2019="6"), "5.5"),
    ("{kind: rollup, of: 完成率, every: year, years: 2, missing: rescale}", years(y2019="6"), "6"),
    ("{kind: rollup, of: 完成率, every: year, years: 2, take: last}", years(y2018="5"), "5"),
    ("{kind: highest, parts: [完成率, 3]}", NOBODY, "3"),
    ("{kind: highest, parts: [完成率, 完成率]}", NOBODY, NoData),
    ("{kind: lowest, parts: [完成率, 3]}", rate("3"), "3"),
    ("{kind: choice, choice: c, options: [{code: x, of: 1}, {code: y, of: 2}]}", NOBODY, Unscored),
    ("{kind: choice, choice: c, options: [{code: x, of: 1}, {code: y, of: 2}]}", Facts(chosen={"c": "y"}), "2"),
    ("{kind: limit, of: 完成率, at_least: 1, at_most: 5}", rate("5"), "5"),
    ("{kind: limit, of: 完成率, at_least: 1, at_most: 5}", rate("5.01"), "5"),
    ("{kind: limit, of: 完成率, at_least: 1, at_most: 5}", rate("0.99"), "1"),
    ("{kind: percent_of, percent: 20, of: 完成率}", rate("0"), "0"),
    ("{kind: share, of: 完成率, among: [甲县, 乙县, 丙县]}", rate("1"), "1/3"),
    ("{kind: share, of: 完成率, among: [乙县, 丙县]}", rate("1"), "0"),
    ("{kind: fill_in, of: 完成率, missing: zero}", NOBODY, "0"),
    ("{kind: fill_in, of: 完成率, missing: peer_mean}", rate(None, b="4", c="6"), "5"),
    ("{kind: fill_in, of: 完成率, missing: peer_mean}", NOBODY, NoData),
    ("{kind: fill_in, of: {kind: ratio, part: 1, whole: 0}, missing: zero}", NOBODY, Unscored),
    ("{kind: rounded, of: 完成率, digits: 1}", rate("0.25"), "0.3"),
    ("{kind: rounded, of: 完成率, digits: 1, mode: half_even}", rate("0.25"), "0.2"),
    ("{kind: rounded, of: 完成率, digits: 1}", rate("-0.25"), "-0.3"),
    ("{kind: rounded, of: 完成率, digits: 0, mode: up}", rate("2"), "2"),
    ("{kind: counter, match: {finding: absent}, rungs: [{nth: 1, points: 1}, {nth: 3, points: 5}]}",
     absent("2019-01-01", times=3), "7"),
    ("{kind: counter, match: {finding: absent}, rungs: [{nth: 2, points: 1}], per: month}",
     absent("2019-01-31", "2019-02-01"), "0"),
    ("{kind: withheld, of: 4, until: {kind: says, answer: grade, one_of: [优秀]}}", answered("优秀"), "4"),
    ("{kind: withheld, of: 4, until: {kind: says, answer: grade, one_of: [优秀]}, meanwhile: 1}", answered("差"), "1"),
    ("{kind: pass, when: {kind: not, of: {kind: met}}, points: 1}", Facts(figures=figures(done="100")), "0"),
    ("{kind: dated, versions: [{of: 1}, {since: 2019-12-31, of: 2}]}", NOBODY, "2"),
    ("{kind: dated, versions: [{of: 1}, {since: 2020-01-01, of: 2}]}", NOBODY, "1"),
    ("{kind: rule, rule: half}", rate("3"), "1.5"),
    ("{kind: indicator, indicator: one, of: 丁区}", NOBODY, Unscored),  # of itself
    ("{kind: pass, when: {kind: has_finding, match: {finding: absent}}, points: 1}", absent("2019-06-01"), "1"),
    ("{kind: pass, when: {kind: has_finding, match: {finding: absent}}, points: 1}",
     absent("2019-06-01", is_excused=True), "0"),
    ("{kind: pass, when: {kind: absent, of: 完成率}, points: 1}", rate("0"), "0"),
    ("{kind: pass, when: {kind: in_group, group: 区}, points: 1}", NOBODY, "0"),
    ("{kind: pass, when: {kind: met}, points: 1}", Facts(figures=figures(done="100")), "1"),
    ("{kind: pass, when: {kind: met}, points: 1}", Facts(figures=figures(done="99.99")), "0"),
    ("{kind: pass, when: {kind: all, of: [{kind: met}, {kind: in_group, group: 县}]}, points: 1}",
     Facts(figures=figures(done="100")), "1"),
    ("{kind: pass, when: {kind: any, of: [{kind: met}, {kind: in_group, group: 区}]}, points: 1}",
     Facts(figures=figures(done="0")), "0"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "facts", "expected"), CASES)
def test_at_the_edge(rule: str, facts: Facts, expected: str | type[Unscored]) -> None:
    book = Book(scheme_with(rule, MORE), facts, lateness_in(CALENDAR))
    if isinstance(expected, str):
        worked = book.score("one", Case("a", "2019"))
        assert worked.value == d(expected)
        assert recomputed(worked) == worked.value
        return
    with pytest.raises(Unscored) as refused:
        book.score("one", Case("a", "2019"))
    assert type(refused.value) is expected
    assert refused.value.reasons


def test_every_kind_is_tried_at_an_edge() -> None:
    kinds = {get_args(kind.model_fields["kind"].annotation)[0] for kind in (*KINDS, *CONDITIONS)}
    assert kinds == {kind for kind in kinds if any(f"kind: {kind}" in rule for rule, _, _ in CASES)}


LINES = {
    "{kind: bands, of: 3, bands: [{at_least: 2, points: 1, %s}, {below: 2, points: 0}]}": NOBODY,
    "{kind: cases, cases: [{when: {kind: in_group, group: 县}, then: 1, %s}]}": NOBODY,
    "{kind: slopes, of: 3, rates: [{up_to: 10, points: 1, %s}, {points: 2}]}": NOBODY,
    "{kind: events, prices: [{match: {finding: absent}, each: 1, %s}]}": absent("2019-01-01"),
    "{kind: rank_points, of: 完成率, places: [{first: 1, points: 1, %s}]}": rate("5"),
}


@pytest.mark.parametrize("rule", LINES)
def test_a_line_of_a_rule_has_a_clause_of_its_own(rule: str) -> None:
    """分档、情形、各段、单价、名次: which line of the table it was, in the words of the document."""
    cited = "label: 第三款, basis: {document: notice, clause: 四.3, quote: 每次扣一分}"
    documents = "documents: [{code: notice, title: 考核办法, dated: 2019-03-01}]\n"
    lines = f"{indent(MORE, '  ')}  indicators: [{{indicator: one, of: {rule % cited}}}]\n"
    scheme = load_scheme(SCHEME.replace("posts:\n", f"{documents}posts:\n", 1) + lines).scheme
    worked = Book(scheme, LINES[rule]).score("one", Case("a", "2019"))
    assert [(each.label, each.basis.clause) for each in _all(worked) if each.basis] == [("第三款", "四.3")]


def _all(worked: Worked) -> Iterator[Worked]:
    yield worked
    for part in worked.parts:
        yield from _all(part)
