"""Deadline rules as data: what a notice says about a due moment, before any calendar is asked.

`workdays.resolving.resolve` turns a rule and a period into a concrete deadline. A rule that leaves `roll` open follows
O35: 顺延 for the judged day, 提前 where the paper goes upward.
"""

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)

from config.basis import Basis
from config.entry import Count, Entry, Flag, Positive, Text
from config.faults import fault
from config.marks import AlsoText

Roll = Literal["none", "forward", "back"]
Span = Literal["month", "quarter", "half_year", "year"]
Which = Literal["this", "next"]
OffsetUnit = Literal["workdays", "days", "hours", "months"]
GraceUnit = Literal["workdays", "days", "hours"]

_CLOCK = re.compile(r"^(?:(?:[01]?\d|2[0-3])[:：][0-5]\d|24[:：]00)$")
LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _clock_time(text: str) -> str:
    """`9:00` and `17：00` are understood; what is kept is always `HH:MM`."""
    if not _CLOCK.match(text):
        raise fault(f"“{text}”不是时刻", suggestion="写作 HH:MM，如 17:00；24:00 表示当日结束")
    return text.replace("：", ":").rjust(5, "0")


ClockTime = Annotated[
    str,
    AfterValidator(_clock_time),
    WithJsonSchema({"type": "string", "pattern": r"^(?:(?:[01]?\d|2[0-3])[:：][0-5]\d|24[:：]00)$"}),
]


