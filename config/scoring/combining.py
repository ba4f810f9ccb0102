"""How prices are put together: base and deductions, weights, limits, choices, shares, periods, rounding."""

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from config.deadlines import Day
from config.entry import Code, Many, NotFlag, Number, Positive
from config.faults import fault
from config.references import IndicatorRef, RuleRef, UnitRef
from config.scoring.measures import Match
from config.scoring.part import Condition, Part, Scored, Term
from config.scoring.words import Missing, PeriodLength, Purse, RoundMode

Digits = Annotated[int, Field(ge=0, le=9), NotFlag]


class Base(Part):
    """基本分减扣分加加分（C1）。扣完为止还是可以倒扣，看 floor。"""

    kind: Literal["base"] = Field(description="base：基本分，减扣分，加加分")
    points: Term = Field(description="基本分")
    deductions: Many[Term] = Field(default=(), description="扣分各项，各写正数")
    bonuses: Many[Term] = Field(default=(), description="加分各项")
    floor: Number | None = Field(default=0, description="最少几分；null 为可以一直倒扣", validate_default=True)
    ceiling: Term | None = Field(default=None, description="最多几分；不写不限")


class WeightedPart(Scored):
    """一项和它的权重。"""

    weight: Number = Field(gt=0, description="权重，如 60（%）或 0.6")
    of: Term = Field(description="哪一项")
    label: str = Field(default="", description="叫什么，如 领导评价")


class Weighted(Part):
    """加权平均（C2）。"""

    kind: Literal["weighted"] = Field(description="weighted：加权平均")
    parts: Many[WeightedPart] = Field(min_length=1, description="各项")
    total: Number = Field(default=100, gt=0, description="权重合计应是多少", validate_default=True)
    missing: Missing = Field(default=Missing.REFUSE, description="有的项没有数怎么办；rescale 按有数的权重重新分")
    fixed: Number | None = Field(default=None, description="missing 为 fixed 时按几分")

    @model_validator(mode="after")
    def _weights_add_up(self) -> "Weighted":
        found = sum(part.weight for part in self.parts)
        if found != self.total:
            raise fault(f"权重合计 {found}，不是 {self.total}", at=("parts",), suggestion="改权重，或写明 total")
        return self


class PeriodWeight(Scored):
    """一期的权重。"""

    period: Positive = Field(le=12, description="第几期，如第1季度写 1")
    weight: Number = Field(gt=0, description="权重")


class Rollup(Part):
    """由月到季到年：各期的分合成一个（C2）。"""

    kind: Literal["rollup"] = Field(description="rollup：各期的分合成一个")
    of: Term = Field(description="每一期的分")
    every: PeriodLength = Field(description="多长一期")
    take: Literal["mean", "sum", "weighted", "last"] = Field(
        default="mean", description="mean 平均、sum 相加、weighted 加权、last 最近一期"
    )
    weights: Many[PeriodWeight] = Field(default=(), description="take 为 weighted 时各期的权重")
    years: Positive = Field(default=1, le=20, description="every 为 year 时几年，含本年")
    missing: Missing = Field(default=Missing.REFUSE, description="有的期没有分怎么办")
    fixed: Number | None = Field(default=None, description="missing 为 fixed 时按几分")

    @model_validator(mode="after")
    def _weights_where_weighted(self) -> "Rollup":
        if (self.take == "weighted") != bool(self.weights):
            raise fault("take: weighted 要写 weights，别的不写", at=("weights",))
        return self


class Highest(Part):
    """取最高（C3）。"""

    kind: Literal["highest"] = Field(description="highest：取最高")
    parts: Many[Term] = Field(min_length=2, description="各项；没有数的不算在内")


class Lowest(Part):
    """取最低（C3）。"""

    kind: Literal["lowest"] = Field(description="lowest：取最低")
    parts: Many[Term] = Field(min_length=2, description="各项；没有数的不算在内")


class Option(Scored):
    """一种选法。"""

    code: Code = Field(description="编码，选定后登记")
    of: Term = Field(description="多少")
    label: str = Field(default="", description="叫什么")


class Choice(Part):
    """二者择其一，或原文有几种读法：选定了才评分（C3、O36）。"""

    kind: Literal["choice"] = Field(description="choice：选定其中之一")
    choice: Code = Field(description="编码：选定写在 scoring.chosen 或事实的 chosen 里")
    options: Many[Option] = Field(min_length=2, description="各种选法")
    chooses: Literal["office", "unit"] = Field(default="office", description="谁来选：office 考核办，unit 被考核单位")
    default: Code | None = Field(default=None, description="没有选时按哪个；不写则不评分")

    @model_validator(mode="after")
    def _default_is_an_option(self) -> "Choice":
        if self.default is not None and all(option.code != self.default for option in self.options):
            raise fault(f"没有“{self.default}”这个选法", at=("default",), suggestion="写 options 里的编码")
        return self


