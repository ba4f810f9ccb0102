"""How far the rule of an indicator reaches: everything that it is made of, and the units whose points it gives."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from config.readings import assignments_of, indicators_of
from config.scheme import Scheme
from config.scoring.combining import NamedRule
from config.scoring.parts import parts_like, parts_of
from config.scoring.pricing import Judgement
from config.scoring.section import IndicatorRule


def terms_reached(scheme: Scheme, term: Any) -> Iterator[Any]:
    """A rule itself, and those that it calls by name, each once."""
    waiting: list[Any] = [term]
    seen: set[str] = set()
    while waiting:
        term = waiting.pop()
        yield term
        for _, called in parts_like(NamedRule, term):
            if called.rule not in seen and called.rule in scheme.scoring.rules:
                seen.add(called.rule)
                waiting.append(scheme.scoring.rules[called.rule])


def parts_used(scheme: Scheme, term: Any) -> Iterator[BaseModel]:
    """Everything in a rule, the named rules that it uses included."""
    for reached in terms_reached(scheme, term):
        yield from (part for _, part in parts_of(reached))


def units_scored(scheme: Scheme, rule: IndicatorRule) -> tuple[str, ...]:
    """In official order: those of its groups; else whoever leads the indicator, or one below it."""
    wanted = {unit for group in scheme.scoring.groups if group.code in rule.groups for unit in group.units}
    if not rule.groups:
        below = {
            placed.indicator.code
            for placed in indicators_of(scheme)
            if rule.indicator in (placed.indicator.code, *(each.code for each in placed.above))
        }
        tasks = assignments_of(scheme)
        wanted = {task.lead for task in tasks if task.indicator in below or task.code == rule.indicator}
    return tuple(unit.code for unit in scheme.units if unit.code in wanted)


def rules_using(scheme: Scheme, slot: str) -> list[IndicatorRule]:
    """The rules of indicators in which a judgement slot stands, through named rules too."""
    return [
        rule
        for rule in scheme.scoring.indicators
        if any(isinstance(part, Judgement) and part.slot == slot for part in parts_used(scheme, rule.of))
    ]
