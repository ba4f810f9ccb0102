"""Which points are worked out beside other units: from their working a unit could read off the others (O27)."""

from collections.abc import Iterator, Mapping
from typing import Any

from config.readings import indicators_of
from config.scheme import Scheme
from config.scoring.combining import IndicatorScore, NamedRule
from config.scoring.grading import Effect
from config.scoring.measures import AmongPeers, FigureOf, FromSource
from config.scoring.parts import parts_of
from config.scoring.pricing import AgainstPeers, RankPoints
from config.scoring.words import Missing

PEERS = (AmongPeers, RankPoints, AgainstPeers)
ANOTHERS = (FigureOf, FromSource, IndicatorScore)
STAND_INS = (Missing.PEER_MEAN, Missing.LEAST)


def looks_beside(scheme: Scheme, term: Any) -> bool:
    """Whether a rule, or a named one that it uses, looks at another unit's numbers."""
    return any(_is_beside(part) for part in _parts(scheme.scoring.rules, term, set()))


def _parts(named: Mapping[str, Any], term: Any, met: set[str]) -> Iterator[Any]:
    for _, part in parts_of(term):
        yield part
        if isinstance(part, NamedRule) and part.rule not in met:
            met.add(part.rule)
            yield from _parts(named, named[part.rule], met)


def _is_beside(part: Any) -> bool:
    if isinstance(part, PEERS) or getattr(part, "missing", None) in STAND_INS:
        return True
    return isinstance(part, ANOTHERS) and part.of is not None


def indicators_beside(scheme: Scheme) -> frozenset[str]:
    """The titles of the indicators that are scored so."""
    titles = {}
    for placed in indicators_of(scheme):
        titles[placed.indicator.code] = placed.indicator.title
        titles |= {segment.code: segment.title for segment in placed.indicator.segments}
    rules = scheme.scoring.indicators
    return frozenset(titles[rule.indicator] for rule in rules if looks_beside(scheme, rule.of))


def results_beside(scheme: Scheme) -> frozenset[str]:
    """The codes of the totals that look at others outside any indicator."""
    scoring = scheme.scoring
    own = {result.code for result in scoring.results if looks_beside(scheme, result.of)}
    changing = (each for each in scoring.overrides if each.effect in (Effect.LOWER, Effect.SCORE_CEILING))
    if any(looks_beside(scheme, each) for each in changing):
        own |= {result.code for result in scoring.results} or {"total"}
    return frozenset(own)


def overrides_beside(scheme: Scheme) -> frozenset[str]:
    """The codes of the overrides that hold or not by what others have."""
    return frozenset(each.code for each in scheme.scoring.overrides if looks_beside(scheme, each))
