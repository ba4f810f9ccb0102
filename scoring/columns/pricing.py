"""Prices in columns: tables, thresholds, bands, lines, steps, judgement (P1–P5, P10)."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any

from config.scoring import pricing as kinds
from config.scoring.words import Absence, InUnits, Overlap, Slope
from scoring.asking import Case
from scoring.columns.batch import Batch
from scoring.columns.column import (
    Column,
    Holes,
    Truths,
    at_least_zero,
    compared,
    constant,
    first_refused,
    larger,
    minus,
    plus,
    rows_of,
    scaled,
    smaller,
    times,
)
from scoring.columns.measuring import stepped
from scoring.pricing import across_gap, judged
from scoring.refusals import Unscored

if TYPE_CHECKING:
    from scoring.columns.reading import Reading


def lookup(rule: kinds.Lookup, reading: "Reading", batch: Batch) -> Column:
    holes: Holes = {}
    said: defaultdict[str, list[int]] = defaultdict(list)
    for row in range(len(batch)):
        fact = reading.book.answer(rule.answer, batch.case(row))
        if fact is None:
            holes[row] = Absence.NO_DATA
        elif rule.table.get(fact.said, rule.otherwise) is None:
            holes[row] = None
        else:
            said[fact.said if fact.said in rule.table else ""].append(row)
    parts = [
        (rows, reading.column(rule.table.get(word, rule.otherwise), batch.only(rows))) for word, rows in said.items()
    ]
    return reading.joined(batch, parts, Truths([], holes))


def cases(rule: kinds.Cases, reading: "Reading", batch: Batch) -> Column:
    """Each case is only asked of the units that fit none above it."""
    holes: Holes = {}
    parts: list[tuple[list[int], Column]] = []
    rest = list(range(len(batch)))
    for one in rule.cases:
        if not rest:
            break
        here = batch.only(rest)
        truths = reading.holds(one.when, here)
        yes, no = truths.rows()
        holes |= {rest[row]: why for row, why in truths.holes.items()}
        if yes:
            parts.append(([rest[row] for row in yes], reading.column(one.then, here.only(yes))))
        rest = [rest[row] for row in no]
    if rest and rule.otherwise is not None:
        parts.append((rest, reading.column(rule.otherwise, batch.only(rest))))
    elif rest:
        holes |= dict.fromkeys(rest)
    return reading.joined(batch, parts, Truths([], holes))


def passed(rule: kinds.Pass, reading: "Reading", batch: Batch) -> Column:
    return reading.either(reading.holds(rule.when, batch), batch, rule.points, rule.otherwise)


_BOUNDS: Mapping[str, Callable[[Any, Any], bool]] = {"at_least": ge, "above": gt, "at_most": le, "below": lt}


def bands(rule: kinds.Bands, reading: "Reading", batch: Batch) -> Column:
    of = reading.column(rule.of, batch)
    inside = [0] * len(of)  # by row, one bit for each band
    for place, band in enumerate(rule.bands):
        inside = [bits | holds << place for bits, holds in zip(inside, _inside(band, of), strict=True)]
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for row, bits in enumerate(inside):
        if row not in of.holes:
            alike[bits].append(row)
    parts = []
    for bits, rows in alike.items():
        places = [place for place in range(len(rule.bands)) if bits >> place & 1]
        parts.append((rows, _in_bands(rule, of, places, rows, reading, batch)))
    return reading.joined(batch, parts, of)


def _inside(band: kinds.Band, of: Column) -> Sequence[bool]:
    masks = [
        compared(of, test, constant(Fraction(bound), len(of))).holds
        for key, test in _BOUNDS.items()
        if (bound := getattr(band, key)) is not None
    ]
    return masks[0] if len(masks) == 1 else [one and other for one, other in zip(*masks, strict=True)]


def _in_bands(
    rule: kinds.Bands, of: Column, places: Sequence[int], rows: Sequence[int], reading: "Reading", batch: Batch
) -> Column:
    """What units give that fall into the same bands: none, one, or several."""
    here = batch.only(rows)
    if not places:
        return _between(rule, rows_of(of, rows), reading, here)
    found = [reading.column(rule.bands[place].points, here) for place in places]
    told = first_refused(*found)
    if len(found) == 1 or rule.overlap is Overlap.FIRST:
        return found[0].but(told)
    if rule.overlap is Overlap.REFUSE:
        return found[0].but({**dict.fromkeys(range(len(rows))), **told})
    choose = larger if rule.overlap is Overlap.HIGHEST else smaller
    worked = found[0]
    for other in found[1:]:
        worked = choose(worked, other, {})
    return worked.but(told)


def _between(rule: kinds.Bands, of: Column, reading: "Reading", batch: Batch) -> Column:
    """The neighbour that the policy names; beyond the ends there is none."""
    alike: defaultdict[int, list[int]] = defaultdict(list)
    holes: Holes = {}
    for row in range(len(of)):
        try:
            alike[rule.bands.index(across_gap(rule, of.value(row), ""))].append(row)
        except Unscored:
            holes[row] = None
    parts = [(rows, reading.column(rule.bands[place].points, batch.only(rows))) for place, rows in alike.items()]
    return reading.joined(batch, parts, Truths([], holes))


def line(rule: kinds.Line, reading: "Reading", batch: Batch) -> Column:
    of = reading.column(rule.of, batch)
    spans = list(pairwise(rule.knots))
    ends = [constant(Fraction(knot.at), len(of)) for knot in rule.knots]
    below, above = compared(of, lt, ends[0]).holds, compared(of, gt, ends[-1]).holds
    outside = [row for row in range(len(of)) if below[row] or above[row]] if rule.beyond != "extend" else []
    left, parts = {row for row in range(len(of)) if row not in of.holes} - set(outside), []
    for place, span in enumerate(spans):
        reached = compared(of, le, ends[place + 1]).holds
        rows = [row for row in sorted(left) if reached[row] or place == len(spans) - 1]
        left -= set(rows)
        if rows:
            parts.append((rows, _on_span(*span, rows_of(of, rows))))
    here = [row for row in outside if row not in of.holes]
    refused: Holes = dict.fromkeys(here) if rule.beyond == "refuse" else {}
    for side, knot in ((below, rule.knots[0]), (above, rule.knots[-1])):
        rows = [row for row in here if side[row] and not refused]
        if rows:
            parts.append((rows, constant(Fraction(knot.points), len(rows))))
    return reading.joined(batch, parts, of, Truths([], refused))


def _on_span(low: kinds.Knot, high: kinds.Knot, of: Column) -> Column:
    slope = Fraction(high.points - low.points) / Fraction(high.at - low.at)
    rise = scaled(minus(of, constant(Fraction(low.at), len(of))), slope)
    return plus(constant(Fraction(low.points), len(of)), rise)


def slopes(rule: kinds.Slopes, reading: "Reading", batch: Batch) -> Column:
    of = at_least_zero(reading.column(rule.of, batch))
    tops = [None if rate.up_to is None else constant(Fraction(rate.up_to), len(of)) for rate in rule.rates]
    worked = _by_slope(rule, of, tops, reading, batch) if rule.slope is Slope.WHOLE else _marginal(rule, of, tops)
    return worked if rule.most is None else smaller(worked, reading.column(rule.most, batch))


def _marginal(rule: kinds.Slopes, of: Column, tops: Sequence[Column | None]) -> Column:
    worked, start = constant(0, len(of)), constant(0, len(of))
    for rate, top in zip(rule.rates, tops, strict=True):
        reached = of if top is None else smaller(of, top)
        worked = plus(worked, _at_rate(rate, at_least_zero(minus(reached, start)), rule))
        start = of if top is None else top
    return worked.but(of.holes)


def _by_slope(
    rule: kinds.Slopes, of: Column, tops: Sequence[Column | None], reading: "Reading", batch: Batch
) -> Column:
    left, parts = [row for row in range(len(of)) if row not in of.holes], []
    for place, (rate, top) in enumerate(zip(rule.rates, tops, strict=True)):
        is_last = top is None or place == len(rule.rates) - 1
        reached = compared(of, le, top).holds if top is not None and not is_last else None
        rows = [row for row in left if reached is None or reached[row]]
        there = set(rows)
        left = [row for row in left if row not in there]
        if rows:
            parts.append((rows, _at_rate(rate, rows_of(of, rows), rule)))
    return reading.joined(batch, parts, of)


def _at_rate(rate: kinds.Rate, amount: Column, rule: kinds.Slopes) -> Column:
    return scaled(stepped(scaled(amount, 1 / Fraction(rate.each)), rule.step), Fraction(rate.points))


def steps(rule: kinds.Steps, reading: "Reading", batch: Batch) -> Column:
    of = reading.column(rule.of, batch)
    free = minus(of, constant(Fraction(rule.free), len(of))) if rule.free else of
    many = stepped(scaled(at_least_zero(free), 1 / Fraction(rule.each)), rule.step)
    worked = scaled(many, Fraction(rule.points))
    if rule.most is not None:
        worked = smaller(worked, reading.column(rule.most, batch))
    if rule.unit is InUnits.AMOUNT:
        return worked
    base = reading.column(rule.base, batch)
    return scaled(times(base, worked, first_refused(worked, base)), Fraction(1, 100))


def judgement(rule: kinds.Judgement, reading: "Reading", batch: Batch) -> Column:
    def given(case: Case) -> Fraction:
        fact = judged(rule, reading.book, case)
        return Fraction(rule.default or 0) if fact is None else fact.points

    return reading.each(batch, given)


WORKS: Mapping[type, Any] = {
    kinds.Lookup: lookup,
    kinds.Cases: cases,
    kinds.Pass: passed,
    kinds.Bands: bands,
    kinds.Line: line,
    kinds.Slopes: slopes,
    kinds.Steps: steps,
    kinds.Judgement: judgement,
}
