"""Rules and indicators that lead back to themselves."""

from collections.abc import Iterator, Mapping

from checks.doubt import Doubt, error
from config.pointers import pointer_of
from config.readings import indicators_of
from config.scheme import Scheme
from config.scoring.combining import IndicatorScore, NamedRule
from config.scoring.parts import parts_of

Node = tuple[str, str]


def doubts_of_circles(scheme: Scheme) -> Iterator[Doubt]:
    leads, places = _leads(scheme)
    told: set[Node] = set()
    for node in leads:
        circle = _circle(node, leads)
        if circle and not told & set(circle):
            told.update(circle)
            path = " → ".join(code for _, code in (*circle, circle[0]))
            yield error(places[node], f"规则绕了一圈又用到自己：{path}", "改掉其中一处")


def _leads(scheme: Scheme) -> tuple[dict[Node, list[Node]], dict[Node, str]]:
    """What each rule and indicator uses; a parent without a rule uses its children."""
    scoring = scheme.scoring
    leads: dict[Node, list[Node]] = {}
    places: dict[Node, str] = {}
    for code, term in scoring.rules.items():
        leads["rule", code] = list(_used(term))
        places["rule", code] = pointer_of(("scoring", "rules", code))
    for place, one in enumerate(scoring.indicators):
        leads.setdefault(("indicator", one.indicator), []).extend(_used(one.of))
        places.setdefault(("indicator", one.indicator), f"/scoring/indicators/{place}")
    for placed in indicators_of(scheme):
        node = ("indicator", placed.indicator.code)
        if node not in leads:
            leads[node] = [("indicator", child.code) for child in placed.indicator.children]
            places[node] = placed.pointer
    return leads, places


def _used(term: object) -> Iterator[Node]:
    for _, part in parts_of(term):
        if isinstance(part, NamedRule):
            yield "rule", part.rule
        elif isinstance(part, IndicatorScore) and part.of is None:
            yield "indicator", part.indicator


def _circle(start: Node, leads: Mapping[Node, list[Node]]) -> tuple[Node, ...]:
    """The way from the node back to itself, if there is one."""
    stack: list[tuple[Node, tuple[Node, ...]]] = [(start, (start,))]
    seen: set[Node] = set()
    while stack:
        node, path = stack.pop()
        for nearer in leads.get(node, ()):
            if nearer == start:
                return path
            if nearer not in seen:
                seen.add(nearer)
                stack.append((nearer, (*path, nearer)))
    return ()
