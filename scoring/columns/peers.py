"""A group's numbers side by side: who has one, what they come to, who stands where. Each is worked out once."""

from collections import Counter
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
        holes = self.column.holes
        return (
            tuple(row for row in range(len(self.units)) if row not in holes) if holes else tuple(range(len(self.units)))
        )

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

    def rows(self, units: Sequence[str]) -> Sequence[int | None]:
        """Where each of these stands; None for who has no number here."""
        if units == self.units and len(self.present) == len(units):
            return self.present
        return list(map(self.row.get, units))

    @cached_property
    def tied(self) -> Counter[int]:
        """How many have the same number."""
        return Counter(self.sorted)

    def places(self, better: Better, ties: PlaceTies) -> dict[int, int]:
        """By number, as it stands in the order."""
        among = self.distinct if ties is PlaceTies.DENSE else self.sorted
        places: dict[int, int] = {}
        for place, value in enumerate(among if better is Better.LOWER else reversed(among), start=1):
            places.setdefault(value, place)
        if ties is PlaceTies.WORSE:
            return {value: place + self.tied[value] - 1 for value, place in places.items()}
        return places


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
