"""A segment of an indicator may be scored by a rule of its own; the indicator is then the sum of its segments."""

from fractions import Fraction

from config.loading import load_scheme
from scoring.asking import Case
from scoring.book import Book
from scoring.facts import Facts, FigureFact
from tests.unit.scoring.office import SCHEME

SEGMENTED = SCHEME.replace(
    "  - {code: one, title: 指标, points: 12, leads: a, targets: [{name: 完成数, value: 100, unit: 人, figure: done}]}",
    """\
  - code: one
    title: 指标
    points: 12
    segments:
      - {code: east, title: 东片, points: 5, leads: a, targets: [{name: 完成数, value: 100, unit: 人, figure: done}]}
      - {code: west, title: 西片, points: 7, leads: a}""",
)
RULES = """\
  indicators:
    - {indicator: east, of: {kind: pass, when: {kind: met}, points: {kind: points}}}
    - {indicator: 西片, of: {kind: pass, when: {kind: met, indicator: east}, points: 7, otherwise: 3}}
"""


def test_a_segment_has_a_rule_of_its_own() -> None:
    scheme = load_scheme(SEGMENTED + RULES).scheme
    for done, east, west in ((100, 5, 7), (99, 0, 3)):
        book = Book(scheme, Facts(figures=[FigureFact("a", "done", "2019", verified=Fraction(done))]))
        points = [book.score(code, Case("a", "2019")).value for code in ("east", "west", "one")]
        assert points == [east, west, east + west]
