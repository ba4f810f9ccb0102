"""Whether something holds: comparisons, attributes, membership, and their combinations."""

from typing import Literal

from pydantic import Field, model_validator

from config.entry import Many, Text
from config.faults import fault
from config.references import AnswerRef, GroupRef, IndicatorRef
from config.scoring.measures import Match
from config.scoring.part import Condition, Part, Term
from config.scoring.words import Absence

BOUNDS = ("at_least", "above", "at_most", "below", "equals")


class Compare(Part):
    """比大小。at_least、at_most 含本数，above、below 不含；写了几样的要同时合。"""

    kind: Literal["compare"] = Field(description="compare：比大小")
    of: Term = Field(description="比什么")
    at_least: Term | None = Field(default=None, description="不少于（含）")
    above: Term | None = Field(default=None, description="超过（不含）")
    at_most: Term | None = Field(default=None, description="不超过（含）")
    below: Term | None = Field(default=None, description="低于（不含）")
    equals: Term | None = Field(default=None, description="正好等于")

    @model_validator(mode="after")
    def _says_something(self) -> "Compare":
        if all(getattr(self, bound) is None for bound in BOUNDS):
            raise fault("没有写与什么比", suggestion="写 at_least（含）、above（不含）、at_most、below 或 equals")
        return self


class Says(Part):
    """登记的状况是什么：等级、结论、有没有。"""

    kind: Literal["says"] = Field(description="says：登记的状况是什么")
    answer: AnswerRef = Field(description="哪种状况")
    one_of: Many[Text] = Field(min_length=1, description="是其中之一即合")


class HasFinding(Part):
    """有没有这样的加减分事项。"""

    kind: Literal["has_finding"] = Field(description="has_finding：有这样的事项")
    match: Match = Field(description="哪些事项")


class IsAbsent(Part):
    """没有数：没有报、没有任务、不适用、经批准不考（M8）。"""

    kind: Literal["absent"] = Field(description="absent：没有数")
    of: Term = Field(description="什么没有")
    because: Many[Absence] = Field(default=(), description="因为什么；不写则不论原因")


class InGroup(Part):
    """被考核单位在哪个组。"""

    kind: Literal["in_group"] = Field(description="in_group：在哪个组")
    group: Many[GroupRef] = Field(min_length=1, description="在其中之一即合")


class Met(Part):
    """指标完成没有：各个目标都达到。"""

    kind: Literal["met"] = Field(description="met：指标完成（各个数值目标都达到）")
    indicator: Many[IndicatorRef] = Field(default=(), description="哪些指标；不写则为本指标。几个的要都完成")


class AllOf(Part):
    """同时合。"""

    kind: Literal["all"] = Field(description="all：都合")
    of: Many[Condition] = Field(min_length=1, description="各个条件")


class AnyOf(Part):
    """合一个即可。"""

    kind: Literal["any"] = Field(description="any：合一个即可")
    of: Many[Condition] = Field(min_length=1, description="各个条件")


class Not(Part):
    """不合。"""

    kind: Literal["not"] = Field(description="not：不合")
    of: Condition = Field(description="条件")
