"""From what is looked at to points: tables, bands, steps, lines, events, ranks, peers, raters, judgement."""

from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from config.entry import Code, Count, Flag, Many, Number, Points, Positive, Text
from config.faults import fault
from config.policy import Percent
from config.references import AnswerRef, GroupRef, RatingRef
from config.scoring.measures import Match
from config.scoring.part import Cited, Condition, Part, Scored, Term
from config.scoring.words import (
    AllEqual,
    Better,
    Beyond,
    Gap,
    InUnits,
    Normalise,
    Overlap,
    PeriodLength,
    PlaceTies,
    SameProblem,
    Slope,
    Stacking,
    StepMode,
)
from config.seats import SeatOf, SeatRef


class Lookup(Part):
    """查表：登记的状况是什么，就是几分（P1）。"""

    kind: Literal["lookup"] = Field(description="lookup：查表")
    answer: AnswerRef = Field(description="哪种状况，如 评价等次")
    table: dict[Text, Term] = Field(min_length=1, description="状况: 分，如 {优秀: 5, 良好: 3}")
    otherwise: Term | None = Field(default=None, description="表里没有的；不写则不评分")


class Case(Cited):
    """一种情形。"""

    when: Condition = Field(description="什么情形")
    then: Term = Field(description="多少")


class Cases(Part):
    """分情形：从上往下，合哪条按哪条（P1 的判定表、C6）。"""

    kind: Literal["cases"] = Field(description="cases：分情形，先合的先算")
    cases: Many[Case] = Field(min_length=1, description="各种情形")
    otherwise: Term | None = Field(default=None, description="都不合的；不写则不评分")


class Pass(Part):
    """够上就得，不够就不得（P2）。"""

    kind: Literal["pass"] = Field(description="pass：够上就得")
    when: Condition = Field(description="够上什么")
    points: Term = Field(description="得几分")
    otherwise: Term = Field(default=0, description="不够的得几分", validate_default=True)


class Band(Cited):
    """一档：从哪到哪，几分。含不含本数看用哪个词。"""

    at_least: Number | None = Field(default=None, description="不低于（含）")
    above: Number | None = Field(default=None, description="高于（不含）")
    at_most: Number | None = Field(default=None, description="不高于（含）")
    below: Number | None = Field(default=None, description="低于（不含）")
    points: Term = Field(description="这一档几分")

    @model_validator(mode="after")
    def _one_bound_a_side(self) -> "Band":
        for side in (("at_least", "above"), ("at_most", "below")):
            if all(getattr(self, key) is not None for key in side):
                raise fault(
                    f"{side[0]} 与 {side[1]} 只写一个",
                    at=(side[1],),
                    suggestion=f"含本数用 {side[0]}，不含用 {side[1]}",
                )
        low = self.above if self.at_least is None else self.at_least
        high = self.below if self.at_most is None else self.at_most
        if low is None and high is None:
            raise fault("这一档没有写从哪到哪", suggestion="如 {at_least: 75, below: 100, points: 3}")
        whole = self.at_least is not None and self.at_most is not None
        if low is not None and high is not None and (low > high or (low == high and not whole)):
            raise fault(f"从 {low} 到 {high}，一个数也没有", at=("points",), suggestion="低的写在 at_least 或 above")
        return self


class Bands(Part):
    """分档：落在哪一档，就是那一档的分（P3）。"""

    kind: Literal["bands"] = Field(description="bands：分档")
    of: Term = Field(description="看什么")
    bands: Many[Band] = Field(min_length=1, description="各档")
    gap: Gap = Field(default=Gap.REFUSE, description="落在两档之间的空当里怎么办")
    overlap: Overlap = Field(default=Overlap.REFUSE, description="同时落在几档里怎么办")


class Knot(Scored):
    """折线上的一点。"""

    at: Number = Field(description="数是多少时")
    points: Number = Field(description="几分")


class Line(Part):
    """折线：两点之间按比例（P4）。"""

    kind: Literal["line"] = Field(description="line：两点之间按比例")
    of: Term = Field(description="看什么")
    knots: Many[Knot] = Field(min_length=2, description="各点，数由小到大")
    beyond: Literal["hold", "extend", "refuse"] = Field(
        default="hold", description="超出两头：hold 按头上的分，extend 顺着延长，refuse 不评分"
    )

    @model_validator(mode="after")
    def _grows(self) -> "Line":
        for place, (low, high) in enumerate(pairwise(self.knots), start=1):
            if high.at <= low.at:
                raise fault(f"{high.at} 没有排在 {low.at} 之后", at=("knots", place, "at"), suggestion="数由小到大排")
        return self


