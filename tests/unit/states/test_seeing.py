"""O27: before a result is published a unit sees its own points, and nothing from which it could read off another."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from config.loading import load_scheme
from config.ranked import ranked_units
from config.scheme import Scheme
from config.scoring.beside import indicators_beside, results_beside
from config.scoring.words import FindingState
from documents.scores import as_tree, explain
from scoring.facts import Facts, FigureFact, FindingFact, ImportedFact, JudgementFact
from scoring.outcome import Outcome, open_book, work_out
from states.results.seeing import HIDDEN, OTHERS, Sight, seen, sight_of, told_facts
from tests.house import ROOT
from tests.profiles import cases
from tests.unit.scoring.office import each_has, scheme_with

UNITS = ("a", "b", "c", "d", "e")
OWN = Sight(units=frozenset({"a"}))
OPEN = Sight(units=frozenset({"a"}), places=True)
ALL = Sight(everything=True)


@cache
def counties() -> Scheme:
    return load_scheme((ROOT / "tests/fixtures/schemes/livelihood.yaml").read_text(encoding="utf-8")).scheme


def facts_of(values: dict[str, tuple[int, ...]]) -> Facts:
    """By unit: three rates in percent, the poll and the inspection in tenths of a point."""
    figures = [
        FigureFact(unit, code, "2012", verified=Fraction(rate))
        for unit, told in values.items()
        for code, rate in zip(("jobs", "care", "houses"), told, strict=False)
    ]
    polls = [ImportedFact(unit, "poll", Fraction(told[3], 10)) for unit, told in values.items()]
    seen_on_site = [
        JudgementFact(unit, "organisation", Fraction(told[4], 10), "实地检查") for unit, told in values.items()
    ]
    return Facts(figures=figures, imported=polls, judgements=seen_on_site)


def outcome_of(facts: Facts) -> Outcome:
    return work_out(open_book(counties(), facts), "2012")


def told(outcome: Outcome, sight: Sight) -> dict[str, Any]:
    """Everything that is shown, in writing."""
    shown = seen(outcome, counties(), sight)
    return {
        "points": {
            unit: as_tree(total.worked, counties()) if total.worked else total.reasons
            for unit, total in shown.results["total"].items()
        },
        "rest": {**total_rest(shown)},
    }


def total_rest(shown: Outcome) -> dict[str, Any]:
    applied = {unit: [each.said for each in total.applied] for unit, total in shown.results["total"].items()}
    places = {code: [(each.unit, each.place) for each in one.placed] for code, one in shown.standings.items()}
    return {"applied": applied, "places": places, "grades": shown.grades, "awards": shown.awards}


rate = st.sampled_from((90, 99, 100, 110, 120))
tenths = st.integers(40, 60)
county = st.tuples(rate, rate, rate, tenths, tenths)
MINE = (100, 98, 100, 55, 54)


@settings(max_examples=cases(40, full=1000))
@given(st.fixed_dictionaries(dict.fromkeys(UNITS[1:], county)),
       st.fixed_dictionaries(dict.fromkeys(UNITS[1:], county)))  # fmt: skip
def test_others_can_do_what_they_will_as_long_as_my_points_stay(
    one: dict[str, tuple[int, ...]], other: dict[str, tuple[int, ...]]
) -> None:
    """Non-interference. 100 % of one's own earns no bonus whatever the others reach, so one's points stay."""
    first, second = (outcome_of(facts_of({"a": MINE, **others})) for others in (one, other))
    assert told(first, OWN) == told(second, OWN)


def test_own_points_are_all_there_and_the_others_nowhere() -> None:
    values = {unit: (100 + 5 * place, 98, 100, 50, 50) for place, unit in enumerate(UNITS)}
    outcome = outcome_of(facts_of(values))
    shown = seen(outcome, counties(), OWN)
    assert [*shown.results["total"]] == ["a"]
    mine, whole = shown.results["total"]["a"].worked, outcome.results["total"]["a"].worked
    assert mine is not None
    assert whole is not None
    assert mine.value == whole.value
    assert (shown.standings, shown.grades, shown.awards) == ({}, {}, {})
    said = explain(mine, counties())
    assert [unit.name for unit in counties().units if unit.name in said and unit.code in UNITS[1:]] == []
    assert f"就业和创业：12 分（{HIDDEN}）" in said
    assert "未完成扣分" not in said
    assert "救助完成率" in said  # what is not worked out beside others stays explained


def test_open_ranks_show_ones_own_place_and_no_other() -> None:
    """R4.17 阳光操作."""
    values = {unit: (100 + 5 * place, 98, 100, 50, 50) for place, unit in enumerate(UNITS)}
    shown = seen(outcome_of(facts_of(values)), counties(), OPEN)
    (placed,) = shown.standings["places"].placed
    assert (placed.unit, placed.place, placed.because, placed.is_tied) == ("a", 5, "", False)
    assert [*shown.standings["places"].totals] == ["a"]


def test_office_sees_everything_always_and_everybody_once_it_is_published() -> None:
    for is_office, is_published, open_ranks in product((False, True), repeat=3):
        sight = sight_of({"a"}, is_office=is_office, is_published=is_published, open_ranks=open_ranks)
        assert sight == (ALL if is_office or is_published else OPEN if open_ranks else OWN)
    outcome = outcome_of(facts_of(dict.fromkeys(UNITS, MINE)))
    assert seen(outcome, counties(), ALL) is outcome


def test_what_others_lack_is_not_told_of_them() -> None:
    values = dict.fromkeys(UNITS, MINE)
    facts = facts_of(values)
    without = replace(facts, imported=[each for each in facts.imported if each.unit != "b"])
    shown = seen(outcome_of(without), counties(), OPEN)
    assert shown.results["total"]["a"].worked is not None
    assert shown.standings["places"].missing == (OTHERS,)


FOUND = FindingFact("1", "a", "criticised", date(2012, 6, 1), attributes={"level": "省级或国家部委"})


@settings(max_examples=cases(20, full=200))
@given(st.sets(st.sampled_from(UNITS)), st.integers(1, 3))
def test_drafts_of_findings_are_nowhere(units: set[str], count: int) -> None:
    """O26: not in the points, not in their working, not in the places."""
    facts = facts_of(dict.fromkeys(UNITS, MINE))
    drafts = [replace(FOUND, ref=f"{unit}{n}", unit=unit, state=FindingState.DRAFTED)
              for unit in sorted(units) for n in range(count)]  # fmt: skip
    with_drafts = replace(facts, findings=drafts)
    assert told_facts(with_drafts, OPEN) == facts
    assert told_facts(with_drafts, ALL).findings == drafts
    assert told(outcome_of(with_drafts), OPEN) == told(outcome_of(facts), OPEN)


# Which rules look at others

PEER_RULES = (
    "{kind: peers, of: {kind: figure, figure: rate}, take: rank}",
    "{kind: against_peers, of: {kind: figure, figure: rate}, points: 2, how: to_best, all_equal: none}",
)


def test_every_way_of_looking_beside_oneself_is_found() -> None:
    assert indicators_beside(counties()) == {"就业和创业"}
    assert ranked_units(counties()) == UNITS
    assert results_beside(counties()) == frozenset()
    for rule in PEER_RULES:
        named = f"{{kind: highest, parts: [{rule}, 1]}}"
        through = scheme_with("{kind: rule, rule: shared}", f"rules: {{shared: {named}}}")
        assert len(indicators_beside(through)) == 1


def test_all_alike_is_not_told_either() -> None:
    """“各家都一样，给满分” would say what everybody has."""
    rule = "{kind: against_peers, of: {kind: figure, figure: rate}, points: 2, how: to_best, all_equal: full}"
    scheme = scheme_with(rule)
    outcome = work_out(open_book(scheme, each_has("rate", a=91, b=91, c=91, d=91)), "2019")
    for shown in seen(outcome, scheme, OWN).results.values():
        for total in shown.values():
            assert "一样" not in (explain(total.worked, scheme) if total.worked else "")
