"""Which indicators a recorded thing is worth knowing for."""

from config.loading import load_scheme
from config.scoring.uses import SLOTS, figures_asked, indicators_using
from tests.unit.scoring.office import SCHEME

MORE = """\
  sources: [{code: poll, name: 电话调查}]
  rules:
    half: {kind: percent_of, percent: 50, of: {kind: imported, source: poll}}
  indicators: [{indicator: one, of: %s}]
"""


def using(rule: str) -> dict[tuple[str, str], frozenset[str]]:
    found = indicators_using(load_scheme(SCHEME + MORE % rule).scheme)
    return {used: indicators for used, indicators in found.items() if used[0] != "indicators"}


def test_through_named_rules_too() -> None:
    one = frozenset({"one"})
    assert using("{kind: rule, rule: half}") == {("scoring.rules", "half"): one, ("scoring.sources", "poll"): one}


def test_a_figure_alone_and_a_slot() -> None:
    one = frozenset({"one"})
    assert using("完成率") == {("figures", "rate"): one}
    assert using("{kind: judgement, slot: word, least: 0, most: 1}") == {(SLOTS, "word"): one}


def test_the_figure_of_a_target_only_where_somebody_asks_for_it() -> None:
    one = frozenset({"one"})
    assert using("3") == {}
    assert using("{kind: pass, when: {kind: met}, points: 1}") == {("figures", "done"): one}
    assert using("{kind: pass, when: {kind: met, indicator: 指标}, points: 1}") == {("figures", "done"): one}


def test_however_deep_it_stands() -> None:
    gap = "{kind: gap, actual: 完成率, target: 100}"
    rule = f"{{kind: base, points: 12, deductions: [{{kind: steps, of: {gap}, each: 2, points: 1}}]}}"
    assert using(rule) == {("figures", "rate"): frozenset({"one"})}


def test_a_total_or_an_override_looks_at_figures_too() -> None:
    more = """\
  results: [{code: total, name: 总分, of: 完成率}]
  overrides: [{code: idle, when: {kind: compare, of: 计划数, equals: 0}, effect: veto}]
"""
    scheme = load_scheme(SCHEME + MORE % "3" + more).scheme
    assert figures_asked(scheme) == {"rate", "plan"}
    assert figures_asked(load_scheme(SCHEME + MORE % "{kind: pass, when: {kind: met}, points: 1}").scheme) == {"done"}
    assert figures_asked(load_scheme(SCHEME + "  missing: zero\n").scheme) == frozenset()
