"""Vetoes (一票否决): which matters, who has charge of each, how long the unit may answer and the committee may take."""

from pydantic import Field, model_validator

from config.basis import Basis
from config.entry import Code, Entry, Many, Positive, Text
from config.faults import fault
from config.references import FindingRef, UnitRef


class VetoMatter(Entry):
    """一种一票否决事项。"""

    code: Code = Field(description="编码")
    name: Text = Field(description="名称，如 安全生产")
    owner: UnitRef = Field(description="归口部门：只有它可以提出")
    finding: FindingRef | None = Field(default=None, description="生效的记作哪种加减分事项；不写则同 vetoes.finding")
    basis: Basis | None = Field(default=None, description="依据；没有上级依据的，提出时要写明说明（O15）")


class Vetoes(Entry):
    """一票否决怎么办（R2.22、R2.24、O31）。"""

    finding: FindingRef = Field(
        description="scoring.findings 里的哪一种：生效的一票否决记作它，overrides 用 has_finding 来看"
    )
    matters: Many[VetoMatter] = Field(min_length=1, description="有哪些事项，各归口哪个部门")
    tell_days: Positive = Field(default=2, description="提出后几个工作日内告知被否决的单位")
    statement_days: Positive = Field(default=5, description="告知后几个工作日内说明")
    decide_days: Positive = Field(default=5, description="说明（或说明期满）后几个工作日内由委员会审定")
    basis: Basis | None = Field(default=None, description="依据")

    @model_validator(mode="after")
    def _told_apart(self) -> "Vetoes":
        seen: set[str] = set()
        for place, matter in enumerate(self.matters):
            if matter.code in seen:
                raise fault(f"一票否决事项“{matter.code}”写了两遍", at=("matters", place, "code"))
            seen.add(matter.code)
        return self

    def matter(self, code: str) -> VetoMatter | None:
        return next((each for each in self.matters if each.code == code), None)

    def recorded_as(self, matter: VetoMatter) -> str:
        return matter.finding or self.finding
