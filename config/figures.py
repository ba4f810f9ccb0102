"""Figures (数据项): a number that somebody owes, defined once and shared by indicators."""

from typing import Annotated, Any

from pydantic import Field, GetJsonSchemaHandler, field_validator, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from config.entry import Code, Entry, Flag, Number, Text
from config.faults import fault
from config.labels import Labelled
from config.marks import AlsoText
from config.pace import Pace
from config.references import FigureRef, UnitRef


class Frequency(Labelled):
    """报数周期。"""

    MONTHLY = "monthly", "每月"
    QUARTERLY = "quarterly", "每季"
    HALF_YEARLY = "half_yearly", "每半年"
    YEARLY = "yearly", "每年"


class Measure(Labelled):
    """本期还是累计。"""

    PERIOD = "period", "本期数"
    CUMULATIVE = "cumulative", "累计数"


class Comparator(Labelled):
    """目标的方向。以上、以下包括本数（民法典第一千二百五十九条，D14）。"""

    AT_LEAST = ">=", "以上、达到"
    AT_MOST = "<=", "以下、不超过"
    EXACTLY = "=", "等于"
    MORE_THAN = ">", "超过"
    LESS_THAN = "<", "低于"


COMPARATOR_WORDS = {
    "≥": ">=", "以上": ">=", "不低于": ">=", "不少于": ">=", "达到": ">=",
    "≤": "<=", "以下": "<=", "以内": "<=", "不超过": "<=", "不高于": "<=",
    "等于": "=", "超过": ">", "高于": ">", "低于": "<", "少于": "<",
}  # fmt: skip


class Figure(Entry):
    """数据项：名称、计量单位、统计口径和提供单位。同一个数只报一次（W15）。"""

    code: Code = Field(description="编码")
    name: Text = Field(description="名称，如 托养服务人数")
    unit: Text = Field(description="计量单位，如 人、户、%")
    definition: str = Field(default="", description="统计口径：怎么算、从何时起算")
    source: UnitRef | None = Field(default=None, description="数据提供单位；不写则由牵头单位自报")
    periods: Frequency = Field(default=Frequency.MONTHLY, description="报数周期")
    measure: Measure = Field(default=Measure.CUMULATIVE, description="报哪个数；另一个由系统推算")
    lower_is_better: Flag = Field(default=False, description="是否越低越好")


class Target(Entry):
    """目标：数值目标写 value、unit、comparator；非数值目标写 text。只写一句话也可以，视为非数值目标。"""

    name: Text = Field(description="目标名称，同一指标内不重复，如 基本康复服务率")
    value: Number | None = Field(default=None, description="目标值")
    unit: str = Field(default="", description="计量单位，如 人、户、%；有 value 时必写")
    comparator: Annotated[Comparator, AlsoText(enum=[*COMPARATOR_WORDS])] = Field(
        default=Comparator.AT_LEAST, description="方向；也可以写“以上”“不超过”等词"
    )
    measure: Measure = Field(default=Measure.CUMULATIVE, description="按哪个数考")
    figure: FigureRef | None = Field(default=None, description="引用 figures 里的数据项")
    text: str = Field(default="", description="非数值目标的要求，如 组团参赛")
    pace: Pace | None = Field(
        default=None,
        description="序时进度；不写时，累计数全年均匀推进（even），百分比和本期数全年与目标值比（whole）",
    )

    @model_validator(mode="before")
    @classmethod
    def _sentence_alone(cls, value: Any) -> Any:
        return {"name": value, "text": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [handler(schema), {"type": "string", "description": "一句话：非数值目标"}]}

    @field_validator("comparator", mode="before")
    @classmethod
    def _in_words(cls, value: Any) -> Any:
        return COMPARATOR_WORDS.get(value, value) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _number_or_words(self) -> "Target":
        if (self.value is None) == (not self.text):
            raise fault(
                f"目标“{self.name}”要么写数值（value），要么写文字要求（text），必须且只能写一样",
                suggestion="数值目标：{name: …, value: 6000, unit: 人}；非数值目标：{name: …, text: …}",
            )
        if self.value is not None and not self.unit:
            raise fault(f"目标“{self.name}”写了数值 {self.value}，没有写计量单位", suggestion="补上 unit，如 unit: 人")
        if self.value is None and self.pace is not None:
            raise fault(f"“{self.name}”不是数值目标，没有序时进度", at=("pace",), suggestion="删去 pace")
        return self

    @property
    def grows(self) -> bool:
        """Whether it is meant to grow through the year: a rate and a figure of one period are what they are."""
        return self.measure is Measure.CUMULATIVE and self.unit != "%"
