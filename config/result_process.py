"""How a year's result comes about (考核结果): its steps in their fixed order, re-examination, correction.

The order is that of offices everywhere; which steps there are is said by the scheme. A step that is not written is
not gone through, but 汇总审核 and 印发公布 are always there.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, model_validator

from config.basis import Basis
from config.entry import Entry, Flag, Many, Positive, Text
from config.faults import fault
from config.labels import Labelled
from config.references import UnitRef
from config.roles import Role
from config.seats import SeatOf, SeatRef


def _seats(of: SeatOf, *roles: Role) -> tuple[SeatRef, ...]:
    return tuple(SeatRef(role=role, of=of) for role in roles)


DESK = _seats(SeatOf.OFFICE, Role.ASSESSMENT_OFFICE, Role.UNIT_OFFICE)
LEADING = _seats(SeatOf.OFFICE, Role.COMMITTEE, Role.PRINCIPAL_LEADER, Role.ASSESSMENT_OFFICE_HEAD)
IN_UNITS = _seats(
    SeatOf.CO_UNITS, Role.DEPARTMENT_HEAD, Role.UNIT_OFFICE, Role.LIAISON, Role.RESPONSIBLE_PERSON, Role.OFFICER
)

Days = Annotated[Positive, Field(le=365)]
Seats = Annotated[Many[SeatRef], Field(min_length=1)]


class Silence(Labelled):
    """到期没有答复怎么办。"""

    AGREES = "agrees", "视为没有意见"
    WAITS = "waits", "继续等候，逐个催"


class RequestsFrom(Labelled):
    """申请复核从什么时候起算。"""

    NOTICE = "notice", "公示之日起；没有公示的，公布之日起"
    PUBLICATION = "publication", "公布之日起"


class SelfCheckStep(Entry):
    """自查：被考核单位写自查报告。"""

    days: Days = Field(default=5, description="几个工作日内交自查报告")
    by: Seats = Field(default=IN_UNITS, description="各单位由谁交：写几个席位的，由第一个设了的交")
    silence: Silence = Field(default=Silence.WAITS, description="到期没有交的怎么办")
    basis: Basis | None = Field(default=None, description="依据")


class MarkingStep(Entry):
    """考评打分。"""

    days: Days = Field(default=10, description="几个工作日内打完分")
    by: Seats = Field(default=DESK, description="由谁负责：写几个席位的，由第一个设了的负责")
    basis: Basis | None = Field(default=None, description="依据")


class ConsolidationStep(Entry):
    """汇总审核。"""

    days: Days = Field(default=5, description="几个工作日内汇总、审核")
    by: Seats = Field(default=DESK, description="由谁负责：写几个席位的，由第一个设了的负责")
    basis: Basis | None = Field(default=None, description="依据")


class FeedbackStep(Entry):
    """得分反馈核对：各单位核对自己的得分。"""

    days: Days = Field(default=3, description="几个工作日内核对、提出异议")
    by: Seats = Field(default=IN_UNITS, description="各单位由谁核对：写几个席位的，由第一个设了的核对")
    silence: Silence = Field(default=Silence.AGREES, description="到期没有答复的怎么办")
    basis: Basis | None = Field(default=None, description="依据")


class Body(Entry):
    """征求意见的部门。"""

    name: Text = Field(description="名称")
    unit: UnitRef | None = Field(default=None, description="本方案里的哪个单位；外单位不写，回复由考核办登记")
    about: str = Field(default="", description="征求哪方面的意见，如 党风廉政、安全生产")


class OpinionsStep(Entry):
    """征求意见：发函给有否决权的部门（O09）。"""

    bodies: Many[Body] = Field(min_length=1, description="征求哪些部门的意见")
    days: Days = Field(default=5, description="几个工作日内回复")
    at_least: Positive | None = Field(default=None, description="至少几家回复才往下办；不写则按 silence 办")
    silence: Silence = Field(default=Silence.AGREES, description="到期没有回复的怎么办")
    basis: Basis | None = Field(default=None, description="依据")

    @model_validator(mode="after")
    def _enough_to_answer(self) -> "OpinionsStep":
        if self.at_least is not None and self.at_least > len(self.bodies):
            raise fault(f"只征求{len(self.bodies)}家的意见，不会有{self.at_least}家回复", at=("at_least",))
        names = [body.name for body in self.bodies]
        for place, name in enumerate(names):
            if name in names[:place]:
                raise fault(f"“{name}”写了两遍", at=("bodies", place, "name"))
        return self


class DecisionStep(Entry):
    """审议、批准。"""

    days: Days = Field(default=5, description="几个工作日内审定")
    by: Seats = Field(default=LEADING, description="由谁审定：写几个席位的，由第一个设了的审定")
    outside: str = Field(default="", description="由外单位审定的（如 市人民政府）写它的名称：结果由考核办凭文件登记")
    basis: Basis | None = Field(default=None, description="依据")


class NoticeStep(Entry):
    """公示。"""

    days: Days = Field(default=5, description="公示几个工作日")
    by: Seats = Field(default=DESK, description="由谁负责：写几个席位的，由第一个设了的负责")
    basis: Basis | None = Field(default=None, description="依据")


class AnnouncementStep(Entry):
    """印发公布。"""

    days: Days = Field(default=3, description="几个工作日内印发")
    by: Seats = Field(default=DESK, description="由谁负责：写几个席位的，由第一个设了的负责")
    basis: Basis | None = Field(default=None, description="依据")


class ArchivingStep(Entry):
    """归档。"""

    days: Days = Field(default=20, description="公布后几个工作日内归档")
    by: Seats = Field(default=DESK, description="由谁负责：写几个席位的，由第一个设了的负责")
    basis: Basis | None = Field(default=None, description="依据")


class Reexamination(Entry):
    """申请复核。"""

    days: Days = Field(default=5, description="几个工作日内可以申请，要写理由、附材料")
    since: RequestsFrom = Field(default=RequestsFrom.PUBLICATION, description="从什么时候起算")
    acceptance_days: Days = Field(default=2, description="收到申请后几个工作日内决定受不受理")
    decision_days: Days = Field(default=10, description="受理后几个工作日内作出决定")
    by: Seats = Field(
        default=(*DESK, *LEADING), description="由谁复核：写几个席位的，由第一个设了的复核；本单位的申请不由本单位复核"
    )
    basis: Basis | None = Field(default=None, description="依据")


class Correction(Entry):
    """公布后的更正：先列出谁的得分、名次、等次、奖项会变，批准后才改。"""

    days: Days = Field(default=5, description="几个工作日内审批")
    by: Seats = Field(default=LEADING, description="由谁批准：写几个席位的，由第一个设了的批准")
    basis: Basis | None = Field(default=None, description="依据")


class ResultProcess(Entry):
    """考核结果怎么办理：步骤的先后是定的，没有写的步骤不办。"""

    open_ranks: Flag = Field(default=False, description="阳光操作：公布前单位也看得到自己的名次（R4.17、O27）")
    self_check: SelfCheckStep | None = Field(default=None, description="自查")
    marking: MarkingStep | None = Field(default=None, description="考评打分")
    consolidation: ConsolidationStep = Field(default_factory=ConsolidationStep, description="汇总审核")
    feedback: FeedbackStep | None = Field(default=None, description="得分反馈核对")
    opinions: OpinionsStep | None = Field(default=None, description="征求意见")
    committee: DecisionStep | None = Field(default=None, description="委员会（领导小组）审议")
    approval: DecisionStep | None = Field(default=None, description="批准")
    notice: NoticeStep | None = Field(default=None, description="公示")
    announcement: AnnouncementStep = Field(default_factory=AnnouncementStep, description="印发公布")
    archiving: ArchivingStep | None = Field(default=None, description="归档")
    reexamination: Reexamination | None = Field(
        default_factory=Reexamination, description="申请复核；写 null 则不设复核"
    )
    correction: Correction = Field(default_factory=Correction, description="公布后的更正")
    basis: Basis | None = Field(default=None, description="依据")

    def seats(self) -> Iterator[tuple[str, str, tuple[SeatRef, ...]]]:
        """Who does what: the key of the step, what it is called, and its seats. Who decides outside sits nowhere."""
        for key, label in STEPS.items():
            step = getattr(self, key)
            if step is not None and hasattr(step, "by") and not getattr(step, "outside", ""):
                yield key, label, step.by


STEPS = {
    "self_check": "自查",
    "marking": "考评打分",
    "consolidation": "汇总审核",
    "feedback": "得分反馈核对",
    "opinions": "征求意见",
    "committee": "审议",
    "approval": "批准",
    "notice": "公示",
    "announcement": "印发公布",
    "archiving": "归档",
    "reexamination": "复核",
    "correction": "更正审批",
}