def _written_day(value: Any) -> Any:
    """20190513 would be read as seconds since 1970: a day is a YAML date or an ISO text, nothing else."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise fault(f"“{value}”不是有效日期", suggestion="写作 年-月-日，如 2019-05-13") from None


Day = Annotated[dt.date, BeforeValidator(_written_day)]


DATE_PATTERN = r"(\d{4}-\d{1,2}-\d{1,2})(?:[ T]+(\d{1,2}[:：]\d{2}))?"
AS_DATE = AlsoText("日期，可以带时刻：2019-05-13 17:00", pattern=f"^{DATE_PATTERN}$")
AS_WORDS = AlsoText("通知里的词句：当月最后一个工作日前；次月15日前，遇休息日顺延", pattern="[一-鿿]")


class Grace(Entry):
    """宽限期: how much later than due still counts as on time. Reminders keep to the due day."""

    n: Positive = Field(le=366, description="宽限多少")
    unit: GraceUnit = Field(description="workdays 工作日、days 自然日、hours 小时；必须写明，不作推断")


class RuleBase(Entry):
    """What every deadline rule may say."""

    cutoff: ClockTime | None = Field(
        default=None, description="截止时刻，如 17:00；不写则到当日结束（24时），提醒写“下班前”"
    )
    roll: Roll | None = Field(
        default=None,
        description="遇休息日如何处理：none 不变、forward 顺延、back 提前；不写则上报上级的提前，其余顺延",
    )
    inclusive: Flag = Field(default=True, description="“X日前”是否含X日；false 时前一日为最后一日")
    grace: Grace | None = Field(
        default=None, description="宽限期：顺延之后再给多少时间才算逾期，如 {n: 3, unit: workdays}"
    )
    basis: Basis | None = Field(default=None, description="依据：文件、条款、原文")


class OnDate(RuleBase):
    """一个确定的日期：`5月13日17:00前`."""

    kind: Literal["on"] = Field(description="on：确定日期")
    date: Day = Field(description="文件写明的日期，如 2019-05-13")


class DayOfMonth(RuleBase):
    """每月某日：`次月15日前`. The month is counted from the last month of the period."""

    kind: Literal["day_of_month"] = Field(description="day_of_month：每月某日")
    day: Positive = Field(le=31, description="几日；当月没有这一日的，取当月最后一日")
    month: Which = Field(default="this", description="this 期次的最后一个月，next 次月")


class LastWorkday(RuleBase):
    """最后一个工作日：`当月最后一个工作日前`."""

    kind: Literal["last_workday"] = Field(description="last_workday：最后一个工作日")
    of: Span = Field(default="month", description="month 月、quarter 季、half_year 半年、year 年")
    which: Which = Field(default="this", description="this 期次末所在的，next 其后一个")


class EndOf(RuleBase):
    """月末、季末、半年末、年末（自然日）：`9月底前`, and the anchor of `每季度末后5个工作日内`."""

    kind: Literal["end_of"] = Field(description="end_of：月、季、半年、年的最后一日")
    of: Span = Field(default="month", description="month 月、quarter 季、half_year 半年、year 年")
    which: Which = Field(default="this", description="this 期次末所在的，next 其后一个")


class InYear(RuleBase):
    """考核年度或次年的某月某日：`1月25日前`（次年）."""

    kind: Literal["in_year"] = Field(description="in_year：考核年度或次年的某月某日")
    month: Positive = Field(le=12, description="几月")
    day: Positive = Field(le=31, description="几日；2月29日在平年即2月28日")
    year: Which = Field(default="this", description="this 考核年度，next 次年")

    @model_validator(mode="after")
    def _day_exists(self) -> "InYear":
        longest = LONGEST_MONTH[self.month - 1]
        if self.day > longest:
            raise fault(f"{self.month}月没有{self.day}日，最多{longest}日", at=("day",))
        return self


class EventAnchor(Entry):
    """起算的事件：`收到后`, `市上评估反馈后`. The clock starts when the event is recorded."""

    event: Text = Field(description="事件代码，如 notice_received（收到通知）、city_feedback（市反馈）")


class Offset(RuleBase):
    """某日或某事前后若干工作日、日、小时、月：`提前两个工作日`, `收到后3个工作日内`.

    The anchor is the day that it names; it is moved off a rest day only where it says so itself.
    """

    kind: Literal["offset"] = Field(description="offset：某日或某事之前、之后若干时间")
    n: Count = Field(le=3660, description="数量")
    unit: OffsetUnit = Field(description="workdays 工作日、days 自然日、hours 小时、months 月；必须写明，不作推断")
    direction: Literal["before", "after"] = Field(description="before 之前（提前），after 之后（内）")
    anchor: Annotated["Anchor", AS_DATE, AS_WORDS] = Field(description="起算点：另一条期限规则，或 {event: 事件代码}")
    count_from: Literal["same_day", "next_day"] = Field(
        default="next_day", description="next_day 次日起算（民法典第二百零一条），same_day 当日起算"
    )

    @model_validator(mode="after")
    def _hours_are_moments(self) -> "Offset":
        if self.unit != "hours":
            return self
        silent = {
            "cutoff": self.cutoff is None,
            "roll": self.roll in (None, "none"),
            "inclusive": self.inclusive,
            "count_from": self.count_from == "next_day",
        }
        for key, is_silent in silent.items():
            if not is_silent:
                raise fault(f"按小时计算的期限本身就是时刻，不能再写 {key}", at=(key,), suggestion=f"删去 {key}")
        return self


class ByMonth(RuleBase):
    """逐月不同：`当月最后一个工作日前，9月提前两个工作日`.

    What it says of hour, roll, inclusion and basis holds where a month is silent.
    """

    kind: Literal["by_month"] = Field(description="by_month：一般规则加个别月份的例外")
    default: Annotated["DeadlineRule", AS_DATE, AS_WORDS] = Field(description="一般规则，未列出的月份都按它")
    months: "dict[Annotated[int, Field(ge=1, le=12)], Annotated[DeadlineRule, AS_DATE, AS_WORDS]]" = Field(
        min_length=1, description="例外月份：月份（期次最后一个月）到规则，如 9: {kind: offset, …}"
    )


class AtIssue(RuleBase):
    """制发时确定：`限期整改`. The date is chosen when the paper is issued."""

    kind: Literal["at_issue"] = Field(description="at_issue：制发文书时确定")


class Unknown(RuleBase):
    """尚不知道：the superior has not yet named the date (O24)."""

    kind: Literal["unknown"] = Field(description="unknown：尚未确定")
    why: Text = Field(default="待上级通知", description="原因，显示为“未知，待上级通知”")


class AtLeast(RuleBase):
    """次数要求：`全年至少4次`. Falls due when the span ends; a span is never lengthened by a rest day."""

    kind: Literal["at_least"] = Field(description="at_least：期间内至少若干次")
    times: Positive = Field(description="至少几次")
    per: Span = Field(default="year", description="month 每月、quarter 每季、half_year 每半年、year 全年")


PlainRule = OnDate | DayOfMonth | LastWorkday | EndOf | InYear | Offset | AtIssue | Unknown | AtLeast
DeadlineRule = Annotated[PlainRule | ByMonth, Field(discriminator="kind")]


def _anchor_tag(value: Any) -> str:
    if isinstance(value, EventAnchor) or (isinstance(value, dict) and "event" in value):
        return "event"
    return "rule"


Anchor = Annotated[
    Annotated[EventAnchor, Tag("event")] | Annotated[DeadlineRule, Tag("rule")],
    Discriminator(_anchor_tag),
]

Offset.model_rebuild()
ByMonth.model_rebuild()
