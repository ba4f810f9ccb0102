"""The stages of a year (阶段): issue, breakdown, verification, scoring, archive."""

from pydantic import Field

from config.basis import Basis
from config.due import Due
from config.entry import Count, Entry, Flag, Many
from config.indicators import BreakdownField
from config.labels import Labelled
from config.packages import PackageRule
from config.references import ChainRef, LadderRef

FIVE = (
    BreakdownField.TARGET,
    BreakdownField.PROGRESS,
    BreakdownField.LEADER,
    BreakdownField.DEPARTMENT,
    BreakdownField.RESPONSIBLE_PERSON,
    BreakdownField.OFFICER,
)
STAR = (BreakdownField.OVERVIEW, BreakdownField.ACCEPTANCE)


class By(Labelled):
    """由谁认定。"""

    OFFICE = "office", "本级核验"
    SUPERIOR = "superior", "上级认定，本单位登记"


class IssueStage(Entry):
    """下达任务。"""

    sign: Flag = Field(default=False, description="是否签订责任书")
    due: Due | None = Field(default=None, description="责任书何时前签订")
    days: Count = Field(default=5, description="没有写 due 时，下达后几个工作日内签订")
    ladder: LadderRef | None = Field(default=None, description="督办阶梯")
    basis: Basis | None = Field(default=None, description="依据")


class BreakdownStage(Entry):
    """指标分解。"""

    opens: Due | None = Field(default=None, description="何时开始分解；不写则下达即开始")
    due: Due = Field(description="分解结果何时前报送")
    chain: ChainRef = Field(description="审核流程")
    ladder: LadderRef | None = Field(default=None, description="督办阶梯")
    requires: Many[BreakdownField] = Field(default=FIVE, description="每项二级指标必填的内容")
    star_requires: Many[BreakdownField] = Field(default=STAR, description="带★的指标另外必填的内容（R0.12）")
    co_unit_days: Count = Field(default=2, description="配合单位比牵头单位提前几个工作日供稿（O29）")
    package: PackageRule | None = Field(default=None, description="分解结果汇总后形成的报送件")
    basis: Basis | None = Field(default=None, description="依据")


class VerificationStage(Entry):
    """认定。"""

    by: By | None = Field(default=None, description="全年由谁认定；不写时，seat 为 assessed 由上级，其余由本级")
    reports: By | None = Field(
        default=None, description="各期报告由谁核验；不写则同全年认定。全年由上级认定的，各期也可以由本级核验"
    )
    due: Due | None = Field(default=None, description="全年认定何时前完成")
    days: Count = Field(default=5, description="每期报送后几个工作日内核验")
    ladder: LadderRef | None = Field(default=None, description="督办阶梯")
    basis: Basis | None = Field(default=None, description="依据")


class ScoringStage(Entry):
    """评分。"""

    by: By | None = Field(default=None, description="由谁评分；不写则同认定")
    due: Due | None = Field(default=None, description="何时前评分")
    ladder: LadderRef | None = Field(default=None, description="督办阶梯")
    basis: Basis | None = Field(default=None, description="依据")


class ArchiveStage(Entry):
    """归档。"""

    due: Due | None = Field(default=None, description="何时前归档")
    basis: Basis | None = Field(default=None, description="依据")


class Stages(Entry):
    """各阶段。没有写的阶段按默认办理。"""

    issue: IssueStage = Field(default_factory=IssueStage, description="下达")
    breakdown: BreakdownStage = Field(description="指标分解")
    verification: VerificationStage = Field(default_factory=VerificationStage, description="认定")
    scoring: ScoringStage = Field(default_factory=ScoringStage, description="评分")
    archive: ArchiveStage = Field(default_factory=ArchiveStage, description="归档")
