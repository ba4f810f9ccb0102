"""How points are put together (C1–C6, C8, C9, C11–C13)."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from config.scoring import combining as kinds
from config.scoring.words import Missing, Purse
from scoring.asking import Ask, Case, each
from scoring.measuring import period_cases
from scoring.numbers import plain
from scoring.periods import last_day
from scoring.refusals import NoData, Unscored, together
from scoring.worked import (
    Worked,
    clause,
    counted,
    largest,
    of_percent,
    opposite,
    picked,
    product,
    rounded,
    smallest,
    total,
)

DEDUCTIONS, BONUSES = "扣分", "加分"


def base(rule: kinds.Base, ask: Ask, case: Case) -> Worked:
    points, *rest = each(ask, (rule.points, *rule.deductions, *rule.bonuses), case)
    deductions, bonuses = rest[: len(rule.deductions)], rest[len(rule.deductions) :]
    worked = points.called("基本分") if not points.label else points
    if deductions:
        worked = worked - total(deductions).called(DEDUCTIONS)
    if bonuses:
        worked = worked + total(bonuses).called(BONUSES)
    if rule.floor is not None:
        worked = largest((worked, clause(Fraction(rule.floor), "最少")))
    return worked if rule.ceiling is None else smallest((worked, ask.worked(rule.ceiling, case)))


def weighted(rule: kinds.Weighted, ask: Ask, case: Case) -> Worked:
    terms = [(clause(Fraction(part.weight), "权重"), part.of, part.label) for part in rule.parts]
    whole = clause(Fraction(rule.total), "权重合计")
    return _weigh(terms, whole, _Policy(rule.missing, rule.fixed), ask, [case] * len(terms))


class _Policy:
    """What stands in for a part that has no data."""

    def __init__(self, missing: Missing, fixed: Any, full: Any = None) -> None:
        self.missing, self.fixed, self.full = missing, fixed, full

    def instead(self, term: Any, ask: Ask, case: Case, absent: NoData) -> Worked:
        if self.missing is Missing.ZERO:
            return clause(0, "没有数，按 0")
        if self.missing is Missing.FIXED and self.fixed is not None:
            return clause(Fraction(self.fixed), "没有数，按写明的分")
        if self.missing is Missing.FULL and self.full is not None:
            return ask.worked(self.full, case).noted("没有数，按满分")
        if self.missing in (Missing.PEER_MEAN, Missing.LEAST):
            peers = ask.in_group(term, None, case)
            if peers:
                taken = peers.mean if self.missing is Missing.PEER_MEAN else peers.smallest
                return taken.called("没有数", note=self.missing.label)
        raise absent


def _weigh(
    terms: Sequence[tuple[Worked, Any, str]],
    whole: Worked,
    policy: _Policy,
    ask: Ask,
    cases: Sequence[Case],
) -> Worked:
    parts: list[tuple[Worked, Worked]] = []
    left_out: list[NoData] = []
    refused: list[Unscored] = []
    for (weight, term, label), at in zip(terms, cases, strict=True):
        try:
            worked = ask.worked(term, at)
            parts.append((weight, worked.called(label) if label else worked))
        except NoData as absent:
            if policy.missing is Missing.RESCALE:
                left_out.append(absent)
                continue
            try:
                parts.append((weight, policy.instead(term, ask, at, absent).called(label)))
            except Unscored as refusal:
                refused.append(refusal)
        except Unscored as refusal:
            refused.append(refusal)
    if refused:
        raise together(refused)
    if not parts:
        raise together(left_out)
    summed = total([product((weight, worked)) for weight, worked in parts])
    if left_out:
        whole = total([weight for weight, _ in parts])
    note = f"不算在内：{'；'.join(str(absent) for absent in left_out)}" if left_out else ""
    return (summed / whole).noted(note) if note else summed / whole


def rollup(rule: kinds.Rollup, ask: Ask, case: Case) -> Worked:
    cases = period_cases(rule.every.value, rule.years, case)
    if rule.take == "last":
        return _last(rule, ask, cases)
    weighing = weights_of_periods(rule, len(cases))
    terms = [(clause(weight, "权重"), rule.of, at.period) for weight, at in zip(weighing, cases, strict=True)]
    kept = [(term, at) for term, at in zip(terms, cases, strict=True) if term[0].value]
    if not kept:
        raise Unscored([f"{rule.label or '各期合成'}：{case.period}只有{len(cases)}期，写明的权重一期也用不上"])
    plainly_summed = rule.take == "sum" and rule.missing is not Missing.RESCALE
    whole = clause(1) if plainly_summed else total([term[0] for term, _ in kept])
    policy = _Policy(rule.missing, rule.fixed)
    worked = _weigh([term for term, _ in kept], whole, policy, ask, [at for _, at in kept])
    return worked * clause(len(kept), "期数") if rule.take == "sum" and not plainly_summed else worked


def weights_of_periods(rule: kinds.Rollup, periods: int) -> list[Fraction]:
    """In their order; the same for all where none are written."""
    weights = {one.period: Fraction(one.weight) for one in rule.weights}
    return [weights.get(place, Fraction(0)) if weights else Fraction(1) for place in range(1, periods + 1)]


def _last(rule: kinds.Rollup, ask: Ask, cases: Sequence[Case]) -> Worked:
    refusals: list[Unscored] = []
    for at in reversed(cases):
        try:
            return ask.worked(rule.of, at).called(at.period)
        except NoData as absent:
            refusals.append(absent)
    raise together(refusals)


def extreme(rule: kinds.Highest | kinds.Lowest, ask: Ask, case: Case) -> Worked:
    found, absent = [], []
    for term in rule.parts:
        try:
            found.append(ask.worked(term, case))
        except NoData as refusal:
            absent.append(refusal)
    if not found:
        raise together(absent)
    return largest(found) if isinstance(rule, kinds.Highest) else smallest(found)


def choice(rule: kinds.Choice, ask: Ask, case: Case) -> Worked:
    """Not chosen, nothing is guessed: the refusal shows what each reading would give."""
    code = ask.chosen(rule.choice) or rule.default
    for option in rule.options:
        if option.code == code:
            return ask.worked(option.of, case).called(option.label or option.code, note=_chosen(ask, rule))
    would = "、".join(f"{option.label or option.code} {_would(option.of, ask, case)}" for option in rule.options)
    codes = "、".join(option.code for option in rule.options)
    raise Unscored(
        [f"{rule.label or rule.choice}有几种读法，还没有选定：{would}；选定写在 chosen 里（{rule.choice}：{codes}）"]
    )


def _chosen(ask: Ask, rule: kinds.Choice) -> str:
    return "选定的读法" if ask.chosen(rule.choice) else "没有另选，按默认的读法"


def _would(term: Any, ask: Ask, case: Case) -> str:
    try:
        return plain(ask.worked(term, case).value)
    except Unscored:
        return "（不评分）"


def limit(rule: kinds.Limit, ask: Ask, case: Case) -> Worked:
    worked = ask.worked(rule.of, case)
    if rule.at_least is not None:
        worked = largest((worked, ask.worked(rule.at_least, case).called("最少")))
    if rule.at_most is not None:
        worked = smallest((worked, ask.worked(rule.at_most, case).called("最多")))
    return worked


def percent_of(rule: kinds.PercentOf, ask: Ask, case: Case) -> Worked:
    return ask.worked(rule.of, case) * of_percent(clause(Fraction(rule.percent)))


def share(rule: kinds.Share, ask: Ask, case: Case) -> Worked:
    worked = ask.worked(rule.of, case)
    if rule.how is Purse.WEIGHTS:
        weight = Fraction(rule.weights.get(case.unit, 0))
        return worked * of_percent(clause(weight, "份额"))
    if case.unit not in rule.among:
        return worked * clause(0, "不在平分的几家里")
    return worked / counted([clause(1, ask.unit_name(unit)) for unit in rule.among], "平分的家数")


def fill_in(rule: kinds.FillIn, ask: Ask, case: Case) -> Worked:
    try:
        return ask.worked(rule.of, case)
    except NoData as absent:
        return _Policy(rule.missing, rule.fixed, rule.full).instead(rule.of, ask, case, absent)


def to_digits(rule: kinds.Rounded, ask: Ask, case: Case) -> Worked:
    return rounded(ask.worked(rule.of, case), rule.digits, rule.mode).noted(f"{rule.mode.label}到 {rule.digits} 位小数")


def withheld(rule: kinds.Withheld, ask: Ask, case: Case) -> Worked:
    truth = ask.holds(rule.until, case)
    if truth:
        return picked((truth,), ask.worked(rule.of, case))
    return picked((opposite(truth),), ask.worked(rule.meanwhile, case)).noted("先扣住，条件满足再给")


def dated(rule: kinds.Dated, ask: Ask, case: Case) -> Worked:
    version = version_on(rule, ask, case.period)
    since = f"{version.since:%Y-%m-%d} 起的规则" if version.since else "最初的规则"
    return ask.worked(version.of, case).called("", note=since)


def version_on(rule: kinds.Dated, ask: Ask, period: str) -> kinds.Version:
    """By the day asked for, else by the last day of the period."""
    day = ask.effective or last_day(period)
    return [one for one in rule.versions if one.since is None or one.since <= day][-1]


def named(rule: kinds.NamedRule, ask: Ask, case: Case) -> Worked:
    return ask.worked(ask.scoring.rules[rule.rule], case)


def indicator(rule: kinds.IndicatorScore, ask: Ask, case: Case) -> Worked:
    return ask.score(rule.indicator, case.of(rule.of or case.unit))


WORKS: Mapping[type, Callable[[Any, Ask, Case], Worked]] = {
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
