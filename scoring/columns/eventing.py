"""Prices on findings, numbers only (P6, C11): what is taken and what counts is decided as in scoring/eventing.py."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import mul
from typing import TYPE_CHECKING, Any

from config.scoring import combining, pricing
from config.scoring.words import Beyond, SameProblem, Stacking
from scoring.asking import Case
from scoring.columns.batch import Batch
from scoring.columns.column import Column, added, at_least_zero, constant, minus, of_values, plus, scaled, smaller
from scoring.columns.measuring import with_findings
from scoring.eventing import at_rates, limited, points_of_nth, taken
from scoring.facts import FindingFact
from scoring.matching import fits

if TYPE_CHECKING:
    from scoring.columns.reading import Reading

ONE, NOTHING = Fraction(1), Fraction(0)


@dataclass(frozen=True, slots=True)
class Cost:
    """A finding, the price that took it, what it costs, and what one occurrence of it costs."""

    finding: FindingFact
    line: int
    whole: Fraction
    once: Fraction


def events(rule: pricing.Events, reading: "Reading", batch: Batch) -> Column:
    is_plain = _is_plain(rule) and reading.book.tells_findings_apart
    worked = _by_times(rule, reading, batch) if is_plain else _by_finding(rule, reading, batch)
    return worked if rule.most is None else smaller(worked, reading.column(rule.most, batch))


def _is_plain(rule: pricing.Events) -> bool:
    """Whether each line only asks how many times: nothing goes by day or problem, and no line takes another's."""
    kinds = [kind for price in rule.prices for kind in dict.fromkeys(price.match.finding)]
    return (
        rule.same_problem is SameProblem.EACH
        and rule.limit is None
        and not rule.multipliers
        and len(set(kinds)) == len(kinds)
    )


def _by_times(rule: pricing.Events, reading: "Reading", batch: Batch) -> Column:
    return added([_line(price, reading, batch) for price in rule.prices], len(batch))


def _line(price: pricing.Priced, reading: "Reading", batch: Batch) -> Column:
    times = of_values(reading.book.times_of(price.match, batch.units, batch.period))
    cost = scaled(_above(times, price.free), Fraction(price.each))
    if price.beyond_after is not None and price.beyond_each is not None:
        more = Fraction(price.beyond_each) - (0 if price.beyond is Beyond.ADDS else Fraction(price.each))
        cost = plus(cost, scaled(_above(times, max(price.beyond_after, price.free)), more))
    return cost if price.most is None else smaller(cost, constant(Fraction(price.most), len(batch)))


def _above(times: Column, free: int) -> Column:
    return at_least_zero(minus(times, constant(free, len(times)))) if free else times


def _by_finding(rule: pricing.Events, reading: "Reading", batch: Batch) -> Column:
    """What counts of each finding and what it costs is decided one after the other, as they happened."""
    kinds = tuple(dict.fromkeys(kind for price in rule.prices for kind in price.match.finding))

    def cost(case: Case) -> Fraction:
        lines: defaultdict[int, Fraction] = defaultdict(Fraction)
        costs = list(_costs(rule, list(limited(rule, taken(rule, reading.book, case)))))
        for place, amount in _told_once(rule, costs):
            lines[place] += amount
        return sum((_capped(rule.prices[place], amount) for place, amount in lines.items()), NOTHING)

    return with_findings(kinds, cost, reading, batch)


def _capped(price: pricing.Priced, amount: Fraction) -> Fraction:
    return amount if price.most is None else min(amount, Fraction(price.most))


def _costs(rule: pricing.Events, found: Sequence[tuple[int, FindingFact, Fraction]]) -> Iterator[Cost]:
    before: defaultdict[int, Fraction] = defaultdict(Fraction)
    for place, finding, times in found:
        start = before[place]
        before[place] += times
        rates = at_rates(rule.prices[place], start, times)
        factor = _factor(rule, finding)
        whole = sum((many * rate for many, rate in rates), NOTHING) * factor
        paid = sum((many for many, _ in rates), NOTHING)
        dearest = max((rate for many, rate in rates if many), default=NOTHING)
        yield Cost(finding, place, whole, min(paid, ONE) * dearest * factor)


def _factor(rule: pricing.Events, finding: FindingFact) -> Fraction:
    fitting = [Fraction(more.times) for more in rule.multipliers if fits(more.when, finding)]
    if not fitting or rule.stacking is Stacking.MULTIPLY:
        return reduce(mul, fitting, ONE)
    return max(fitting) if rule.stacking is Stacking.HIGHEST else ONE + sum(factor - ONE for factor in fitting)


def _told_once(rule: pricing.Events, costs: Sequence[Cost]) -> Iterator[tuple[int, Fraction]]:
    problems: defaultdict[str, list[Cost]] = defaultdict(list)
    for one in costs:
        if one.finding.problem and rule.same_problem is not SameProblem.EACH:
            problems[one.finding.problem].append(one)
        else:
            yield one.line, one.whole
    for of_problem in problems.values():
        yield from _of_problem(rule, of_problem)


def _of_problem(rule: pricing.Events, costs: Sequence[Cost]) -> Iterator[tuple[int, Fraction]]:
    sides: defaultdict[str, Fraction] = defaultdict(Fraction)
    for one in costs:
        sides[rule.prices[one.line].side] += one.whole
    mixed = len(sides) > 1
    if rule.same_problem is SameProblem.HIGHEST or (rule.same_problem is SameProblem.HIGHEST_ACROSS_SIDES and mixed):
        dearest = max(costs, key=lambda one: one.once)
        yield dearest.line, dearest.once
        return
    higher = max(sides, key=sides.__getitem__) if rule.same_problem is SameProblem.HIGHER_SIDE and mixed else None
    yield from ((one.line, one.whole) for one in costs if higher in (None, rule.prices[one.line].side))


def counter(rule: combining.Counter, reading: "Reading", batch: Batch) -> Column:
    def cost(case: Case) -> Fraction:
        return sum((points for _, _, points in points_of_nth(rule, reading.book, case)), NOTHING)

    return with_findings(rule.match.finding, cost, reading, batch)


WORKS: Mapping[type, Any] = {pricing.Events: events, combining.Counter: counter}
