"""Prices on findings: each occurrence, same problem once, multipliers, quotas, limits; and the n-th time (P6, C11)."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from config.scoring import combining, pricing
from config.scoring.words import Beyond, SameProblem, Stacking
from scoring.asking import Ask, Case
from scoring.facts import FindingFact
from scoring.matching import fits
from scoring.measuring import told
from scoring.periods import period_of
from scoring.worked import Sign, Worked, clause, compared, given, largest, picked, product, smallest, total


@dataclass(frozen=True, slots=True)
class Priced:
    """A finding with its price: the line that took it, what it costs, and what one occurrence of it costs."""

    finding: FindingFact
    line: int
    cost: Worked
    once: Worked


def events(rule: pricing.Events, ask: Ask, case: Case) -> Worked:
    """Each finding is taken by the first price that fits it; then the same problem is told apart; then the caps."""
    priced = list(_priced(rule, ask, list(limited(rule, taken(rule, ask, case)))))
    lines: defaultdict[int, list[Worked]] = defaultdict(list)
    for place, worked in _told_once(rule, priced):
        lines[place].append(worked)
    worked = total([_line(rule.prices[place], ask, lines[place]) for place in sorted(lines)])
    return worked if rule.most is None else smallest((worked, ask.worked(rule.most, case)))


def taken(rule: pricing.Events, ask: Ask, case: Case) -> Iterator[tuple[int, FindingFact]]:
    seen: set[str] = set()
    found = []
    for place, price in enumerate(rule.prices):
        for finding in ask.findings(price.match, case):
            if finding.ref not in seen:
                seen.add(finding.ref)
                found.append((place, finding))
    yield from sorted(found, key=lambda pair: (pair[1].on, pair[1].ref))


def limited(
    rule: pricing.Events, found: Iterator[tuple[int, FindingFact]]
) -> Iterator[tuple[int, FindingFact, Fraction]]:
    """How many occurrences of each count; what happened first counts first."""
    left: dict[str, Fraction] = {}
    for place, finding in found:
        if rule.limit is None:
            yield place, finding, finding.times
            continue
        period = period_of(finding.on, rule.limit.per.value)
        rest = left.setdefault(period, Fraction(rule.limit.times))
        times = min(finding.times, rest)
        left[period] = rest - times
        if times:
            yield place, finding, times


def _priced(rule: pricing.Events, ask: Ask, found: Sequence[tuple[int, FindingFact, Fraction]]) -> Iterator[Priced]:
    before: defaultdict[int, Fraction] = defaultdict(Fraction)
    for place, finding, times in found:
        price, start = rule.prices[place], before[place]
        before[place] += times
        factor, each = _factor(rule, finding), f"每{ask.finding_name(finding.kind)[1]}"
        rates = at_rates(price, start, times)
        parts = [product((_occurrences(ask, finding, many), clause(rate, each), *factor)) for many, rate in rates]
        paid = sum((many for many, _ in rates), Fraction(0))
        dearest = max((rate for many, rate in rates if many), default=Fraction(0))
        once = product((_occurrences(ask, finding, min(paid, Fraction(1))), clause(dearest, each), *factor))
        yield Priced(finding, place, parts[0] if len(parts) == 1 else total(parts), once)


def _occurrences(ask: Ask, finding: FindingFact, many: Fraction) -> Worked:
    """Of a finding, so many occurrences: all of them where nothing was left out."""
    whole = told(ask, finding)
    if many == whole.value:
        return whole
    return given(many, whole.label, unit=whole.unit, record=whole.record, note=f"登记 {whole.value}，计 {many}")


def at_rates(price: pricing.Priced, start: Fraction, times: Fraction) -> list[tuple[Fraction, Fraction]]:
    """How many occurrences at which rate, when `start` of this line came before."""
    each, free = Fraction(price.each), Fraction(price.free)
    paid = max(start + times - max(start, free), Fraction(0))
    if price.beyond_after is None or price.beyond_each is None:
        return [(paid, each)]
    limit = max(Fraction(price.beyond_after), free)
    beyond = min(max(start + times - max(start, limit), Fraction(0)), paid)
    dear = Fraction(price.beyond_each) + (each if price.beyond is Beyond.ADDS else 0)
    return [(many, rate) for many, rate in ((paid - beyond, each), (beyond, dear)) if many or rate is each]


def _factor(rule: pricing.Events, finding: FindingFact) -> tuple[Worked, ...]:
    fitting = [
        clause(Fraction(more.times), more.label or "加倍") for more in rule.multipliers if fits(more.when, finding)
    ]
    if len(fitting) < 2 or rule.stacking is Stacking.MULTIPLY:
        return tuple(fitting)
    if rule.stacking is Stacking.HIGHEST:
        return (largest(fitting),)
    return (total((clause(1), *(factor - clause(1) for factor in fitting))),)


def _told_once(rule: pricing.Events, priced: Sequence[Priced]) -> Iterator[tuple[int, Worked]]:
    """What counts of each problem, and under which price."""
    problems: defaultdict[str, list[Priced]] = defaultdict(list)
    for one in priced:
        if one.finding.problem and rule.same_problem is not SameProblem.EACH:
            problems[one.finding.problem].append(one)
        else:
            yield one.line, one.cost
    for problem, of_problem in problems.items():
        yield from _of_problem(rule, problem, of_problem)


def _of_problem(rule: pricing.Events, problem: str, priced: list[Priced]) -> Iterator[tuple[int, Worked]]:
    sides: defaultdict[str, list[Priced]] = defaultdict(list)
    for one in priced:
        sides[rule.prices[one.line].side].append(one)
    mixed = len(sides) > 1
    if rule.same_problem is SameProblem.HIGHEST or (rule.same_problem is SameProblem.HIGHEST_ACROSS_SIDES and mixed):
        dearest = max(priced, key=lambda one: one.once.value)
        chosen = largest([one.once for one in priced])
        yield dearest.line, chosen.called(f"问题“{problem}”", note="同一问题只取最高一条")
    elif rule.same_problem is SameProblem.HIGHER_SIDE and mixed:
        sums = {side: total([one.cost for one in of_side]).called(side) for side, of_side in sides.items()}
        higher = max(sums, key=lambda side: sums[side].value)
        why = [compared(sums[higher], Sign.AT_LEAST, other) for side, other in sums.items() if side != higher]
        said = f"问题“{problem}”取多的一方"
        yield from ((one.line, picked(why, one.cost).called(said)) for one in sides[higher])
    else:
        yield from ((one.line, one.cost) for one in priced)


def _line(price: pricing.Priced, ask: Ask, costs: Sequence[Worked]) -> Worked:
    """Under the name of what happened, with its own clause, else that which makes it a finding."""
    kind = next((one for one in ask.scoring.findings if one.code == price.match.finding[0]), None)
    label = price.label or (kind.name if kind else price.match.finding[0])
    basis = price.basis or (kind.basis if kind else None)
    worked = total(costs)
    if price.most is None:
        return worked.called(label, basis=basis)
    capped = smallest((worked.called(label), clause(Fraction(price.most), "这一种最多")))
    return capped.called(label, basis=basis)


def counter(rule: combining.Counter, ask: Ask, case: Case) -> Worked:
    parts = []
    for finding, nth, points in points_of_nth(rule, ask, case):
        once = given(Fraction(1), told(ask, finding).label, record=finding.known.record(finding.ref))
        parts.append(product((once, clause(points, f"第{nth}次"))))
    return total(parts)


def points_of_nth(rule: combining.Counter, ask: Ask, case: Case) -> Iterator[tuple[FindingFact, int, Fraction]]:
    """The n-th time within the span costs what its rung says; a finding of several times is several in a row."""
    counts: defaultdict[str, int] = defaultdict(int)
    rungs = sorted(rule.rungs, key=lambda rung: rung.nth)
    for finding in sorted(ask.findings(rule.match, case), key=lambda one: (one.on, one.ref)):
        for _ in range(int(finding.times)):
            span = period_of(finding.on, rule.per.value)
            counts[span] += 1
            reached = [rung for rung in rungs if rung.nth <= counts[span]]
            yield finding, counts[span], Fraction(reached[-1].points) if reached else Fraction(0)


WORKS: Mapping[type, Callable[[Any, Ask, Case], Worked]] = {pricing.Events: events, combining.Counter: counter}
