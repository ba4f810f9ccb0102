"""The examples of the shipped schemes, every indicator of every unit: columns say what is explained."""

from fractions import Fraction

import pytest

from config.readings import indicators_of
from config.schemes import shipped
from config.scoring.words import Absence
from scoring.asking import Case
from scoring.book import Book
from scoring.columns.batch import Batch
from scoring.columns.reading import Reading
from scoring.refusals import NoData, Unscored
from tests.unit.scoring.yearly import example

Said = Fraction | Absence | None


def explained(book: Book, indicator: str, unit: str, year: str) -> Said:
    try:
        return book.score(indicator, Case(unit, year)).value
    except NoData as absent:
        return absent.because
    except Unscored:
        return None


@pytest.mark.parametrize("name", shipped())
def test_columns_agree_on_a_whole_year(name: str) -> None:
    book = example(name)
    year = str(book.scheme.year)
    units = tuple(dict.fromkeys(unit for group in book.scoring.groups for unit in group.units))
    reading, batch, scored = Reading(book), Batch(units, year, ""), 0
    for placed in indicators_of(book.scheme):
        code = placed.indicator.code
        column = reading.score(code, batch)
        told = [column.holes[row] if row in column.holes else column.value(row) for row in range(len(units))]
        assert told == [explained(book, code, unit, year) for unit in units], code
        scored += sum(isinstance(each, Fraction) for each in told)
    assert not reading.explained
    assert scored or not book.scoring.indicators
