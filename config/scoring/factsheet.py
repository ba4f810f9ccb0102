"""The facts of a scoring as a file: what is known about each unit, with who says so."""

import datetime as dt
from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator, Field, WithJsonSchema, model_validator

from config.deadlines import Day
from config.entry import Code, Count, Entry, Flag, Many, Number, Text
from config.faults import fault
from config.references import (
    AnswerRef,
    FigureRef,
    FindingRef,
    IndicatorRef,
    MomentRef,
    RatingRef,
    SourceRef,
)
from config.scoring.words import Absence, FindingState
from config.zone import SHANGHAI


def _period(value: Any) -> Any:
    """2019 is a number in YAML, and 2019-05 is not a date."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _moment(value: Any) -> Any:
    """A day is its first instant, a moment without a zone is Shanghai's."""
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            raise fault(f"“{value}”不是时刻", suggestion="写作 2019-05-13T17:00 或 2019-05-13") from None
    if isinstance(value, dt.datetime) and value.tzinfo is None:
        return value.replace(tzinfo=SHANGHAI)
    return value


_PERIOD = r"^\d{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$"
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?.*)?$"}
Period = Annotated[
    str,
    BeforeValidator(_period),
    Field(pattern=_PERIOD),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": _PERIOD}, {"type": "integer"}]}),
]
Moment = Annotated[AwareDatetime, BeforeValidator(_moment), WithJsonSchema(_MOMENT)]


class Fact(Entry):
    """一条事实都有的。"""

    unit: Text = Field(description="哪个单位：编码或名称；组外的同类写登记的名称")
    recorded_at: Moment | None = Field(default=None, description="何时登记的；按过去的时点重算时用")
    since: Day | None = Field(default=None, description="从哪天起有效；不写则一直有效")
    evidence: Many[Text] = Field(default=(), description="印证材料")
    finder: str = Field(default="", description="谁发现、谁登记的")
    verified_by: str = Field(default="", description="谁核验的")
    ref: str = Field(default="", description="编号，写进得分说明")


class FigureEntry(Fact):
    """数据项的数：上报值、认定值，或为什么没有。"""

    figure: FigureRef = Field(description="数据项")
    period: Period | None = Field(default=None, description="哪一期，如 2019、2019-Q1、2019-05；不写则同文件的 period")
    value: Number | None = Field(default=None, description="认定值")
    reported: Number | None = Field(default=None, description="上报值；没有认定值时按它算，注明据单位上报")
    absent: Absence | None = Field(default=None, description="没有数的原因")

    @model_validator(mode="after")
    def _says_something(self) -> "FigureEntry":
        if (self.absent is None) == (self.value is None and self.reported is None):
            raise fault("要么写数（value 或 reported），要么写为什么没有（absent），只写一样", at=("figure",))
        return self


class FigureTable(Entry):
    """一张表：各单位一行，各数据项一列。"""

    figures: Many[FigureRef] = Field(min_length=1, description="各列是哪个数据项")
    period: Period | None = Field(default=None, description="哪一期；不写则同文件的 period")
    rows: dict[Text, tuple[Number | None, ...]] = Field(min_length=1, description="单位: 各列的数；没有的写 null")
    reported: Flag = Field(default=False, description="是否上报值；false 为认定值")
    verified_by: str = Field(default="", description="谁核验的")
    recorded_at: Moment | None = Field(default=None, description="何时登记的")

    @model_validator(mode="after")
    def _full_rows(self) -> "FigureTable":
        for unit, row in self.rows.items():
            if len(row) != len(self.figures):
                raise fault(f"“{unit}”有 {len(row)} 个数，表有 {len(self.figures)} 列", at=("rows", unit))
        return self


class TargetEntry(Fact):
    """单独下达或调整过的目标。"""

    indicator: IndicatorRef = Field(description="哪个指标")
    target: Text = Field(description="目标名称")
    value: Number = Field(description="目标值")


