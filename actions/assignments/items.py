"""The rows of a breakdown as a writer tells them."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import Field, field_validator

from actions.acts import Data
from models.types import DIGITS

BETWEEN_NAMES = re.compile(r"[\s、，,；;]+")


class MilestoneData(Data):
    """进度节点. One that lies in the past says when it was done, or what stands behind it (D07)."""

    id: int | None = Field(default=None, description="节点编号；新的不写")
    title: str = Field(min_length=1, description="节点内容")
    due_on: date = Field(description="何时前")
    done_on: date | None = Field(default=None, description="何时办成；已经过去的节点填完成情况，不算逾期")
    words: str = Field(default="", description="完成情况、佐证说明")


class ShareData(Data):
    """What an item carries of a numeric target."""

    target: str = Field(min_length=1, description="承担哪个数值目标（目标名称）")
    value: Decimal = Field(max_digits=DIGITS, description="承担多少")


class ItemData(Data):
    """二级指标（具体工作内容）, one row of the table."""

    id: int | None = Field(default=None, description="二级指标编号；新的不写")
    content: str = Field(default="", description="具体工作内容")
    requirement: str = Field(default="", description="目标要求")
    standard: str = Field(default="", description="完成标准")
    schedule: str = Field(default="", description="进度安排")
    due_on: date | None = Field(default=None, description="完成时限")
    leader: str | None = Field(default=None, description="责任领导（岗位编码或名称，或领导姓名）")
    unit: str | None = Field(default=None, description="责任部（室）（单位编码或名称）")
    responsible: str | None = Field(default=None, description="责任人（人员编码或姓名）")
    officers: tuple[str, ...] = Field(default=(), description="承办人（人员编码或姓名），可以有几位")
    shares: tuple[ShareData, ...] = Field(default=(), description="分解到本项的目标值")
    milestones: tuple[MilestoneData, ...] = Field(default=(), description="进度节点")

    @field_validator("officers", mode="before")
    @classmethod
    def _several_in_one_cell(cls, told: Any) -> Any:
        """Two names in one cell, parted by a space (R0.9)."""
        return [name for name in BETWEEN_NAMES.split(told) if name] if isinstance(told, str) else told

    @property
    def is_blank(self) -> bool:
        """An empty row of the template (R0.14)."""
        return not any(
            value.strip() if isinstance(value, str) else value
            for name, value in self.model_dump(exclude_defaults=True).items()
            if name != "id"
        )
