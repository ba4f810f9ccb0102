"""What a book looks up: of several facts on the same thing the newest, and every indicator by its code."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from config.indicators import Indicator, Segment
from config.scheme import Scheme
from scoring.facts import Known


def newest(facts: Sequence[Any], key: Callable[[Any], tuple[str, ...]]) -> dict[tuple[str, ...], Any]:
    """Of several for the same thing, the one in effect last, then recorded last, then written last."""
    kept: dict[tuple[str, ...], Any] = {}
    for fact in facts:
        before = kept.get(key(fact))
        if before is None or _age(fact.known) >= _age(before.known):
            kept[key(fact)] = fact
    return kept


def _age(known: Known) -> tuple[int, date, float]:
    recorded = known.recorded_at.timestamp() if known.recorded_at else float("-inf")
    return known.layer, known.since or date.min, recorded


def all_indicators(scheme: Scheme) -> dict[str, Indicator | Segment]:
    found: dict[str, Indicator | Segment] = {}

    def walk(nodes: Sequence[Indicator]) -> None:
        for node in nodes:
            found[node.code] = node
            found.update((segment.code, segment) for segment in node.segments)
            walk(node.children)

    walk(scheme.indicators)
    return found
