"""What facts may be recorded for scoring: findings, answers, ratings, imported results, moments, groups."""

from pydantic import Field, model_validator

from config.basis import Basis
from config.entry import Code, Flag, Many, Number, Positive, Text
from config.faults import fault
from config.labels import Labelled
from config.policy import Percent
from config.references import UnitRef
from config.scoring.objecting import Objecting
from config.scoring.part import Scored
from config.scoring.words import BlankBallot, Recusal
from config.seats import SeatRef


class Side(Labelled):
    """加分还是减分。"""

    MINUS = "minus", "减分"
    PLUS = "plus", "加分"


class FindingKind(Scored):
    """一种加减分事项：按什么单位计，有哪些属性。"""

    code: Code = Field(description="编码")
    name: Text = Field(description="名称，如 未按要求参加会议")
    unit: Text = Field(default="次", description="按什么计：次、件次、人次、项、起、件")
    side: Side = Field(default=Side.MINUS, description="加分还是减分")
    attributes: dict[Code, Many[Text]] = Field(
        default_factory=dict, description="属性: 可以是哪些，如 level: [通报, 诫勉, 改组]"
    )
    finder: Many[UnitRef] = Field(default=(), description="谁可以登记；不写则为考评单位")
    evidence: Flag = Field(default=True, description="告知前是否必须附印证材料")
    objections: Objecting | None = Field(default=None, description="异议怎么办；不写则同 scoring.objections")
    basis: Basis | None = Field(default=None, description="依据")


class Answer(Scored):
    """一种登记的状况：等次、结论、有没有。"""

    code: Code = Field(description="编码")
    name: Text = Field(description="名称，如 任务完成情况")
    one_of: Many[Text] = Field(min_length=1, description="可以是哪些")
    basis: Basis | None = Field(default=None, description="依据")


class BallotRules(Scored):
    """本级组织的票怎么发、怎么收、怎么认（O30）。"""

    grades: Many[Text] = Field(default=(), description="投票分哪几等，由好到差；打分的不写")
    shown_from: Positive = Field(default=5, description="一组少于几张有效票的，不出小计，也不按它评分")
    recusal: Recusal = Field(default=Recusal.NONE, description="领导要不要回避自己分管的单位")
    blank: BlankBallot = Field(default=BlankBallot.ABSTAINED, description="某个单位的一栏没有填的，算什么")
    spoiled: Many[Text] = Field(default=(), description="什么样的票无效，印在票上，如 一个单位填了两个等次的")
    returned_share: Percent | None = Field(
        default=None, description="收回的占发出的百分之几以上，这一轮才有效；不写则收回的不多于发出的就有效"
    )


class Rating(Scored):
    """一次打分或投票。"""

    code: Code = Field(description="编码")
    name: Text = Field(description="名称，如 市委、市政府领导评价")
    least: Number = Field(default=0, description="最低分", validate_default=True)
    most: Number = Field(default=100, description="最高分", validate_default=True)
    groups: Many[Text] = Field(default=(), description="打分人分哪几组，如 领导、服务对象；不分组的不写")
    ballots: BallotRules | None = Field(default=None, description="本级组织投票、打分的规矩；结果由别处送来的不写")
    basis: Basis | None = Field(default=None, description="依据")

    @model_validator(mode="after")
    def _in_order(self) -> "Rating":
        if self.least >= self.most:
            raise fault(f"最低分 {self.least} 不低于最高分 {self.most}", at=("least",))
        return self


class ImportedResult(Scored):
    """另一套程序的结果：登记数、来源和版本，不在这里算。"""

    code: Code = Field(description="编码")
    name: Text = Field(description="名称，如 社情民意电话调查得分")
    unit: str = Field(default="分", description="计量单位")
    least: Number | None = Field(default=None, description="最少；超出的不收")
    most: Number | None = Field(default=None, description="最多；超出的不收")
    provider: str = Field(default="", description="谁出的结果，如 省统计局社情民意调查中心")
    basis: Basis | None = Field(default=None, description="依据")


class Moment(Scored):
    """一个要看迟没迟的时刻。"""

    code: Code = Field(description="编码")
    name: Text = Field(description="名称，如 自查报告报送")
    basis: Basis | None = Field(default=None, description="依据")


class Group(Scored):
    """分组：同组的互相比、一起排。"""

    code: Code = Field(description="编码")
    name: Text = Field(description="名称，如 县（区）")
    units: Many[UnitRef] = Field(default=(), description="组里的单位，按规范序列")
    outside: Many[Text] = Field(default=(), description="组里不在本方案的单位（兄弟县区），事实里按名称登记")
    ranked: Flag = Field(default=True, description="是否排名次")

    @model_validator(mode="after")
    def _has_members(self) -> "Group":
        if not self.units and not self.outside:
            raise fault(f"“{self.name}”里一个单位也没有", at=("units",))
        return self


class FigureBounds(Scored):
    """数据项的界限：超出的不收。"""

    least: Number | None = Field(default=None, description="最少")
    most: Number | None = Field(default=None, description="最多")
    decimals: Positive | None = Field(default=None, le=9, description="最多几位小数")
    recorded_by: Many[SeatRef] = Field(default=(), description="谁可以登记；不写则为数据提供单位和考核办")
