"""Using a document for a further thing, and taking it away again as long as nothing was verified upon it."""

from collections.abc import Sequence
from typing import Any

from pydantic import Field
from sqlalchemy import select, update

from actions.acts import Data, Done, act
from actions.context import Act
from actions.evidence.keeping import use_all, use_evidence
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


class Reuse(Data):
    """Documents that a unit has already, and the reports that they are to stand behind too."""

    evidence: tuple[int, ...] = Field(min_length=1, max_length=50, description="印证材料编号")
    reports: tuple[int, ...] = Field(min_length=1, max_length=100, description="进展报告编号")
    note: str = Field(default="", description="说明")


@act("reuse_evidence", label="选用已有材料", data=Reuse)
def reuse_evidence(act: Act, data: Reuse) -> Done:
    """把本单位已有的几份材料一次用于几期报告；已经用着的不重复。"""
    added = 0
    for report in dict.fromkeys(data.reports):
        subject = owner_of(act, SubjectKind.REPORT, report)
        decision = allow(act, "attach_evidence", subject)
        new = use_all(act, _known(act, data.evidence), SubjectKind.REPORT, report, note=data.note)
        for number in new:
            act.record(SubjectKind.EVIDENCE.value, number, after={"report_id": report}, decision=decision)
        added += len(new)
    return Done(f"已选用{len(set(data.evidence))}份材料，新增{added}处引用", details={"added": added})


def _known(act: Act, evidence: Sequence[int]) -> list[int]:
    """The documents, every one of which this office keeps."""
    query = select(Evidence.c.id).where(
        Evidence.c.id.in_(evidence), Evidence.c.office_id == act.office_id, Evidence.c.withdrawn_at.is_(None)
    )
    found = set(act.tx.scalars(query))
    strangers = [number for number in dict.fromkeys(evidence) if number not in found]
    if strangers:
        raise act.refused(*(f"没有编号为 {number} 的印证材料" for number in strangers))
    return list(dict.fromkeys(evidence))


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
