"""The shares of what the superior gave or took: always the whole, in order, and the remainder where the scheme says."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from config.carried import Remainder, Split, SplitBy
from scoring.splitting import not_the_whole, split_points, weights_of

UNITS = ("lead", "b", "c", "d")
EQUAL = Split(by=SplitBy.EQUAL)


def shares(points: str, split: Split, *, units: int = 3) -> list[Decimal]:
    return list(split_points(Decimal(points), UNITS[:units], split).values())


def decimals(*written: str) -> list[Decimal]:
    return [Decimal(each) for each in written]


def test_half_a_point_between_three() -> None:
    assert shares("-0.5", EQUAL) == decimals("-0.18", "-0.16", "-0.16")
    assert shares("-0.5", Split(by=SplitBy.EQUAL, remainder=Remainder.LARGEST)) == decimals("-0.17", "-0.17", "-0.16")
    assert shares("-0.5", Split(by=SplitBy.EQUAL, digits=0)) == decimals("-0.3", "-0.1", "-0.1")  # its own digit counts


def test_lead_bears_what_the_scheme_says() -> None:
    assert shares("-0.5", Split(by=SplitBy.WEIGHTS, lead=Decimal(60))) == decimals("-0.30", "-0.10", "-0.10")
    assert shares("0.3", Split(by=SplitBy.WEIGHTS, lead=Decimal(100))) == decimals("0.3", "0", "0")


@pytest.mark.parametrize("by", SplitBy)
def test_a_unit_alone_bears_all_of_it(by: SplitBy) -> None:
    lead = Decimal(60) if by is SplitBy.WEIGHTS else None
    assert shares("-0.125", Split(by=by, lead=lead), units=1) == [Decimal("-0.125")]


def test_where_a_person_decides_nothing_is_proposed() -> None:
    assert shares("-0.5", Split()) == []


def test_what_a_person_decided_has_to_be_the_whole() -> None:
    assert not_the_whole(Decimal("-0.5"), {"lead": Decimal("-0.3"), "b": Decimal("-0.2")}) is None
    assert not_the_whole(Decimal("-0.5"), {"lead": Decimal("-0.3"), "b": Decimal("-0.1")}) == (
        "各家分担之和是-0.4分，上级的是-0.5分，相差0.1分"
    )
    assert not_the_whole(Decimal("-0.5"), {"lead": Decimal("-0.6"), "b": Decimal("0.1")}) == (
        "上级的是-0.5分，不能有的家加、有的家减"
    )


@pytest.mark.parametrize("wrong", [{"by": "weights"}, {"by": "equal", "lead": 60}, {"by": "weights", "lead": 101}])
def test_weights_go_with_the_share_of_the_lead(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Split.model_validate(wrong)


points = st.decimals(min_value=-100, max_value=100, places=3).filter(bool)
numbers = st.integers(min_value=1, max_value=len(UNITS))
splits = st.one_of(
    st.builds(Split, by=st.just(SplitBy.EQUAL), digits=st.integers(0, 4), remainder=st.sampled_from(Remainder)),
    st.builds(
        Split,
        by=st.just(SplitBy.WEIGHTS),
        lead=st.integers(0, 100).map(Decimal),
        digits=st.integers(0, 4),
        remainder=st.sampled_from(Remainder),
    ),
)


@given(points, numbers, splits)
def test_shares_are_the_whole_and_none_is_on_the_other_side(whole: Decimal, number: int, split: Split) -> None:
    found = split_points(whole, UNITS[:number], split)
    assert sum(map(Fraction, found.values())) == Fraction(whole)
    assert not_the_whole(whole, found) is None


@given(points, numbers, splits)
def test_larger_weight_never_bears_less(whole: Decimal, number: int, split: Split) -> None:
    """Of the co-units always; of all units where remainders go by size."""
    units = UNITS[:number]
    found, weights = split_points(whole, units, split), weights_of(units, split)
    compared = units if split.remainder is Remainder.LARGEST else units[1:]
    for one in compared:
        for other in compared:
            if weights[one] > weights[other]:
                assert abs(found[one]) >= abs(found[other])
            elif weights[one] == weights[other] and split.remainder is Remainder.LEAD:
                assert found[one] == found[other]


@given(points, st.decimals(min_value=0, max_value=10, places=3), numbers, splits)
def test_larger_loss_never_leaves_a_co_unit_with_less(whole: Decimal, more: Decimal, number: int, split: Split) -> None:
    split = split.model_copy(update={"remainder": Remainder.LEAD, "digits": 4})
    units = UNITS[:number]
    less, larger = split_points(whole, units, split), split_points(whole + more.copy_sign(whole), units, split)
    assert all(abs(larger[unit]) >= abs(less[unit]) for unit in units[1:])


@given(points, numbers, splits)
def test_nobody_is_further_from_his_exact_part_than_the_remainder(whole: Decimal, number: int, split: Split) -> None:
    units = UNITS[:number]
    found, weights = split_points(whole, units, split), weights_of(units, split)
    exponent = whole.normalize().as_tuple().exponent
    step = Fraction(1, 10 ** max(split.digits, -int(exponent), 0))
    for unit in units:
        off = abs(Fraction(found[unit]) - Fraction(whole) * weights[unit] / 100)
        assert off < step * (number if split.remainder is Remainder.LEAD else 1) or off == 0
