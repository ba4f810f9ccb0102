"""Ladders (督办阶梯): what is done, rung by rung, about a thing that is late or behind."""

from pydantic import Field, field_validator, model_validator

from config.basis import Basis
from config.deadlines import ClockTime
from config.due import Due
from config.entry import Code, Count, Entry, Flag, Many, Positive, Text
from config.faults import fault
from config.labels import Labelled
from config.obligations import ObligationKind
from config.seats import SeatRef
from config.shortfalls import USUAL, Criterion


class SpanUnit(Labelled):
    """时间单位。"""

    WORKDAYS = "workdays", "个工作日"
    DAYS = "days", "天"
    HOURS = "hours", "小时"


# Only for telling which of two spans is surely not the longer one.
HOURS = {SpanUnit.HOURS: 1, SpanUnit.DAYS: 24, SpanUnit.WORKDAYS: 24}


class RungAct(Labelled):
    """阶梯动作。A paper is only ever drafted: a person signs it."""

    URGE = "urge", "催报"
    TELL_RESPONSIBLE = "tell_responsible", "报告责任人"
    PRESENT_TO_LEADER = "present_to_leader", "呈阅"
    LIST_OVERDUE = "list_overdue", "列入逾期名单"
    PROPOSE_DEDUCTION = "propose_deduction", "提出扣分建议"
    DRAFT_WARNING = "draft_warning", "拟预警提示单"
    DRAFT_SUPERVISION = "draft_supervision", "拟督办单"
    PROPOSE_TALK = "propose_talk", "提请约谈"
    LIST_IN_CIRCULAR = "list_in_circular", "列入通报"
    LIST_FOR_STUDY = "list_for_study", "列入研判名单"


# 预警、督办、约谈 answer a shortfall, never a late paper (O05).
SHORTFALL_ACTS = frozenset({RungAct.DRAFT_WARNING, RungAct.DRAFT_SUPERVISION, RungAct.PROPOSE_TALK})


class Reminder(Entry):
    """提醒：到期之前。"""

    n: Count = Field(description="到期前多少")
    unit: SpanUnit = Field(default=SpanUnit.WORKDAYS, description="时间单位；days 指自然日")
    at: ClockTime = Field(default="09:00", description="几点提醒；按小时计的提醒不看这一项")


class Span(Entry):
    """一段时间。"""

    n: Count = Field(description="多少")
    unit: SpanUnit = Field(default=SpanUnit.WORKDAYS, description="时间单位；days 指自然日")


class Repeat(Entry):
    """重复：同一级再来几次。"""

    every: Span = Field(description="隔多久再来一次")
    at_most: Positive = Field(description="最多重复几次")

    @field_validator("every")
    @classmethod
    def _some_time_between(cls, every: Span) -> Span:
        if every.n == 0:
            raise fault("重复的间隔不能是 0", at=("n",), suggestion="至少隔 1 个工作日")
        return every


class Rung(Entry):
    """一级：阶梯上的一步。"""

    code: Code = Field(description="编码，阶梯内不重复")
    act: RungAct = Field(description="做什么；文书只拟稿，由人签发")
    label: Text = Field(description="名称，如 一次催报")
    after: Span = Field(description="到期后（欠账阶梯为形成欠账后）多久")
    audience: Many[SeatRef] = Field(min_length=1, description="告知哪些席位")
    urgent: Flag = Field(default=False, description="是否加急：立即发送，不并入每日摘要")
    repeat: Repeat | None = Field(default=None, description="是否重复；不写则只做一次")
    reply: Due | None = Field(default=None, description="文书要求何时前反馈或整改到位；at_issue 为签发时确定（D13）")
    enters_when: Many[Criterion] = Field(
        default=(), description="欠账阶梯：够上其中一条的，直接进入这一级，不必等前面各级"
    )


class Ladder(Entry):
    """督办阶梯：到期前的提醒，到期后的各级。"""

    label: Text = Field(description="名称，如 迟报阶梯")
    basis: Basis | None = Field(default=None, description="依据")
    applies_to: Many[ObligationKind] = Field(default=(), description="适用于哪些应办事项，见应办事项表")
    for_shortfalls: Flag = Field(default=False, description="是否用于欠账指标；与 applies_to 只写一样")
    opens_when: Many[Criterion] = Field(default=(), description="够上其中一条即形成欠账；不写则最近一期红灯")
    reminders: Many[Reminder] = Field(default=(), description="到期前的提醒，可以没有")
    rungs: Many[Rung] = Field(default=(), description="到期后的各级，由低到高")

    @model_validator(mode="after")
    def _late_or_behind(self) -> "Ladder":
        if bool(self.applies_to) == self.for_shortfalls:
            raise fault(
                f"阶梯“{self.label}”要么写适用于哪些应办事项（applies_to），要么用于欠账指标（for_shortfalls），只写一样",
                suggestion="迟报与欠账是两回事：各设一个阶梯",
            )
        return self

    @model_validator(mode="after")
    def _criteria_of_shortfalls(self) -> "Ladder":
        written: list[tuple[str | int, ...]] = [("opens_when",)] if self.opens_when else []
        written += [("rungs", place, "enters_when") for place, rung in enumerate(self.rungs) if rung.enters_when]
        if written and not self.for_shortfalls:
            raise fault(f"“{self.label}”不是欠账阶梯，不写够上什么", at=written[0], suggestion="迟报只看逾期多久")
        for place, criterion in enumerate(self.opens_when):
            if criterion.times_opened is not None:
                raise fault(
                    "形成欠账不看第几次形成",
                    at=("opens_when", place, "times_opened"),
                    suggestion="第几次写在某一级的 enters_when 里",
                )
        return self

    @property
    def opening(self) -> tuple[Criterion, ...]:
        """What makes a shortfall, any one of it."""
        return self.opens_when or (USUAL,)

    @model_validator(mode="after")
    def _climbs(self) -> "Ladder":
        seen: set[str] = set()
        for index, rung in enumerate(self.rungs):
            if rung.code in seen:
                raise fault(
                    f"阶梯里“{rung.code}”重复，前面已经用过", at=("rungs", index, "code"), suggestion="换一个编码"
                )
            seen.add(rung.code)
            if index and not _later(self.rungs[index - 1].after, rung.after):
                raise fault(
                    f"第 {index + 1} 级“{rung.label}”（{_said(rung.after)}）不晚于上一级"
                    f"“{self.rungs[index - 1].label}”（{_said(self.rungs[index - 1].after)}）",
                    at=("rungs", index, "after"),
                    suggestion="各级要由先到后，后一级的时间要更长",
                )
        return self


def _later(first: Span, second: Span) -> bool:
    return second.n * HOURS[second.unit] > first.n * HOURS[first.unit]


def _said(span: Span) -> str:
    return f"逾期 {span.n} {span.unit.label}"
