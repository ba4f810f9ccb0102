"""Prices on a number or a condition: tables, thresholds, bands, lines, steps, judgement (P1–P5, P10)."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from config.scoring import pricing as kinds
from config.scoring.words import Gap, InUnits, Overlap, Slope
from scoring.asking import Ask, Case
from scoring.facts import JudgementFact
from scoring.holding import BOUNDS
from scoring.measuring import stepped
from scoring.numbers import plain
from scoring.refusals import NoData, Unscored
from scoring.worked import (
    Sign,
    Truth,
    Worked,
    all_of,
    cited,
    clause,
    compared,
    given,
    largest,
    of_percent,
    opposite,
    picked,
    smallest,
    total,
)

ZERO = clause(0)


def lookup(rule: kinds.Lookup, ask: Ask, case: Case) -> Worked:
    fact = ask.answer(rule.answer, case)
    answer = next((answer for answer in ask.scoring.answers if answer.code == rule.answer), None)
    name = answer.name if answer else rule.answer
    if fact is None:
        raise NoData([f"还没有登记{ask.unit_name(case.unit)}的“{name}”"])
    found = rule.table.get(fact.said, rule.otherwise)
    if found is None:
        raise Unscored([f"“{name}”登记为“{fact.said}”，表里没有；补上这一档，或写 otherwise"])
    said = Truth(True, Sign.RECORDED, said=f"“{name}”登记为{fact.said}")
    worked = picked((said,), ask.worked(found, case))
    return worked.called(name, basis=answer.basis) if answer is not None and answer.basis is not None else worked


def cases(rule: kinds.Cases, ask: Ask, case: Case) -> Worked:
    """The conditions that failed are part of the answer: they say why a better case was not taken."""
    asked: list[Truth] = []
    for one in rule.cases:
        truth = ask.holds(one.when, case)
        if truth:
            return picked((*asked, truth), cited(one, ask.worked(one.then, case)))
        asked.append(opposite(truth))
    if rule.otherwise is None:
        raise Unscored([f"{rule.label or '各种情形'}都不合，又没有写 otherwise"])
    return picked(asked, ask.worked(rule.otherwise, case))


def passed(rule: kinds.Pass, ask: Ask, case: Case) -> Worked:
    truth = ask.holds(rule.when, case)
    if truth:
        return picked((truth,), ask.worked(rule.points, case))
    return picked((opposite(truth),), ask.worked(rule.otherwise, case))


def bands(rule: kinds.Bands, ask: Ask, case: Case) -> Worked:
    of = ask.worked(rule.of, case)
    found = [
        (truth, cited(band, ask.worked(band.points, case))) for band in rule.bands if (truth := _inside(band, of)).holds
    ]
    if not found:
        band = across_gap(rule, of.value, of.label)
        said = Truth(True, Sign.RECORDED, said=f"落在两档之间，{rule.gap.label}")
        return picked((said,), cited(band, ask.worked(band.points, case)))
    if len(found) == 1 or rule.overlap is Overlap.FIRST:
        return picked((found[0][0],), found[0][1])
    if rule.overlap is Overlap.REFUSE:
        raise Unscored([f"{rule.label or of.label or '这个数'}同时落在{len(found)}档里；改各档的起止，或写明 overlap"])
    choose = largest if rule.overlap is Overlap.HIGHEST else smallest
    return picked([truth for truth, _ in found], choose([points for _, points in found]))


def _inside(band: kinds.Band, of: Worked) -> Truth:
    asked = [
        compared(of, sign, clause(Fraction(bound)))
        for key, sign in BOUNDS.items()
        if key != "equals" and (bound := getattr(band, key)) is not None
    ]
    return asked[0] if len(asked) == 1 else all_of(asked)


def across_gap(rule: kinds.Bands, value: Fraction, label: str) -> kinds.Band:
    """The neighbour that the policy names; beyond the ends there is none."""
    below = [band for band in rule.bands if (top := _top(band)) is not None and top <= value]
    above = [band for band in rule.bands if (bottom := _bottom(band)) is not None and bottom >= value]
    if rule.gap is Gap.LOWER and below:
        return max(below, key=lambda band: _top(band) or Fraction(0))
    if rule.gap is Gap.UPPER and above:
        return min(above, key=lambda band: _bottom(band) or Fraction(0))
    raise Unscored([f"{rule.label or label or '这个数'}不在任何一档里；补上这一档，或写明 gap"])


def _top(band: kinds.Band) -> Fraction | None:
    top = band.below if band.at_most is None else band.at_most
    return None if top is None else Fraction(top)


def _bottom(band: kinds.Band) -> Fraction | None:
    bottom = band.above if band.at_least is None else band.at_least
    return None if bottom is None else Fraction(bottom)


def line(rule: kinds.Line, ask: Ask, case: Case) -> Worked:
    of = ask.worked(rule.of, case)
    first, last = rule.knots[0], rule.knots[-1]
    outside = of.value < first.at or of.value > last.at
    if outside and rule.beyond == "refuse":
        raise Unscored([f"{of.label or '这个数'}超出了折线的两头（{first.at} 到 {last.at}）"])
    if outside and rule.beyond == "hold":
        end = first if of.value < first.at else last
        return clause(Fraction(end.points), f"{'低于' if end is first else '高于'} {end.at} 的，按头上的分")
    spans = list(pairwise(rule.knots))
    low, high = next((span for span in spans if of.value <= span[1].at), spans[-1])
    if of.value < first.at:
        low, high = spans[0]
    slope = Fraction(high.points - low.points) / Fraction(high.at - low.at)
    rise = clause(slope, f"{low.at} 到 {high.at} 每增加1") * (of - clause(Fraction(low.at)))
    return clause(Fraction(low.points), f"{low.at} 时") + rise


def slopes(rule: kinds.Slopes, ask: Ask, case: Case) -> Worked:
    of = largest((ask.worked(rule.of, case), ZERO))
    tops = [None if rate.up_to is None else clause(Fraction(rate.up_to)) for rate in rule.rates]
    if rule.slope is Slope.WHOLE:
        place = next((n for n, top in enumerate(tops) if top is None or of.value <= top.value), len(tops) - 1)
        worked = _at_rate(rule.rates[place], of, rule)
    else:
        parts, start = [], ZERO
        for rate, top in zip(rule.rates, tops, strict=True):
            reached = of if top is None else smallest((of, top))
            parts.append(_at_rate(rate, largest((reached - start, ZERO)), rule))
            start = top or of
        worked = total(parts)
    return worked if rule.most is None else smallest((worked, ask.worked(rule.most, case)))


def _at_rate(rate: kinds.Rate, amount: Worked, rule: kinds.Slopes) -> Worked:
    units = stepped(amount / clause(Fraction(rate.each), "每"), rule.step)
    return cited(rate, units * clause(Fraction(rate.points), "一档"))


def steps(rule: kinds.Steps, ask: Ask, case: Case) -> Worked:
    over = (
        largest((ask.worked(rule.of, case) - clause(Fraction(rule.free)), ZERO))
        if rule.free
        else largest((ask.worked(rule.of, case), ZERO))
    )
    many = stepped(over / clause(Fraction(rule.each), "每"), rule.step).called("档数", note=rule.step.label)
    most = None if rule.most is None else ask.worked(rule.most, case)
    if rule.unit is InUnits.AMOUNT:
        worked = many * clause(Fraction(rule.points), "一档")
        return worked if most is None else smallest((worked, most))
    share = many * clause(Fraction(rule.points), "一档", unit="%")
    if most is not None:
        share = smallest((share, most))
    return ask.worked(rule.base, case) * of_percent(share)


def judgement(rule: kinds.Judgement, ask: Ask, case: Case) -> Worked:
    name = rule.label or rule.slot
    fact = judged(rule, ask, case)
    if fact is None:
        return clause(Fraction(rule.default or 0), f"{name}：没有人给分，按默认")
    return given(fact.points, name, record=fact.known.record(name), note=f"{fact.reason}{_by_whom(fact)}")


def judged(rule: kinds.Judgement, ask: Ask, case: Case) -> JudgementFact | None:
    """A person's points; None where the default stands in for them.

    What is outside the bounds was refused when it was recorded, and is refused here too.
    """
    name = rule.label or rule.slot
    fact = ask.judgement(rule.slot, case)
    if fact is None:
        if rule.default is not None:
            return None
        raise NoData([f"{ask.unit_name(case.unit)}“{name}”还没有人给分"])
    if rule.is_self_mark and not fact.confirmed_by:
        raise NoData([f"{ask.unit_name(case.unit)}“{name}”自评 {plain(fact.points)} 分，待认定"])
    reasons = list(out_of_bounds(rule, fact.points, name))
    if rule.evidence and not fact.known.evidence:
        reasons.append(f"“{name}”要有印证材料")
    if not fact.reason:
        reasons.append(f"“{name}”要写明理由")
    if reasons:
        raise Unscored(reasons)
    return fact


def _by_whom(fact: JudgementFact) -> str:
    """Points are proposed and confirmed, not found and verified."""
    steps = ((fact.proposed_by, "提出"), (fact.confirmed_by, "确认"))
    said = "，".join(f"{who}{step}" for who, step in steps if who)
    return f"；{said}" if said else ""


def out_of_bounds(rule: kinds.Judgement, points: Fraction, name: str) -> list[str]:
    if not rule.least <= points <= rule.most:
        return [f"“{name}”给了 {plain(points)} 分，要在 {rule.least} 到 {rule.most} 之间"]
    if rule.step is not None and (points - Fraction(rule.least)) % Fraction(rule.step):
        return [f"“{name}”给了 {plain(points)} 分，要从 {rule.least} 起以 {rule.step} 为一级"]
    return []


WORKS: Mapping[type, Callable[[Any, Ask, Case], Worked]] = {
    kinds.Lookup: lookup,
    kinds.Cases: cases,
    kinds.Pass: passed,
    kinds.Bands: bands,
    kinds.Line: line,
    kinds.Slopes: slopes,
    kinds.Steps: steps,
    kinds.Judgement: judgement,
}
