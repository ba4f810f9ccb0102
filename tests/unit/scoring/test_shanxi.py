"""Seed 000 scored: its points are the province's; E39 and E40 are what several parts and targets make together."""

from decimal import Decimal

import pytest

from config.loading import load_scheme
from config.readings import assignments_of
from config.schemes import find_scheme
from scoring.asking import Case
from scoring.book import Book
from scoring.facts import FigureFact
from scoring.refusals import Unscored
from scoring.worked import recomputed
from states.doubts import sum_of_children
from tests.unit.schemes.reading import shipped_scheme
from tests.unit.scoring.yearly import book, d, example, points, total

SHANXI, FEDERATION = "shanxi-cjr-2019", "federation"
FIRST = next(each for each in assignments_of(shipped_scheme(SHANXI)) if each.code == "T1")


def test_forty_and_sixty_points_are_the_provinces() -> None:
    of = example(SHANXI)
    assert (points(of, "C", FEDERATION), points(of, "T", FEDERATION)) == (d("39.2"), d("59.8"))
    worked = total(of, FEDERATION).worked
    assert worked is not None
    assert worked.value == 99


@pytest.mark.parametrize(
    ("children", "said"),
    [(["2000", "42000", "5000"], "比目标50000名少1000名"), (["2000", "42000", "6000"], None)],
)
def test_e39_the_parts_of_fifty_thousand(children: list[str], said: str | None) -> None:
    """R0.11."""
    (target,) = FIRST.targets
    assert target.value is not None
    doubt = sum_of_children(map(Decimal, children), target=target.value, unit=target.unit, about=target.name)
    assert (doubt is None) if said is None else (doubt is not None and said in doubt.sentence)


# The document has no rule for two targets in one item. Each, the lower, their mean and both together are all readings.
READINGS = """
  rules:
    pupils: {kind: ratio, part: preschool_children, whole: {kind: target, name: 学前残疾儿童}}
    students: {kind: ratio, part: college_students, whole: {kind: target, name: 大学生}}
    lowest: {kind: lowest, parts: [{kind: rule, rule: pupils}, {kind: rule, rule: students}]}
    mean:
      kind: weighted
      parts: [{weight: 50, of: {kind: rule, rule: pupils}}, {weight: 50, of: {kind: rule, rule: students}}]
    pooled:
      kind: ratio
      part: {kind: sum, parts: [preschool_children, college_students]}
      whole: {kind: sum, parts: [{kind: target, name: 学前残疾儿童}, {kind: target, name: 大学生}]}
    seventh:
      kind: choice
      choice: two_targets
      label: 第七项完成率
      options: [{code: lowest, of: {kind: rule, rule: lowest}}, {code: mean, of: {kind: rule, rule: mean}},
                {code: pooled, of: {kind: rule, rule: pooled}}]
  results:
"""


def seventh() -> Book:
    text = find_scheme(SHANXI).read_text(encoding="utf-8").replace("\n  results:\n", READINGS, 1)
    done = {"preschool_children": "800", "college_students": "450"}
    figures = (FigureFact(FEDERATION, code, "2019", verified=d(value)) for code, value in done.items())
    return book(load_scheme(text).scheme, *figures)


@pytest.mark.parametrize(
    ("reading", "rate"),
    [("pupils", "100"), ("students", "90"), ("lowest", "90"), ("mean", "95"), ("pooled", "1250/13")],
)
def test_e40_two_targets_in_one_item(reading: str, rate: str) -> None:
    """R0.5: 800 of 800 and 450 of 500; pooled 96.15 %."""
    of = seventh()
    worked = of.worked(of.scoring.rules[reading], Case(FEDERATION, "2019", "T7"))
    assert recomputed(worked) == worked.value == d(rate)


def test_e40_no_reading_is_taken_for_the_office() -> None:
    of = seventh()
    with pytest.raises(Unscored, match="第七项完成率有几种读法，还没有选定：lowest 90、mean 95、pooled 1250/13"):
        of.worked(of.scoring.rules["seventh"], Case(FEDERATION, "2019", "T7"))
