"""A small office whose one rule is what a test is about."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from fractions import Fraction
from functools import lru_cache
from textwrap import indent
from typing import Any

from config.loading import load_scheme, read_source
from config.names import normalised
from config.scheme import Scheme
from config.tree import plain
from scoring.asking import Case
from scoring.book import Book
from scoring.facts import Facts, FigureFact, FindingFact
from scoring.worked import Worked, recomputed
from tests.house import ROOT

GUIDE = (ROOT / "docs/scoring.md").read_text(encoding="utf-8")
SCHEME = GUIDE.partition("<<'YAML'\n")[2].partition("  indicators:\n    - indicator: one\n")[0]
"""The office of the guide, up to its one rule."""


@lru_cache(maxsize=256)
def scheme_with(rule: str, more: str = "") -> Scheme:
    """The office with this rule on its only indicator; `more` are other lines of its scoring."""
    lines = f"{indent(more, '  ')}\n  indicators:\n    - indicator: one\n      of:\n{indent(rule, '        ')}\n"
    return load_scheme(SCHEME + lines).scheme


def scheme_of(rule: Any, more: str = "") -> Scheme:
    """The same of a rule that is not written but drawn."""
    data = deepcopy(_typed(more))
    data["scoring"]["indicators"] = [{"indicator": "one", "of": rule}]
    data, wrong = normalised(data)
    assert not wrong
    return Scheme.model_validate(data)


@lru_cache(maxsize=8)
def _typed(more: str) -> dict[str, Any]:
    source, _ = read_source(f"{SCHEME}{indent(more, '  ')}\n")
    return dict(plain(source.root))


def book(rule: str, facts: Facts | None = None, more: str = "") -> Book:
    return Book(scheme_with(rule, more), facts or Facts())


def points(rule: str, facts: Facts | None = None, *, unit: str = "a", more: str = "") -> Fraction:
    """What the rule gives, after the explanation alone has led to the same number."""
    return explained(rule, facts, unit=unit, more=more).value


def explained(rule: str, facts: Facts | None = None, *, unit: str = "a", more: str = "") -> Worked:
    worked = book(rule, facts, more).score("one", Case(unit, "2019"))
    assert recomputed(worked) == worked.value
    return worked


def figures(unit: str = "a", period: str = "2019", **values: str | int) -> list[FigureFact]:
    return [FigureFact(unit, code, period, verified=Fraction(str(value))) for code, value in values.items()]


def each_has(figure: str, **values: str | int) -> Facts:
    """One figure of several units: each_has("rate", a=91, b=80)."""
    return Facts(figures=[fact for unit, value in values.items() for fact in figures(unit, **{figure: value})])


def findings(*kinds: str, unit: str = "a", problem: str = "", **attributes: str) -> list[FindingFact]:
    """One finding for each kind named, a day after another."""
    return [
        FindingFact(
            f"{unit}-{problem}-{kind}-{n}", unit, kind, date(2019, 3, 1 + n), problem=problem, attributes=attributes
        )
        for n, kind in enumerate(kinds)
    ]


def d(number: str) -> Fraction:
    return Fraction(number)


def of_findings(found: Sequence[FindingFact]) -> Facts:
    return Facts(findings=found)
