"""Whoever takes files out of the house is on record: who, when, which, and the digest by which they are known again."""

from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.assignments.loading import assignment_of
from actions.context import Act
from actions.guarding import allow
from states.actors import Decision
from states.subjects import SubjectFacts, SubjectKind

DIGEST = "^[0-9a-f]{64}$"


class YearTaken(Data):
    """A year's archive that was made."""

    assessment: int = Field(description="考核年度编号")
    digest: str = Field(pattern=DIGEST, description="归档文件的校验值（SHA-256）")
    rows: int = Field(ge=0, description="数据行数")
    files: int = Field(ge=0, description="印证材料和印本件数")


@act("take_archive", label="取走年度归档文件", data=YearTaken)
def take_archive(act: Act, data: YearTaken) -> Done:
    """登记取走一个年度的归档文件：谁、何时、哪一份（校验值）。"""
    row = act.assessment(data.assessment)
    decision = allow_year(act, row)
    told = data.model_dump(include={"digest", "rows", "files"})
    act.record(SubjectKind.ASSESSMENT.value, row.id, assessment_id=row.id, after=told, decision=decision)
    return Done(f"已登记取走“{row.title}”归档文件", ids={"assessment": row.id})


def allow_year(act: Act, row: Any) -> Decision:
    facts = SubjectFacts(kind=SubjectKind.ASSESSMENT, office=row.office_id, state=row.state)
    return allow(act, "take_archive", facts)


class PackTaken(Data):
    """An inspection package that was made: of some tasks, or of all that a unit leads."""

    assessment: int = Field(description="考核年度编号")
    assignments: tuple[int, ...] = Field(default=(), description="指标任务编号")
    unit: str = Field(default="", description="或者：牵头单位编码")
    digest: str = Field(pattern=DIGEST, description="资料包的校验值（SHA-256）")
    volumes: int = Field(ge=0, description="卷数")
    files: int = Field(ge=0, description="材料件数")


@act("take_pack", label="取走迎检资料包", data=PackTaken)
def take_pack(act: Act, data: PackTaken) -> Done:
    """登记取走迎检资料包：谁、何时、哪些指标（校验值）。"""
    decision = allow_pack(act, data.assessment, assignments=data.assignments, unit=data.unit)
    told = data.model_dump(mode="json", exclude={"assessment"}, exclude_defaults=True)
    act.record(
        SubjectKind.ASSESSMENT.value, data.assessment, assessment_id=data.assessment, after=told, decision=decision
    )
    return Done("已登记取走迎检资料包", ids={"assessment": data.assessment})


def allow_pack(act: Act, assessment: int, *, assignments: tuple[int, ...], unit: str) -> Decision:
    """Of a unit: what it leads; of tasks: each of them."""
    row = act.assessment(assessment)
    if bool(assignments) == bool(unit):
        raise act.refused("请写明指标任务，或者牵头单位，只写一样")
    if unit and unit not in act.directory.unit_ids:
        raise act.refused(f"没有编码为“{unit}”的单位")
    subjects = [assignment_of(act, number) for number in dict.fromkeys(assignments)]
    if any(each.row.assessment_id != row.id for each in subjects):
        raise act.refused("所写的指标任务不都属于这个年度")
    if unit:
        facts = SubjectFacts(kind=SubjectKind.ASSIGNMENT, office=row.office_id, lead_unit=unit)
        return allow(act, "take_pack", facts)
    first, *_ = [allow(act, "take_pack", each.facts) for each in subjects]
    return first
