"""Measures in columns (M1–M8): figures, gaps, changes, counts, lateness, history."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from config.scoring import measures as kinds
from config.scoring.words import Absence, Better, CountOf, Direction, InUnits, Reference, Series, StepMode
from scoring.asking import Case
from scoring.columns.batch import Batch
from scoring.columns.column import (
    Column,
    Holes,
    added,
    all_refused,
    at_least_zero,
    ceiled,
    constant,
    empty,
    first_refused,
    floored,
    larger,
    minus,
    of_values,
    over,
    patched,
    scaled,
    smaller,
    times,
)
from scoring.measuring import distinct, period_cases
from scoring.periods import years_before
from scoring.refusals import NoData, Unscored

if TYPE_CHECKING:
    from scoring.columns.reading import Reading


def fixed(rule: kinds.Constant, _: "Reading", batch: Batch) -> Column:
    return constant(Fraction(rule.value), len(batch))


def figure(rule: kinds.FigureOf, reading: "Reading", batch: Batch) -> Column:
    code = rule.figure
    if code is None:
        try:
            code = reading.book.own_figure(Case("", batch.period, batch.indicator))
        except Unscored:
            return empty(len(batch), None)
    return figures_at(code, reading, batch, of=rule.of, back=rule.years_before)


def figures_at(code: str, reading: "Reading", batch: Batch, *, of: str | None = None, back: int = 0) -> Column:
    figures = reading.figures(code, years_before(batch.period, back))
    return figures.column(batch.units if of is None else (of,) * len(batch))


def target(rule: kinds.TargetOf, reading: "Reading", batch: Batch) -> Column:
    return targets(rule.name, reading, batch)


def targets(name: str, reading: "Reading", batch: Batch) -> Column:
    """The scheme's number, but for the units that have one of their own."""
    try:
        wanted = reading.book.wanted_target(name, Case("", batch.period, batch.indicator))
    except Unscored:
        return empty(len(batch), None)
    given = Fraction(wanted.value or 0)
    own = reading.book.own_targets(wanted.name, batch.indicator)
    if not own:
        return constant(given, len(batch))
    return of_values([own.get(unit, given) for unit in batch.units])


def points(_: kinds.PointsOf, reading: "Reading", batch: Batch) -> Column:
    return reading.each(batch, lambda case: reading.book.own_points(case).value)


def summed(rule: kinds.Sum, reading: "Reading", batch: Batch) -> Column:
    parts = [reading.column(part, batch) for part in rule.parts]
    return added(parts, len(batch), all_refused(*parts))


def subtracted(rule: kinds.Difference, reading: "Reading", batch: Batch) -> Column:
    first, *rest = [reading.column(part, batch) for part in rule.parts]
    return minus(first, added(rest, len(batch)), all_refused(first, *rest))


def multiplied(rule: kinds.Product, reading: "Reading", batch: Batch) -> Column:
    first, *rest = [reading.column(part, batch) for part in rule.parts]
    worked = first
    for part in rest:
        worked = times(worked, part)
    return worked.but(all_refused(first, *rest))


def ratio(rule: kinds.Ratio, reading: "Reading", batch: Batch) -> Column:
    part, whole = reading.column(rule.part, batch), reading.column(rule.whole, batch)
    holes = all_refused(part, whole)
    zeros = [row for row, num in enumerate(whole.nums) if num == 0 and row not in holes]
    told = {**holes, **dict.fromkeys(zeros)}
    worked = over(part, whole, told)
    worked = scaled(worked, 100) if rule.percent else worked
    if not zeros or rule.when_zero is None:
        return worked
    instead = reading.column(rule.when_zero, batch.only(zeros))
    return patched(worked.but(holes), spread(instead, zeros, len(batch)), zeros)


def spread(column: Column, rows: Sequence[int], size: int) -> Column:
    """The column of some rows, on all of them; the others have 0."""
    if len(rows) == size:
        return column
    nums, own = [0] * size, None if column.own is None else [1] * size
    for place, row in enumerate(rows):
        nums[row] = column.nums[place]
        if own is not None and column.own is not None:
            own[row] = column.own[place]
    return Column(nums, column.den, own, {rows[place]: why for place, why in column.holes.items()})


def in_percent_of(amount: Column, whole: Column, holes: Holes) -> Column:
    """A share of the size of what may not be 0."""
    zeros = {row: None for row, num in enumerate(whole.nums) if num == 0 and row not in holes}
    size = Column([abs(num) for num in whole.nums], whole.den, whole.own)
    return scaled(over(amount, size, {**holes, **zeros}), 100)


def gap(rule: kinds.GapTo, reading: "Reading", batch: Batch) -> Column:
    """How far from the target; for what is better low, over is below."""
    actual, wanted = reading.column(rule.actual, batch), reading.column(rule.target, batch)
    holes = all_refused(actual, wanted)
    short = rule.direction is Direction.SHORT
    first, second = (wanted, actual) if short is (rule.better is Better.HIGHER) else (actual, wanted)
    signed = minus(first, second, holes)
    if rule.direction is not Direction.BOTH:
        signed = at_least_zero(signed)
    return signed if rule.measure is InUnits.AMOUNT else in_percent_of(signed, wanted, holes)


