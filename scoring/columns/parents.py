"""An indicator that has no rule of its own, in columns: the sum of what is below it (C1), and what is missing (C8)."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from config.indicators import Indicator, Segment
from config.scoring.words import Missing
from scoring.columns.batch import Batch
from scoring.columns.column import Column, Holes, added, all_refused, constant, of_values, over, times

if TYPE_CHECKING:
    from scoring.columns.reading import Reading

STANDS_IN = (Missing.ZERO, Missing.FULL, Missing.RESCALE)


def sum_of_parts(parts: Sequence[Indicator | Segment], reading: "Reading", batch: Batch) -> Column:
    found = [reading.score(part.code, batch) for part in parts]
    missing = reading.book.scoring.missing
    holes = all_refused(*found)
    if not holes:
        return added(found, len(batch))
    told = _told(found, holes, may_stand_in=missing in STANDS_IN)
    zeroed = [_zeroed(column) for column in found]
    summed = added(zeroed, len(batch))
    if missing is Missing.ZERO:
        return summed.but(told)
    points = [None if part.points is None else Fraction(part.points) for part in parts]
    told |= {row: None for row in holes if row not in told and None in _asked_points(missing, points, found, row)}
    if missing is Missing.FULL:
        instead = [_instead(column, given or Fraction(0)) for column, given in zip(found, points, strict=True)]
        return added(instead, len(batch), told)
    if missing is not Missing.RESCALE:
        return summed.but(told)
    return _rescaled(summed, found, [given or Fraction(0) for given in points], told)


def _asked_points(
    missing: Missing, points: Sequence[Fraction | None], found: Sequence[Column], row: int
) -> Sequence[Fraction | None]:
    """In full: those of what has no points; in proportion: those of all parts."""
    if missing is Missing.FULL:
        return [given for given, column in zip(points, found, strict=True) if row in column.holes]
    return points


def _told(found: Sequence[Column], holes: Holes, *, may_stand_in: bool) -> Holes:
    """The rows that get nothing: a part to be decided first, no part at all, or nothing that stands in."""
    return {
        row: why
        for row, why in holes.items()
        if why is None or not may_stand_in or all(row in column.holes for column in found)
    }


def _zeroed(column: Column) -> Column:
    if not column.holes:
        return column
    return Column([0 if row in column.holes else num for row, num in enumerate(column.nums)], column.den, column.own)


def _instead(column: Column, points: Fraction) -> Column:
    """The points in full where there are none."""
    if not column.holes:
        return column
    return of_values([points if row in column.holes else column.value(row) for row in range(len(column))])


def _rescaled(summed: Column, found: Sequence[Column], points: Sequence[Fraction], told: Holes) -> Column:
    whole = sum(points, Fraction(0))
    left = [
        sum((given for given, column in zip(points, found, strict=True) if row not in column.holes), Fraction(0))
        for row in range(len(summed))
    ]
    nothing: Holes = {row: None for row, given in enumerate(left) if not given and row not in told}
    share = over(constant(whole, len(summed)), of_values(left), {})
    return times(summed, share, {**told, **nothing})
