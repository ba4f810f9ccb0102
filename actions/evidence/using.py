"""Using a document for a further thing, and taking it away again as long as nothing was verified upon it."""

from typing import Any

from pydantic import Field
from sqlalchemy import select, update

from actions.acts import Data, Done, act
from actions.context import Act
from actions.evidence.keeping import use_evidence
from actions.evidence.subjects import owner_of
from actions.guarding import allow
from models.evidence import Evidence, EvidenceUse
from states.subjects import SubjectKind


class Use(Data):
    """A document and the report that it stands behind."""

    evidence: int = Field(description="印证材料编号")
    report: int = Field(description="进展报告编号")
    note: str = Field(default="", description="说明")


@act("attach_evidence", label="引用印证材料", data=Use)
def attach_evidence(act: Act, data: Use) -> Done:
    """把已有的印证材料用于一期报告；同一份材料可以用于多项指标。"""
    subject = owner_of(act, SubjectKind.REPORT, data.report)
    decision = allow(act, "attach_evidence", subject)
    row = act.tx.execute(select(Evidence.t).where(Evidence.c.id == data.evidence)).one_or_none()
    if row is None or row.office_id != act.office_id or row.withdrawn_at is not None:
        raise act.refused(f"没有编号为 {data.evidence} 的印证材料")
    if _standing(act, data) is not None:
        raise act.refused("这份材料已经用于本期报告")
    number = use_evidence(act, data.evidence, SubjectKind.REPORT, data.report, note=data.note)
    act.record(SubjectKind.EVIDENCE.value, data.evidence, after={"report_id": data.report}, decision=decision)
    return Done(f"已引用“{row.title}”", ids={"use": number})


@act("detach_evidence", label="撤下印证材料", data=Use)
def detach_evidence(act: Act, data: Use) -> Done:
    """撤下一期报告的印证材料；已核验的不能撤下。"""
    subject = owner_of(act, SubjectKind.REPORT, data.report)
    decision = allow(act, "detach_evidence", subject)
    use = _standing(act, data)
    if use is None:
        raise act.refused("这份材料没有用于本期报告")
    if use.frozen_at is not None:
        raise act.refused("这份材料已作为核验依据，不能撤下")
    act.tx.execute(
        update(EvidenceUse.t)
        .where(EvidenceUse.c.id == use.id)
        .values(removed_at=act.now, version=EvidenceUse.c.version + 1)
    )
    act.record(SubjectKind.EVIDENCE.value, data.evidence, before={"report_id": data.report}, decision=decision)
    return Done("已撤下", ids={"use": use.id})


def _standing(act: Act, data: Use) -> Any:
    query = select(EvidenceUse.t).where(
        EvidenceUse.c.evidence_id == data.evidence,
        EvidenceUse.c.subject_kind == SubjectKind.REPORT.value,
        EvidenceUse.c.subject_id == data.report,
        EvidenceUse.c.removed_at.is_(None),
    )
    return act.tx.execute(query).one_or_none()
