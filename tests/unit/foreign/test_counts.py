"""How much of foreign documents the language holds: every clause, and how few are left to a person."""

import pytest

from checks.checking import check
from checks.doubt import Severity
from config.scoring import combining, measures, pricing
from config.scoring.grading import Override
from tests.unit.foreign.documents import NAMES, document, unnumbered
from workdays.calendar import WorkCalendar
from workdays.seed import seeded_calendar

GIVE_POINTS = (
    *(pricing.Lookup, pricing.Pass, pricing.Bands, pricing.Line, pricing.Slopes, pricing.Steps, pricing.Priced),
    *(pricing.RankPoints, pricing.AgainstPeers, pricing.Raters, pricing.Votes, pricing.Judgement),
    *(combining.Counter, combining.Rollup, measures.FromSource, Override),
)


@pytest.mark.parametrize("name", NAMES)
def test_scheme_has_no_errors(name: str) -> None:
    scheme = document(name).loaded.scheme
    calendar: WorkCalendar = seeded_calendar(scheme.year - 1, scheme.year + 1)
    assert [doubt for doubt in check(scheme, calendar=calendar) if doubt.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", NAMES)
def test_whatever_gives_points_stands_under_a_clause(name: str) -> None:
    assert list(unnumbered(document(name).loaded.scheme.scoring, GIVE_POINTS)) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_clause_has_an_example_and_every_slot_a_reason(name: str) -> None:
    of = document(name)
    assert {example.rule for example in of.examples} == of.rules
    assert dict(of.slots).keys() == of.judged
    assert all(of.slots.values())


@pytest.mark.parametrize("name", NAMES)
def test_few_clauses_are_left_to_judgement(name: str) -> None:
    of = document(name)
    assert len(of.judged) * 5 <= len(of.rules)


def test_there_are_enough_clauses() -> None:
    counts = {name: len(document(name).rules) for name in NAMES}
    assert counts == {"county": 117, "towns": 47, "enterprise": 42, "bureau": 51, "bank": 14, "profits": 23}
    assert sum(counts.values()) >= 120
