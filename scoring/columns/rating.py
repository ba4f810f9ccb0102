"""Raters and ballots, numbers only (P9)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from config.scoring import pricing as kinds
from scoring.asking import Case
from scoring.columns.batch import Batch
from scoring.columns.column import Column
from scoring.rating import kept_scores, valid_votes

if TYPE_CHECKING:
    from scoring.columns.reading import Reading


def raters(rule: kinds.Raters, reading: "Reading", batch: Batch) -> Column:
    def averaged(case: Case) -> Fraction:
        _, _, kept = kept_scores(rule, reading.book, case)
        return sum(kept, Fraction(0)) / len(kept)

    return reading.each(batch, averaged)


def votes(rule: kinds.Votes, reading: "Reading", batch: Batch) -> Column:
    grades = {grade: Fraction(points) for grade, points in rule.grades.items()}

    def averaged(case: Case) -> Fraction:
        _, _, cast, valid = valid_votes(rule, reading.book, case)
        return sum((cast[grade] * points for grade, points in grades.items()), Fraction(0)) / valid

    return reading.each(batch, averaged)


WORKS: Mapping[type, Any] = {kinds.Raters: raters, kinds.Votes: votes}
