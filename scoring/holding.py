"""Conditions: whether something holds, and what was compared."""

from collections.abc import Callable, Mapping
from typing import Any

from config.scoring import conditions as kinds
from scoring.asking import Ask, Case
from scoring.measuring import told
from scoring.refusals import NoData
from scoring.worked import Sign, Truth, all_of, any_of, clause, compared, counted, opposite

BOUNDS = {
    "at_least": Sign.AT_LEAST,
    "above": Sign.ABOVE,
    "at_most": Sign.AT_MOST,
    "below": Sign.BELOW,
    "equals": Sign.EQUALS,
}


def compare(rule: kinds.Compare, ask: Ask, case: Case) -> Truth:
    of = ask.worked(rule.of, case)
    asked = [
        compared(of, sign, ask.worked(bound, case))
        for key, sign in BOUNDS.items()
        if (bound := getattr(rule, key)) is not None
    ]
    return asked[0] if len(asked) == 1 else all_of(asked)


def says(rule: kinds.Says, ask: Ask, case: Case) -> Truth:
    fact = ask.answer(rule.answer, case)
    name = next((answer.name for answer in ask.scoring.answers if answer.code == rule.answer), rule.answer)
    if fact is None:
        raise NoData([f"还没有登记{ask.unit_name(case.unit)}的“{name}”"])
    wanted = "或".join(rule.one_of)
    return Truth(fact.said in rule.one_of, Sign.RECORDED, said=f"“{name}”是{wanted}（登记为{fact.said}）")


def has_finding(rule: kinds.HasFinding, ask: Ask, case: Case) -> Truth:
    found = ask.findings(rule.match, case)
    return compared(counted([told(ask, finding) for finding in found], "事项"), Sign.AT_LEAST, clause(1))


def is_absent(rule: kinds.IsAbsent, ask: Ask, case: Case) -> Truth:
    try:
        worked = ask.worked(rule.of, case)
    except NoData as missing:
        fits = not rule.because or missing.because in rule.because
        return Truth(fits, Sign.RECORDED, said=f"没有数：{missing}")
    return Truth(False, Sign.RECORDED, said=f"{worked.label or '这个数'}没有数")


def in_group(rule: kinds.InGroup, ask: Ask, case: Case) -> Truth:
    holds = any(ask.is_in(group, case.unit) for group in rule.group)
    names = "、".join(group.name for group in ask.scoring.groups if group.code in rule.group)
    return Truth(holds, Sign.RECORDED, said=f"{ask.unit_name(case.unit)}在{names}")


def met(rule: kinds.Met, ask: Ask, case: Case) -> Truth:
    return ask.is_met(rule.indicator or (case.indicator,), case)


def every(rule: kinds.AllOf, ask: Ask, case: Case) -> Truth:
    return all_of([ask.holds(part, case) for part in rule.of])


def some(rule: kinds.AnyOf, ask: Ask, case: Case) -> Truth:
    return any_of([ask.holds(part, case) for part in rule.of])


def negated(rule: kinds.Not, ask: Ask, case: Case) -> Truth:
    return opposite(ask.holds(rule.of, case))


HOLDS: Mapping[type, Callable[[Any, Ask, Case], Truth]] = {
    kinds.Compare: compare,
    kinds.Says: says,
    kinds.HasFinding: has_finding,
    kinds.IsAbsent: is_absent,
    kinds.InGroup: in_group,
    kinds.Met: met,
    kinds.AllOf: every,
    kinds.AnyOf: some,
    kinds.Not: negated,
}
