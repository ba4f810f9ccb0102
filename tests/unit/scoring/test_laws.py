"""The laws of rules: exact, monotone, within their caps, whatever the order of facts; explained to the last digit."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from config.scoring.words import RoundMode
from scoring.asking import Case
from scoring.facts import Facts, FigureFact, FindingFact, Known, RatingFact, ScoreGiven
from scoring.outcome import open_book
from scoring.refusals import Unscored
from scoring.worked import recomputed, round_to
from tests.profiles import cases
from tests.unit.scoring.office import book, each_has, figures, points, scheme_with

NUMBERS = st.decimals(0, 200, places=2, allow_nan=False).map(Fraction)
STEPS = """\
kind: steps
of: {{kind: gap, actual: 完成率, target: 100, measure: amount}}
each: {each}
points: 0.5
most: 7
step: {mode}
"""


@given(st.integers(0, 40), st.sampled_from(["0.1", "0.3", "2", "2.5"]))
def test_exact_multiples_of_a_step_are_whole_in_every_mode(many: int, each: str) -> None:
    rate = 100 - many * Fraction(each)
    found = {_of_rate(STEPS.format(each=each, mode=mode), rate) for mode in ("whole", "started", "proportional")}
    assert found == {min(Fraction(many, 2), Fraction(7))}


@given(NUMBERS, NUMBERS, st.sampled_from(["whole", "started", "proportional"]))
def test_a_larger_shortfall_never_costs_less(one: Fraction, other: Fraction, mode: str) -> None:
    rule = STEPS.format(each=2, mode=mode)
    low, high = sorted((one, other))
    costs = [_of_rate(rule, rate) for rate in (high, low)]
    assert 0 <= costs[0] <= costs[1] <= 7


@given(NUMBERS)
def test_modes_stand_in_order(rate: Fraction) -> None:
    whole, part, started = (
        _of_rate(STEPS.format(each=2, mode=mode), rate) for mode in ("whole", "proportional", "started")
    )
    assert whole <= part <= started


def _of_rate(rule: str, rate: Fraction) -> Fraction:
    worked = book(rule, Facts(figures=[FigureFact("a", "rate", "2019", verified=rate)])).score("one", Case("a", "2019"))
    assert recomputed(worked) == worked.value
    return worked.value


SIGNED = st.decimals(-200, 200, places=2, allow_nan=False).map(Fraction)


@given(SIGNED, SIGNED.filter(bool))
def test_a_loss_planned_is_missed_and_beaten_as_a_profit_is(actual: Fraction, target: Fraction) -> None:
    facts = Facts(
        figures=[FigureFact("a", "done", "2019", verified=actual), FigureFact("a", "plan", "2019", verified=target)]
    )
    short, over, both = (
        points(f"{{kind: gap, actual: 完成数, target: 计划数, direction: {way}}}", facts)
        for way in ("short", "over", "both")
    )
    assert (short > 0, over > 0) == (actual < target, actual > target)
    assert both == over - short == (actual - target) / abs(target) * 100


EVENTS = """\
kind: base
points: 4
deductions:
  - kind: events
    same_problem: {reading}
    limit: {{times: 5, per: month}}
    prices:
      - {{match: {{finding: absent}}, each: 0.5, most: 2, side: 班子}}
      - {{match: {{finding: late}}, each: 0.3, free: 1, side: 成员}}