class Rate(Cited):
    """一段的单价。"""

    up_to: Number | None = Field(default=None, description="到多少为止（含）；最后一段不写")
    each: Positive | Number = Field(default=1, description="每多少")
    points: Number = Field(description="加（扣）几分")


class Slopes(Part):
    """分段单价：前一段每1万元加1分，以上每1万元加2分（P4）。"""

    kind: Literal["slopes"] = Field(description="slopes：各段单价不同")
    of: Term = Field(description="看什么，从 0 起算")
    rates: Many[Rate] = Field(min_length=1, description="各段，由近到远")
    slope: Slope = Field(default=Slope.MARGINAL, description="各段只算自己那一段，还是全部按落在的那一段")
    step: StepMode = Field(default=StepMode.PROPORTIONAL, description="不足一个单位怎么算")
    most: Term | None = Field(default=None, description="合计最多几分")


class Steps(Part):
    """按档加扣：每差2%扣5%、每超1个加0.5分（P5）。算出来的是加扣多少，扣的写在 base 的 deductions 里。"""

    kind: Literal["steps"] = Field(description="steps：每多少加（扣）多少")
    of: Term = Field(description="差（超）多少；负数按 0")
    each: Number = Field(gt=0, description="每多少算一档")
    points: Number = Field(ge=0, description="一档几分；unit 为 percent 时是 base 的百分之几")
    unit: InUnits = Field(default=InUnits.AMOUNT, description="points 是分，还是 base 的百分之几")
    base: Term | None = Field(default=None, description="百分比的基数；unit 为 percent 时必写")
    step: StepMode = Field(
        default=StepMode.WHOLE, description="不足一档怎么算；原文有几种读法的，用 choice 并列（O36）"
    )
    free: Points = Field(default=0, description="多少以内不算", validate_default=True)
    most: Term | None = Field(default=None, description="最多几分；unit 为 percent 时是 base 的百分之几")

    @model_validator(mode="after")
    def _base_for_percent(self) -> "Steps":
        if (self.unit is InUnits.PERCENT) != (self.base is not None):
            raise fault("unit: percent 要写 base（百分之几是谁的百分之几），unit: amount 不写", at=("base",))
        return self


class Priced(Cited):
    """一种事项的单价。"""

    match: Match = Field(description="哪些事项")
    each: Number = Field(description="每次（件、人次、项、起）几分，扣分也写正数")
    most: Points | None = Field(default=None, description="这一种最多几分")
    side: str = Field(default="", description="哪一方，如 班子、成员；同一问题取高时用")
    free: Count = Field(default=0, description="多少次以内不算")
    beyond_each: Number | None = Field(default=None, description="超过 beyond_after 次以后每次几分")
    beyond_after: Positive | None = Field(default=None, description="超过几次以后")
    beyond: Beyond = Field(default=Beyond.REPLACES, description="超出的按超出的标准，还是另外再加")

    @model_validator(mode="after")
    def _beyond_whole(self) -> "Priced":
        if (self.beyond_each is None) != (self.beyond_after is None):
            raise fault(
                "beyond_each 与 beyond_after 要一起写",
                at=("beyond_each",),
                suggestion="如 beyond_after: 3, beyond_each: 1",
            )
        return self


class Multiplier(Scored):
    """加倍的情形。"""

    when: Match = Field(description="事项合什么时")
    times: Number = Field(gt=0, description="乘几")
    label: str = Field(default="", description="叫什么，如 重点时期加倍")


class FrequencyLimit(Scored):
    """一段时间里最多算几次。"""

    times: Positive = Field(description="几次")
    per: PeriodLength = Field(description="多长一期")


class Events(Part):
    """按事项计：每次扣0.5分，同一问题取最高（P6）。合计是正数，扣分的写在 base 的 deductions 里。"""

    kind: Literal["events"] = Field(description="events：按事项计")
    prices: Many[Priced] = Field(min_length=1, description="各种事项的单价；同一事项先合的先算，只算一次")
    same_problem: SameProblem = Field(default=SameProblem.EACH, description="同一问题有几条怎么算（O11）")
    multipliers: Many[Multiplier] = Field(default=(), description="加倍的情形")
    stacking: Stacking = Field(default=Stacking.MULTIPLY, description="几个加倍同时有怎么算")
    limit: FrequencyLimit | None = Field(default=None, description="一段时间里最多算几次，先发生的先算")
    most: Term | None = Field(default=None, description="合计最多几分")


class Place(Cited):
    """几名到几名，几分。"""

    first: Positive = Field(description="从第几名")
    last: Positive | None = Field(default=None, description="到第几名；只一名的不写")
    points: Number = Field(description="几分")


