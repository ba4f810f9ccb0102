"""Every clause of documents that the language was not made for gives what a person works out from its text."""

from fractions import Fraction

import pytest

from scoring.asking import Case
from scoring.outcome import work_out
from scoring.worked import Worked, recomputed
from tests.unit.foreign.documents import NAMES, Document, Example, document, of_rule

EXAMPLES = [
    pytest.param(document(name), example, id=f"{name}-{example.rule}")
    for name in NAMES
    for example in document(name).examples
]


def asked(of: Document, example: Example) -> Worked:
    """The indicator or the total that the example speaks of, with the example's facts laid over the year's."""
    book = of.book(example.facts)
    if "indicator" in example.of:
        return book.score(example.of["indicator"], Case(example.unit, example.period))
    total = work_out(book, example.period).results[example.of["result"]][example.unit].worked
    assert total is not None
    return total


@pytest.mark.parametrize(("of", "example"), [each for each in EXAMPLES if "grade" not in each.values[1].of])
def test_clause_gives_what_was_worked_by_hand(of: Document, example: Example) -> None:
    worked = asked(of, example)
    of_clause = sum((part.value for part in of_rule(worked, example.rule)), Fraction(0))
    assert recomputed(worked) == worked.value
    assert (of_clause, worked.value) == (example.points("this"), example.points("score"))


@pytest.mark.parametrize(("of", "example"), [each for each in EXAMPLES if "grade" in each.values[1].of])
def test_clause_bars_the_grade(of: Document, example: Example) -> None:
    """What such a clause does is shown by what the unit is graded without it."""
    ranking = example.of["ranking"]
    without, having = (
        next(one for one in work_out(of.book(facts), example.period).grades[ranking] if one.unit == example.unit)
        for facts in (None, example.facts)
    )
    assert (without.grade, having.grade) == (example.of["otherwise"], example.of["grade"])
    assert any(f"{example.rule} " in said for said in having.because)
