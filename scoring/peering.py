"""Against the group: statistics, ranks, points by rank, points relative to the others (M3, P7, P8)."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from config.scoring import measures, pricing
from config.scoring.words import AllEqual, Better, Normalise, Peers, PlaceTies
from scoring.asking import Ask, Case
from scoring.grouped import Grouped
from scoring.measuring import mean
from scoring.periods import years_before
from scoring.refusals import NoData, Unscored
from scoring.worked import (
    How,
    Sign,
    Worked,
    beside,
    cited,
    clause,
    compared,
    counted,
    picked,
    smallest,
)

ONE, ZERO = clause(1), clause(0)


def gathered(term: Any, ask: Ask, case: Case, members: Sequence[str]) -> Grouped:
    values = Grouped()
    for unit in members:
        try:
            worked = ask.worked(term, case.of(unit))
        except NoData:
            continue
        values[unit] = Worked(worked.value, How.SAME, (worked,), label=ask.unit_name(unit), unit=worked.unit)
    return values


def among(rule: measures.AmongPeers, ask: Ask, case: Case) -> Worked:
    values = ask.in_group(rule.of, rule.group, case)
    if rule.take is Peers.COUNT:
        return counted(values.everyone, "家数")
    if not values:
        raise NoData(["组里一家也没有数"])
    if rule.take in _RANKS:
        return _RANKS[rule.take](rule, ask, case, values)
    return _TAKEN[rule.take](rule, values).called(f"同组{rule.take.label}")


_TAKEN: Mapping[Peers, Callable[[measures.AmongPeers, Grouped], Worked]] = {
    Peers.MEAN: lambda _, values: values.mean,
    Peers.SUM: lambda _, values: values.total,
    Peers.HIGHEST: lambda _, values: values.largest,
    Peers.LOWEST: lambda _, values: values.smallest,
    Peers.BEST: lambda rule, values: values.largest if rule.better is Better.HIGHER else values.smallest,
}


def _rank(rule: measures.AmongPeers, ask: Ask, case: Case, values: Grouped) -> Worked:
    return rank_of(case.unit, values, ask=ask, better=rule.better, ties=rule.ties)


def _rank_from_bottom(rule: measures.AmongPeers, ask: Ask, case: Case, values: Grouped) -> Worked:
    return rank_of(case.unit, values, ask=ask, better=turned(rule.better), ties=rule.ties)


def _rank_change(rule: measures.AmongPeers, ask: Ask, case: Case, values: Grouped) -> Worked:
    before_case = case.at(years_before(case.period, 1))
    before_values = ask.in_group(rule.of, rule.group, before_case)
    before = rank_of(case.unit, before_values, ask=ask, better=rule.better, ties=rule.ties)
    now = rank_of(case.unit, values, ask=ask, better=rule.better, ties=rule.ties)
    return before.called("上年名次") - now.called("本年名次")


_RANKS = {Peers.RANK: _rank, Peers.RANK_FROM_BOTTOM: _rank_from_bottom, Peers.RANK_CHANGE: _rank_change}


def turned(better: Better) -> Better:
    return Better.LOWER if better is Better.HIGHER else Better.HIGHER


def rank_of(unit: str, values: Grouped, *, ask: Ask, better: Better, ties: PlaceTies) -> Worked:
    if unit not in values:
        raise NoData([f"{ask.unit_name(unit)}没有数，不在组内排名"])
    own, tied = values[unit], values.tied(unit)
    others, many = values.others(unit), values.ahead(unit, better)
    if tied and ties is PlaceTies.REFUSE:
        names = "、".join(other.label for other in others if other.value == own.value)
        raise Unscored([f"{ask.unit_name(unit)}与{names}并列，要由人定名次"])
    if ties is PlaceTies.DENSE:
        others, many = values.distinct_others(unit, better)
    rank = ONE + beside(How.MORE if better is Better.HIGHER else How.LESS, own, others, many)
    if ties is PlaceTies.WORSE:
        rank = rank + beside(How.EQUAL, own, others, tied)
    return rank.called("名次", note=f"并列：{ties.label}" if tied else "")


def rank_points(rule: pricing.RankPoints, ask: Ask, case: Case) -> Worked:
    values = ask.in_group(rule.of, rule.group, case)
    if rule.ties is not PlaceTies.SHARED:
        rank = rank_of(case.unit, values, ask=ask, better=rule.better, ties=rule.ties)
        return _at_place(rule, rank, len(values))
    first = rank_of(case.unit, values, ask=ask, better=rule.better, ties=PlaceTies.BETTER)
    tied = values.tied(case.unit) + 1
    places = [first + clause(n) for n in range(tied)]
    shared = [_at_place(rule, place, len(values)) for place in places]
    return shared[0] if tied == 1 else mean(shared).called("并列的平分", note=f"{tied}家并列")


def _at_place(rule: pricing.RankPoints, rank: Worked, size: int) -> Worked:
    """From the top, else from the bottom, else nothing; or falling from the first."""
    if rule.first is not None:
        return _falling(rule, rank)
    place, bottom = int(rank.value), size + 1 - int(rank.value)
    for nth, said, listed in ((place, f"第{place}名", rule.places), (bottom, f"倒数第{bottom}名", rule.from_bottom)):
        for one in listed:
            if one.first <= nth <= (one.last or one.first):
                return cited(one, _priced(rank, Fraction(one.points), said))
    return _priced(rank, Fraction(rule.otherwise), f"第{place}名，不在给分的名次里")


def _priced(rank: Worked, points: Fraction, said: str) -> Worked:
    """The points stand in the clause; the rank says why these."""
    is_place = compared(rank, Sign.EQUALS, clause(rank.value, "名次"))
    return picked((is_place,), clause(points, said))


def _falling(rule: pricing.RankPoints, rank: Worked) -> Worked:
    first, lower = clause(Fraction(rule.first or 0), "第一名"), rank - ONE
    if rule.less is not None:
        return first - lower * clause(Fraction(rule.less), "每低一名少")
    worked = first
    for _ in range(int(lower.value)):
        worked = worked * clause(Fraction(rule.times or 0) / 100, "是上一名的")
    return worked


def against(rule: pricing.AgainstPeers, ask: Ask, case: Case) -> Worked:
    values = ask.in_group(rule.of, rule.group, case)
    if case.unit not in values:
        raise NoData([f"{ask.unit_name(case.unit)}没有数，不能与同组比"])
    points = ask.worked(rule.points, case)
    share = _share(rule, values, values[case.unit])
    if share is None:
        return _when_equal(rule, points)
    worked = points * share.called("折算比例")
    return worked if rule.most is None else smallest((worked, ask.worked(rule.most, case)))


def _share(rule: pricing.AgainstPeers, values: Grouped, own: Worked) -> Worked | None:
    """None where the others leave nothing to divide by."""
    higher = rule.better is Better.HIGHER
    if rule.how is Normalise.MIN_MAX:
        low, high = values.smallest, values.largest
        if low.value == high.value:
            return None
        return (own - low if higher else high - own) / (high - low)
    rest = values.mean if rule.how is Normalise.TO_MEAN else values.largest if higher else values.smallest
    above, below = (own, rest) if higher else (rest, own)
    if min(rest.value, below.value) < 0:
        # Of two losses the worse would come out as the greater share.
        raise Unscored([f"{rule.label or '与同组比'}：有负数，按比例没有意义；改用 how: min_max"])
    return None if below.value == 0 else above / below


def _when_equal(rule: pricing.AgainstPeers, points: Worked) -> Worked:
    if rule.all_equal is AllEqual.FULL:
        return points.called("", note="各家都一样，给满分")
    if rule.all_equal is AllEqual.NONE:
        return clause(0, "各家都一样（或最好的是 0），不给分")
    raise Unscored([f"{rule.label or '与同组比'}：各家都一样，或最好的是 0，没法比；写明 all_equal"])


WORKS: Mapping[type, Callable[[Any, Ask, Case], Worked]] = {
    measures.AmongPeers: among,
    pricing.RankPoints: rank_points,
    pricing.AgainstPeers: against,
}
