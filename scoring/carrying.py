"""A share of what the superior gave or took, doubled and converted by the one rule that the scheme has for it."""

from fractions import Fraction

from config.scheme import Scheme
from scoring.asking import Case
from scoring.book import Book
from scoring.facts import Facts, ImportedFact
from scoring.refusals import Unscored
from scoring.worked import Worked


def doubled(scheme: Scheme, share: Fraction, *, unit: str) -> Worked:
    """What the share is worth here. The same rule scores the year, so that a proposal says what will be counted.

    Raises `Unscored` where the scheme has no such rule, or the rule asks for more than the share.
    """
    carried = scheme.carried_down
    if carried is None:
        raise Unscored(["方案没有写上级加减分怎么往下落（carried_down）"])
    fact = ImportedFact(unit, carried.source, share)
    book = Book(scheme, Facts(imported=(fact,)))
    return book.worked(scheme.scoring.rules[carried.rule], Case(unit, str(scheme.year)))
