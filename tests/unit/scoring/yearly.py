"""A shipped scheme and facts for it; every number is worked out again from its explanation alone."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from checks.known_days import calendar_for
from config.loading import Loaded, load_facts, load_scheme
from config.scheme import Scheme
from config.schemes import find_facts, find_scheme
from scoring.asking import Case
from scoring.book import Book
from scoring.facts import (
    AnswerFact,
    Facts,
    FigureFact,
    FindingFact,
    ImportedFact,
    JudgementFact,
    MomentFact,
    RatingFact,
    ScoreGiven,
)
from scoring.outcome import Outcome, open_book, work_out
from scoring.sheets import facts_of
from scoring.standings import Total
from scoring.worked import recomputed
from tests.unit.schemes.reading import shipped_scheme
from workdays.counts import lateness_in

LISTS: Mapping[type, str] = {
    FigureFact: "figures",
    FindingFact: "findings",
    AnswerFact: "answers",
    RatingFact: "ratings",
    JudgementFact: "judgements",
    ImportedFact: "imported",
    MomentFact: "moments",
}


def known(*facts: Any, **chosen: str) -> Facts:
    """Facts of any kind, and the readings chosen."""
    lists: defaultdict[str, list[Any]] = defaultdict(list)
    for fact in facts:
        lists[LISTS[type(fact)]].append(fact)
    return Facts(**lists, chosen=chosen)


def book(scheme: str | Scheme, *facts: Any, **chosen: str) -> Book:
    read = shipped_scheme(scheme) if isinstance(scheme, str) else scheme
    return open_book(read, known(*facts, **chosen), lateness=lateness_in(calendar_for(read)))


def points(of: Book, indicator: str, unit: str) -> Fraction:
    worked = of.score(indicator, Case(unit, str(of.scheme.year)))
    assert recomputed(worked) == worked.value
    return worked.value


def ruled(of: Book, rule: str, unit: str) -> Fraction:
    """What one of the named rules gives."""
    worked = of.worked(of.scoring.rules[rule], Case(unit, str(of.scheme.year)))
    assert recomputed(worked) == worked.value
    return worked.value


def outcome(of: Book) -> Outcome:
    return work_out(of, str(of.scheme.year))


def total(of: Book, unit: str, result: str = "total") -> Total:
    return outcome(of).results[result][unit]


def example(name: str, **chosen: str) -> Book:
    """The facts that come with a shipped scheme, read as the command reads them."""
    loaded, facts = _example(name)
    supposed = facts.with_more(Facts(chosen=chosen))
    return open_book(loaded.scheme, supposed, lateness=lateness_in(calendar_for(loaded.scheme)))


@cache
def _example(name: str) -> tuple[Loaded, Facts]:
    loaded = load_scheme(find_scheme(name))
    facts, refused = facts_of(load_facts(find_facts(name), loaded)[0], loaded.scheme)
    assert refused == ()
    return loaded, facts


def d(number: str) -> Fraction:
    return Fraction(number)


def happened(
    unit: str, kind: str, times: str | int = 1, *, on: date, problem: str = "", nth: int = 0, **attributes: str
) -> FindingFact:
    ref = "-".join((unit, kind, problem, *attributes.values(), str(nth)))
    return FindingFact(ref, unit, kind, on, Fraction(times), problem, attributes=attributes)


def rated(unit: str, rating: str, groups: Mapping[str, str]) -> RatingFact:
    """One score of each group."""
    return RatingFact(unit, rating, tuple(ScoreGiven(group, d(score)) for group, score in groups.items()))
