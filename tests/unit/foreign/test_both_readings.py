"""The foreign documents read in columns come out as the explaining evaluator has them: every unit, every example."""

from collections.abc import Iterator
from fractions import Fraction

import pytest

from config.indicators import Indicator
from scoring.asking import Case
from scoring.book import Book
from scoring.columns.batch import Batch
from scoring.columns.reading import Reading
from scoring.refusals import Unscored
from tests.unit.foreign.documents import NAMES, document


def indicators_of(indicators: tuple[Indicator, ...]) -> Iterator[str]:
    for one in indicators:
        yield one.code
        yield from indicators_of(one.children)


def explained(book: Book, indicator: str, case: Case) -> Fraction | None:
    try:
        return book.score(indicator, case).value
    except Unscored:
        return None


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_year_is_read_the_same_in_columns(name: str) -> None:
    of = document(name)
    scheme = of.loaded.scheme
    units = tuple(dict.fromkeys(unit for group in scheme.scoring.groups for unit in group.units))
    book, reading = of.book(), Reading(of.book())
    for indicator in indicators_of(scheme.indicators):
        column = reading.score(indicator, Batch(units, of.period))
        told = [None if row in column.holes else column.value(row) for row in range(len(units))]
        assert told == [explained(book, indicator, Case(unit, of.period)) for unit in units], indicator


@pytest.mark.parametrize("name", NAMES)
def test_examples_come_out_the_same_in_columns(name: str) -> None:
    of = document(name)
    for example in of.examples:
        if "indicator" in example.of:
            batch = Batch((example.unit,), example.period)
            column = Reading(of.book(example.facts)).score(example.of["indicator"], batch)
            assert column.value(0) == example.points("score"), example.rule
