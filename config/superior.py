"""上级的表: which column of the superior's own table takes what of ours, and what it calls our indicators (O23)."""

from pydantic import Field

from config.entry import Code, Entry, Many, Positive, Text
from config.labels import Labelled
from config.references import IndicatorRef


class SuperiorField(Labelled):
    """上级表里的一列要什么。"""

    CODE = "code", "指标编码"
    TITLE = "title", "指标名称"
    LEAD = "lead", "牵头单位"
    UNIT = "unit", "计量单位"
    ANNUAL_TARGET = "annual_target", "年度目标"
    PERIOD = "period", "本期完成"
    CUMULATIVE = "cumulative", "累计完成"
    PREVIOUS = "previous", "上期累计"
    SHARE = "share", "完成率"
    YEAR_ON_YEAR = "year_on_year", "同比"
    CITY_RANK = "city_rank", "位次"
    PROGRESS = "progress", "进展情况"
    PROBLEMS = "problems", "存在问题及原因分析"
    NEXT_STEPS = "next_steps", "下步措施"
    COMPLETES_ON = "completes_on", "完成时限"


class SuperiorColumn(Entry):
    """上级表里的一列。"""

    heading: Text = Field(description="上级表里的列标题")
    takes: SuperiorField = Field(description="填什么")
    words: dict[Text, Text] = Field(default_factory=dict, description="措辞：我们的写法到上级的写法，如 亩: 公顷")


class SuperiorTable(Entry):
    """上级的一张表：哪个工作表、标题在第几行、哪一列填什么。"""

    code: Code = Field(description="编码")
    title: Text = Field(description="表的名称")
    sheet: Text | None = Field(default=None, description="工作表的名称；不写则第一张")
    heading_row: Positive | None = Field(default=None, description="列标题在第几行；不写则自动找")
    key: Text = Field(description="凭哪一列认出是哪一项指标：上级表里的列标题")
    columns: Many[SuperiorColumn] = Field(min_length=1, description="各列")
    rows: dict[Text, IndicatorRef] = Field(
        default_factory=dict, description="上级表里的叫法到我们的指标编码；与指标编码或名称相同的不用写"
    )
