"""The examples hold the schemes to their documents: no number can be another without an example noticing."""

from itertools import islice

import pytest

from config.scoring.section import Scoring
from config.walking import Steps
from scoring.refusals import Unscored
from tests.profiles import cases
from tests.unit.foreign.asking import graded, of_clause, worked_of
from tests.unit.foreign.changing import changed
from tests.unit.foreign.documents import NAMES, Document, Example, document, labels


def holds(of: Document, scoring: Scoring, example: Example) -> bool:
    try:
        book = of.book(example.facts, scoring)
        if "grade" in example.of:
            grades = graded(of.book(scoring=scoring), example)[0], graded(book, example)[0]
            return grades == (example.of["otherwise"], example.of["grade"])
        worked = worked_of(book, example)
    except (Unscored, AssertionError):
        return False
    return (of_clause(worked, example.rule), worked.value) == (example.points("this"), example.points("score"))


def is_noticed(of: Document, steps: Steps, scoring: Scoring) -> bool:
    """The examples of the clause first, then all others."""
    under = {number for place, number in labels(of.loaded.scheme.scoring) if steps[: len(place)] == place}
    examples = sorted(of.examples, key=lambda example: example.rule not in under)
    return any(not holds(of, scoring, example) for example in examples)


@pytest.mark.parametrize("name", NAMES)
def test_no_number_can_be_another(name: str) -> None:
    of = document(name)
    every = cases(9, full=1)
    unnoticed = [
        ".".join(map(str, steps))
        for steps, scoring in islice(changed(of.loaded.scheme.scoring), 0, None, every)
        if not is_noticed(of, steps, scoring)
    ]
    assert unnoticed == []
