"""What an example asks of a scheme, and what comes out."""

from fractions import Fraction

from scoring.asking import Case
from scoring.book import Book
from scoring.outcome import work_out
from scoring.worked import Worked
from tests.unit.foreign.documents import Example, of_rule


def worked_of(book: Book, example: Example) -> Worked:
    """The indicator or the total that the example speaks of."""
    if "indicator" in example.of:
        return book.score(example.of["indicator"], Case(example.unit, example.period))
    total = work_out(book, example.period).results[example.of["result"]][example.unit]
    assert total.worked is not None, total.reasons
    return total.worked


def of_clause(worked: Worked, rule: str) -> Fraction:
    return sum((part.value for part in of_rule(worked, rule)), Fraction(0))


def graded(book: Book, example: Example) -> tuple[str, tuple[str, ...]]:
    grades = work_out(book, example.period).grades[example.of["ranking"]]
    return next((one.grade, one.because) for one in grades if one.unit == example.unit)