class Limit(Part):
    """封顶、保底（C4）。"""

    kind: Literal["limit"] = Field(description="limit：封顶、保底")
    of: Term = Field(description="什么")
    at_least: Term | None = Field(default=None, description="最少")
    at_most: Term | None = Field(default=None, description="最多；占某数百分之几的写 {kind: product, …}")

    @model_validator(mode="after")
    def _says_something(self) -> "Limit":
        if self.at_least is None and self.at_most is None:
            raise fault("没有写最多或最少", suggestion="写 at_most 或 at_least")
        return self


class PercentOf(Part):
    """某数的百分之几。"""

    kind: Literal["percent_of"] = Field(description="percent_of：某数的百分之几")
    percent: Number = Field(description="百分之几")
    of: Term = Field(description="谁的")


class Share(Part):
    """几家一起办的，本单位分到多少（C5）。"""

    kind: Literal["share"] = Field(description="share：几家分")
    of: Term = Field(description="分什么")
    how: Purse = Field(default=Purse.EQUAL, description="平分，还是按份额")
    among: Many[UnitRef] = Field(default=(), description="平分的几家；本单位不在其中的得 0")
    weights: dict[UnitRef, Number] = Field(default_factory=dict, description="份额：单位: 百分之几，合计 100")

    @model_validator(mode="after")
    def _complete(self) -> "Share":
        if (self.how is Purse.EQUAL) != bool(self.among) or (self.how is Purse.WEIGHTS) != bool(self.weights):
            raise fault("平分写 among（哪几家），按份额写 weights（各占百分之几），只写一样", at=("how",))
        if self.weights and sum(self.weights.values()) != 100:
            raise fault(f"份额合计 {sum(self.weights.values())}%，不是 100%", at=("weights",))
        return self


class FillIn(Part):
    """没有数时怎么办（C8）。"""

    kind: Literal["fill_in"] = Field(description="fill_in：没有数时怎么办")
    of: Term = Field(description="什么")
    missing: Missing = Field(description="怎么办；rescale 只用于 weighted、rollup 和上级指标")
    fixed: Number | None = Field(default=None, description="missing 为 fixed 时按几分")
    full: Term | None = Field(default=None, description="missing 为 full 时的满分")


class Rounded(Part):
    """取到几位小数（C9）。写在哪里就在哪里取，别处不取。"""

    kind: Literal["rounded"] = Field(description="rounded：取到几位小数")
    of: Term = Field(description="什么")
    digits: Digits = Field(default=2, description="几位小数")
    mode: RoundMode = Field(default=RoundMode.HALF_UP, description="怎么取")


class NthTime(Scored):
    """第几次。"""

    nth: Positive = Field(description="第几次")
    points: Number = Field(description="这一次几分")


class Counter(Part):
    """第几次怎样：首次扣1分，第二次扣2分（C11）。按发生的先后数。"""

    kind: Literal["counter"] = Field(description="counter：第几次各几分")
    match: Match = Field(description="哪些事项")
    rungs: Many[NthTime] = Field(min_length=1, description="从哪一次起各几分；没有写的次数同前一个")
    per: PeriodLength = Field(default=PeriodLength.YEAR, description="多长时间里数")


class Withheld(Part):
    """先扣住，条件满足再给（C11）。"""

    kind: Literal["withheld"] = Field(description="withheld：先扣住，条件满足再给")
    of: Term = Field(description="扣住什么")
    until: Condition = Field(description="满足什么就给")
    meanwhile: Term = Field(default=0, description="扣住时按多少", validate_default=True)


class Version(Scored):
    """一个时期的规则。"""

    since: Day | None = Field(default=None, description="从哪天起；第一个不写")
    of: Term = Field(description="规则")


class Dated(Part):
    """规则中途改了：各时期各按各的（C12）。按评分的日期（--effective）取一个。"""

    kind: Literal["dated"] = Field(description="dated：不同时期不同规则")
    versions: Many[Version] = Field(min_length=1, description="由先到后")

    @model_validator(mode="after")
    def _in_order(self) -> "Dated":
        days = [version.since for version in self.versions]
        if days[0] is not None:
            raise fault("第一个时期不写 since", at=("versions", 0, "since"), suggestion="删去 since")
        for place, (before, after) in enumerate(pairwise(days), start=1):
            if after is None or (before is not None and after <= before):
                raise fault("各时期由先到后，第二个起写 since", at=("versions", place, "since"))
        return self


class NamedRule(Part):
    """用另一条写好的规则。"""

    kind: Literal["rule"] = Field(description="rule：用 scoring.rules 里的一条")
    rule: RuleRef = Field(description="scoring.rules 里的编码")


class IndicatorScore(Part):
    """一个指标的得分。"""

    kind: Literal["indicator"] = Field(description="indicator：一个指标的得分")
    indicator: IndicatorRef = Field(description="哪个指标")
    of: UnitRef | None = Field(default=None, description="哪个单位的；不写则为被考核单位")
