"""A group's numbers side by side: who has one, what they come to, who stands where. Each is worked out once."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from config.scoring.words import Better, PlaceTies
from scoring.columns.column import Column, ordered


@dataclass
class Peers:
    """Who has no number is outside the group (O36)."""

    units: Sequence[str]
    column: Column

    @cached_property
    def is_refused(self) -> bool:
        """Somebody's number has to be decided first."""
        return None in self.column.holes.values()

    @cached_property
    def present(self) -> tuple[int, ...]:
        return tuple(row for row in range(len(self.units)) if row not in self.column.holes)

    @cached_property
    def row(self) -> dict[str, int]:
        """Where each unit that has a number stands."""
        return {self.units[row]: row for row in self.present}

    @cached_property
    def order(self) -> list[int]:
        return ordered(self.column)

    @cached_property
    def sorted(self) -> list[int]:
        return sorted(self.order[row] for row in self.present)

    @cached_property
    def distinct(self) -> list[int]:
        return sorted(set(self.sorted))

    @cached_property
    def most(self) -> Fraction:
        return self.column.value(max(self.present, key=self.order.__getitem__))

    @cached_property
    def least(self) -> Fraction:
        return self.column.value(min(self.present, key=self.order.__getitem__))

    @cached_property
    def total(self) -> Fraction:
        nums = [self.column.nums[row] for row in self.present]
        if self.column.own is None:
            return Fraction(sum(nums), self.column.den)
        return exact_sum(nums, [self.column.own[row] for row in self.present]) / self.column.den

    @cached_property
    def mean(self) -> Fraction:
        return self.total / len(self.present)

    def tied(self, row: int) -> int:
        """How many have the same number, itself among them."""
        value = self.order[row]
        return bisect_right(self.sorted, value) - bisect_left(self.sorted, value)

    def place(self, row: int, better: Better, ties: PlaceTies) -> int:
        value = self.order[row]
        among = self.distinct if ties is PlaceTies.DENSE else self.sorted
        ahead = len(among) - bisect_right(among, value) if better is Better.HIGHER else bisect_left(among, value)
        return 1 + ahead + (self.tied(row) - 1 if ties is PlaceTies.WORSE else 0)


def exact_sum(nums: list[int], dens: list[int]) -> Fraction:
    """Neighbours first, so that the numbers grow with the logarithm of how many there are."""
    while len(nums) > 1:
        if len(nums) % 2:
            nums, dens = [*nums, 0], [*dens, 1]
        whole = list(map(lcm, dens[::2], dens[1::2]))
        pairs = zip(nums[::2], dens[::2], nums[1::2], dens[1::2], whole, strict=True)
        nums = [one * (den // a) + other * (den // b) for one, a, other, b, den in pairs]
        dens = whole
    return Fraction(nums[0], dens[0]) if nums else Fraction(0)
