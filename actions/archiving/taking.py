"""Whoever takes files out of the house is on record: who, when, which, and the digest by which they are known again."""

from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from states.actors import Decision
from states.subjects import SubjectFacts, SubjectKind


class YearTaken(Data):
    """A year's archive that was made."""

    assessment: int = Field(description="考核年度编号")
    digest: str = Field(pattern="^[0-9a-f]{64}$", description="归档文件的校验值（SHA-256）")
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
