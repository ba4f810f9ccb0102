"""A column of exact numbers, one for each unit: integers over one denominator, or over one of each row's own.

Nothing is divided until it must be: a ratio keeps numerator and denominator, comparisons multiply crosswise, and floor
is integer division. Where a row has no number, a hole says why.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import repeat
from math import gcd, lcm
from operator import add, ge, mul, sub
from typing import Any

from config.scoring.words import Absence, RoundMode

Holes = dict[int, Absence | None]
"""By row: why there is nothing to look at; None where something has to be decided first."""
WIDE = 256
"""Bits from which the denominators of rows are worth reducing."""


@dataclass(slots=True)
class Column:
    """Row n is `nums[n] / den`, or `nums[n] / (den * own[n])`. What stands in a hole means nothing."""

    nums: list[int]
    den: int = 1
    own: list[int] | None = None
    holes: Holes = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.nums)

    def dens(self) -> list[int]:
        if self.own is None:
            return [self.den] * len(self.nums)
        return self.own if self.den == 1 else [self.den * own for own in self.own]

    def value(self, row: int) -> Fraction:
        return Fraction(self.nums[row], self.den * (1 if self.own is None else self.own[row]))

    def values(self) -> list[Fraction | None]:
        """A number for each row, None in the holes."""
        return [None if row in self.holes else self.value(row) for row in range(len(self.nums))]

    def but(self, holes: Holes) -> "Column":
        return Column(self.nums, self.den, self.own, holes)


def constant(value: Fraction | int, size: int) -> Column:
    return Column([value.numerator] * size, value.denominator)


def empty(size: int, why: Absence | None) -> Column:
    """Holes only."""
    return Column([0] * size, holes=dict.fromkeys(range(size), why))


def of_values(values: Iterable[Fraction | int], holes: Holes | None = None) -> Column:
    nums, dens = [], []
    for value in values:
        num, den = value.as_integer_ratio()
        nums.append(num)
        dens.append(den)
    return of_ratios(nums, dens, holes)


def of_ratios(nums: list[int], dens: list[int], holes: Holes | None = None) -> Column:
    several = set(dens)
    whole = lcm(*several)
    if len(several) <= 1:
        return Column(nums, whole, holes=holes or {})
    if whole.bit_length() > WIDE:
        return Column(nums, 1, dens, holes or {})
    times = {den: whole // den for den in several}
    return Column([num * times[den] for num, den in zip(nums, dens, strict=True)], whole, holes=holes or {})


# Two columns on the same denominators


@dataclass(slots=True)
class Aligned:
    """The numerators of two columns over the same denominators."""

    left: list[int]
    right: list[int]
    den: int
    own: list[int] | None

    def made(self, nums: Iterable[int], holes: Holes) -> Column:
        return Column(list(nums), self.den, self.own, holes)


def aligned(left: Column, right: Column) -> Aligned:
    den = left.den if left.den == right.den else lcm(left.den, right.den)
    one, other = _times(left.nums, den // left.den), _times(right.nums, den // right.den)
    if left.own is right.own:
        return Aligned(one, other, den, left.own)
    if right.own is None and left.own is not None:
        return Aligned(one, list(map(mul, other, left.own)), den, left.own)
    if left.own is None and right.own is not None:
        return Aligned(list(map(mul, one, right.own)), other, den, right.own)
    mine, theirs = left.own or [], right.own or []
    own = list(map(lcm, mine, theirs))
    one = [num * (whole // each) for num, whole, each in zip(one, own, mine, strict=True)]
    other = [num * (whole // each) for num, whole, each in zip(other, own, theirs, strict=True)]
    return Aligned(one, other, den, own)


def _times(nums: list[int], by: int) -> list[int]:
    return nums if by == 1 else [num * by for num in nums]


def first_refused(*columns: "Column | Truths") -> Holes:
    """Asked one after the other: the first that has no number says why."""
    holes: Holes = {}
    for column in reversed(columns):
        holes |= column.holes
    return holes


def all_refused(*columns: "Column | Truths") -> Holes:
    """Asked all: nothing to look at only where that is the reason of all that have no number."""
    holes: Holes = {}
    for column in columns:
        for row, why in column.holes.items():
            holes[row] = None if why is None else holes.get(row, why)
    return holes


# Arithmetic


def plus(left: Column, right: Column, holes: Holes | None = None) -> Column:
    both = aligned(left, right)
    return both.made(map(add, both.left, both.right), first_refused(left, right) if holes is None else holes)


def minus(left: Column, right: Column, holes: Holes | None = None) -> Column:
    both = aligned(left, right)
    return both.made(map(sub, both.left, both.right), first_refused(left, right) if holes is None else holes)


def times(left: Column, right: Column, holes: Holes | None = None) -> Column:
    own = left.own or right.own
    if left.own is not None and right.own is not None:
        own = list(map(mul, left.own, right.own))
    told = first_refused(left, right) if holes is None else holes
    return _reduced(Column(list(map(mul, left.nums, right.nums)), left.den * right.den, own, told))


def scaled(column: Column, by: Fraction | int) -> Column:
    """Times one number; the common denominator stays small."""
    common = gcd(column.den, by.numerator)
    nums = _times(column.nums, by.numerator // common)
    return Column(nums, column.den // common * by.denominator, column.own, column.holes)


def over(left: Column, right: Column, holes: Holes | None = None) -> Column:
    """The caller has made a hole of every row that would be divided by 0."""
    told = first_refused(left, right) if holes is None else holes
    below = list(map(mul, right.nums, left.own)) if left.own is not None else right.nums
    above = list(map(mul, left.nums, right.own)) if right.own is not None else left.nums
    if any(map(ge, repeat(0), below)):
        above = [-num if den < 0 else num for num, den in zip(above, below, strict=True)]
        below = [abs(den) or 1 for den in below]
    return _reduced(scaled(Column(above, left.den, below, told), right.den))


def _reduced(column: Column) -> Column:
    own = column.own
    if own is None or max(own, default=1).bit_length() <= WIDE:
        return column
    shared = list(map(gcd, column.nums, own))
    nums = [num // each for num, each in zip(column.nums, shared, strict=True)]
    return Column(nums, column.den, [num // each for num, each in zip(own, shared, strict=True)], column.holes)


def added(columns: Sequence[Column], size: int, holes: Holes | None = None) -> Column:
    """The sum; of no column at all 0."""
    told = first_refused(*columns) if holes is None else holes
    if not columns:
        return constant(0, size).but(told)
    den = lcm(*(column.den for column in columns))
    plain = [_times(column.nums, den // column.den) for column in columns if column.own is None]
    summed = Column(
        list(map(sum, zip(*plain, strict=True))) if len(plain) > 1 else plain[0] if plain else [0] * size, den
    )
    for column in columns:
        if column.own is not None:
            summed = _reduced(plus(summed, column, {}))
    return summed.but(told)


def floored(column: Column) -> Column:
    if column.own is None:
        den = column.den
        return column if den == 1 else Column([num // den for num in column.nums], holes=column.holes)
    return Column([num // den for num, den in zip(column.nums, column.dens(), strict=True)], holes=column.holes)


def ceiled(column: Column) -> Column:
    if column.own is None:
        den = column.den
        return column if den == 1 else Column([-(-num // den) for num in column.nums], holes=column.holes)
    return Column([-(-num // den) for num, den in zip(column.nums, column.dens(), strict=True)], holes=column.holes)


def rounded(column: Column, digits: int, mode: RoundMode) -> Column:
    """Away from nothing but what the mode says; a half is exactly a half."""
    scale = 10**digits
    goes_up = _GOES_UP[mode]
    nums = []
    for num, den in zip(column.nums, column.dens(), strict=True):
        whole, rest = divmod(abs(num) * scale, den)
        whole += goes_up(whole, rest, den)
        nums.append(-whole if num < 0 else whole)
    return Column(nums, scale, holes=column.holes)


_GOES_UP: Mapping[RoundMode, Callable[[int, int, int], bool]] = {
    RoundMode.DOWN: lambda _whole, _rest, _den: False,
    RoundMode.UP: lambda _whole, rest, _den: rest > 0,
    RoundMode.HALF_UP: lambda _whole, rest, den: 2 * rest >= den,
    RoundMode.HALF_EVEN: lambda whole, rest, den: 2 * rest > den or (2 * rest == den and whole % 2 == 1),
}


def at_least_zero(column: Column) -> Column:
    # a call of max for each row would take three times as long
    nums = [num if num > 0 else 0 for num in column.nums]  # noqa: FURB136
    return Column(nums, column.den, column.own, column.holes)


def larger(left: Column, right: Column, holes: Holes | None = None) -> Column:
    both = aligned(left, right)
    told = first_refused(left, right) if holes is None else holes
    return both.made(map(max, both.left, both.right), told)


def smaller(left: Column, right: Column, holes: Holes | None = None) -> Column:
    both = aligned(left, right)
    told = first_refused(left, right) if holes is None else holes
    return both.made(map(min, both.left, both.right), told)


def ordered(column: Column) -> list[int]:
    """Integers that stand to each other as the numbers do: equal for equal ones, greater for greater ones.

    Two fractions with denominators below 2**b that differ at all differ by more than 2**(-2b).
    """
    if column.own is None:
        return column.nums
    bits = 2 * max(column.own, default=1).bit_length() + 1
    return [(num << bits) // own for num, own in zip(column.nums, column.own, strict=True)]


# Rows


def rows_of(column: Column, rows: Sequence[int]) -> Column:
    """Only these rows, in this order."""
    own = None if column.own is None else [column.own[row] for row in rows]
    holes = {place: column.holes[row] for place, row in enumerate(rows) if row in column.holes} if column.holes else {}
    return Column([column.nums[row] for row in rows], column.den, own, holes)


def gathered(size: int, parts: Sequence[tuple[Sequence[int], Column]]) -> Column:
    """Each part in its own rows; together they are all rows."""
    if len(parts) == 1 and len(parts[0][0]) == size:
        return parts[0][1]
    den = lcm(*(column.den for _, column in parts))
    nums, holes = [0] * size, {}
    own = [1] * size if any(column.own is not None for _, column in parts) else None
    for rows, column in parts:
        by = den // column.den
        for place, row in enumerate(rows):
            nums[row] = column.nums[place] * by
        if own is not None and column.own is not None:
            for place, row in enumerate(rows):
                own[row] = column.own[place]
        for place, why in column.holes.items():
            holes[rows[place]] = why
    return Column(nums, den, own, holes)


def patched(column: Column, other: Column, rows: Sequence[int]) -> Column:
    """The other's number, or its hole, in these rows."""
    if not rows:
        return column
    there = set(rows)
    rest = [row for row in range(len(column)) if row not in there]
    return gathered(len(column), [(rest, rows_of(column, rest)), (rows, rows_of(other, rows))])


@dataclass(slots=True)
class Truths:
    """Whether something holds, for each unit."""

    holds: list[bool]
    holes: Holes = field(default_factory=dict)

    def rows(self) -> tuple[list[int], list[int]]:
        """Where it holds, and where it does not; holes are in neither."""
        yes: list[int] = []
        no: list[int] = []
        for row, holds in enumerate(self.holds):
            if row not in self.holes:
                (yes if holds else no).append(row)
        return yes, no


def compared(left: Column, test: Callable[[Any, Any], bool], right: Column) -> Truths:
    both = aligned(left, right)
    return Truths(list(map(test, both.left, both.right)), first_refused(left, right))
