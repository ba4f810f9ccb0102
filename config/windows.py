"""Submission windows (报送) and recurring duties (例行工作)."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, field_validator, model_validator

from config.basis import Basis
from config.due import Due
from config.entry import Code, Entry, Many, NotFlag, OfYear, Text
from config.faults import fault
from config.labels import Labelled
from config.packages import PackageRule
from config.references import ChainRef, IndicatorRef, KindRef, LadderRef, PostRef
from config.seats import SeatRef

PERIOD = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>0[1-9]|1[0-2])(?:\.\.(?P<to>0[1-9]|1[0-2]))?))?"
)


# Where a title of `for_each` says which period it is.
PERIOD_PLACE = "{period}"


def _period(value: str) -> str:
    parts = PERIOD.fullmatch(value)
    if parts is None or (parts["to"] and parts["to"] <= parts["month"]):
        raise fault(
            f"期次“{value}”写法不对",
            suggestion="月写 2019-05，季写 2019-Q2，半年写 2019-H1，全年写 2019（加引号），合并的几个月写 2019-01..02",
        )
    return value


PeriodCode = Annotated[str, AfterValidator(_period), OfYear()]
Month = Annotated[int, Field(ge=1, le=12), NotFlag]
Quarter = Annotated[int, Field(ge=1, le=4), NotFlag]
Half = Annotated[int, Field(ge=1, le=2), NotFlag]


class Evidence(Labelled):
    """印证材料要不要。"""

    REQUIRED = "required", "必须有印证材料"
    OPTIONAL = "optional", "可以没有"
    PHOTO = "photo", "必须有照片（强制拍照，会被提示，O15）"


class ReportField(Labelled):
    """报告内容（O22）；完成率、序时进度、差额、上期累计由系统算，不用填。"""

    VALUE = "value", "完成数"
    YEAR_ON_YEAR = "year_on_year", "同比"
    RANK = "rank", "位次"
    PROGRESS = "progress", "进展情况"
    PROBLEMS = "problems", "存在问题及原因分析"
    NEXT_STEPS = "next_steps", "下步措施"
    TIME_LIMIT = "time_limit", "完成时限"


class Partial(Labelled):
    """期次在报送时还没结束（如5月20日报1—5月）时怎么办。"""

    COMPLETE_NEXT = "complete_next", "写明截至何日，下一次报送时补全"
    AS_IS = "as_is", "按所报数，不再补全"


class OwedBy(Labelled):
    """由谁报。"""

    LEAD = "lead", "牵头单位"
    SOURCE = "source", "数据提供单位"


class ForEach(Entry):
    """逐期：每月、每季或每半年各开一次。"""

    months: Many[Month] = Field(default=(), description="月份，如 [6, 7, 8]")
    quarters: Many[Quarter] = Field(default=(), description="季度，如 [1, 2, 3, 4]")
    halves: Many[Half] = Field(default=(), description="半年，如 [1, 2]")

    @model_validator(mode="before")
    @classmethod
    def _single_number(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {key: [item] if isinstance(item, int) else item for key, item in value.items()}

    @model_validator(mode="after")
    def _one_rhythm(self) -> "ForEach":
        if sum(bool(numbers) for numbers in (self.months, self.quarters, self.halves)) != 1:
            raise fault(
                "for_each 里 months、quarters、halves 必须且只能写一样", suggestion="如 for_each: {months: [6, 7, 8]}"
            )
        for field in ("months", "quarters", "halves"):
            numbers = getattr(self, field)
            for place, number in enumerate(numbers):
                if number in numbers[:place]:
                    raise fault(f"{number} 写了两遍", at=(field, place), suggestion="删去一个")
        return self


class Window(Entry):
    """报送：一次要求，可以含几个期次（1—5月分月报），也可以每月各开一次。"""

    code: Code = Field(description="编码；用 for_each 时各次的编码为 编码-期次")
    title: Annotated[Text, OfYear()] = Field(description="名称，如 1—5月进展情况")
    periods: Many[PeriodCode] = Field(default=(), description="这一次包含的期次；与 for_each 只写一样")
    for_each: ForEach | None = Field(default=None, description="每个期次各开一次")
    owed_by: OwedBy = Field(default=OwedBy.LEAD, description="由谁报")
    kinds: Many[KindRef] = Field(default=(), description="只要求这些类别的指标；不写则全部")
    indicators: Many[IndicatorRef] = Field(default=(), description="只要求这些指标（含其下级）；不写则全部")
    opens: Due | None = Field(default=None, description="何时开始填报；不写则期次第一天")
    due: Due = Field(description="何时前报送；按期次最后一个月推算")
    chain: ChainRef = Field(description="审核流程")
    ladder: LadderRef | None = Field(default=None, description="督办阶梯")
    evidence: Evidence = Field(default=Evidence.OPTIONAL, description="印证材料要不要")
    fields: Many[ReportField] = Field(default=(ReportField.PROGRESS,), description="每行必填的内容")
    partial: Partial = Field(default=Partial.COMPLETE_NEXT, description="期次未结束就报送时怎么办")
    package: PackageRule | None = Field(default=None, description="汇总后形成的报送件")
    basis: Basis | None = Field(default=None, description="依据")

    @property
    def named(self) -> str:
        """Its name without the place for the period."""
        return self.title.replace(PERIOD_PLACE, "")

    @model_validator(mode="after")
    def _has_periods(self) -> "Window":
        if bool(self.periods) == bool(self.for_each):
            raise fault(
                f"报送“{self.title}”必须写明期次：periods（这一次包含哪几期）或 for_each（每期各开一次），只写一样",
                suggestion='如 periods: ["2019-01", "2019-02"] 或 for_each: {months: [6, 7, 8]}',
            )
        return self

    @field_validator("periods")
    @classmethod
    def _told_apart(cls, periods: tuple[str, ...]) -> tuple[str, ...]:
        for place, period in enumerate(periods):
            if period in periods[:place]:
                raise fault(f"期次“{period}”写了两遍", at=(place,), suggestion="删去一个")
        return periods


class Every(Labelled):
    """多久一次。"""

    MONTH = "month", "每月"
    QUARTER = "quarter", "每季"
    HALF_YEAR = "half_year", "每半年"
    YEAR = "year", "每年"


class SettledBy(Labelled):
    """怎样算办结。"""

    RECORD = "record", "登记办结"
    SELF_CHECK = "self_check", "记录自查，不报送"
    MONTHLY_SUMMARY = "monthly_summary", "月度汇总呈报后办结"
    QUARTERLY_CIRCULAR = "quarterly_circular", "季度通报印发后办结"
    OVERDUE_LIST = "overdue_list", "逾期名单呈报后办结"
    MEETING_MATERIAL = "meeting_material", "推进会材料呈报后办结"


PRESENTED = (SettledBy.MONTHLY_SUMMARY, SettledBy.OVERDUE_LIST, SettledBy.MEETING_MATERIAL)


class Duty(Entry):
    """例行工作：某个岗位，或每个牵头单位，定期要办的事（D10、D12）。"""

    code: Code = Field(description="编码")
    title: Annotated[Text, OfYear()] = Field(description="名称，如 一月一汇总")
    post: PostRef | None = Field(default=None, description="哪个岗位办；与 seat 只写一样")
    seat: SeatRef | None = Field(default=None, description="每个牵头单位的哪个席位办；与 post 只写一样")
    every: Every = Field(description="多久一次")
    due: Due = Field(description="何时前办结；按期次最后一个月推算")
    settled_by: SettledBy = Field(default=SettledBy.RECORD, description="怎样算办结")
    to: Many[SeatRef] = Field(default=(), description="月度汇总、逾期名单、推进会材料呈报给哪些席位；其他例行工作不写")
    ladder: LadderRef | None = Field(default=None, description="督办阶梯")
    basis: Basis | None = Field(default=None, description="依据")

    @model_validator(mode="after")
    def _somebody_owes_it(self) -> "Duty":
        if (self.post is None) == (self.seat is None):
            raise fault(f"例行工作“{self.title}”要写明由谁办：post（岗位）或 seat（各牵头单位的席位），只写一样")
        if bool(self.to) != (self.settled_by in PRESENTED):
            raise fault(
                f"例行工作“{self.title}”：月度汇总、逾期名单、推进会材料要写明呈报给谁（to），其他例行工作不写",
                suggestion="settled_by: monthly_summary 与 to 一起写，如 to: [committee]",
            )
        return self
