"""Prices on findings, numbers only (P6, C11): what is taken and what counts is decided as in scoring/eventing.py."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import mul
from typing import TYPE_CHECKING, Any

from config.scoring import combining, pricing
from config.scoring.words import SameProblem, Stacking
from scoring.asking import Case
from scoring.columns.batch import Batch
from scoring.columns.column import Column, smaller
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
    kinds = tuple(dict.fromkeys(kind for price in rule.prices for kind in price.match.finding))

    def cost(case: Case) -> Fraction:
        lines: defaultdict[int, Fraction] = defaultdict(Fraction)
        costs = list(_costs(rule, list(limited(rule, taken(rule, reading.book, case)))))
        for place, amount in _told_once(rule, costs):
            lines[place] += amount
        return sum((_capped(rule.prices[place], amount) for place, amount in lines.items()), NOTHING)

    worked = with_findings(kinds, cost, reading, batch)
    return worked if rule.most is None else smaller(worked, reading.column(rule.most, batch))


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
