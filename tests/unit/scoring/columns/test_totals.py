"""Totals come from the columns; their working, asked for, leads to the same number and the same overrides."""

from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.loading import load_scheme
from config.scheme import Scheme
from config.scoring.words import Absence
from scoring.asking import Case
from scoring.book import Book
from scoring.facts import ExemptFact, Facts
from scoring.outcome import work_out
from scoring.standings import Total, applied_to
from scoring.worked import recomputed
from tests.profiles import cases
from tests.unit.scoring.columns.rules import term_of
from tests.unit.scoring.columns.world import facts, lateness, scheme, text_of
from tests.unit.scoring.office import each_has

ON_TOP = """\
  results:
    - {code: total, name: 总分, digits: 1}
    - {code: own, name: 另算, of: {kind: sum, parts: [{kind: indicator, indicator: one}, done]}, groups: 县}
  overrides:
    - {code: veto, effect: veto, when: {kind: has_finding, match: {finding: absent}}}
    - code: less
      effect: lower
      points: {kind: difference, parts: [0, plan]}
      when: {kind: has_finding, match: {finding: late}}
    - {code: most, effect: score_ceiling, points: 2.5, when: {kind: compare, of: done, above: 1}, groups: 县}
  rankings:
    - {code: all, name: 名次, result: total, group: [县, 区], vetoed: last}
    - {code: some, name: 名次, result: own, group: 县}
"""


@cache
def ranked() -> Scheme:
    return load_scheme(text_of() + ON_TOP).scheme


@settings(max_examples=cases(30, full=1000))
@given(facts())
def test_a_total_and_its_working_are_one(known: Facts) -> None:
    book = Book(ranked(), known, lateness)
    outcome = work_out(book, "2019")
    for code, totals in outcome.results.items():
        for unit, total in totals.items():
            worked = total.worked
            assert (worked is None) == bool(total.reasons)
            if worked is not None:
                assert worked.value == recomputed(worked) == total.value
                held = [each.override.code for each in applied_to(book, Case(unit, "2019"), code)]
                assert [each.override.code for each in total.applied] == held


def test_total_of_a_year() -> None:
    known = Facts(
        figures=[fact for code in ("rate", "done", "plan") for fact in each_has(code, a=3, b=1, c=2).figures],
        exempt=[ExemptFact("d", "parent", Absence.EXEMPT)],
    )
    outcome = work_out(Book(ranked(), known, lateness), "2019")
    totals = {unit: (total.value, len(total.applied)) for unit, total in outcome.results["total"].items()}
    # 3 + 3 + 100% + 3, held down to 2.5; 1 + 1 + 100% + 1; the district has reported nothing
    assert totals == {"a": (Fraction("2.5"), 1), "b": (Fraction(103), 0), "c": (Fraction("2.5"), 1), "d": (None, 0)}
    assert [(one.unit, one.place) for one in outcome.standings["all"].ranked] == [("b", 1), ("a", 2), ("c", 2)]


def test_a_working_that_leads_elsewhere_is_no_working() -> None:
    total = Total.of("a", Book(scheme(), each_has("rate", a=3)).score("one", Case("a", "2019")))
    with pytest.raises(AssertionError, match="3 explained, 4 worked out"):
        assert Total("a", total.value + 1 if total.value else None, explain=total.explain).worked


@pytest.mark.parametrize("take", ["mean", "sum", "highest", "lowest"])
def test_a_group_is_gathered_once_for_all_of_it(take: str) -> None:
    """What a group comes to is one working that every unit's working leads to: nobody works it out again."""
    book = Book(scheme(), each_has("rate", a=3, b=1, c=2))
    rule = term_of({"kind": "peers", "of": "rate", "take": take})
    first, second = (book.worked(rule, Case(unit, "2019", "one")) for unit in "ab")
    assert first.parts is second.parts


@given(st.lists(st.integers(0, 3), min_size=3, max_size=3), st.sampled_from(["better", "worse", "dense"]))
def test_ranks_of_a_gathered_group_can_be_counted_again(rates: list[int], ties: str) -> None:
    book = Book(scheme(), each_has("rate", **dict(zip("abc", map(str, rates), strict=True))))
    rule = term_of({"kind": "peers", "of": "rate", "take": "rank", "ties": ties})
    for unit in "abc":
        rank = book.worked(rule, Case(unit, "2019", "one"))
        assert recomputed(rank) == rank.value
