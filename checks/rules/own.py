"""Rules that speak of the indicator's own points, target and figure: each indicator that uses them must have these."""

from collections.abc import Iterator

from checks.doubt import Doubt, error
from config.indicators import Indicator, Segment
from config.readings import indicators_of
from config.scheme import Scheme
from config.scoring.combining import NamedRule
from config.scoring.measures import FigureOf, PointsOf, TargetOf
from config.scoring.parts import parts_of


def doubts_of_own(scheme: Scheme) -> Iterator[Doubt]:
    nodes: dict[str, Indicator | Segment] = {}
    for placed in indicators_of(scheme):
        parts: tuple[Indicator | Segment, ...] = (placed.indicator, *placed.indicator.segments)
        nodes |= {part.code: part for part in parts}
    for place, rule in enumerate(scheme.scoring.indicators):
        node = nodes[rule.indicator]
        for lack, advice in dict.fromkeys(_lacks(scheme, node, rule.of, frozenset())):
            yield error(f"/scoring/indicators/{place}", f"规则用到本指标的{lack}，“{node.title}”没有", advice)


def _lacks(scheme: Scheme, node: Indicator | Segment, term: object, seen: frozenset[str]) -> Iterator[tuple[str, str]]:
    numeric = [target for target in node.targets if target.value is not None]
    figures = [target for target in numeric if target.figure is not None]
    for _, part in parts_of(term):
        if isinstance(part, PointsOf) and node.points is None:
            yield "分值", "给这个指标写 points，或在规则里写明多少分"
        elif isinstance(part, FigureOf) and part.figure is None and len(figures) != 1:
            yield "唯一的数据项", "在目标里写 figure；有几个数值目标的，在规则里写明看哪个数据项"
        elif isinstance(part, TargetOf) and not part.name and len(numeric) != 1:
            yield "唯一的数值目标", "写一个数值目标；有几个的，在规则里写明 name"
        elif isinstance(part, NamedRule) and part.rule not in seen:
            yield from _lacks(scheme, node, scheme.scoring.rules[part.rule], seen | {part.rule})
