"""Points against the indicator that they belong to: bases that differ, caps larger than the base."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from checks.doubt import Doubt, error, warning
from config.indicators import Indicator, Segment
from config.pointers import pointer_of
from config.readings import indicators_of
from config.scheme import Scheme
from config.scoring.combining import Base
from config.scoring.parts import parts_like
from config.scoring.pricing import Bands, Events, Judgement, Steps


def doubts_of_sums(scheme: Scheme) -> Iterator[Doubt]:
    points = _points(scheme)
    for place, rule in enumerate(scheme.scoring.indicators):
        pointer = f"/scoring/indicators/{place}/of"
        whole = points.get(rule.indicator)
        if whole is not None and isinstance(rule.of, Base) and isinstance(rule.of.points, Decimal):
            if rule.of.points != whole:
                sentence = f"指标是 {whole} 分，规则的基本分是 {rule.of.points} 分"
                yield error(f"{pointer}/points", sentence, "改正其中一处", rule.of.basis)
        elif whole is not None and isinstance(rule.of, Judgement | Bands):
            most = rule.of.most if isinstance(rule.of, Judgement) else _most(rule.of)
            if most is not None and most > whole:
                yield warning(pointer, f"最多可得 {most} 分，多于指标的 {whole} 分", "核对分值", rule.of.basis)
    for steps, base in parts_like(Base, scheme.scoring, ("scoring",)):
        if isinstance(base.points, Decimal):
            yield from _caps(base, base.points, pointer_of(steps))


def _points(scheme: Scheme) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for placed in indicators_of(scheme):
        parts: tuple[Indicator | Segment, ...] = (placed.indicator, *placed.indicator.segments)
        found |= {part.code: part.points for part in parts if part.points is not None}
    return found


def _most(rule: Bands) -> Decimal | None:
    points: list[Any] = [band.points for band in rule.bands]
    return max(points) if all(isinstance(each, Decimal) for each in points) else None


def _caps(base: Base, points: Decimal, pointer: str) -> Iterator[Doubt]:
    """A cap that can never bite is usually a slip of the pen."""
    for place, rule in enumerate(base.deductions):
        if isinstance(rule, Events | Steps) and isinstance(rule.most, Decimal):
            percent = isinstance(rule, Steps) and rule.base is not None
            if not percent and base.floor is not None and rule.most > points - base.floor:
                yield warning(
                    f"{pointer}/deductions/{place}/most",
                    f"最多扣 {rule.most} 分，多于这一项能扣的 {points - base.floor} 分",
                    "核对原文，或删去 most",
                    rule.basis,
                )
        if isinstance(rule, Events):
            for nth, price in enumerate(rule.prices):
                if price.most is not None and base.floor is not None and price.most > points - base.floor:
                    yield warning(
                        f"{pointer}/deductions/{place}/prices/{nth}/most",
                        f"这一种最多扣 {price.most} 分，多于这一项能扣的 {points - base.floor} 分",
                        "核对原文",
                        rule.basis,
                    )
