"""Do the points add up (R0.1, R0.2), and the targets (R0.11, E39)?"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from checks.doubt import Doubt, error, warning
from config.figures import Target
from config.indicators import Indicator, Segment, Strategy
from config.readings import PlacedIndicator, indicators_of
from config.scheme import Scheme

FULL_MARKS = Decimal(100)
# 加分 and 扣分 stand beside the hundred points, not inside them.
_OUTSIDE = frozenset({Strategy.BONUS, Strategy.NEGATIVE_LIST, Strategy.VETO})


def doubts_of_points(scheme: Scheme) -> Iterator[Doubt]:
    yield from _total(scheme)
    for placed in indicators_of(scheme):
        yield from _sum(scheme, placed)
        yield from _targets(placed)


def _total(scheme: Scheme) -> Iterator[Doubt]:
    counted = [each for each in scheme.indicators if _strategy(scheme, each.kind) not in _OUTSIDE]
    points = [each.points for each in counted if each.points is not None]
    if points and sum(points) != FULL_MARKS:
        added = " + ".join(str(each) for each in points)
        total = f"{added} = {sum(points)}" if len(points) > 1 else added
        yield warning(
            "/indicators", f"总分是 {total} 分，不是 100 分", "核对各部分的分值；原文本来不是100分的，可以不理"
        )


def _sum(scheme: Scheme, placed: PlacedIndicator) -> Iterator[Doubt]:
    indicator = placed.indicator
    parts = _parts(indicator)
    scored = [each for each in parts if each.points is not None and not _stands_outside(scheme, each)]
    if not scored:
        return
    added = sum((each.points for each in scored if each.points is not None), Decimal(0))
    silent = len([each for each in parts if each.points is None and not _stands_outside(scheme, each)])
    word = "下级指标" if indicator.children else "片段"
    if indicator.points is None:
        if placed.above and silent:
            yield warning(placed.pointer, f"“{indicator.title}”的{word}有的写了分值，有的没有写", "都写，或都不写")
    elif silent and added <= indicator.points:
        yield warning(
            placed.pointer,
            f"“{indicator.title}”{indicator.points} 分，{word}里 {silent} 项没有写分值，写了的合计 {added} 分",
            "都写，或都不写",
            indicator.basis,
        )
    elif added != indicator.points:
        yield error(
            f"{placed.pointer}/points",
            f"“{indicator.title}”{indicator.points} 分，{word}合计 {added} 分，{_gap(added, indicator.points)}",
            "核对原文，改正其中一处",
            indicator.basis,
        )


def _parts(indicator: Indicator) -> tuple[Indicator | Segment, ...]:
    """Of a leaf on which several are assessed each unit has the whole: its segments are no parts of it."""
    return indicator.children or (() if indicator.assessed else indicator.segments)


def _gap(added: Decimal, whole: Decimal) -> str:
    return f"多 {added - whole} 分" if added > whole else f"少 {whole - added} 分"


def _stands_outside(scheme: Scheme, part: Indicator | Segment) -> bool:
    return isinstance(part, Indicator) and _strategy(scheme, part.kind) in _OUTSIDE


def _strategy(scheme: Scheme, kind: str | None) -> Strategy | None:
    return scheme.kinds[kind].strategy if kind else None


def _targets(placed: PlacedIndicator) -> Iterator[Doubt]:
    """A target of the whole against those of its parts, where the parts count the same thing by the same name."""
    parts = _parts(placed.indicator)
    values: defaultdict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for target in (target for part in parts for target in part.targets):
        if target.value is not None and _adds_up(target):
            values[target.name, target.unit].append(target.value)
    for index, target in enumerate(placed.indicator.targets):
        added = values.get((target.name, target.unit))
        if added and target.value is not None and sum(added) != target.value:
            yield warning(
                f"{placed.pointer}/targets/{index}/value",
                f"“{target.name}”目标 {target.value}{target.unit}，下级合计 {sum(added)}{target.unit}，"
                f"{'超出' if sum(added) > target.value else '还差'} {abs(sum(added) - target.value)}{target.unit}",
                "核对各下级的目标；有意如此的，分解时写明说明",
            )


def _adds_up(target: Target) -> bool:
    """Rates do not add up; counts do."""
    return "%" not in target.unit and "率" not in target.name
