"""Sums and comparisons of things that are not measured alike: people plus per cent."""

from collections.abc import Iterator
from typing import Any

from checks.doubt import Doubt, warning
from config.pointers import pointer_of
from config.scheme import Scheme
from config.scoring.conditions import BOUNDS, Compare
from config.scoring.measures import (
    Change,
    Constant,
    Difference,
    FigureOf,
    GapTo,
    Ratio,
    Sum,
)
from config.scoring.parts import parts_of
from config.scoring.words import InUnits


def doubts_of_measures(scheme: Scheme) -> Iterator[Doubt]:
    for steps, part in parts_of(scheme.scoring, ("scoring",)):
        beside = _beside(part)
        units = {unit for term in beside if (unit := _unit(term, scheme))}
        if len(units) > 1:
            said = "、".join(sorted(units))
            yield warning(pointer_of(steps), f"计量单位不一样的放在一起算：{said}", "核对数据项的计量单位")


def _beside(part: Any) -> list[Any]:
    if isinstance(part, Sum | Difference):
        return list(part.parts)
    if isinstance(part, GapTo):
        return [part.actual, part.target]
    if isinstance(part, Ratio):
        return [] if part.percent is False else [part.part, part.whole]
    if isinstance(part, Compare):
        return [part.of, *(bound for key in BOUNDS if (bound := getattr(part, key)) is not None)]
    return []


def _unit(term: Any, scheme: Scheme) -> str:
    """Empty where it cannot be told, or where it is a bare number."""
    if isinstance(term, str):
        return scheme.figure(term).unit
    if isinstance(term, FigureOf):
        return scheme.figure(term.figure).unit if term.figure is not None else ""
    if isinstance(term, Constant):
        return term.unit
    if isinstance(term, Ratio):
        return "%" if term.percent else ""
    if isinstance(term, GapTo):
        return "%" if term.measure is InUnits.PERCENT else _unit(term.actual, scheme)
    if isinstance(term, Change):
        return "%" if term.measure is InUnits.PERCENT else scheme.figure(term.figure).unit
    if isinstance(term, Sum | Difference):
        return next((unit for part in term.parts if (unit := _unit(part, scheme))), "")
    return ""
