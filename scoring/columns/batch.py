"""Who is scored at once: units, a period, an indicator. As a Case is to one, a Batch is to many."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from scoring.asking import Case


@dataclass(eq=False, slots=True)
class Batch:
    """A batch is itself and no other, so that what was worked out for it is found again at once."""

    units: tuple[str, ...]
    period: str
    indicator: str = ""
    _near: "dict[tuple[str, str], Batch]" = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.units)

    def case(self, row: int) -> Case:
        return Case(self.units[row], self.period, self.indicator)

    def at(self, period: str) -> "Batch":
        return self._beside(period, self.indicator)

    def under(self, indicator: str) -> "Batch":
        return self._beside(self.period, indicator)

    def only(self, rows: Sequence[int]) -> "Batch":
        if len(rows) == len(self.units):
            return self
        return Batch(tuple(self.units[row] for row in rows), self.period, self.indicator)

    def _beside(self, period: str, indicator: str) -> "Batch":
        """The same units elsewhere; always the same batch for the same place."""
        key = (period, indicator)
        if key == (self.period, self.indicator):
            return self
        if key not in self._near:
            self._near[key] = Batch(self.units, period, indicator, self._near)
            self._near.setdefault((self.period, self.indicator), self)
        return self._near[key]
