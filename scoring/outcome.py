"""Everything that a scheme says of a year, worked out: totals, places, grades, awards; what is refused says why."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from types import MappingProxyType

from config.scheme import Scheme
from config.scoring.grading import Award, Result
from scoring.asking import Case
from scoring.awarding import Awarded, Graded, TieDecision, award, grade, with_tie_decided
from scoring.book import Book, Lateness
from scoring.columns.reading import Reading
from scoring.facts import Facts
from scoring.numbers import plain
from scoring.ordering import OrderDecision, with_order_decided
from scoring.refusals import Unscored
from scoring.standings import Placed, Standing, Total, stand, totals_of


@dataclass(frozen=True, slots=True)
class Decided:
    """What people wrote down where the scores leave it open: by award who of the last gets it, by ranking in which
    order those stand who share a place."""

    awards: Mapping[str, TieDecision] = field(default_factory=dict)
    orders: Mapping[str, Sequence[OrderDecision]] = field(default_factory=dict)


NOTHING_DECIDED = Decided(MappingProxyType({}), MappingProxyType({}))
TOTAL = Result(code="total", name="总分")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`refused` are the gradings and awards that cannot be decided yet, by code."""

    period: str
    results: Mapping[str, Mapping[str, Total]]
    standings: Mapping[str, Standing]
    grades: Mapping[str, tuple[Graded, ...]]
    awards: Mapping[str, Awarded]
    refused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def open_book(
    scheme: Scheme,
    facts: Facts,
    *,
    lateness: Lateness | None = None,
    as_of: datetime | None = None,
    effective: date | None = None,
) -> Book:
    """`as_of` uses only what had been recorded by then; `effective` picks the rules and facts in effect on that day."""
    seen = facts.seen(as_of=as_of, effective=effective)
    if lateness is None:
        return Book(scheme, seen, effective=effective)
    return Book(scheme, seen, lateness, effective)


def work_out(book: Book, period: str, *, decided: Decided = NOTHING_DECIDED) -> Outcome:
    """What is decided of an award is known to those that come after."""
    scoring = book.scoring
    reading = Reading(book)
    results = {result.code: totals_of(book, result, period, reading=reading) for result in scoring.results or (TOTAL,)}
    standings = {
        one.code: with_order_decided(stand(book, one, results[one.result], period), decided.orders.get(one.code, ()))
        for one in scoring.rankings
    }
    grades: dict[str, tuple[Graded, ...]] = {}
    awards: dict[str, Awarded] = {}
    refused: dict[str, tuple[str, ...]] = {}
    for grading in scoring.gradings:
        try:
            grades[grading.ranking] = grade(book, grading, standings[grading.ranking], period)
        except Unscored as refusal:
            refused[grading.ranking] = refusal.reasons
    for one in scoring.awards:
        try:
            given = award(book, one, _candidates(book, one, standings, period), awards, period)
            decision = decided.awards.get(one.code)
            awards[one.code] = with_tie_decided(given, decision) if decision is not None else given
        except Unscored as refusal:
            refused[one.code] = refusal.reasons
    return Outcome(period, results, standings, grades, awards, refused)


def _candidates(book: Book, one: Award, standings: Mapping[str, Standing], period: str) -> Sequence[Placed]:
    if one.ranking is not None:
        standing = standings[one.ranking]
        if standing.missing:
            raise Unscored(standing.missing)
        # Who is vetoed stays a candidate: the award itself says whether a veto bars.
        return standing.placed
    values: dict[str, Fraction] = {}
    for group in one.group:
        for unit in book.members(group, Case("", period)):
            if not book.is_exempt(unit, one.indicator or ""):
                values[unit] = book.score(one.indicator or "", Case(unit, period)).value
    listed = sorted(values, key=lambda unit: -values[unit])
    order = sorted(-value for value in values.values())
    return [
        Placed(unit, 1 + bisect_left(order, -values[unit]), values[unit], because=f"{plain(values[unit])} 分")
        for unit in listed
    ]
