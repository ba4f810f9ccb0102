"""Documents of other offices: the scheme, a year of facts, and for every clause an example worked by hand."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from config.loading import Loaded, load_facts, load_scheme, read_source
from config.names import resolved
from config.scoring.factsheet import FactSheet
from config.scoring.parts import parts_of
from config.scoring.pricing import Judgement
from config.scoring.section import Scoring
from config.tree import plain
from config.walking import Steps
from scoring.book import Book
from scoring.facts import Facts
from scoring.outcome import open_book
from scoring.sheets import facts_of
from scoring.worked import Worked
from tests.house import ROOT
from workdays.counts import lateness
from workdays.seed import seeded_calendar

FOREIGN = ROOT / "tests/fixtures/foreign"
NAMES = ("county", "towns", "enterprise", "bureau", "bank", "profits")
NUMBER = re.compile(r"[部区年任]?\d+(?:\.\d+)*(?= )")


@dataclass(frozen=True)
class Example:
    """Facts of one unit, and what the clause and its indicator (or a total, or the grade) then come to."""

    rule: str
    unit: str
    period: str
    facts: Facts
    of: Mapping[str, Any]

    def points(self, key: str) -> Fraction | None:
        return Fraction(str(self.of[key])) if key in self.of else None


@dataclass(frozen=True)
class Document:
    name: str
    loaded: Loaded
    period: str
    facts: Facts
    examples: tuple[Example, ...]
    slots: Mapping[str, str]

    def book(self, more: Facts | None = None, scoring: Scoring | None = None) -> Book:
        """The year with more facts laid over it; by another scoring, if there is one."""
        scheme = self.loaded.scheme
        if scoring is not None:
            scheme = scheme.model_copy(update={"scoring": scoring})
        calendar = seeded_calendar(scheme.year - 1, scheme.year + 1)
        return open_book(
            scheme,
            self.facts if more is None else self.facts.with_more(more),
            lateness=lambda due, done, unit: lateness(due, done, unit, calendar),
        )

    @property
    def rules(self) -> set[str]:
        """The numbers of the clauses that the scheme has."""
        return {number for number, _ in numbered(self.loaded.scheme.scoring)}

    @property
    def judged(self) -> set[str]:
        """The clauses of which a person gives the points."""
        return {
            under
            for under, part in numbered(self.loaded.scheme.scoring)
            if any(isinstance(inner, Judgement) for _, inner in parts_of(part))
        }


def number_of(label: object) -> str:
    """The clause number with which a label begins."""
    match = NUMBER.match(label) if isinstance(label, str) else None
    return match[0] if match else ""


def numbered(scoring: object) -> Iterator[tuple[str, object]]:
    for _, part in parts_of(scoring):
        if number := number_of(getattr(part, "label", "")):
            yield number, part


def labels(scoring: object) -> list[tuple[Steps, str]]:
    """Where the clause numbers stand."""
    found = [(steps, number_of(getattr(part, "label", ""))) for steps, part in parts_of(scoring)]
    return [(steps, number) for steps, number in found if number]


def unnumbered(scoring: object, kinds: tuple[type, ...]) -> Iterator[Steps]:
    """Parts of these kinds that stand under no clause number."""
    under = [steps for steps, _ in labels(scoring)]
    for steps, part in parts_of(scoring):
        if isinstance(part, kinds) and not any(steps[: len(whole)] == whole for whole in under):
            yield steps


def of_rule(worked: Worked, rule: str) -> list[Worked]:
    """What the clause came to: the outermost numbers that carry its number."""
    if number_of(worked.label) == rule:
        return [worked]
    return [found for part in worked.parts for found in of_rule(part, rule)]


def clauses_of_examples(name: str) -> Iterator[tuple[str, bool]]:
    """The clause of every example, and whether it bars a grade: a test is named before its document is read."""
    text = (FOREIGN / f"{name}-examples.yaml").read_text(encoding="utf-8")
    for example in re.split(r"^  - rule: ", text, flags=re.MULTILINE)[1:]:
        rule, *rest = example.splitlines()
        yield rule.strip("\"'"), any(line.startswith("    grade:") for line in rest)


@lru_cache
def document(name: str) -> Document:
    loaded = load_scheme(FOREIGN / f"{name}.yaml")
    sheet, _ = load_facts(FOREIGN / f"{name}-facts.yaml", loaded)
    facts, refused = facts_of(sheet, loaded.scheme)
    assert refused == ()
    data = plain(read_source(FOREIGN / f"{name}-examples.yaml")[0].root)
    names = plain(loaded.source.root)
    codes = {unit.name: unit.code for unit in loaded.scheme.units}
    year = sheet.period or str(loaded.scheme.year)
    examples = []
    for n, each in enumerate(data["examples"]):
        unit, period = codes[each.get("unit", data["unit"])], each.get("period", data.get("period", year))
        laid_over = _facts({"period": period, **each["facts"]}, loaded, names, n)
        examples.append(Example(each["rule"], unit, period, laid_over, each))
    slots = {slot["rule"]: slot["why"] for slot in data["slots"]}
    return Document(name, loaded, year, facts, tuple(examples), slots)


def _facts(data: dict[str, Any], loaded: Loaded, names: object, n: int) -> Facts:
    unknown = list(resolved(FactSheet, data, by=names))
    facts, refused = facts_of(FactSheet.model_validate(data), loaded.scheme, name=f"算例{n}")
    assert [*unknown, *refused] == []
    return facts
