"""From points to places: totals, rankings, grades, overrides and awards (C7, C10)."""

from typing import Literal

from pydantic import Field, model_validator

from config.basis import Basis
from config.entry import Code, Count, Flag, Many, Number, Positive, Text
from config.faults import fault
from config.labels import Labelled
from config.policy import Percent
from config.references import AwardRef, GroupRef, IndicatorRef, RankingRef, ResultRef, UnitRef
from config.scoring.combining import Digits
from config.scoring.part import Scored
from config.scoring.rule import Condition, Term
from config.scoring.words import Better, RoundMode


class RankTies(Labelled):
    """总分并列怎么排。"""

    SHARED = "shared", "并列同一名次，后面空出来（1、2、2、4）"
    DENSE = "dense", "并列同一名次，后面不空（1、2、2、3）"
    BROKEN = "broken", "依次比 tie_breaks，还相同的并列"
    ORDER = "order", "按规范序列分先后"


class QuotaRounding(Labelled):
    """按百分比算名额，不是整数时。"""

    DOWN = "down", "舍去零头"
    UP = "up", "进一位"
    HALF_UP = "half_up", "四舍五入"


class Effect(Labelled):
    """情形成立时怎么办。"""

    VETO = "veto", "一票否决：不参加排名和评先"
    GRADE_CEILING = "grade_ceiling", "等次最高到哪一等"
    SCORE_CEILING = "score_ceiling", "总分最高多少"
    LOWER = "lower", "另减（加）几分"
    BARRED = "barred", "取消某些奖项的评选资格"


class Override(Scored):
    """一票否决、降等、封顶、取消资格（C7）。"""

    code: Code = Field(description="编码")
    when: Condition = Field(description="什么情形")
    effect: Effect = Field(description="怎么办")
    grade: str = Field(default="", description="等次最高到哪一等；effect 为 grade_ceiling 时必写")
    points: Term | None = Field(default=None, description="封顶多少，或加减几分（减写负数）")
    awards: Many[AwardRef] = Field(default=(), description="取消哪些奖项的资格；effect 为 barred 时必写")
    groups: Many[GroupRef] = Field(default=(), description="只对哪些组；不写则都适用")
    results: Many[ResultRef] = Field(default=(), description="只对哪些总分和按它排的名次、奖项；不写则都适用")
    label: str = Field(default="", description="叫什么，写进说明")
    basis: Basis | None = Field(default=None, description="依据")

    @model_validator(mode="after")
    def _complete(self) -> "Override":
        needs = {
            "grade": self.effect is Effect.GRADE_CEILING,
            "points": self.effect in (Effect.SCORE_CEILING, Effect.LOWER),
            "awards": self.effect is Effect.BARRED,
        }
        for key, needed in needs.items():
            if needed != bool(getattr(self, key) not in ("", None, ())):
                raise fault(f"effect 是 {self.effect.value} 时{'要' if needed else '不'}写 {key}", at=(key,))
        return self

    def is_about(self, result: str | None) -> bool:
        """None: about no total, as an award by one indicator."""
        return not self.results or result in self.results


class Result(Scored):
    """一个总分。"""

    code: Code = Field(description="编码，如 total")
    name: Text = Field(description="名称，如 年度考核总分")
    of: Term | None = Field(default=None, description="怎么算；不写则为最上一级各指标得分之和")
    groups: Many[GroupRef] = Field(default=(), description="给哪些组算；不写则所有组")
    digits: Digits | None = Field(default=None, description="取到几位小数；不写不取")
    mode: RoundMode = Field(default=RoundMode.HALF_UP, description="怎么取")
    basis: Basis | None = Field(default=None, description="依据")


class TieBreak(Scored):
    """并列时比什么。"""

    of: Term = Field(description="比什么")
    better: Better = Field(default=Better.HIGHER, description="高好还是低好")


