"""Readings that the documents leave open (政策口径): each has a visible default and may be changed for the year."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from config.deadlines import ClockTime, Day, Roll
from config.entry import Code, Entry, Flag, Many, NotFlag, Positive
from config.labels import Labelled
from config.manners import Manner
from config.references import UnitRef
from config.roles import Role
from config.seats import SeatOf, SeatRef

Percent = Annotated[Decimal, Field(ge=0, le=100), NotFlag]


class Resubmission(Labelled):
    """退回后重报，数字或目标变了，中间的审核人怎么办。"""

    ASK_AGAIN = "ask_again", "重新审核"
    INFORM = "inform", "只告知改了什么"


class LateStart(Labelled):
    """发布时期限已过的事怎么办（O25）。"""

    BACKFILL = "backfill", "补报，另给期限"
    EXEMPT = "exempt", "免追溯"


class CopiedText(Entry):
    """照抄提示的界限（R0.10）；只提示，说明后可过。"""

    ratio: Percent = Field(default=Decimal(85), description="全文相似度达到多少提示照抄")
    partial: Percent = Field(default=Decimal(95), description="部分相似度达到多少提示机械肢解")


class Messages(Entry):
    """消息的分寸（O15、R2.28）。"""

    digest_at: ClockTime = Field(default="09:00", description="每个工作日几点发当日摘要")
    quiet_from: ClockTime = Field(default="20:00", description="晚间几点起不打扰")
    quiet_until: ClockTime = Field(default="08:00", description="早上几点后恢复")
    rest_days: Flag = Field(default=False, description="休息日是否也发；加急消息不受此限")
    manners: dict[Code, Manner] = Field(
        default_factory=dict,
        description="某类消息怎么送：消息编码到 urgent、at_once、first_at_once 或 digest；不写的按通例",
    )


class Burden(Entry):
    """减负（R2.26 至 R2.28、W15）。"""

    supervision_issuer: UnitRef | None = Field(
        default=None, description="督办由哪个单位制发；写了之后，只有这个单位可以制发督办单"
    )
    joint_visits_only: Flag = Field(default=False, description="督查是否必须先报计划、由联合督查组进行")
    visits_decided_by: Many[SeatRef] = Field(
        default=tuple(
            SeatRef(role=role, of=SeatOf.OFFICE)
            for role in (Role.COMMITTEE, Role.ASSESSMENT_OFFICE_HEAD, Role.UNIT_OFFICE)
        ),
        min_length=1,
        description="督查计划由谁审批：写几个席位的，由第一个设了的审批；不审批自己的计划",
    )
    visits_per_month: Positive = Field(default=1, description="每月最多到同一单位督查几次，超过的不予批准")
    requests_per_month: Positive | None = Field(
        default=None,
        description="每月最多向同一单位要几次：定期报送、补报、临时要的材料和数据、推进会交办都算，记在该报的那个月；不写则不限",
    )
    urgings_per_month: Positive | None = Field(
        default=None, description="每月最多由人催办同一单位几次；不写则只限每件事的次数"
    )
    approved_by: Many[SeatRef] = Field(
        default=(), description="超过每月次数的，经哪些席位同意、写明理由后可以再要；不写则一律不准"
    )
    one_figure_once: Flag = Field(default=True, description="同一数据项同一期是否只准要一次")


class Measured(Labelled):
    """落后多少怎么量。"""

    OF_DUE = "of_due", "欠账数占应完成数的百分比"
    POINTS = "points", "完成率低于序时进度几个百分点"


class Lights(Entry):
    """绿黄红灯（O20）：达到序时进度为绿灯。"""

    yellow_within: Percent = Field(
        default=Decimal(10), description="落后百分之几以内（含）为黄灯，略有滞后；超过为红灯，滞后"
    )
    measured: Measured = Field(default=Measured.OF_DUE, description="落后怎么量")


ORDINARY_LIGHTS = Lights()


class Extensions(Entry):
    """延期申请、情况说明怎么办。"""

    decided_by: Many[SeatRef] = Field(
        default=tuple(
            SeatRef(role=role, of=SeatOf.OFFICE)
            for role in (Role.ASSESSMENT_OFFICE_HEAD, Role.ASSESSMENT_OFFICE, Role.UNIT_OFFICE)
        ),
        min_length=1,
        description="由谁审批：写几个席位的，由第一个设了的审批；不审批自己的申请",
    )
    lapse_days: Positive = Field(default=3, description="几个工作日没有答复，申请失效，督办阶梯接着走")
    at_most: Positive = Field(default=2, description="同一事项最多准许延期几次")


class Acknowledged(Entry):
    """说了“知道了”之后：先不打扰，几个工作日没有动静再提醒（A08、A09）。"""

    days: Positive = Field(default=2, description="几个工作日没有动静就再提醒")
    at_most: Positive = Field(default=1, description="同一事项最多说几次“知道了”")


class HandUrging(Entry):
    """催办：由人催，逐次计数。"""

    per_month: Positive = Field(default=3, description="同一事项每月最多催几次")
    hours_apart: Positive = Field(default=24, description="两次之间至少隔几个小时")


class Policy(Entry):
    """政策口径：文件没有写明、要由考核办定的读法。"""

    roll_down: Roll = Field(
        default="forward", description="对下的期限遇休息日：none 不变、forward 顺延、back 提前（O35）"
    )
    roll_up: Roll = Field(
        default="back", description="上报上级的期限遇休息日：none 不变、forward 顺延、back 提前（O35）"
    )
    revision_days: Positive = Field(default=2, description="退回后几个工作日内补正，但不早于原期限")
    resubmission: Resubmission = Field(default=Resubmission.ASK_AGAIN, description="重报时数字或目标变了怎么办")
    decision_days: Positive = Field(default=1, description="延期等申请几个工作日内答复")
    adjust_before: Day | None = Field(
        default=None, description="年度目标的调整申请最迟哪一天提出（含当日）；不写则不限（O32）"
    )
    late_start: LateStart = Field(default=LateStart.BACKFILL, description="发布时期限已过的事怎么办")
    late_start_days: Positive = Field(default=5, description="补报给几个工作日")
    check_sums: Flag = Field(default=True, description="分解数之和与目标不符时是否提示（R0.11）；只提示，说明后可过")
    separate: Many[Role] = Field(
        default=(),
        description="三员分立：这些角色一人只能担任一种，"
        "如 [administrator, security_administrator, auditor]；不写则不限",
    )
    copied_text: CopiedText = Field(default_factory=CopiedText, description="照抄提示的界限")
    extensions: Extensions = Field(default_factory=Extensions, description="延期申请、情况说明怎么办")
    acknowledged: Acknowledged = Field(default_factory=Acknowledged, description="说了“知道了”之后怎么办")
    urging: HandUrging = Field(default_factory=HandUrging, description="由人催办的次数和间隔")
    messages: Messages = Field(default_factory=Messages, description="消息的分寸")
    burden: Burden = Field(default_factory=Burden, description="减负")
    lights: Lights = Field(default_factory=Lights, description="绿黄红灯")
