"""The negative list (负面清单): how often the units look at themselves, who reviews what was put right."""

from pydantic import Field

from config.basis import Basis
from config.due import Due
from config.entry import Entry, Many, Positive
from config.references import FindingRef
from config.roles import Role
from config.seats import SeatOf, SeatRef
from config.windows import Every

ORDINARY_REVIEWERS = (SeatRef(role=Role.ASSESSMENT_OFFICE, of=SeatOf.OFFICE),)


class NegativeList(Entry):
    """负面清单怎么办（R2.21、R2.23、O31）。"""

    every: Every = Field(default=Every.QUARTER, description="多久对标自查一次；没有发现问题也要报（零报告）")
    due: Due | None = Field(default=None, description="何时前自查完；按期次最后一个月推算，不写则为期末最后一个工作日")
    apportion_days: Positive = Field(default=3, description="登记上级扣分后，几个工作日内划分责任、提出双倍扣分建议")
    confirm_days: Positive = Field(default=3, description="提出扣分建议后，几个工作日内确认")
    rectify_days: Positive = Field(default=10, description="限期整改，几个工作日内反馈；登记时可另定日期")
    review_days: Positive = Field(default=3, description="收到整改反馈后，几个工作日内复核")
    reviewers: Many[SeatRef] = Field(
        default=ORDINARY_REVIEWERS, min_length=1, description="整改由谁复核销号：写几个席位的，由第一个设了的复核"
    )
    finding: FindingRef | None = Field(
        default=None,
        description="已确认的扣分另记作哪种加减分事项，供限制评优等规则看有没有；只看有没有，不再扣分",
    )
    basis: Basis | None = Field(default=None, description="依据")
