"""The arithmetic of columns: exact whatever stands beneath the line."""

from fractions import Fraction
from operator import ge, gt, le, lt

from hypothesis import given
from hypothesis import strategies as st

from config.scoring.words import Absence, Better, PlaceTies, RoundMode
from scoring.columns import column as columns
from scoring.columns.column import Column, all_refused, constant, first_refused, of_values, ordered, rows_of
from scoring.columns.peers import Peers, exact_sum
from scoring.worked import round_to

FRACTIONS = st.fractions(-1000, 1000, max_denominator=10**40)
SMALL = st.fractions(-5, 5, max_denominator=4)
PAIRS = st.lists(st.tuples(FRACTIONS | SMALL, FRACTIONS | SMALL), min_size=1, max_size=6)


def exact(column: Column) -> list[Fraction | None]:
    return column.values()


@given(PAIRS)
def test_arithmetic_is_that_of_fractions(pairs: list[tuple[Fraction, Fraction]]) -> None:
    lefts, rights = [left for left, _ in pairs], [right for _, right in pairs]
    left, right = of_values(lefts), of_values(rights)
    nonzero = of_values([each or Fraction(1) for each in rights])
    ragged = columns.over(left, nonzero)
    quotients = [one / (other or 1) for one, other in pairs]
    assert exact(columns.plus(left, right)) == [one + other for one, other in pairs]
    assert exact(columns.minus(ragged, right)) == [one - other for one, other in zip(quotients, rights, strict=True)]
    assert exact(columns.times(ragged, left)) == [one * other for one, other in zip(quotients, lefts, strict=True)]
    assert exact(ragged) == quotients
    assert exact(columns.scaled(ragged, Fraction(-3, 7))) == [each * Fraction(-3, 7) for each in quotients]
    assert exact(columns.added([ragged, left, ragged], len(pairs))) == [
        2 * one + other for one, other in zip(quotients, lefts, strict=True)
    ]
    assert exact(columns.floored(ragged)) == [Fraction(each // 1) for each in quotients]
    assert exact(columns.ceiled(ragged)) == [Fraction(-(-each // 1)) for each in quotients]
    assert exact(columns.larger(ragged, right)) == [
        max(one, other) for one, other in zip(quotients, rights, strict=True)
    ]
    assert exact(columns.smaller(left, ragged)) == [
        min(one, other) for one, other in zip(quotients, lefts, strict=True)
    ]
    for test in (ge, gt, le, lt):
        held = columns.compared(ragged, test, right).holds
        assert held == [test(one, other) for one, other in zip(quotients, rights, strict=True)]


@given(PAIRS, st.integers(0, 4), st.sampled_from(list(RoundMode)))
def test_rounding_is_that_of_the_explained_score(
    pairs: list[tuple[Fraction, Fraction]], digits: int, mode: RoundMode
) -> None:
    column = columns.over(of_values([one for one, _ in pairs]), of_values([other or Fraction(1) for _, other in pairs]))
    expected = [round_to(one / (other or 1), digits, mode) for one, other in pairs]
    assert exact(columns.rounded(column, digits, mode)) == expected


@given(st.lists(SMALL | FRACTIONS, min_size=1, max_size=12))
def test_order_places_and_sums_are_exact(values: list[Fraction]) -> None:
    column = Column([each.numerator for each in values], 1, [each.denominator for each in values])
    keys = ordered(column)
    assert [[one < other for other in keys] for one in keys] == [[one < other for other in values] for one in values]
    peers = Peers(tuple(map(str, range(len(values)))), column)
    assert (peers.total, peers.most, peers.least) == (sum(values), max(values), min(values))
    places = peers.places(Better.HIGHER, PlaceTies.BETTER)
    assert [places[key] for key in keys] == [1 + sum(other > each for other in values) for each in values]
    assert exact_sum([], []) == 0


def test_why_there_is_no_number() -> None:
    absent = constant(1, 3).but({0: Absence.NO_TASK, 1: Absence.EXEMPT})
    undecided = constant(1, 3).but({0: None, 1: Absence.NO_DATA})
    assert first_refused(absent, undecided) == {0: Absence.NO_TASK, 1: Absence.EXEMPT}
    assert all_refused(absent, undecided) == {0: None, 1: Absence.EXEMPT}
    assert rows_of(undecided, [2, 1]).holes == {1: Absence.NO_DATA}
