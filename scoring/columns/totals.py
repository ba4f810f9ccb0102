"""The totals of many units at once, with the overrides that hold for each."""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from config.scoring.grading import Effect, Override, Result
from scoring.columns.batch import Batch
from scoring.columns.column import Column, Holes, added, patched, plus, rounded, rows_of, smaller
from scoring.columns.measuring import spread
from scoring.columns.reading import Reading

Numbers = dict[str, tuple[Fraction, tuple[Override, ...]]]
"""By unit: its total and what holds for it. Who has none yet is not among them."""
Applied = Sequence[tuple[Override, Sequence[int]]]
"""In the order of the scheme: what may hold, and the rows for which it does."""


def numbers_of(reading: Reading, result: Result, units: Sequence[str], period: str) -> Numbers:
    batch = reading.batch(tuple(units), period, "")
    if not len(batch):
        return {}
    applied, refused = _applied(reading, batch, result.code)
    worked = _summed(reading, batch) if result.of is None else reading.column(result.of, batch)
    worked = _overridden(reading, worked.but({**worked.holes, **refused}), applied, batch)
    if result.digits is not None:
        worked = rounded(worked, result.digits, result.mode)
    held: defaultdict[int, list[Override]] = defaultdict(list)
    for override, rows in applied:
        for row in rows:
            held[row].append(override)
    scored = (row for row in range(len(batch)) if row not in worked.holes)
    return {batch.units[row]: (worked.value(row), tuple(held.get(row, ()))) for row in scored}


def _summed(reading: Reading, batch: Batch) -> Column:
    """The top indicators that the unit is assessed on."""
    parts, refused, any_part = [], Holes(), set[int]()
    for indicator in reading.book.scheme.indicators:
        column = reading.score(indicator.code, batch)
        for row, why in column.holes.items():
            if why is None or not reading.book.is_exempt(batch.units[row], indicator.code):
                refused[row] = None
        any_part |= set(range(len(batch))) - set(column.holes)
        parts.append(patched(column, Column([0] * len(batch)), list(column.holes)))
    nothing: Holes = {row: None for row in range(len(batch)) if row not in any_part}
    return added(parts, len(batch)).but({**nothing, **refused})


def _applied(reading: Reading, batch: Batch, result: str) -> tuple[Applied, Holes]:
    """With the rows for which it cannot be told yet."""
    found: list[tuple[Override, Sequence[int]]] = []
    refused: Holes = {}
    for override in reading.book.scoring.overrides:
        if not override.is_about(result):
            continue
        groups = override.groups
        rows = [
            row
            for row, unit in enumerate(batch.units)
            if not groups or any(reading.book.is_in(group, unit) for group in groups)
        ]
        if rows:
            truths = reading.holds(override.when, batch.only(rows))
            refused |= {rows[row]: None for row in truths.holes}
            found.append((override, [rows[row] for row in truths.rows()[0]]))
    return found, refused


def _overridden(reading: Reading, worked: Column, applied: Applied, batch: Batch) -> Column:
    for override, held in applied:
        if override.effect not in (Effect.LOWER, Effect.SCORE_CEILING):
            continue
        rows = [row for row in held if row not in worked.holes]
        if rows:
            join = plus if override.effect is Effect.LOWER else smaller
            changed = join(rows_of(worked, rows), reading.column(override.points, batch.only(rows)))
            worked = patched(worked, spread(changed, rows, len(batch)), rows)
    return worked
