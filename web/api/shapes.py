"""What is answered. Moments are local, with +08:00; exact numbers are texts, so that nobody's floats touch them."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer

from config.zone import SHANGHAI

T = TypeVar("T")


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _local(value: datetime) -> datetime:
    return value.astimezone(SHANGHAI)


Exact = Annotated[Decimal, PlainSerializer(_exact, return_type=str | None)]
Local = Annotated[datetime, AfterValidator(_local)]


class Shape(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class Listed(Shape, Generic[T]):
    """One page of a list."""

    items: list[T]
    next: int | None = Field(description="接着取下一页：作为 after 送回；没有下一页的为空")


class Trouble(Shape):
    """Why not."""

    type: str = "about:blank"
    title: str = Field(description="怎么了")
    status: int
    reasons: list[str] = Field(description="每一条原因")


class Myself(Shape):
    """The token as we know it."""

    name: str = Field(description="外部系统的名称")
    office: str = Field(description="考核主体编码")
    person: str = Field(description="以谁的名义办理：人员编码")
    posts: list[str] = Field(description="今天可以办理的岗位编码")
    scopes: list[str] = Field(description="权限")
    expires_at: Local | None = Field(description="有效到什么时候")


class Year(Shape):
    id: int = Field(description="考核年度编号，登记事实、加减分事项时填写")
    scheme: str = Field(description="考核方案编码")
    year: int
    title: str
    state: str = Field(description="published 已发布、running 执行中、closed 已办结 等")


class OneUnit(Shape):
    code: str = Field(description="单位编码")
    name: str
    short: str
    kind: str
    stands: bool = Field(description="今天还在；否则已撤销、合并或更名")


class Owed(Shape):
    """应办事项."""

    id: int
    assessment: int | None = Field(description="考核年度编号")
    kind: str = Field(description="种类")
    kind_label: str
    title: str
    period: str = Field(description="期次")
    unit: str = Field(description="单位编码")
    post: str = Field(description="岗位编码")
    opened_at: Local
    due_at: Local | None = Field(description="截止时刻；空为未知，待上级通知")
    provisional: bool = Field(description="暂定")
    settled_at: Local | None
    outcome: str | None = Field(description="怎样了结的")
    is_overdue: bool = Field(description="现在还欠着，而且已过截止时刻")


class Figure(Shape):
    """A line of a report."""

    name: str
    unit: str = Field(description="计量单位")
    annual_target: Exact | None = Field(description="年度目标")
    reported_period: Exact | None = Field(description="本期完成（上报值）")
    reported_cumulative: Exact | None = Field(description="累计完成（上报值）")
    verified_period: Exact | None = Field(description="本期完成（认定值）")
    verified_cumulative: Exact | None = Field(description="累计完成（认定值）")


class OneReport(Shape):
    """进展报告."""

    id: int
    assessment: int = Field(description="考核年度编号")
    indicator: str = Field(description="指标编码")
    title: str
    period: str = Field(description="期次")
    round: int = Field(description="第几轮；更正后加一")
    unit: str = Field(description="单位编码")
    state: str
    first_submitted_at: Local | None
    verified_at: Local | None
    figures: list[Figure]


class OneResult(Shape):
    """已公布的考核结果."""

    id: int
    assessment: int = Field(description="考核年度编号")
    period: str
    title: str
    state: str
    document_no: str = Field(description="印发文号")
    published_at: Local | None
    version: int = Field(description="公布的是第几稿；更正后换新的")


class Scored(Shape):
    """One unit's total."""

    group: str = Field(description="排名组编码")
    unit: str = Field(description="单位编码")
    points: str | None = Field(description="得分，十进制或者分数")
    place: int | None = Field(description="名次")
    grade: str = Field(description="等次")
    awards: list[str] = Field(description="评先")
    reasons: list[str] = Field(description="没有得分的原因")


class Done(Shape):
    """What an act did."""

    summary: str = Field(description="办成了什么")
    ids: dict[str, int]
    details: dict[str, Any] = Field(default_factory=dict)


class OneAct(Shape):
    name: str
    label: str
    purpose: str


class Hearing(Shape):
    """外发事件的接收方；地址含密钥，不给出。"""

    name: str
    events: list[str] = Field(description="要哪些事件；空为全部")
