"""What is looked at, before it is priced: figures, gaps, changes, peers, counts, lateness, history."""

from typing import Literal

from pydantic import Field, model_validator

from config.deadlines import Day
from config.entry import Code, Count, Flag, Many, Number, Positive, Text
from config.faults import fault
from config.references import FigureRef, FindingRef, GroupRef, MomentRef, SourceRef, UnitRef
from config.scoring.part import Condition, Part, Scored, Term
from config.scoring.words import (
    Better,
    CountOf,
    Direction,
    InUnits,
    LateIn,
    Peers,
    PlaceTies,
    Reference,
    Series,
    StepMode,
)


class Constant(Part):
    """一个数。只写数字也可以。"""

    kind: Literal["number"] = Field(description="number：一个数")
    value: Number = Field(description="数值")
    unit: str = Field(default="", description="计量单位，如 %、人；分不必写")


class FigureOf(Part):
    """数据项的数。只写数据项的编码或名称也可以。"""

    kind: Literal["figure"] = Field(description="figure：数据项的数")
    figure: FigureRef | None = Field(
        default=None, description="数据项：figures 里的编码或名称；不写则为本指标的数值目标所连的数据项"
    )
    years_before: Count = Field(default=0, description="几年前的同期；0 为本期")
    of: UnitRef | None = Field(default=None, description="谁的；不写则为被考核单位")


class TargetOf(Part):
    """目标值。调整过的，按评分时点有效的目标。"""

    kind: Literal["target"] = Field(description="target：目标值")
    name: str = Field(default="", description="目标名称；指标只有一个数值目标时不写")


class PointsOf(Part):
    """本指标的分值。几个指标通用的规则里用。"""

    kind: Literal["points"] = Field(description="points：本指标的分值")


class Sum(Part):
    """相加；各项前可以写负号的另用 difference。"""

    kind: Literal["sum"] = Field(description="sum：相加")
    parts: Many[Term] = Field(min_length=1, description="各项")


class Difference(Part):
    """相减：第一项减去其余各项。"""

    kind: Literal["difference"] = Field(description="difference：第一项减去其余各项")
    parts: Many[Term] = Field(min_length=2, description="被减的写在最前")


class Product(Part):
    """相乘：系数、加倍。"""

    kind: Literal["product"] = Field(description="product：相乘")
    parts: Many[Term] = Field(min_length=2, description="各项")


class Ratio(Part):
    """相除：完成率、占比。分母为 0 时不评分，除非写明 when_zero。"""

    kind: Literal["ratio"] = Field(description="ratio：part 除以 whole")
    part: Term = Field(description="分子")
    whole: Term = Field(description="分母")
    percent: Flag = Field(default=True, description="是否写成百分数（120 就是 120%）")
    when_zero: Term | None = Field(default=None, description="分母为 0 时算多少；不写则不评分")


class GapTo(Part):
    """与目标的差距。"""

    kind: Literal["gap"] = Field(description="gap：与目标差多少")
    actual: Term = Field(description="实际数")
    target: Term = Field(description="目标数")
    measure: InUnits = Field(default=InUnits.PERCENT, description="差多少数量，还是差目标的百分之几")
    direction: Direction = Field(default=Direction.SHORT, description="往哪边算")
    better: Better = Field(default=Better.HIGHER, description="实际数高好还是低好")


class Change(Part):
    """比去年、基年、前几年平均增减多少（M2）。"""

    kind: Literal["change"] = Field(description="change：比从前增减多少")
    figure: FigureRef = Field(description="哪个数据项")
    against: Reference = Field(default=Reference.LAST_YEAR, description="与什么比")
    base_year: int | None = Field(default=None, ge=1990, le=2100, description="基年；against 为 base_year 时必写")
    years: Positive = Field(default=3, le=20, description="前几年平均的几年，不含本年")
    measure: InUnits = Field(default=InUnits.PERCENT, description="增减多少数量，还是百分之几")
    decreases: Flag = Field(default=True, description="减少了是否算负数；false 时减少按 0 算，不抵别处的增加")

    @model_validator(mode="after")
    def _base_year_named(self) -> "Change":
        if (self.against is Reference.BASE_YEAR) != (self.base_year is not None):
            raise fault(
                "base_year 与 against: base_year 要么都写，要么都不写",
                at=("base_year",),
                suggestion="如 against: base_year 和 base_year: 2015",
            )
        return self


