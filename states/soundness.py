"""Whether a machine is sound: nothing stranded, nothing said twice, nobody forgotten. Asked when it is built."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from states.rules import Definition


def problems(definition: Definition[Any]) -> tuple[str, ...]:
    """Every fault, as a sentence; none means that the machine may be run."""
    return (
        *_unknown_ends(definition),
        *_said_twice(definition),
        *_nobody_may(definition),
        *_unreachable(definition),
        *_without_exit(definition),
    )


def _unknown_ends(definition: Definition[Any]) -> Iterator[str]:
    known = {state.code for state in definition.states}
    if definition.initial not in known:
        yield f"起始状态“{definition.initial}”不在状态表里"
    for rule in definition.rules:
        for end in (rule.source, rule.dest):
            if end not in known:
                yield f"“{rule.label}”（{rule.trigger}）的状态“{end}”不在状态表里"


def _said_twice(definition: Definition[Any]) -> Iterator[str]:
    codes = Counter(state.code for state in definition.states)
    yield from (f"状态“{code}”写了{count}遍" for code, count in codes.items() if count > 1)
    pairs = Counter((rule.trigger, rule.source) for rule in definition.rules)
    yield from (f"“{source}”的“{trigger}”写了{count}遍" for (trigger, source), count in pairs.items() if count > 1)


def _nobody_may(definition: Definition[Any]) -> Iterator[str]:
    yield from (f"没有人可以在“{rule.source}”办理“{rule.trigger}”" for rule in definition.rules if not rule.who)


def _unreachable(definition: Definition[Any]) -> Iterator[str]:
    reached, frontier = {definition.initial}, {definition.initial}
    while frontier:
        frontier = {rule.dest for rule in definition.rules if rule.source in frontier} - reached
        reached |= frontier
    yield from (f"“{state.label}”永远到不了" for state in definition.states if state.code not in reached)


def _without_exit(definition: Definition[Any]) -> Iterator[str]:
    left = {rule.source for rule in definition.rules if rule.dest != rule.source}
    yield from (f"“{state.label}”有进无出" for state in definition.states if not state.final and state.code not in left)
