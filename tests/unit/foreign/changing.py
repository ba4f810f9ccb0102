"""One number of a scheme changed, as if the clause had been copied wrongly."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from config.scoring import combining, conditions, measures, pricing
from config.scoring.parts import parts_of
from config.scoring.section import Scoring
from config.walking import Steps

NUMBERS: dict[type, tuple[str, ...]] = {
    pricing.Priced: ("each", "most", "beyond_each", "beyond_after"),
    pricing.Steps: ("points", "each", "most", "free"),
    pricing.Pass: ("points",),
    pricing.Case: ("then",),
    pricing.Band: ("points", "at_least", "above", "at_most", "below"),
    pricing.Rate: ("points", "up_to", "each"),
    pricing.RankPoints: ("first", "less"),
    pricing.AgainstPeers: ("points",),
    pricing.Multiplier: ("times",),
    pricing.Events: ("most",),
    combining.Base: ("points", "ceiling", "floor"),
    combining.PeriodWeight: ("weight",),
    combining.PercentOf: ("percent",),
    measures.GapTo: ("target",),
    measures.Constant: ("value",),
    conditions.Compare: ("at_least", "above", "at_most", "below", "equals"),
}
"""The numbers that a clause writes down, by the part of a rule that holds them."""


def changed(scoring: Scoring) -> Iterator[tuple[Steps, Scoring]]:
    """The scoring with one of its numbers made another, for every number."""
    for steps, part in parts_of(scoring):
        for name in _written(part):
            yield (*steps, name), _replaced(scoring, steps, _with(part, name))
        if isinstance(part, pricing.Lookup):
            for said, points in part.table.items():
                if _is_number(points):
                    yield (*steps, "table", said), _replaced(scoring, (*steps, "table", said), _other(points))


def _written(part: BaseModel) -> Iterator[str]:
    for name in NUMBERS.get(type(part), ()):
        if name in part.model_fields_set and _is_number(getattr(part, name)):
            yield name


def _with(part: BaseModel, name: str) -> BaseModel:
    other = {name: _other(getattr(part, name), smaller=name in ("points", "each"))}
    if isinstance(part, pricing.Priced) and part.each == part.most:
        # 有就扣、只扣一回: one number, written twice.
        other = dict.fromkeys(("each", "most"), _other(part.each))
    return part.model_copy(update=other)


def _other(number: Decimal | int, *, smaller: bool = False) -> Decimal:
    """Half of a price, for a greater one may hide behind a cap; one more of anything else."""
    return Decimal(number) / 2 if smaller and number > 0 else Decimal(number) + 1


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _replaced(whole: Any, steps: Steps, part: object) -> Any:
    if not steps:
        return part
    first, rest = steps[0], steps[1:]
    if isinstance(whole, BaseModel):
        name = str(first)
        return whole.model_copy(update={name: _replaced(getattr(whole, name), rest, part)})
    if isinstance(whole, dict):
        return {**whole, first: _replaced(whole[first], rest, part)}
    return tuple(_replaced(each, rest, part) if place == first else each for place, each in enumerate(whole))
