"""Both readings of a rule agree: on every number, and on every refusal."""

from fractions import Fraction
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.scoring.rule import CONDITIONS, KINDS
from config.scoring.words import Absence, Missing
from config.walking import kind_of
from scoring.asking import Case
from scoring.book import Book
from scoring.columns.batch import Batch
from scoring.columns.reading import Reading
from scoring.facts import Facts
from scoring.refusals import NoData, Unscored
from tests.profiles import cases
from tests.unit.scoring.columns.rules import OUTER, TESTS, condition_of, term_of
from tests.unit.scoring.columns.world import UNITS, facts, lateness, scheme

Said = Fraction | Absence | bool | None
"""A number or a truth; why there is nothing to look at; None where something has to be decided first."""


def by_book(ask: Any, units: tuple[str, ...] = UNITS) -> list[Said]:
    found: list[Said] = []
    for unit in units:
        try:
            found.append(ask(Case(unit, "2019", "one")))
        except NoData as absent:
            found.append(absent.because)
        except Unscored:
            found.append(None)
    return found


def book_of(known: Facts, missing: Missing = Missing.REFUSE) -> Book:
    return Book(scheme(missing), known, lateness)


@pytest.mark.parametrize("kind", sorted(OUTER))
@settings(max_examples=cases(6, full=400))
@given(data=st.data())
def test_numbers_and_refusals_agree(kind: str, data: st.DataObject) -> None:
    term = term_of(data.draw(OUTER[kind]))
    known = data.draw(facts())
    units = tuple(data.draw(st.permutations(UNITS)))
    book, reading = book_of(known), Reading(book_of(known))
    column = reading.column(term, Batch(units, "2019", "one"))
    told = [column.holes[row] if row in column.holes else column.value(row) for row in range(len(units))]
    assert told == by_book(lambda case: book.worked(term, case).value, units)
    assert not reading.explained


@pytest.mark.parametrize("kind", sorted(TESTS))
@settings(max_examples=cases(6, full=400))
@given(data=st.data())
def test_conditions_agree(kind: str, data: st.DataObject) -> None:
    condition = condition_of(data.draw(TESTS[kind]))
    known = data.draw(facts())
    book = book_of(known)
    truths = Reading(book_of(known)).holds(condition, Batch(UNITS, "2019", "one"))
    told = [truths.holes[row] if row in truths.holes else truths.holds[row] for row in range(len(UNITS))]
    assert told == by_book(lambda case: book.holds(condition, case).holds)


@settings(max_examples=cases(20, full=1000))
@given(facts(), st.sampled_from(list(Missing)), st.sampled_from(["one", "parent", "left", "bare"]))
def test_indicators_and_their_sums_agree(known: Facts, missing: Missing, indicator: str) -> None:
    book = book_of(known, missing)
    column = Reading(book_of(known, missing)).score(indicator, Batch(UNITS, "2019"))
    told = [column.holes[row] if row in column.holes else column.value(row) for row in range(len(UNITS))]
    assert told == by_book(lambda case: book.score(indicator, case).value)


def test_every_kind_is_drawn() -> None:
    assert set(OUTER) == {kind_of(model) for model in KINDS}
    assert set(TESTS) == {kind_of(model) for model in CONDITIONS}


def test_a_rule_that_leads_back_to_itself_is_refused_by_both() -> None:
    term = term_of({"kind": "sum", "parts": ["rate", 1]})
    circle = cast("Any", term).model_copy(update={"parts": (*term.parts, 1)})
    object.__setattr__(circle, "parts", (circle, *term.parts))
    book = book_of(Facts())
    reading = Reading(book_of(Facts()))
    assert reading.column(circle, Batch(UNITS, "2019", "one")).holes == dict.fromkeys(range(len(UNITS)))
    assert by_book(lambda case: book.worked(circle, case).value) == [None] * len(UNITS)
    assert reading.explained["Sum"] == len(UNITS)