class RankPoints(Part):
    """按名次给分（P7）。"""

    kind: Literal["rank_points"] = Field(description="rank_points：按名次给分")
    of: Term = Field(description="按什么排")
    group: GroupRef | None = Field(default=None, description="在哪个组里排；不写则为所在的组")
    better: Better = Field(default=Better.HIGHER, description="高好还是低好")
    ties: PlaceTies = Field(default=PlaceTies.BETTER, description="并列怎么排")
    places: Many[Place] = Field(default=(), description="前几名各几分")
    from_bottom: Many[Place] = Field(default=(), description="后几名各几分，第1名是最后一名")
    first: Number | None = Field(default=None, description="依次递减：第一名几分")
    less: Number | None = Field(default=None, description="依次递减：每低一名少几分")
    times: Percent | None = Field(default=None, description="依次递减：每低一名是上一名的百分之几")
    otherwise: Number = Field(default=0, description="不在上面各名次里的几分", validate_default=True)

    @model_validator(mode="after")
    def _one_way(self) -> "RankPoints":
        listed, falling = bool(self.places or self.from_bottom), self.first is not None
        if listed == falling:
            raise fault(
                "名次的分要么逐名写（places、from_bottom），要么依次递减（first 加 less 或 times）", at=("places",)
            )
        if falling and (self.less is None) == (self.times is None):
            raise fault("依次递减要写 less（每低一名少几分）或 times（是上一名的百分之几），只写一样", at=("less",))
        return self


class AgainstPeers(Part):
    """与同组比着给分（P8）。"""

    kind: Literal["against_peers"] = Field(description="against_peers：与同组比着给分")
    of: Term = Field(description="比什么")
    points: Term = Field(description="满分几分")
    how: Normalise = Field(description="怎么折分")
    group: GroupRef | None = Field(default=None, description="哪个组；不写则为所在的组")
    better: Better = Field(default=Better.HIGHER, description="高好还是低好")
    all_equal: AllEqual = Field(default=AllEqual.REFUSE, description="各家都一样（或最好的是 0）时")
    most: Term | None = Field(default=None, description="最多几分；不写不限")


class Raters(Part):
    """几个人打分，取平均（P9）。"""

    kind: Literal["raters"] = Field(description="raters：打分取平均")
    rating: RatingRef = Field(description="哪次打分")
    group: str = Field(default="", description="只取哪一组打分人；不写则全部")
    trim: Count = Field(default=0, description="去掉几个最高和几个最低")
    at_least: Positive = Field(default=1, description="至少几个有效的才算，去掉之前数；不够的没有结果")


class Votes(Part):
    """按票：各等次几票，按分值加权平均（P9）。"""

    kind: Literal["votes"] = Field(description="votes：按票加权平均")
    ballot: RatingRef = Field(description="哪次投票")
    grades: dict[Text, Number] = Field(min_length=1, description="等次: 分值，如 {优秀: 100, 称职: 80}")
    group: str = Field(default="", description="只取哪一组投票人；不写则全部")
    abstentions: Flag = Field(default=False, description="弃权票是否算在有效票内（按 0 分）")
    at_least: Positive = Field(default=1, description="至少几张有效票才算；不够的没有结果")
    valid_share: Percent | None = Field(default=None, description="有效票要占收回的百分之几以上；不写不限")


class Judgement(Part):
    """酌定：由人给分，写明理由（P10）。"""

    kind: Literal["judgement"] = Field(description="judgement：由人给分")
    slot: Code = Field(description="编码，事实里按它登记")
    least: Number = Field(description="最少几分")
    most: Number = Field(description="最多几分")
    step: Number | None = Field(default=None, gt=0, description="以多少为一级，如 0.1；不写不限")
    evidence: Flag = Field(default=False, description="是否必须有印证材料")
    proposes: SeatRef | None = Field(
        default=None, description="谁提出；不写则为考评单位。写 of: lead 的是自评，其他单位认定了才算"
    )
    confirms: SeatRef | None = Field(default=None, description="谁确认；不写则为考核办")
    lateness: Flag = Field(
        default=False, description="是否记迟报的扣分：考核办核定的扣分建议合计在这里（R2.8），不另外提出"
    )
    default: Number | None = Field(default=None, description="没有人给分时按多少；不写则不评分")

    @property
    def is_self_mark(self) -> bool:
        """The unit marks itself; until another unit has confirmed it, it is only 自评分 (O08)."""
        return self.proposes is not None and self.proposes.of is SeatOf.LEAD

    @model_validator(mode="after")
    def _in_order(self) -> "Judgement":
        if self.least > self.most:
            raise fault(f"最少 {self.least} 分，多于最多 {self.most} 分", at=("least",))
        if self.default is not None and not self.least <= self.default <= self.most:
            raise fault(f"默认 {self.default} 分不在 {self.least} 到 {self.most} 之间", at=("default",))
        return self
