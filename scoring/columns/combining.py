"""How points are put together, in columns (C1–C6, C8, C9, C12, C13)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from config.scoring import combining as kinds
from config.scoring.words import Missing, Purse
from scoring.asking import Case
from scoring.columns.batch import Batch
from scoring.columns.column import (
    Column,
    added,
    all_refused,
    constant,
    empty,
    larger,
    minus,
    of_values,
    patched,
    plus,
    rounded,
    scaled,
    smaller,
    times,
)
from scoring.columns.missing import Policy, weighed
from scoring.combining import version_on, weights_of_periods
from scoring.measuring import period_cases

if TYPE_CHECKING:
    from scoring.columns.reading import Reading


def base(rule: kinds.Base, reading: "Reading", batch: Batch) -> Column:
    points, *rest = [reading.column(term, batch) for term in (rule.points, *rule.deductions, *rule.bonuses)]
    deductions, bonuses = rest[: len(rule.deductions)], rest[len(rule.deductions) :]
    worked = points
    if deductions:
        worked = minus(worked, added(deductions, len(batch), {}), {})
    if bonuses:
        worked = plus(worked, added(bonuses, len(batch), {}), {})
    if rule.floor is not None:
        worked = larger(worked, constant(Fraction(rule.floor), len(batch)), {})
    worked = worked.but(all_refused(points, *rest))
    return worked if rule.ceiling is None else smaller(worked, reading.column(rule.ceiling, batch))


def weighted(rule: kinds.Weighted, reading: "Reading", batch: Batch) -> Column:
    weights = [Fraction(part.weight) for part in rule.parts]
    asked = [(part.of, batch) for part in rule.parts]
    return weighed(weights, asked, Fraction(rule.total), Policy(rule.missing, rule.fixed), reading)


def rollup(rule: kinds.Rollup, reading: "Reading", batch: Batch) -> Column:
    periods = [case.period for case in period_cases(rule.every.value, rule.years, Case("", batch.period))]
    if rule.take == "last":
        return _last(rule, reading, batch, periods)
    kept = [
        (weight, period)
        for weight, period in zip(weights_of_periods(rule, len(periods)), periods, strict=True)
        if weight
    ]
    if not kept:
        return empty(len(batch), None)
    weights = [weight for weight, _ in kept]
    summed = rule.take == "sum"
    plainly = summed and rule.missing is not Missing.RESCALE
    whole = Fraction(1) if plainly else sum(weights, Fraction(0))
    asked = [(rule.of, batch.at(period)) for _, period in kept]
    worked = weighed(weights, asked, whole, Policy(rule.missing, rule.fixed), reading)
    return scaled(worked, len(kept)) if summed and not plainly else worked


def _last(rule: kinds.Rollup, reading: "Reading", batch: Batch, periods: Sequence[str]) -> Column:
    worked: Column | None = None
    for period in reversed(periods):
        column = reading.column(rule.of, batch.at(period))
        if worked is None:
            worked = column
            continue
        first = worked
        absent = [row for row, why in worked.holes.items() if why is not None]
        worked = patched(worked, column, absent)
        # Where no period has one, the latest says why; something to be decided comes first of all.
        still = {row: first.holes[row] for row in absent if worked.holes.get(row) is not None}
        worked = worked.but({**worked.holes, **still})
    return worked if worked is not None else empty(len(batch), None)


def extreme(rule: kinds.Highest | kinds.Lowest, reading: "Reading", batch: Batch) -> Column:
    """Who has nothing to look at in one part is judged by the others."""
    choose = larger if isinstance(rule, kinds.Highest) else smaller
    found = [reading.column(term, batch) for term in rule.parts]
    undecided = {row for column in found for row, why in column.holes.items() if why is None}
    worked = found[0]
    for column in found[1:]:
        here = patched(worked, column, [row for row in worked.holes if row not in column.holes])
        there = patched(column, worked, [row for row in column.holes if row not in worked.holes])
        worked = choose(here, there, {row: why for row, why in worked.holes.items() if row in column.holes})
    return worked.but({**worked.holes, **dict.fromkeys(undecided)})


def choice(rule: kinds.Choice, reading: "Reading", batch: Batch) -> Column:
    code = reading.book.chosen(rule.choice) or rule.default
    of = next((option.of for option in rule.options if option.code == code), None)
    return empty(len(batch), None) if of is None else reading.column(of, batch)


def limit(rule: kinds.Limit, reading: "Reading", batch: Batch) -> Column:
    worked = reading.column(rule.of, batch)
    if rule.at_least is not None:
        worked = larger(worked, reading.column(rule.at_least, batch))
    if rule.at_most is not None:
        worked = smaller(worked, reading.column(rule.at_most, batch))
    return worked


def percent_of(rule: kinds.PercentOf, reading: "Reading", batch: Batch) -> Column:
    return scaled(reading.column(rule.of, batch), Fraction(rule.percent) / 100)


def share(rule: kinds.Share, reading: "Reading", batch: Batch) -> Column:
    if rule.how is Purse.WEIGHTS:
        given = {unit: Fraction(weight) / 100 for unit, weight in rule.weights.items()}
    else:
        given = dict.fromkeys(rule.among, Fraction(1, len(rule.among)))
    shares = of_values([given.get(unit, Fraction(0)) for unit in batch.units])
    return times(reading.column(rule.of, batch), shares)


def fill_in(rule: kinds.FillIn, reading: "Reading", batch: Batch) -> Column:
    column = reading.column(rule.of, batch)
    return Policy(rule.missing, rule.fixed, rule.full).filled(column, rule.of, reading, batch)


def to_digits(rule: kinds.Rounded, reading: "Reading", batch: Batch) -> Column:
    return rounded(reading.column(rule.of, batch), rule.digits, rule.mode)


def withheld(rule: kinds.Withheld, reading: "Reading", batch: Batch) -> Column:
    return reading.either(reading.holds(rule.until, batch), batch, rule.of, rule.meanwhile)


def dated(rule: kinds.Dated, reading: "Reading", batch: Batch) -> Column:
    return reading.column(version_on(rule, reading.book, batch.period).of, batch)


def named(rule: kinds.NamedRule, reading: "Reading", batch: Batch) -> Column:
    return reading.column(reading.book.scoring.rules[rule.rule], batch)


def indicator(rule: kinds.IndicatorScore, reading: "Reading", batch: Batch) -> Column:
    if rule.of is None:
        return reading.score(rule.indicator, batch)
    one = reading.score(rule.indicator, reading.batch((rule.of,), batch.period, batch.indicator))
    own = None if one.own is None else one.own * len(batch)
    return Column(
        one.nums * len(batch), one.den, own, dict.fromkeys(range(len(batch)), one.holes[0]) if one.holes else {}
    )


WORKS: Mapping[type, Any] = {
    kinds.Base: base,
    kinds.Weighted: weighted,
    kinds.Rollup: rollup,
    kinds.Highest: extreme,
    kinds.Lowest: extreme,
    kinds.Choice: choice,
    kinds.Limit: limit,
    kinds.PercentOf: percent_of,
    kinds.Share: share,
    kinds.FillIn: fill_in,
    kinds.Rounded: to_digits,
    kinds.Withheld: withheld,
    kinds.Dated: dated,
    kinds.NamedRule: named,
    kinds.IndicatorScore: indicator,
}
