"""Bands with a gap between them, or lying over one another."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checks.doubt import Doubt, error, warning
from config.pointers import pointer_of
from config.scheme import Scheme
from config.scoring.parts import parts_like
from config.scoring.pricing import Band, Bands
from config.scoring.words import Gap, Overlap

INFINITY = Decimal("Infinity")


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """Where a band begins or ends. Just above a number comes after the number itself."""

    at: Decimal
    is_after: bool


def doubts_of_bands(scheme: Scheme) -> Iterator[Doubt]:
    for steps, rule in parts_like(Bands, scheme.scoring, ("scoring",)):
        listed = sorted(((*_edges(band), place) for place, band in enumerate(rule.bands)), key=lambda each: each[:2])
        reached = listed[0][1]
        for start, end, place in listed[1:]:
            pointer = pointer_of((*steps, "bands", place))
            if start > reached:
                yield _gap(rule, pointer, reached, start)
            elif start < reached:
                yield _overlap(rule, pointer, start, min(reached, end))
            reached = max(reached, end)


def _edges(band: Band) -> tuple[Edge, Edge]:
    """From the first number of the band to the first number behind it."""
    start = Edge(-INFINITY, False)
    if band.at_least is not None:
        start = Edge(band.at_least, False)
    elif band.above is not None:
        start = Edge(band.above, True)
    end = Edge(INFINITY, True)
    if band.at_most is not None:
        end = Edge(band.at_most, True)
    elif band.below is not None:
        end = Edge(band.below, False)
    return start, end


def _gap(rule: Bands, pointer: str, reached: Edge, start: Edge) -> Doubt:
    said = f"{reached.at} 这个数" if reached.at == start.at else f"{_from(reached)}到{_to(start)}"
    sentence = f"两档之间有空当：{said}不在任何一档里"
    if rule.gap is Gap.REFUSE:
        return error(pointer, sentence, "改各档的起止，或写明 gap（lower、upper）", rule.basis)
    return warning(pointer, f"{sentence}，{rule.gap.label}", "核对原文的起止", rule.basis)


def _overlap(rule: Bands, pointer: str, start: Edge, end: Edge) -> Doubt:
    only = start.at == end.at
    said = f"{start.at} 这个数" if only else f"{start.at} 到 {end.at if end.at != INFINITY else '以上'}"
    sentence = f"几档重叠：{said}同时在两档里"
    if rule.overlap is Overlap.REFUSE:
        return error(pointer, sentence, "改各档的起止，或写明 overlap（highest、lowest、first）", rule.basis)
    return warning(pointer, f"{sentence}，{rule.overlap.label}", "核对原文的起止", rule.basis)


def _from(edge: Edge) -> str:
    return f"{edge.at}（{'不含' if edge.is_after else '含'}）"


def _to(edge: Edge) -> str:
    return f" {edge.at}（{'含' if edge.is_after else '不含'}）"
