"""Those who share a place, put in an order that somebody decided, with the paper that says so."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from config.scoring.grading import RankTies
from scoring.standings import Placed, Standing

ORDERED = "；"
"""Between why a unit shares its place and by what it was put in order."""


@dataclass(frozen=True, slots=True)
class OrderDecision:
    """These, in this order, when they and nobody else shared a place."""

    units: tuple[str, ...]
    basis: str = ""


def tied_in(standing: Standing) -> Iterator[tuple[Placed, ...]]:
    """Each place that several share, the best first."""
    for _, some in groupby(standing.ranked, key=lambda placed: placed.place):
        sharing = tuple(some)
        if len(sharing) > 1:
            yield sharing


def with_order_decided(standing: Standing, decisions: Collection[OrderDecision]) -> Standing:
    """Where others share the place by now, nobody has decided that yet: they go on sharing it."""
    known = {frozenset(each.units): each for each in decisions}
    placed: list[Placed] = []
    later = 0  # by how much those behind move down, where a shared place left no gap
    for place, some in groupby(standing.ranked, key=lambda each: each.place or 0):
        sharing = tuple(some)
        decision = known.get(frozenset(each.unit for each in sharing))
        if decision is None or len(sharing) == 1:
            placed += [replace(each, place=place + later) for each in sharing]
            continue
        placed += _ordered(sharing, decision, first=place + later)
        later += len(sharing) - 1 if standing.ranking.ties is RankTies.DENSE else 0
    unranked = (each for each in standing.placed if each.place is None)
    return replace(standing, placed=(*placed, *unranked))


def _ordered(sharing: Sequence[Placed], decision: OrderDecision, *, first: int) -> Iterator[Placed]:
    by_unit = {each.unit: each for each in sharing}
    why = f"按{decision.basis}定" if decision.basis else "经定"
    for step, unit in enumerate(decision.units):
        said = f"{by_unit[unit].because}{ORDERED}{why}为并列中的第 {step + 1} 位"
        yield replace(by_unit[unit], place=first + step, is_tied=False, because=said)


def order_said(standing: Standing, unit: str) -> str:
    """By what it was put in order among those with which it tied; nothing where it was not."""
    return next((each.because.partition(ORDERED)[2] for each in standing.ranked if each.unit == unit), "")


def against_order(sharing: Collection[str], places: Mapping[str, int], names: Mapping[str, str]) -> tuple[str, ...]:
    """What speaks against these places among those who share one: every one of them is told another."""
    reasons = []
    if strangers := [unit for unit in places if unit not in sharing]:
        reasons.append(f"{_said(strangers, names)}不在这一组并列里")
    if silent := [unit for unit in sharing if unit not in places]:
        reasons.append(f"{_said(silent, names)}没有定排在第几，并列的各家都要定")
    if sorted(places.values()) != [*range(1, len(places) + 1)] and not strangers and not silent:
        reasons.append(f"并列的{len(places)}家要从1排到{len(places)}，每家一个，不重复")
    return tuple(reasons)


def _said(units: Collection[str], names: Mapping[str, str]) -> str:
    return "、".join(names.get(unit, unit) for unit in units)