class AmongPeers(Part):
    """同组各家的数：平均、最高、名次（M3）。没有数的、经批准不考的不在组内。"""

    kind: Literal["peers"] = Field(description="peers：同组各家的数")
    of: Term = Field(description="比什么")
    take: Peers = Field(description="取什么")
    group: GroupRef | None = Field(default=None, description="哪个组；不写则为被考核单位所在的组")
    better: Better = Field(default=Better.HIGHER, description="高好还是低好；名次和最好按它排")
    ties: PlaceTies = Field(default=PlaceTies.BETTER, description="并列怎么排")


class Match(Scored):
    """挑出哪些加减分事项。写了几样的，要同时合。"""

    finding: Many[FindingRef] = Field(min_length=1, description="事项，可以几个")
    attributes: dict[Code, Many[Text]] = Field(
        default_factory=dict, description="事项的属性是什么，如 level: [通报, 诫勉]；几个值合一个即可"
    )
    since: Day | None = Field(default=None, description="哪天起发生的")
    until: Day | None = Field(default=None, description="到哪天为止，含当天")
    rectified: Flag | None = Field(default=None, description="true 只算已整改的，false 只算未整改的，不写都算")


class CountFindings(Part):
    """加减分事项有多少（M4）。异议成立、经批准免责的不算。"""

    kind: Literal["count"] = Field(description="count：加减分事项有多少")
    match: Match = Field(description="哪些事项")
    by: CountOf = Field(default=CountOf.TIMES, description="按什么数")


class Lateness(Part):
    """迟了多少；按时的是 0（M5）。"""

    kind: Literal["late"] = Field(description="late：迟了多少")
    moment: MomentRef = Field(description="哪个时刻；应在何时前、实际何时登记在事实里")
    unit: LateIn = Field(description="按小时、自然日、工作日还是月；必须写明")
    step: StepMode = Field(default=StepMode.STARTED, description="不足一小时、一日怎么算")


class OverPeriods(Part):
    """各期的数：连续几期、共几期、合计（M6）。"""

    kind: Literal["series"] = Field(description="series：各期的数")
    of: Term = Field(description="每一期看什么")
    every: Literal["month", "quarter", "half_year", "year"] = Field(
        description="month 每月、quarter 每季、half_year 每半年、year 每年"
    )
    take: Series = Field(description="取什么")
    where: Condition | None = Field(default=None, description="数哪些期；longest_run、current_run、periods 必写")
    years: Positive = Field(default=1, le=20, description="every 为 year 时看几年，含本年")

    @model_validator(mode="after")
    def _condition_where_counted(self) -> "OverPeriods":
        counted = self.take in (Series.LONGEST_RUN, Series.CURRENT_RUN, Series.PERIODS)
        if counted != (self.where is not None):
            raise fault(
                f"take 是 {self.take.value} 时{'要' if counted else '不'}写 where",
                at=("where",),
                suggestion="如 where: {kind: compare, of: 排名, at_least: 3}",
            )
        return self


class FromSource(Part):
    """另一套程序的结果：专业评价、电话调查、上级打的分，登记来源和版本（C13）。"""

    kind: Literal["imported"] = Field(description="imported：登记来的结果")
    source: SourceRef = Field(description="哪个结果")
    of: UnitRef | None = Field(default=None, description="取哪个单位的；不写则为被考核单位（园区得分以所在区为准）")
