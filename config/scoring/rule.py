"""A rule of any depth: every measure, price and combination, and the conditions between them.

A number alone is itself; a text alone is a figure (数据项) by its code or name.
"""

import re
from typing import Annotated, Any, get_args

from pydantic import BaseModel, Discriminator, Field, Tag
from typing_extensions import TypeAliasType

from config.entry import Number
from config.later import define
from config.references import FigureRef
from config.scoring.combining import (
    Base,
    Choice,
    Counter,
    Dated,
    FillIn,
    Highest,
    IndicatorScore,
    Limit,
    Lowest,
    NamedRule,
    PercentOf,
    Rollup,
    Rounded,
    Share,
    Weighted,
    Withheld,
)
from config.scoring.conditions import AllOf, AnyOf, Compare, HasFinding, InGroup, IsAbsent, Met, Not, Says
from config.scoring.measures import (
    AmongPeers,
    Change,
    Constant,
    CountFindings,
    Difference,
    FigureOf,
    FromSource,
    GapTo,
    Lateness,
    OverPeriods,
    PointsOf,
    Product,
    Ratio,
    Sum,
    TargetOf,
)
from config.scoring.part import Condition, Term
from config.scoring.pricing import (
    AgainstPeers,
    Bands,
    Cases,
    Events,
    Judgement,
    Line,
    Lookup,
    Pass,
    RankPoints,
    Raters,
    Slopes,
    Steps,
    Votes,
)

Measure = (
    Constant
    | FigureOf
    | TargetOf
    | PointsOf
    | Sum
    | Difference
    | Product
    | Ratio
    | GapTo
    | Change
    | AmongPeers
    | CountFindings
    | Lateness
    | OverPeriods
    | FromSource
)
Price = (
    Lookup
    | Cases
    | Pass
    | Bands
    | Line
    | Slopes
    | Steps
    | Events
    | RankPoints
    | AgainstPeers
    | Raters
    | Votes
    | Judgement
)
Combination = (
    Base
    | Weighted
    | Rollup
    | Highest
    | Lowest
    | Choice
    | Limit
    | PercentOf
    | Share
    | FillIn
    | Rounded
    | Counter
    | Withheld
    | Dated
    | NamedRule
    | IndicatorScore
)

Written = Annotated[Measure | Price | Combination, Field(discriminator="kind")]


_DIGITS = re.compile(r"[-+]?\d+(\.\d+)?")


def _tag(value: Any) -> str:
    """An exact number is kept as its digits, so digits alone are a number, never a name."""
    if isinstance(value, str):
        return "number" if _DIGITS.fullmatch(value) else "name"
    return "rule" if isinstance(value, BaseModel | dict) else "number"


# Named types: pydantic describes each once, however often rules hold one another.
RuleTerm = TypeAliasType(
    "RuleTerm",
    Annotated[
        Annotated[Number, Tag("number")] | Annotated[FigureRef, Tag("name")] | Annotated[Written, Tag("rule")],
        Discriminator(_tag),
    ],
)
AnyCondition = Compare | Says | HasFinding | IsAbsent | InGroup | Met | AllOf | AnyOf | Not
RuleCondition = TypeAliasType("RuleCondition", Annotated[AnyCondition, Field(discriminator="kind")])

define("Term", RuleTerm)
define("Condition", RuleCondition)

KINDS: tuple[type[BaseModel], ...] = get_args(Measure) + get_args(Price) + get_args(Combination)
"""Every kind of rule."""
CONDITIONS: tuple[type[BaseModel], ...] = get_args(AnyCondition)

__all__ = ["CONDITIONS", "KINDS", "Combination", "Condition", "Measure", "Price", "Term"]
