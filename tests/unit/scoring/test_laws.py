"""The laws of rules: exact, monotone, within their caps, whatever the order of facts; explained to the last digit."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from config.scoring.words import RoundMode
from scoring.asking import Case
from scoring.facts import Facts, FigureFact, FindingFact, Known
from scoring.outcome import open_book
from scoring.worked import recomputed, round_to
from tests.unit.scoring.office import book, figures, points, scheme_with

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
