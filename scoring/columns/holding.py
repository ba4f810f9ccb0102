"""Conditions in columns: whether something holds, for each unit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import eq, ge, gt, le, lt
from typing import TYPE_CHECKING, Any

from config.scoring import conditions as kinds
from config.scoring.words import Absence
from scoring.columns.batch import Batch
from scoring.columns.column import Truths, compared, first_refused

if TYPE_CHECKING:
    from scoring.columns.reading import Reading

TESTS: Mapping[str, Callable[[Any, Any], bool]] = {
    "at_least": ge,
    "above": gt,
    "at_most": le,
    "below": lt,
    "equals": eq,
}


def together(asked: Sequence[Truths], join: Callable[[Iterable[bool]], bool]) -> Truths:
    """All are asked, whatever the first ones say."""
    if len(asked) == 1:
        return asked[0]
    return Truths(list(map(join, zip(*(truths.holds for truths in asked), strict=True))), first_refused(*asked))


def compare(rule: kinds.Compare, reading: "Reading", batch: Batch) -> Truths:
    of = reading.column(rule.of, batch)
    asked = [
        compared(of, test, reading.column(bound, batch))
        for key, test in TESTS.items()
        if (bound := getattr(rule, key)) is not None
    ]
    return together(asked, all)


def says(rule: kinds.Says, reading: "Reading", batch: Batch) -> Truths:
    facts = [reading.book.answer(rule.answer, batch.case(row)) for row in range(len(batch))]
    absent = {row: Absence.NO_DATA for row, fact in enumerate(facts) if fact is None}
    return Truths([fact is not None and fact.said in rule.one_of for fact in facts], dict(absent))


def has_finding(rule: kinds.HasFinding, reading: "Reading", batch: Batch) -> Truths:
    case = batch.case
    rows = set(reading.book.rows_with(rule.match.finding, batch.units))
    return Truths([row in rows and bool(reading.book.findings(rule.match, case(row))) for row in range(len(batch))])


def is_absent(rule: kinds.IsAbsent, reading: "Reading", batch: Batch) -> Truths:
    holes = reading.column(rule.of, batch).holes
    fits = [
        (why := holes.get(row)) is not None and (not rule.because or why in rule.because) for row in range(len(batch))
    ]
    return Truths(fits, {row: None for row, why in holes.items() if why is None})


def in_group(rule: kinds.InGroup, reading: "Reading", batch: Batch) -> Truths:
    return Truths([any(reading.book.is_in(group, unit) for group in rule.group) for unit in batch.units])


def met(rule: kinds.Met, reading: "Reading", batch: Batch) -> Truths:
    return reading.is_met(rule.indicator or (batch.indicator,), batch)


def every(rule: kinds.AllOf, reading: "Reading", batch: Batch) -> Truths:
    return together([reading.holds(part, batch) for part in rule.of], all)


def some(rule: kinds.AnyOf, reading: "Reading", batch: Batch) -> Truths:
    return together([reading.holds(part, batch) for part in rule.of], any)


def negated(rule: kinds.Not, reading: "Reading", batch: Batch) -> Truths:
    truths = reading.holds(rule.of, batch)
    return Truths([not holds for holds in truths.holds], truths.holes)


HOLDS: Mapping[type, Callable[[Any, "Reading", Batch], Truths]] = {
    kinds.Compare: compare,
    kinds.Says: says,
    kinds.HasFinding: has_finding,
    kinds.IsAbsent: is_absent,
    kinds.InGroup: in_group,
    kinds.Met: met,
    kinds.AllOf: every,
    kinds.AnyOf: some,
    kinds.Not: negated,
}