class FindingEntry(Fact):
    """一条加减分事项。"""

    finding: FindingRef = Field(description="哪种事项")
    on: Day = Field(description="哪天发生的")
    times: Number = Field(default=1, gt=0, description="几次（件、人次、项、起）", validate_default=True)
    problem: str = Field(default="", description="哪个问题；同一问题写同样的字")
    person: str = Field(default="", description="哪个人（代号，不写姓名）；按人数时用")
    attributes: dict[Code, Text] = Field(default_factory=dict, description="属性，如 level: 通报")
    state: FindingState = Field(default=FindingState.CONFIRMED, description="到了哪一步")
    excused: Flag = Field(default=False, description="是否经批准免责")
    rectified: Flag = Field(default=False, description="是否已整改")


class AnswerEntry(Fact):
    """登记的状况。"""

    answer: AnswerRef = Field(description="哪种状况")
    said: Text = Field(description="是什么")
    period: Period | None = Field(default=None, description="哪一期；不写则不分期")


class Votes(Entry):
    """一组人的票。"""

    votes: dict[Text, Count] = Field(description="等次: 票数")
    invalid: Count = Field(default=0, description="无效票")
    abstained: Count = Field(default=0, description="弃权票")


class RatingEntry(Fact):
    """打分或投票的结果；不写是谁打的（O30）。"""

    rating: RatingRef = Field(description="哪次打分或投票")
    scores: Many[Number] = Field(default=(), description="各人打的分")
    groups: dict[Text, Many[Number]] = Field(default_factory=dict, description="分组打的分，组: 各人打的分")
    ballots: dict[Text, Votes] = Field(default_factory=dict, description="投票，组: 票；不分组的组写 全体")


class JudgementEntry(Fact):
    """人给的分。"""

    slot: Text = Field(description="哪一项：judgement 规则里的编码")
    points: Number = Field(description="几分")
    reason: Text = Field(description="理由")
    proposed_by: str = Field(default="", description="谁提出")
    confirmed_by: str = Field(default="", description="谁确认")
    period: Period | None = Field(default=None, description="哪一期；不写则不分期")


class ImportedEntry(Fact):
    """另一套程序的结果。"""

    source: SourceRef = Field(description="哪个结果")
    value: Number = Field(description="多少")
    version: str = Field(default="", description="第几版、哪天的")
    period: Period | None = Field(default=None, description="哪一期；不写则不分期")


class MomentEntry(Fact):
    """应在何时前、实际何时。"""

    moment: MomentRef = Field(description="哪个时刻")
    due: Moment = Field(description="应在何时前")
    done: Moment | None = Field(default=None, description="实际何时；还没有办的不写")


class ExemptEntry(Fact):
    """不考的。"""

    indicator: IndicatorRef = Field(description="哪个指标")
    absent: Absence = Field(default=Absence.EXEMPT, description="为什么不考")


class NominationEntry(Entry):
    """推荐了几个。"""

    nomination: Text = Field(description="哪种推荐：scoring.nominations 里的编码")
    unit: Text = Field(description="哪个单位")
    count: Count = Field(description="几个")
    waived: str = Field(default="", description="放弃的理由；少报的要写")


class FactSheet(Entry):
    """事实：评分的依据。"""

    scheme: str = Field(default="", description="哪个方案；写了的要对得上")
    period: Period | None = Field(default=None, description="没有写期次的是哪一期；不写则为考核年度")
    figures: Many[FigureEntry] = Field(default=(), description="数据项的数")
    tables: Many[FigureTable] = Field(default=(), description="各单位一行的表：数据项的数")
    targets: Many[TargetEntry] = Field(default=(), description="单独下达或调整过的目标")
    findings: Many[FindingEntry] = Field(default=(), description="加减分事项")
    answers: Many[AnswerEntry] = Field(default=(), description="登记的状况")
    ratings: Many[RatingEntry] = Field(default=(), description="打分和投票")
    judgements: Many[JudgementEntry] = Field(default=(), description="人给的分")
    imported: Many[ImportedEntry] = Field(default=(), description="另一套程序的结果")
    moments: Many[MomentEntry] = Field(default=(), description="应在何时前、实际何时")
    exempt: Many[ExemptEntry] = Field(default=(), description="不考的")
    nominations: Many[NominationEntry] = Field(default=(), description="推荐了几个")
    chosen: dict[Code, Code] = Field(default_factory=dict, description="选定的读法：choice 的编码: 选法的编码")
