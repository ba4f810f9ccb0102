"""Planned pace (序时进度): how a target is meant to grow through its year."""

from itertools import pairwise
from typing import Annotated, Any

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from config.deadlines import Day
from config.entry import Entry, Flag, Many, NotFlag
from config.faults import fault
from config.policy import Percent

MONTHS, SEASONS = 12, 4
WHOLE = 100
WORDS = {"even": {"from_month": 1, "to_month": MONTHS}, "whole": {"whole": True}}
Month = Annotated[int, Field(ge=1, le=MONTHS), NotFlag]


class MilestoneShare(Entry):
    """进度节点：到哪一天应完成多少。"""

    on: Day = Field(description="到哪一天，如 2019-06-30")
    share: Percent = Field(description="应完成年度目标的百分之几（累计）")


class MonthShare(Entry):
    """月度进度：到几月底应完成多少。"""

    month: Month = Field(description="到几月底")
    share: Percent = Field(description="应完成年度目标的百分之几（累计）")


class Pace(Entry):
    """序时进度：到哪一天应完成年度目标的多少。只写一种办法；也可以只写 even（全年均匀）或 whole（全年与目标值比）。"""

    from_month: Month | None = Field(default=None, description="均匀推进：从几月开始；只写 to_month 时从1月开始")
    to_month: Month | None = Field(default=None, description="均匀推进：到几月完成；只写 from_month 时到12月完成")
    milestones: Many[MilestoneShare] = Field(default=(), description="按节点：到哪一天应完成百分之几")
    months: Many[MonthShare] = Field(default=(), description="逐月列明：到几月底应完成百分之几；没有写的月份同上一个")
    seasons: Many[Percent] = Field(
        default=(), description="分季或分月的份额：4个数（各季）或12个数（各月），各占百分之几，合计100；季内各月均分"
    )
    whole: Flag = Field(default=False, description="不随时间增长：全年任何时候都与目标值比，如增速、合格率")

    @model_validator(mode="before")
    @classmethod
    def _one_word(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if value not in WORDS:
            raise fault(
                f"看不懂序时进度“{value}”", suggestion="写 even（全年均匀）、whole（全年与目标值比），或写明办法"
            )
        return WORDS[value]

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        alone = {"type": "string", "enum": [*WORDS], "description": "even 全年均匀，whole 全年与目标值比"}
        return {"anyOf": [handler(schema), alone]}

    @property
    def is_even(self) -> bool:
        return self.from_month is not None or self.to_month is not None

    @model_validator(mode="after")
    def _one_way(self) -> "Pace":
        ways = [self.is_even, bool(self.milestones), bool(self.months), bool(self.seasons), self.whole]
        if sum(ways) != 1:
            raise fault(
                "序时进度只写一种办法：from_month/to_month、milestones、months、seasons、whole",
                suggestion="如 pace: {months: [{month: 6, share: 40}, {month: 12, share: 100}]}",
            )
        if (self.from_month or 1) > (self.to_month or MONTHS):
            raise fault(f"从{self.from_month}月开始，却到{self.to_month}月完成", at=("to_month",))
        return self

    @model_validator(mode="after")
    def _grows(self) -> "Pace":
        _in_order("milestones", [(each.on, each.share, f"{each.on}") for each in self.milestones])
        _in_order("months", [(each.month, each.share, f"{each.month}月") for each in self.months])
        if self.seasons and len(self.seasons) not in (SEASONS, MONTHS):
            raise fault(f"seasons 写了 {len(self.seasons)} 个数，要写 4 个（各季）或 12 个（各月）", at=("seasons",))
        if self.seasons and sum(self.seasons) != WHOLE:
            raise fault(f"各季（月）份额合计 {sum(self.seasons)}%，不是 100%", at=("seasons",))
        return self


def _in_order(field: str, steps: list[tuple[Any, Any, str]]) -> None:
    """Days or months go forward, shares never fall, and the last one is the whole."""
    for place, (before, after) in enumerate(pairwise(steps), start=1):
        if after[0] <= before[0]:
            raise fault(f"{after[2]}没有排在{before[2]}之后", at=(field, place), suggestion="按时间先后排")
        if after[1] < before[1]:
            raise fault(
                f"{after[2]}的 {after[1]}% 低于{before[2]}的 {before[1]}%",
                at=(field, place, "share"),
                suggestion="份额是累计的，只增不减",
            )
    if steps and steps[-1][1] != WHOLE:
        raise fault(
            f"最后到{steps[-1][2]}只有 {steps[-1][1]}%",
            at=(field, len(steps) - 1, "share"),
            suggestion="最后一个要到 100%",
        )
