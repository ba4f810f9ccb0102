"""Which indicators a figure, a source, an answer … is looked at for, through named rules too."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from config.readings import indicators_of
from config.references import Reference
from config.scheme import Scheme
from config.scoring.conditions import Met
from config.scoring.measures import FigureOf
from config.scoring.parts import parts_like
from config.scoring.pricing import Judgement
from config.scoring.reach import parts_used
from config.scoring.section import IndicatorRule, Scoring
from config.walking import visits

Used = tuple[str, str]
"""A list of the scheme, as references name it (`figures`, `scoring.sources`), and a code in it."""

SLOTS = "slots"
"""The list to which judgement slots would belong: they are declared where they are used."""

NAMED = "scoring.rules"


def indicators_using(scheme: Scheme) -> Mapping[Used, frozenset[str]]:
    """What each recorded thing is worth knowing for; a figure also where a target is asked for by its indicator."""
    named = {code: frozenset(_used(Scoring, {"rules": {code: rule}})) for code, rule in _plain(scheme)["rules"].items()}
    found: defaultdict[Used, set[str]] = defaultdict(set)
    for rule in _plain(scheme)["indicators"]:
        for used in _closed(frozenset(_used(IndicatorRule, rule)), named):
            found[used].add(rule["indicator"])
    speaking = _of_their_own(scheme)
    for placed in indicators_of(scheme):
        for target in placed.indicator.targets if placed.indicator.code in speaking else ():
            if target.figure is not None:
                found["figures", target.figure].add(placed.indicator.code)
    return {used: frozenset(indicators) for used, indicators in found.items()}


def _of_their_own(scheme: Scheme) -> frozenset[str]:
    """The indicators whose own figure is asked for without naming it: 本指标的数, whether it was met."""
    own = {
        rule.indicator
        for rule in scheme.scoring.indicators
        for part in parts_used(scheme, rule.of)
        if (isinstance(part, Met) and not part.indicator) or (isinstance(part, FigureOf) and not part.figure)
    }
    named = {indicator for _, part in parts_like(Met, scheme.scoring) for indicator in part.indicator}
    return frozenset(own | named)


def _plain(scheme: Scheme) -> dict[str, Any]:
    """As it was written: a model keeps tuples where a file has lists."""
    rules: dict[str, Any] = _listed(scheme.scoring.model_dump(include={"rules", "indicators"}))
    return rules


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(inner) for key, inner in value.items()}
    return [_listed(inner) for inner in value] if isinstance(value, list | tuple) else value


def _used(model: type[BaseModel], data: Any) -> Iterator[Used]:
    for visit in visits(model, data):
        if isinstance(visit.data, dict) and visit.data.get("kind") == _JUDGEMENT:
            yield SLOTS, visit.data["slot"]
        for mark in visit.marks:
            if isinstance(mark, Reference) and isinstance(visit.data, str):
                yield mark.target, visit.data


_JUDGEMENT = Judgement.model_fields["kind"].annotation.__args__[0]  # type: ignore[union-attr]


def _closed(used: frozenset[Used], named: Mapping[str, frozenset[Used]]) -> frozenset[Used]:
    """With what the named rules use, and those that they name."""
    waiting, known = [used], used
    while waiting:
        for target, code in waiting.pop():
            more = named.get(code, frozenset()) - known if target == NAMED else frozenset()
            known |= more
            waiting += [more] if more else []
    return known