def change(rule: kinds.Change, reading: "Reading", batch: Batch) -> Column:
    now = figures_at(rule.figure, reading, batch)
    before = _before(rule, reading, batch)
    grown = minus(now, before)
    if rule.measure is InUnits.PERCENT:
        grown = in_percent_of(grown, before, grown.holes)
    return grown if rule.decreases else at_least_zero(grown)


def _before(rule: kinds.Change, reading: "Reading", batch: Batch) -> Column:
    if rule.against is Reference.BASE_YEAR:
        return figures_at(rule.figure, reading, batch, back=int(batch.period[:4]) - (rule.base_year or 0))
    if rule.against is Reference.LAST_YEAR:
        return figures_at(rule.figure, reading, batch, back=1)
    years = [figures_at(rule.figure, reading, batch, back=back) for back in range(1, rule.years + 1)]
    average = scaled(added(years, len(batch)), Fraction(1, len(years)))
    if rule.against is Reference.MEAN_OF_YEARS:
        return average
    choose = smaller if rule.against is Reference.LOWER_OF_LAST_AND_MEAN else larger
    return choose(years[0], average, average.holes)


def count(rule: kinds.CountFindings, reading: "Reading", batch: Batch) -> Column:
    if rule.by is CountOf.TIMES:
        return of_values(reading.book.times_of(rule.match, batch.units, batch.period))

    def many(case: Case) -> Fraction:
        return Fraction(len(distinct(reading.book.findings(rule.match, case), rule.by)))

    return with_findings(rule.match.finding, many, reading, batch)


def with_findings(finding: Sequence[str], ask: Any, reading: "Reading", batch: Batch) -> Column:
    """Asked only of the units that have such a finding at all; the others have 0."""
    rows = reading.book.rows_with(finding, batch.units)
    if not rows:
        return constant(0, len(batch))
    return spread(reading.each(batch.only(rows), ask), rows, len(batch))


def late(rule: kinds.Lateness, reading: "Reading", batch: Batch) -> Column:
    def amount(case: Case) -> Fraction:
        fact = reading.book.moment(rule.moment, case)
        if fact is None or fact.done is None:
            raise NoData([])
        return reading.book.lateness(fact.due, fact.done, rule.unit) if fact.done > fact.due else Fraction(0)

    return stepped(reading.each(batch, amount), rule.step)


def stepped(amount: Column, mode: StepMode) -> Column:
    if mode is StepMode.PROPORTIONAL:
        return amount
    return floored(amount) if mode is StepMode.WHOLE else ceiled(amount)


def series(rule: kinds.OverPeriods, reading: "Reading", batch: Batch) -> Column:
    """Periods without a figure are left out of sums and means; they break a run."""
    periods = [case.period for case in period_cases(rule.every, rule.years, Case("", batch.period))]
    if rule.where is not None:
        return _runs(rule, reading, batch, periods)
    columns = [reading.column(rule.of, batch.at(period)) for period in periods]
    refused = first_refused(*(_decided_first(column) for column in columns))
    kept = [[column.value(row) for column in columns if row not in column.holes] for row in range(len(batch))]
    absent: Holes = {row: Absence.NO_DATA for row, values in enumerate(kept) if not values}
    return of_values([_TAKEN[rule.take](values or [Fraction(0)]) for values in kept], {**absent, **refused})


def _decided_first(column: Column) -> Column:
    """Only the holes that nothing can fill."""
    return column.but({row: why for row, why in column.holes.items() if why is None})


_TAKEN: Mapping[Series, Any] = {
    Series.SUM: sum,
    Series.MEAN: lambda values: Fraction(sum(values)) / len(values),
    Series.FIRST: lambda values: values[0],
    Series.LAST: lambda values: values[-1],
    Series.RISE: lambda values: values[-1] - values[0],
}


def _runs(rule: kinds.OverPeriods, reading: "Reading", batch: Batch, periods: Sequence[str]) -> Column:
    asked = [reading.holds(rule.where, batch.at(period)) for period in periods]
    refused: Holes = {row: None for truths in asked for row, why in truths.holes.items() if why is None}
    counts = []
    for row in range(len(batch)):
        held = [row not in truths.holes and truths.holds[row] for truths in asked]
        counts.append(_run(rule.take, held))
    return Column(counts, holes=refused)


def _run(take: Series, held: Sequence[bool]) -> int:
    if take is Series.PERIODS:
        return sum(held)
    breaks = [-1, *(place for place, ok in enumerate(held) if not ok), len(held)]
    runs = [after - before - 1 for before, after in pairwise(breaks)]
    return runs[-1] if take is Series.CURRENT_RUN else max(runs)


def imported(rule: kinds.FromSource, reading: "Reading", batch: Batch) -> Column:
    def value(case: Case) -> Fraction:
        fact = reading.book.imported(rule.source, case.of(rule.of or case.unit))
        if fact is None:
            raise NoData([])
        return fact.value

    return reading.each(batch, value)


WORKS: Mapping[type, Any] = {
    kinds.Constant: fixed,
    kinds.FigureOf: figure,
    kinds.TargetOf: target,
    kinds.PointsOf: points,
    kinds.Sum: summed,
    kinds.Difference: subtracted,
    kinds.Product: multiplied,
    kinds.Ratio: ratio,
    kinds.GapTo: gap,
    kinds.Change: change,
    kinds.CountFindings: count,
    kinds.Lateness: late,
    kinds.OverPeriods: series,
    kinds.FromSource: imported,
}
