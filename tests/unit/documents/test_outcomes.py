"""What is kept of an outcome sets it up again, whole and exact."""

from fractions import Fraction
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from config.loading import load_facts, load_scheme
from documents.outcomes import as_document, lines_of, outcome_from, worked_from
from documents.scores import as_tree, explain
from scoring.differing import differences, stands
from scoring.outcome import Outcome, open_book, work_out
from scoring.sheets import facts_of
from scoring.worked import Sign, Truth, clause, picked, recomputed, total
from scoring.worked import given as recorded
from tests.house import ROOT
from tests.profiles import cases

LOADED = load_scheme((ROOT / "tests/fixtures/schemes/livelihood.yaml").read_text(encoding="utf-8"))
SCHEME = LOADED.scheme


@cache
def outcome() -> Outcome:
    sheet, _ = load_facts(ROOT / "tests/fixtures/scoring/livelihood.yaml", LOADED)
    facts, refused = facts_of(sheet, SCHEME)
    assert not refused
    return work_out(open_book(SCHEME, facts), "2012")


def test_an_outcome_that_was_kept_is_the_same_again() -> None:
    kept = outcome_from(as_document(outcome()), lines_of(outcome(), SCHEME), SCHEME)
    assert [*differences(outcome(), kept)] == []
    assert as_document(kept) == as_document(outcome())
    assert [*lines_of(kept, SCHEME)] == [*lines_of(outcome(), SCHEME)]
    for unit, held in outcome().results["total"].items():
        again = kept.results["total"][unit].worked
        assert held.worked is not None
        assert again is not None
        assert explain(again, SCHEME) == explain(held.worked, SCHEME)
        assert recomputed(again) == held.worked.value


fraction = st.fractions(min_value=-99, max_value=99, max_denominator=60)


@settings(max_examples=cases(40, full=500))
@given(st.lists(fraction, min_size=1, max_size=4), st.booleans(), st.booleans())
def test_any_tree_comes_back_as_it_was_written(values: list[Fraction], holds: bool, is_recorded: bool) -> None:
    sign, said = (Sign.RECORDED, "社会评价为好") if is_recorded else (Sign.ALL, "")
    parts = () if is_recorded else (Truth(holds, Sign.RECORDED, said="评价为好"),)
    worked = picked(
        (Truth(holds, sign, parts, said=said),), total([recorded(value, "登记的数") for value in values])
    ).called("得分", unit="分", note="注")
    tree = as_tree(worked, SCHEME)
    assert as_tree(worked_from(tree), SCHEME) == tree
    assert worked_from(as_tree(clause(values[0]), SCHEME)).value == values[0]


def test_where_a_unit_stands_is_told_by_total() -> None:
    first = next(one.unit for one in outcome().standings["places"].placed if one.place == 1)
    standing = stands(outcome(), "total", first)
    assert (standing.place, standing.grade) == (1, "")
    assert stands(outcome(), "total", "nobody").points is None
