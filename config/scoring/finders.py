"""Who may register a finding, and which rules price it: read from the scheme, written nowhere twice."""

from typing import Any

from config.readings import indicators_of
from config.scheme import Scheme
from config.scoring.catalogue import FindingKind
from config.scoring.combining import Counter
from config.scoring.measures import Match
from config.scoring.parts import parts_like
from config.scoring.pricing import Events
from config.scoring.reach import parts_used
from config.scoring.words import SameProblem


def finding_kind(scheme: Scheme, code: str) -> FindingKind | None:
    """The kind by its code or its name."""
    return next((kind for kind in scheme.scoring.findings if code in (kind.code, kind.name)), None)


def recorded_elsewhere(scheme: Scheme) -> dict[str, str]:
    """Kinds that only the end of another way puts on record, each with that way."""
    vetoes, listed = scheme.vetoes, scheme.negative_list.finding
    found = {listed: "由负面清单事项确认扣分时记上"} if listed is not None else {}
    if vetoes is not None:
        kinds = map(vetoes.recorded_as, vetoes.matters)
        found |= dict.fromkeys(kinds, "由归口部门提出一票否决、委员会审定生效时记上")
    return found


def finders_of(scheme: Scheme, kind: FindingKind) -> tuple[str, ...]:
    """As written; else the assessors of the indicators whose rules speak of it."""
    if kind.finder:
        return kind.finder
    assessors = _assessors(scheme)
    pricing = (rule.indicator for rule in scheme.scoring.indicators if kind.code in _named_in(scheme, rule.of))
    return tuple(dict.fromkeys(unit for indicator in pricing for unit in assessors.get(indicator, ())))


def assessing_units(scheme: Scheme) -> tuple[str, ...]:
    """Every unit that assesses anything."""
    finders = (unit for kind in scheme.scoring.findings for unit in kind.finder)
    return tuple(dict.fromkeys((*(unit for units in _assessors(scheme).values() for unit in units), *finders)))


def tells_apart(scheme: Scheme, first: str, second: str) -> bool:
    """Whether one rule prices both kinds and counts a problem once where both were found (P3)."""
    return any(
        rule.same_problem is not SameProblem.EACH
        and {first, second} <= {code for price in rule.prices for code in price.match.finding}
        for _, rule in parts_like(Events, scheme.scoring)
    )


def priced_in(scheme: Scheme, rule: Any) -> tuple[Match, ...]:
    """What a rule prices: each price of its events, each counter, through the rules that it calls by name."""
    parts = tuple(parts_used(scheme, rule))
    events = (price.match for one in parts if isinstance(one, Events) for price in one.prices)
    counters = (one.match for one in parts if isinstance(one, Counter))
    return (*events, *counters)


def _named_in(scheme: Scheme, rule: Any) -> frozenset[str]:
    """The kinds of finding that a rule speaks of, whatever it does with them."""
    matches = (part for part in parts_used(scheme, rule) if isinstance(part, Match))
    return frozenset(code for match in matches for code in match.finding)


def _assessors(scheme: Scheme) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for placed in indicators_of(scheme):
        inherited = placed.inherited("assessors")
        above = inherited if isinstance(inherited, tuple) else ()
        found[placed.indicator.code] = above
        found |= {segment.code: segment.assessors or above for segment in placed.indicator.segments}
    return found