"""
KINDS = "findings: [{code: absent, name: 未参加}, {code: late, name: 迟}]"
FINDINGS = st.lists(
    st.builds(
        FindingFact,
        ref=st.uuids().map(str),
        unit=st.just("a"),
        kind=st.sampled_from(["absent", "late"]),
        on=st.dates(date(2019, 1, 1), date(2019, 12, 31)),
        times=st.integers(1, 4).map(Fraction),
        problem=st.sampled_from(["", "P", "Q"]),
        is_excused=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda finding: finding.ref,
)
READINGS = st.sampled_from(["each", "highest", "highest_across_sides", "higher_side"])


@given(FINDINGS, READINGS)
def test_the_order_of_facts_is_irrelevant(found: list[FindingFact], reading: str) -> None:
    shuffled = sorted(found, key=lambda finding: finding.ref[::-1])
    rule = EVENTS.format(reading=reading)
    assert points(rule, Facts(findings=found), more=KINDS) == points(rule, Facts(findings=shuffled), more=KINDS)


@given(FINDINGS)
def test_readings_of_the_same_problem_stand_in_order(found: list[FindingFact]) -> None:
    unlimited = EVENTS.replace("    limit: {{times: 5, per: month}}\n", "")
    readings = ("each", "higher_side", "highest_across_sides", "highest")
    facts = Facts(findings=found)
    each, side, across, one = (points(unlimited.format(reading=reading), facts, more=KINDS) for reading in readings)
    assert 0 <= each <= side <= one <= 4
    assert each <= across <= one


@given(st.lists(NUMBERS, min_size=1, max_size=3))
def test_the_best_gets_the_whole_and_nobody_more(rates: list[Fraction]) -> None:
    rule = "{kind: against_peers, of: 完成率, points: 12, how: to_best, all_equal: full}"
    facts = Facts(
        figures=[FigureFact(unit, "rate", "2019", verified=rate) for unit, rate in zip("abc", rates, strict=False)]
    )
    got = [book(rule, facts).score("one", Case(unit, "2019")).value for unit, _ in zip("abc", rates, strict=False)]
    assert max(got) == 12
    assert all(0 <= each <= 12 for each in got)
    for (rate, score), (other_rate, other_score) in pairwise(sorted(zip(rates, got, strict=True))):
        assert (rate < other_rate) == (score < other_score) or max(rates) == 0


@given(st.lists(SIGNED, min_size=2, max_size=3), st.sampled_from(["higher", "lower"]))
def test_nobody_gains_by_a_loss(values: list[Fraction], better: str) -> None:
    """Shares of the best are given, smaller for whoever is worse, or refused; a loss is never a greater share."""
    rule = f"{{kind: against_peers, of: 完成率, points: 12, how: to_best, better: {better}, all_equal: full}}"
    facts = each_has("rate", **{unit: str(value) for unit, value in zip("abc", values, strict=False)})
    try:
        got = [points(rule, facts, unit=unit) for unit, _ in zip("abc", values, strict=False)]
    except Unscored:
        assert min(values) < 0
        return
    ranked = [score for _, score in sorted(zip(values, got, strict=True), reverse=better == "higher")]
    assert ranked == sorted(got, reverse=True)
    assert max(got) == 12


@given(st.lists(st.tuples(NUMBERS, st.integers(0, 30)), min_size=1, max_size=6), st.integers(0, 30))
def test_replay_uses_what_was_recorded_by_then(written: list[tuple[Fraction, int]], day: int) -> None:
    start = datetime(2019, 12, 1, tzinfo=UTC)
    then = start + timedelta(days=day)
    known = [_recorded(value, start + timedelta(days=at)) for value, at in written]
    visible = [_recorded(value, start + timedelta(days=at)) for value, at in written if at <= day]
    scheme = scheme_with("{kind: fill_in, of: 完成率, missing: zero}")
    replayed = open_book(scheme, Facts(figures=known), as_of=then).score("one", Case("a", "2019")).value
    lived = open_book(scheme, Facts(figures=visible)).score("one", Case("a", "2019")).value
    assert replayed == lived


def _recorded(value: Fraction, at: datetime) -> FigureFact:
    return FigureFact("a", "rate", "2019", verified=value, known=Known(recorded_at=at))


@given(st.fractions(-100, 100), st.integers(0, 4), st.sampled_from(list(RoundMode)))
def test_rounding_stays_within_one_digit_and_is_odd(value: Fraction, digits: int, mode: RoundMode) -> None:
    rounded = round_to(value, digits, mode)
    assert abs(rounded - value) < Fraction(1, 10**digits) or rounded == value
    assert round_to(-value, digits, mode) == -rounded
    assert round_to(rounded, digits, mode) == rounded


def test_ninety_less_eighty_nine_point_seven_is_three_steps() -> None:
    rule = "{kind: steps, of: {kind: gap, actual: 完成率, target: 90, measure: amount}, each: 0.1, points: 1}"
    assert points(rule, Facts(figures=figures(rate="89.7"))) == 3


RISING = (
    "完成率",
    "{kind: sum, parts: [完成率, 3]}",
    "{kind: difference, parts: [完成率, 3]}",
    "{kind: product, parts: [完成率, 2]}",
    "{kind: ratio, part: 完成率, whole: 80}",
    "{kind: gap, actual: 完成率, target: 90, direction: over}",
    "{kind: gap, actual: 完成率, target: 90, direction: both}",
    "{kind: peers, of: 完成率, take: mean}",
    "{kind: peers, of: 完成率, take: highest}",
    "{kind: peers, of: 完成率, take: rank_from_bottom}",
    "{kind: pass, when: {kind: compare, of: 完成率, at_least: 80}, points: 4}",
    "{kind: cases, cases: [{when: {kind: compare, of: 完成率, above: 90}, then: 4}], otherwise: 1}",
    "{kind: bands, of: 完成率, bands: [{at_least: 90, points: 3}, {at_least: 60, below: 90, points: 2}, {below: 60, points: 0}]}",  # noqa: E501
    "{kind: line, of: 完成率, knots: [{at: 50, points: 0}, {at: 90, points: 4}, {at: 100, points: 12}]}",
    "{kind: line, of: 完成率, knots: [{at: 50, points: 0}, {at: 90, points: 4}], beyond: extend}",
    "{kind: slopes, of: 完成率, rates: [{up_to: 50, points: 0.1}, {points: 0.2}], most: 12}",
    "{kind: slopes, of: 完成率, rates: [{up_to: 50, points: 0.1}, {points: 0.2}], slope: whole}",
    "{kind: steps, of: 完成率, each: 7, points: 0.5, free: 3, most: 5}",
    "{kind: rank_points, of: 完成率, places: [{first: 1, points: 3}, {first: 2, points: 2}], from_bottom: [{first: 1, points: -1}]}",  # noqa: E501
    "{kind: rank_points, of: 完成率, first: 8, less: 2, ties: shared}",
    "{kind: against_peers, of: 完成率, points: 12, how: to_best, all_equal: full}",
    "{kind: against_peers, of: 完成率, points: 12, how: min_max, all_equal: full}",
    "{kind: base, points: 12, deductions: [{kind: gap, actual: 完成率, target: 90, measure: amount}], ceiling: 12}",
    "{kind: weighted, parts: [{weight: 30, of: 完成率}, {weight: 70, of: 5}]}",
    "{kind: rollup, of: 完成率, every: year}",
    "{kind: highest, parts: [完成率, 60]}",
    "{kind: lowest, parts: [完成率, 60]}",
    "{kind: limit, of: 完成率, at_least: 10, at_most: 90}",
    "{kind: percent_of, percent: 20, of: 完成率}",
    "{kind: share, of: 完成率, among: [甲县, 乙县, 丙县]}",
    "{kind: fill_in, of: 完成率, missing: zero}",
    "{kind: rounded, of: 完成率, digits: 1, mode: half_even}",
    "{kind: withheld, of: 4, until: {kind: compare, of: 完成率, at_least: 80}}",
    "{kind: dated, versions: [{of: 完成率}]}",
)
"""What a better figure can never make worse."""


@given(st.sampled_from(RISING), NUMBERS, NUMBERS, NUMBERS, NUMBERS)
@settings(max_examples=cases(120, full=5000))
def test_a_better_figure_is_never_worth_less(
    rule: str, one: Fraction, other: Fraction, peer: Fraction, third: Fraction
) -> None:
    low, high = sorted((one, other))
    worse, better = (
        book(rule, each_has("rate", a=str(own), b=str(peer), c=str(third))).score("one", Case("a", "2019"))
        for own in (low, high)
    )
    assert worse.value <= better.value
    assert recomputed(better) == better.value


PAID = """\
kind: limit
at_most: 3
of:
  kind: events
  prices:
    - {{match: {{finding: absent}}, each: 0.5, most: 2, free: {free}, beyond_after: 3, beyond_each: 1}}
    - {{match: {{finding: late}}, each: 0.3}}
  same_problem: {reading}