class Ranking(Scored):
    """排名：在一个组里按总分排。"""

    code: Code = Field(description="编码")
    name: Text = Field(description="名称")
    result: ResultRef = Field(description="按哪个总分")
    group: Many[GroupRef] = Field(min_length=1, description="哪个组；几个组合在一起排的写几个")
    ties: RankTies = Field(default=RankTies.SHARED, description="并列怎么排")
    tie_breaks: Many[TieBreak] = Field(default=(), description="并列时依次比什么")
    vetoed: Literal["last", "out"] = Field(default="out", description="被一票否决的：out 不排，last 排在最后")
    basis: Basis | None = Field(default=None, description="依据")

    @model_validator(mode="after")
    def _breaks_where_broken(self) -> "Ranking":
        if (self.ties is RankTies.BROKEN) != bool(self.tie_breaks):
            raise fault("ties: broken 要写 tie_breaks，别的不写", at=("tie_breaks",))
        return self


class Grade(Scored):
    """一个等次。从高到低写。"""

    name: Text = Field(description="等次名称，如 优秀")
    at_least: Number | None = Field(default=None, description="总分不低于（含）；不写不看分")
    places: Positive | None = Field(default=None, description="前几名以内")
    percent: Percent | None = Field(default=None, description="不超过参加排名家数的百分之几，含更高的等次")
    rounding: QuotaRounding = Field(default=QuotaRounding.DOWN, description="按百分比算名额，不是整数时")
    when: Condition | None = Field(default=None, description="还要合什么")


class Grading(Scored):
    """评等次。"""

    ranking: RankingRef = Field(description="按哪个排名")
    grades: Many[Grade] = Field(min_length=1, description="各等次，从高到低；最后一个不设条件")
    basis: Basis | None = Field(default=None, description="依据")


class Slide(Labelled):
    """已得别的奖、不能得的，名次怎么办。"""

    SHIFT = "shift", "名次顺移，由下一名递补"
    EMPTY = "empty", "空缺，不递补"


class AtTheCut(Labelled):
    """最后一个名额上有并列，名额不够时。"""

    ASK = "ask", "都待定，由人定"
    ALL = "all", "都给，超出名额"
    NONE = "none", "都不给"


class Award(Scored):
    """一个奖项。"""

    code: Code = Field(description="编码")
    name: Text = Field(description="名称，如 综合先进单位")
    ranking: RankingRef | None = Field(default=None, description="按哪个排名")
    indicator: IndicatorRef | None = Field(default=None, description="按一个指标的得分排，如 单项先进")
    group: Many[GroupRef] = Field(default=(), description="indicator 时在哪些组里排")
    places: Count | None = Field(default=None, description="几个名额")
    percent: Percent | None = Field(default=None, description="名额是家数的百分之几")
    rounding: QuotaRounding = Field(default=QuotaRounding.DOWN, description="按百分比算名额，不是整数时")
    from_bottom: Flag = Field(default=False, description="是否从后往前数，如 末位")
    when: Condition | None = Field(default=None, description="得奖还要合什么")
    unless_all: Condition | None = Field(
        default=None, description="各家都合这个条件的，这一奖项不设，如 都完成就不评末位"
    )
    not_with: Many[AwardRef] = Field(default=(), description="已得这些奖的不重复得")
    slide: Slide = Field(default=Slide.SHIFT, description="不能得的，名次怎么办")
    cut: AtTheCut = Field(default=AtTheCut.ASK, description="最后一个名额上有并列，名额不够时")
    veto_bars: Flag = Field(default=True, description="被一票否决的是否不能得（O36：E36）")
    basis: Basis | None = Field(default=None, description="依据")

    @model_validator(mode="after")
    def _one_source(self) -> "Award":
        if (self.ranking is None) == (self.indicator is None):
            raise fault("奖项按 ranking（排名）或 indicator（单个指标）评，只写一样", at=("ranking",))
        if (self.indicator is None) != (not self.group):
            raise fault("按单个指标评的写 group（在哪些组里排）", at=("group",))
        if (self.places is None) == (self.percent is None):
            raise fault("名额写 places（几个）或 percent（百分之几），只写一样", at=("places",))
        return self


class Nomination(Scored):
    """推荐名额：等额推荐。"""

    code: Code = Field(description="编码")
    name: Text = Field(description="名称，如 先进个人")
    quotas: dict[UnitRef, Count] = Field(default_factory=dict, description="单位: 名额")
    per_unit: dict[GroupRef, Count] = Field(default_factory=dict, description="组: 组里每家的名额")
    fewer: Flag = Field(default=True, description="少报是否可以（要写放弃的理由）；多报一律不收（O36：E38）")
    basis: Basis | None = Field(default=None, description="依据")
