"""Against the group in columns: statistics, ranks, points by rank, points relative to the others (M3, P7, P8)."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from config.scoring import measures, pricing
from config.scoring.words import Absence, AllEqual, Better, Normalise, PlaceTies
from config.scoring.words import Peers as Take
from scoring.columns.batch import Batch
from scoring.columns.column import (
    Column,
    Holes,
    Truths,
    constant,
    empty,
    minus,
    of_values,
    over,
    patched,
    rows_of,
    scaled,
    smaller,
    times,
)
from scoring.columns.measuring import spread
from scoring.columns.peers import Peers
from scoring.peering import turned
from scoring.periods import years_before

if TYPE_CHECKING:
    from scoring.columns.reading import Reading

InGroup = Callable[[Peers, Batch], Column]


def by_group(term: Any, group: str | None, reading: "Reading", batch: Batch, ask: InGroup) -> Column:
    """Units of one group are asked together; who is in none has nobody to be compared with."""
    parts = []
    refused: Holes = {}
    for code, rows, here in [(group, range(len(batch)), batch)] if group is not None else reading.groups(batch):
        peers = None if code is None else reading.peers(term, code, here)
        if peers is None or peers.is_refused:
            refused |= dict.fromkeys(rows)
        else:
            parts.append((rows, ask(peers, here)))
    return reading.joined(batch, parts, Truths([], refused))


def among(rule: measures.AmongPeers, reading: "Reading", batch: Batch) -> Column:
    if rule.take is Take.RANK_CHANGE:
        return _rank_change(rule, reading, batch)

    def taken(peers: Peers, here: Batch) -> Column:
        if rule.take is Take.COUNT:
            return constant(len(peers.present), len(here))
        if not peers.present:
            return reading.no_number(here, Absence.NO_DATA)
        if rule.take is Take.RANK:
            return places(peers, here, rule.better, rule.ties)
        if rule.take is Take.RANK_FROM_BOTTOM:
            return places(peers, here, turned(rule.better), rule.ties)
        return constant(_STATISTICS[rule.take](peers, rule.better), len(here))

    return by_group(rule.of, rule.group, reading, batch, taken)


def _best(peers: Peers, better: Better) -> Fraction:
    return peers.most if better is Better.HIGHER else peers.least


_STATISTICS: Mapping[Take, Callable[[Peers, Better], Fraction]] = {
    Take.MEAN: lambda peers, _: peers.mean,
    Take.SUM: lambda peers, _: peers.total,
    Take.HIGHEST: lambda peers, _: peers.most,
    Take.LOWEST: lambda peers, _: peers.least,
    Take.BEST: _best,
}


def places(peers: Peers, here: Batch, better: Better, ties: PlaceTies) -> Column:
    at, order = peers.places(better, ties), peers.order
    rows = peers.rows(here.units)
    holes: Holes = {place: Absence.NO_DATA for place, row in enumerate(rows) if row is None}
    if ties is PlaceTies.REFUSE:
        holes |= {place: None for place, row in enumerate(rows) if row is not None and peers.tied[order[row]] > 1}
    return Column([0 if row is None else at[order[row]] for row in rows], holes=holes)


def _rank_change(rule: measures.AmongPeers, reading: "Reading", batch: Batch) -> Column:
    """Who has no number this year has none at all; the year before is asked first, as the page shows it first."""

    def ranked(peers: Peers, here: Batch) -> Column:
        if not peers.present:
            return reading.no_number(here, Absence.NO_DATA)
        return places(peers, here, rule.better, rule.ties)

    last = batch.at(years_before(batch.period, 1))
    now = by_group(rule.of, rule.group, reading, batch, ranked)
    before = by_group(rule.of, rule.group, reading, last, ranked)
    return minus(before, now, _in_order(rule, reading, batch, before, now))


def _in_order(rule: Any, reading: "Reading", batch: Batch, before: Column, now: Column) -> Holes:
    """The whole group of this year is asked before either rank: what refuses that, refuses first."""
    whole = by_group(rule.of, rule.group, reading, batch, _is_there)
    return {**now.holes, **before.holes, **whole.holes}


def _is_there(peers: Peers, here: Batch) -> Column:
    if not peers.present:
        return Column([0] * len(here), holes=dict.fromkeys(range(len(here)), Absence.NO_DATA))
    return constant(0, len(here))


def rank_points(rule: pricing.RankPoints, reading: "Reading", batch: Batch) -> Column:
    tables: dict[int, Column] = {}

    def priced(peers: Peers, here: Batch) -> Column:
        size = len(peers.present)
        if size not in tables:
            tables[size] = of_values([points_at(rule, place, size) for place in range(1, size + 1)])
        table = tables[size]
        if rule.ties is PlaceTies.SHARED:
            return _shared(peers, here, rule.better, table)
        rank = places(peers, here, rule.better, rule.ties)
        return Column([table.nums[place - 1] if place else 0 for place in rank.nums], table.den, None, rank.holes)

    return by_group(rule.of, rule.group, reading, batch, priced)


def _shared(peers: Peers, here: Batch, better: Better, table: Column) -> Column:
    """Who shares places shares what they are worth."""
    rank = places(peers, here, better, PlaceTies.BETTER)
    tied = [1 if row is None else peers.tied[peers.order[row]] for row in peers.rows(here.units)]
    nums = [sum(table.nums[place - 1 : place - 1 + many]) for place, many in zip(rank.nums, tied, strict=True)]
    return Column(nums, table.den, tied, rank.holes)


def points_at(rule: pricing.RankPoints, place: int, size: int) -> Fraction:
    """From the top, else from the bottom, else nothing; or falling from the first."""
    if rule.first is not None:
        first, lower = Fraction(rule.first), place - 1
        if rule.less is not None:
            return first - lower * Fraction(rule.less)
        return first * (Fraction(rule.times or 0) / 100) ** lower
    for nth, listed in ((place, rule.places), (size + 1 - place, rule.from_bottom)):
        for one in listed:
            if one.first <= nth <= (one.last or one.first):
                return Fraction(one.points)
    return Fraction(rule.otherwise)


def against(rule: pricing.AgainstPeers, reading: "Reading", batch: Batch) -> Column:
    def priced(peers: Peers, here: Batch) -> Column:
        found = peers.rows(here.units)
        rows = [place for place, row in enumerate(found) if row is not None]
        if not rows:
            return reading.no_number(here, Absence.NO_DATA)
        everyone = found is peers.present
        own = peers.column if everyone else rows_of(peers.column, [row for row in found if row is not None])
        worked = spread(_against(rule, peers, own, reading, here.only(rows)), rows, len(here))
        outside: Holes = {place: Absence.NO_DATA for place, row in enumerate(found) if row is None}
        return worked.but({**worked.holes, **outside}) if outside else worked

    return by_group(rule.of, rule.group, reading, batch, priced)


def _against(rule: pricing.AgainstPeers, peers: Peers, own: Column, reading: "Reading", here: Batch) -> Column:
    points = reading.column(rule.points, here)
    share, equal = _share(rule, peers, own)
    worked = times(points, share)
    if rule.most is not None:
        worked = smaller(worked, reading.column(rule.most, here))
    if not equal:
        return worked
    return _when_equal(rule, points, worked, set(equal))


def _when_equal(rule: pricing.AgainstPeers, points: Column, worked: Column, equal: set[int]) -> Column:
    """In the rows where the others leave nothing to divide by."""
    instead = points
    if rule.all_equal is AllEqual.NONE:
        instead = constant(0, len(points)).but(points.holes)
    elif rule.all_equal is AllEqual.REFUSE:
        instead = points.but({**dict.fromkeys(range(len(points))), **points.holes})
    return patched(worked, instead, sorted(equal))


def _share(rule: pricing.AgainstPeers, peers: Peers, own: Column) -> tuple[Column, Sequence[int]]:
    """Of the points, for each unit; and the rows in which the others leave nothing to divide by."""
    size, higher = len(own), rule.better is Better.HIGHER
    if rule.how is Normalise.MIN_MAX:
        low, high = peers.least, peers.most
        if low == high:
            return constant(0, size), range(size)
        part = minus(own, constant(low, size)) if higher else minus(constant(high, size), own)
        return scaled(part, 1 / (high - low)), ()
    rest = peers.mean if rule.how is Normalise.TO_MEAN else peers.most if higher else peers.least
    if rest < 0:  # of two losses the worse would come out as the greater share
        return empty(size, None), ()
    if higher:
        return (scaled(own, 1 / rest), ()) if rest else (constant(0, size), range(size))
    losses: Holes = {row: None for row, num in enumerate(own.nums) if num < 0}
    return over(constant(rest, size), own, losses), [row for row, num in enumerate(own.nums) if num == 0]


WORKS: Mapping[type, Any] = {
    measures.AmongPeers: among,
    pricing.RankPoints: rank_points,
    pricing.AgainstPeers: against,
}