"""


@given(FINDINGS, FINDINGS, st.integers(0, 2), READINGS)
def test_more_findings_never_cost_less_and_no_more_than_the_cap(
    found: list[FindingFact], more: list[FindingFact], free: int, reading: str
) -> None:
    rule = PAID.format(free=free, reading=reading)
    fewer, all_of_them = (points(rule, Facts(findings=each), more=KINDS) for each in (found, [*found, *more]))
    assert 0 <= fewer <= 3
    assert 0 <= all_of_them <= 3
    if reading == "each":
        assert fewer <= all_of_them


@given(FINDINGS)
def test_the_n_th_time_in_a_row_costs_at_least_the_one_before(found: list[FindingFact]) -> None:
    rule = "{kind: counter, match: {finding: [absent, late]}, rungs: [{nth: 1, points: 1}, {nth: 3, points: 2}]}"
    costs = [points(rule, Facts(findings=found[:many]), more=KINDS) for many in range(len(found) + 1)]
    assert costs[0] == 0
    assert all(before <= after for before, after in pairwise(costs))


@given(st.lists(NUMBERS, min_size=3, max_size=7), st.integers(0, 1), st.randoms())
def test_raters_in_any_order_give_the_same_mean_within_their_range(
    given_scores: list[Fraction], trim: int, random: Random
) -> None:
    rule = f"{{kind: raters, rating: panel, trim: {trim}}}"
    shuffled = random.sample(given_scores, len(given_scores))
    one, other = (points(rule, _rated(scores), more=PANEL) for scores in (given_scores, shuffled))
    assert one == other
    assert min(given_scores) <= one <= max(given_scores)


def _rated(scores: list[Fraction]) -> Facts:
    return Facts(ratings=[RatingFact("a", "panel", tuple(ScoreGiven("", each) for each in scores))])


PANEL = "ratings: [{code: panel, name: 打分}, {code: ballot, name: 投票}]"


GRADES = {"优秀": 100, "良好": 80, "差": 40}


@given(st.dictionaries(st.sampled_from([*GRADES]), st.integers(0, 9)).filter(lambda cast: sum(cast.values())))
def test_votes_lie_between_the_worst_and_the_best_grade_voted(cast: dict[str, int]) -> None:
    rule = "{kind: votes, ballot: ballot, grades: {优秀: 100, 良好: 80, 差: 40}}"
    voted = [GRADES[grade] for grade, many in cast.items() if many]
    got = points(rule, Facts(ratings=[RatingFact("a", "ballot", votes={"全体": cast})]), more=PANEL)
    assert min(voted) <= got <= max(voted)
    assert got == Fraction(sum(GRADES[grade] * many for grade, many in cast.items()), sum(cast.values()))


@given(NUMBERS, st.sampled_from(["0.1", "0.3", "2"]), st.integers(0, 30))
def test_a_cap_met_exactly_is_the_cap(base: Fraction, each: str, many: int) -> None:
    """So many steps that their worth is the cap itself; one more changes nothing, one fewer is less."""
    cap = Fraction(many, 2)
    rule = f"{{kind: steps, of: 完成率, each: {each}, points: 0.5, most: {many // 2}.{many % 2 * 5}}}"
    at, beyond = (_of_rate(rule, Fraction(each) * (many + more)) for more in (0, 1))
    assert at == beyond == cap
    if many:
        assert _of_rate(rule, Fraction(each) * (many - 1)) == cap - Fraction(1, 2)
    assert _of_rate(rule, base) <= cap
