"""Every clause of documents that the language was not made for gives what a person works out from its text."""

import pytest

from scoring.worked import recomputed
from tests.unit.foreign.asking import graded, of_clause, worked_of
from tests.unit.foreign.documents import NAMES, Document, Example, document

EXAMPLES = [
    pytest.param(document(name), example, id=f"{name}-{example.rule}")
    for name in NAMES
    for example in document(name).examples
]


@pytest.mark.parametrize(("of", "example"), [each for each in EXAMPLES if "grade" not in each.values[1].of])
def test_clause_gives_what_was_worked_by_hand(of: Document, example: Example) -> None:
    worked = worked_of(of.book(example.facts), example)
    assert recomputed(worked) == worked.value
    assert (of_clause(worked, example.rule), worked.value) == (example.points("this"), example.points("score"))


@pytest.mark.parametrize(("of", "example"), [each for each in EXAMPLES if "grade" in each.values[1].of])
def test_clause_bars_the_grade(of: Document, example: Example) -> None:
    """What such a clause does is shown by what the unit is graded without it."""
    without, _ = graded(of.book(), example)
    having, because = graded(of.book(example.facts), example)
    assert (without, having) == (example.of["otherwise"], example.of["grade"])
    assert any(f"{example.rule} " in said for said in because)
