"""Every clause of documents that the language was not made for gives what a person works out from its text."""

import pytest

from scoring.worked import recomputed
from tests.unit.foreign.asking import graded, of_clause, worked_of
from tests.unit.foreign.documents import NAMES, clauses_of_examples, document


def examples(*, graded: bool) -> pytest.MarkDecorator:
    chosen = [
        pytest.param(name, place, id=f"{name}-{rule}")
        for name in NAMES
        for place, (rule, bars) in enumerate(clauses_of_examples(name))
        if bars is graded
    ]
    return pytest.mark.parametrize(("name", "place"), chosen)


@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_asked(name: str) -> None:
    assert [rule for rule, _ in clauses_of_examples(name)] == [example.rule for example in document(name).examples]


@examples(graded=False)
def test_clause_gives_what_was_worked_by_hand(name: str, place: int) -> None:
    of = document(name)
    example = of.examples[place]
    worked = worked_of(of.book(example.facts), example)
    assert recomputed(worked) == worked.value
    assert (of_clause(worked, example.rule), worked.value) == (example.points("this"), example.points("score"))


@examples(graded=True)
def test_clause_bars_the_grade(name: str, place: int) -> None:
    """What such a clause does is shown by what the unit is graded without it."""
    of = document(name)
    example = of.examples[place]
    without, _ = graded(of.book(), example)
    having, because = graded(of.book(example.facts), example)
    assert (without, having) == (example.of["otherwise"], example.of["grade"])
    assert any(f"{example.rule} " in said for said in because)
