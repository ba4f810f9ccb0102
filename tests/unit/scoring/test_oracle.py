"""Any rule of any depth gives what its words say: the product against the same words read a second time."""

import re
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from inspect import getsource
from typing import Any, get_args

from hypothesis import given, settings
from pydantic import BaseModel

from config.scoring.rule import CONDITIONS, KINDS
from scoring.asking import Case
from scoring.book import Book
from scoring.facts import (
    AnswerFact,
    Facts,
    FigureFact,
    FindingFact,
    ImportedFact,
    JudgementFact,
    MomentFact,
    RatingFact,
    ScoreGiven,
)
from scoring.refusals import NoData, Unscored
from scoring.worked import recomputed
from tests.profiles import cases
from tests.unit.scoring import drawing
from tests.unit.scoring.drawing import MORE, RULES, worlds
from tests.unit.scoring.office import scheme_of
from tests.unit.scoring.oracle import Nothing, Oracle, Refusal, World
from workdays.counts import lateness

START = datetime(2019, 6, 3, 9, tzinfo=UTC)


def facts_of(world: World) -> Facts:
    return Facts(
        figures=[FigureFact(*place, verified=value) for place, value in world.figures.items()],
        findings=[
            FindingFact(one.ref, one.unit, one.kind, one.on, Fraction(one.times), one.problem, one.person,
                        {"level": one.level}, is_rectified=one.rectified)
            for one in world.findings
        ],
        answers=[AnswerFact(*about, said=said) for about, said in world.answers.items()],
        imported=[ImportedFact(*about, value=value) for about, value in world.imported.items()],
        judgements=[JudgementFact(*about, points=value, reason="酌定") for about, value in world.judgements.items()],
        ratings=[
            *(RatingFact(*about, scores=tuple(ScoreGiven("", one) for one in given))
              for about, given in world.scores.items()),
            *(RatingFact(*about, votes={"全体": cast}) for about, cast in world.votes.items()),
        ],
        moments=[
            MomentFact(*about, due=START, done=START + timedelta(hours=1) * hours)
            for about, late in world.late_hours.items() for hours in (float(late),)
        ],
        chosen=world.chosen,
    )  # fmt: skip


@settings(max_examples=cases(250, full=20_000))
@given(RULES, worlds())
def test_a_rule_gives_what_its_words_say_and_its_explanation_leads_there(rule: Any, world: World) -> None:
    book = Book(scheme_of(rule, MORE), facts_of(world), late)
    for unit in ("a", "d"):
        expected = _asked(Oracle(world), rule, unit)
        try:
            worked = book.score("one", Case(unit, "2019"))
        except NoData:
            assert expected is Nothing, (unit, expected)
        except Unscored:
            assert expected is Refusal, (unit, expected)
        else:
            assert worked.value == expected, unit
            assert recomputed(worked) == worked.value


def _asked(oracle: Oracle, rule: Any, unit: str) -> Fraction | type[Refusal]:
    try:
        return oracle.at(rule, unit)
    except Refusal as refusal:
        return type(refusal)


def late(due: datetime, done: datetime, unit: Any) -> Fraction:
    return lateness(due, done, unit, calendar=None)  # type: ignore[arg-type]  # hours ask no calendar


def test_every_kind_is_read_twice() -> None:
    """What only points at another rule is tried by name; everything else has a reading of its own."""
    named = {_name(kind) for kind in KINDS} - {"rule", "indicator"}
    assert {method.removeprefix("k_") for method in dir(Oracle) if method.startswith("k_")} == named
    drawn = set(re.findall(r'kind\(\s*"(\w+)"', getsource(drawing)))
    assert drawn == named | {_name(kind) for kind in CONDITIONS}


def _name(kind: type[BaseModel]) -> str:
    (name,) = get_args(kind.model_fields["kind"].annotation)
    return str(name)
