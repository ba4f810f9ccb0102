"""What stands in where there is nothing to look at (C8), and weighing with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from config.scoring.words import Missing
from scoring.columns.batch import Batch
from scoring.columns.column import (
    Column,
    Holes,
    added,
    all_refused,
    constant,
    of_values,
    over,
    patched,
    rows_of,
    scaled,
)
from scoring.columns.measuring import spread
from scoring.columns.peering import by_group
from scoring.columns.peers import Peers

if TYPE_CHECKING:
    from scoring.columns.reading import Reading


@dataclass(frozen=True, slots=True)
class Policy:
    missing: Missing
    fixed: Any
    full: Any = None

    def filled(self, column: Column, term: Any, reading: "Reading", batch: Batch) -> Column:
        """What stands in, in the rows that have nothing to look at; the hole stays where nothing does."""
        rows = [row for row, why in column.holes.items() if why is not None]
        if not rows:
            return column
        instead = self._instead(rows_of(column, rows), term, reading, batch.only(rows))
        return patched(column, spread(instead, rows, len(column)), rows)

    def _instead(self, absent: Column, term: Any, reading: "Reading", here: Batch) -> Column:
        if self.missing is Missing.ZERO:
            return constant(0, len(here))
        if self.missing is Missing.FIXED and self.fixed is not None:
            return constant(Fraction(self.fixed), len(here))
        if self.missing is Missing.FULL and self.full is not None:
            return reading.column(self.full, here)
        if self.missing in (Missing.PEER_MEAN, Missing.LEAST):
            return self._of_peers(absent, term, reading, here)
        return absent

    def _of_peers(self, absent: Column, term: Any, reading: "Reading", here: Batch) -> Column:
        """Where nobody has a number, the hole stays; what the group cannot tell is to be decided first."""
        place = {unit: row for row, unit in enumerate(here.units)}

        def taken(peers: Peers, some: Batch) -> Column:
            if not peers.present:
                return rows_of(absent, [place[unit] for unit in some.units])
            return constant(peers.mean if self.missing is Missing.PEER_MEAN else peers.least, len(some))

        return by_group(term, None, reading, here, taken)


def weighed(
    weights: Sequence[Fraction],
    asked: Sequence[tuple[Any, Batch]],
    whole: Fraction,
    policy: Policy,
    reading: "Reading",
) -> Column:
    """The weighted sum divided by the whole; what is left out leaves its weight to the others."""
    size = len(asked[0][1])
    found = [reading.column(term, batch) for term, batch in asked]
    if policy.missing is not Missing.RESCALE:
        found = [
            policy.filled(column, term, reading, batch) for column, (term, batch) in zip(found, asked, strict=True)
        ]
    holes = all_refused(*found)
    parts = [scaled(column, weight) for column, weight in zip(found, weights, strict=True)]
    if policy.missing is not Missing.RESCALE or not holes:
        return scaled(added(parts, size, holes), 1 / whole)
    return _rescaled(parts, found, weights, whole, holes)


def _rescaled(
    parts: Sequence[Column], found: Sequence[Column], weights: Sequence[Fraction], whole: Fraction, holes: Holes
) -> Column:
    size = len(parts[0])
    none = {row: why for row, why in holes.items() if why is None or all(row in column.holes for column in found)}
    there = [patched(part, constant(0, size), list(part.holes)) for part in parts]
    left = [
        sum((weight for weight, column in zip(weights, found, strict=True) if row not in column.holes), Fraction(0))
        if row in holes
        else whole
        for row in range(size)
    ]
    return over(added(there, size, {}), of_values(left), none)
