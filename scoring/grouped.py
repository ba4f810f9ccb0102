"""The numbers of a group side by side, gathered once for all who are compared with it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property

from config.scoring.words import Better
from scoring.worked import Worked, counted, largest, smallest, total


class Grouped(dict[str, Worked]):
    """By unit; who has no number is outside the group (O36)."""

    @cached_property
    def everyone(self) -> Sequence[Worked]:
        return tuple(self.values())

    @cached_property
    def total(self) -> Worked:
        return total(self.everyone)

    @cached_property
    def mean(self) -> Worked:
        return self.total / counted(self.everyone)

    @cached_property
    def largest(self) -> Worked:
        return largest(self.everyone)

    @cached_property
    def smallest(self) -> Worked:
        return smallest(self.everyone)

    @cached_property
    def order(self) -> Sequence[Fraction]:
        return sorted(one.value for one in self.everyone)

    @cached_property
    def distinct(self) -> tuple[Sequence[Fraction], Sequence[Worked]]:
        """Each number once, by size, and who has it."""
        by_value = {one.value: one for one in reversed(self.everyone)}
        values = sorted(by_value)
        return values, [by_value[value] for value in values]

    def others(self, unit: str) -> Sequence[Worked]:
        return [one for other, one in self.items() if other != unit]

    def tied(self, unit: str) -> int:
        """How many others have the same number."""
        value = self[unit].value
        return bisect_right(self.order, value) - bisect_left(self.order, value) - 1

    def ahead(self, unit: str, better: Better) -> int:
        return _ahead(self.order, self[unit].value, better)

    def distinct_others(self, unit: str, better: Better) -> tuple[Sequence[Worked], int]:
        """Each other number once, and how many of them are ahead."""
        values, ones = self.distinct
        own = self[unit].value
        place = bisect_left(values, own)
        return [*ones[:place], *ones[place + 1 :]], _ahead(values, own, better)


def _ahead(order: Sequence[Fraction], value: Fraction, better: Better) -> int:
    if better is Better.HIGHER:
        return len(order) - bisect_right(order, value)
    return bisect_left(order, value)
