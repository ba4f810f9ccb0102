"""Which indicators a figure, a source, an answer … is looked at for, through named rules too."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from config.readings import indicators_of
from config.references import Reference
from config.scheme import Scheme
from config.scoring.conditions import Met
from config.scoring.measures import FigureOf
from config.scoring.part import Scored
from config.scoring.parts import parts_like
from config.scoring.pricing import Judgement
from config.scoring.reach import parts_used, terms_reached
from config.walking import visits

Used = tuple[str, str]
"""A list of the scheme, as references name it (`figures`, `scoring.sources`), and a code in it."""

FIGURES = "figures"
SLOTS = "slots"
"""The list to which judgement slots would belong: they are declared where they are used."""


def indicators_using(scheme: Scheme) -> Mapping[Used, frozenset[str]]:
    """What each recorded thing is worth knowing for; a figure also where a target is asked for by its indicator."""
    found: defaultdict[Used, set[str]] = defaultdict(set)
    for rule in scheme.scoring.indicators:
        for term in terms_reached(scheme, rule.of):
            for used in _named(rule.model_copy(update={"of": term})):
                found[used].add(rule.indicator)
        for part in parts_used(scheme, rule.of):
            if isinstance(part, Judgement):
                found[SLOTS, part.slot].add(rule.indicator)
    for figure, indicator in _of_targets(scheme):
        found[FIGURES, figure].add(indicator)
    return {used: frozenset(indicators) for used, indicators in found.items()}


def figures_asked(scheme: Scheme) -> frozenset[str]:
    """Every figure that scoring looks at: in the rules of indicators, in totals, overrides, rankings and awards."""
    named = (code for target, code in _named(scheme.scoring) if target == FIGURES)
    return frozenset((*named, *(figure for figure, _ in _of_targets(scheme))))


def _of_targets(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """What targets measure, where somebody asks for it without naming it: 本指标的数, whether it was met."""
    own = {
        rule.indicator
        for rule in scheme.scoring.indicators
        for part in parts_used(scheme, rule.of)
        if (isinstance(part, Met) and not part.indicator) or (isinstance(part, FigureOf) and not part.figure)
    }
    own |= {indicator for _, part in parts_like(Met, scheme.scoring) for indicator in part.indicator}
    for placed in indicators_of(scheme):
        for target in placed.indicator.targets if placed.indicator.code in own else ():
            if target.figure is not None:
                yield target.figure, placed.indicator.code


def _named(part: Scored) -> Iterator[Used]:
    """Everything that is referred to, at whatever depth."""
    for visit in visits(type(part), _as_written(part.model_dump())):
        for mark in visit.marks:
            if isinstance(mark, Reference) and isinstance(visit.data, str):
                yield mark.target, visit.data


def _as_written(value: Any) -> Any:
    """A model keeps tuples where a file has lists."""
    if isinstance(value, dict):
        return {key: _as_written(inner) for key, inner in value.items()}
    return [_as_written(inner) for inner in value] if isinstance(value, list | tuple) else value
