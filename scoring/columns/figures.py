"""One figure of one period, for every unit that has it: read from the facts once, then looked up as integers."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from config.scoring.words import Absence
from scoring.columns.column import Column, Holes, of_ratios
from scoring.facts import FigureFact


class Figures:
    """By unit: its number over the common denominator, its own denominator where they differ too much, or why none."""

    def __init__(self, facts: Mapping[str, FigureFact]) -> None:
        self._absent: dict[str, Absence] = {}
        values = [fact.verified for fact in facts.values() if fact.verified is not None and fact.absence is None]
        # Where all are verified, as most are, nothing more is asked of each.
        known = dict(zip(facts, values, strict=True)) if len(values) == len(facts) else self._sifted(facts)
        column = of_ratios(
            [value.numerator for value in known.values()], [value.denominator for value in known.values()]
        )
        self._nums, self._den = dict(zip(known, column.nums, strict=True)), column.den
        self._own = None if column.own is None else dict(zip(known, column.own, strict=True))

    def _sifted(self, facts: Mapping[str, FigureFact]) -> dict[str, Fraction]:
        """The 认定值, or what the unit reported where nobody has verified it yet; and why there is none."""
        known: dict[str, Fraction] = {}
        for unit, fact in facts.items():
            value = fact.reported if fact.verified is None else fact.verified
            if fact.absence is None and value is not None:
                known[unit] = value
            else:
                self._absent[unit] = fact.absence or Absence.NO_DATA
        return known

    def column(self, units: Sequence[str]) -> Column:
        found = list(map(self._nums.get, units))
        holes: Holes = {}
        if None in found:
            holes = {row: self._absent.get(units[row], Absence.NO_DATA) for row, num in enumerate(found) if num is None}
        nums = [num or 0 for num in found]
        own = None if self._own is None else [self._own.get(unit, 1) for unit in units]
        return Column(nums, self._den, own, holes)
