"""Registering evidence: what a file, whose bytes the store holds, or a paper is, and what it stands behind."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from sqlalchemy import func, select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.evidence.subjects import owner_of
from actions.guarding import allow
from actions.people import enter_office
from documents.evidence_names import clean_name
from models.evidence import Evidence, EvidenceUse, EvidenceVersion
from models.writing import insert_rows
from states.subjects import SubjectFacts, SubjectKind

FileName = Annotated[str, AfterValidator(clean_name), Field(min_length=1, description="文件名")]
"""Without a path, and without signs that nobody sees or that turn the reading round, whoever sent it."""
AS_OF: Any = Field(default=None, description="数据截止日：材料里的数字算到哪一天")


class Described(Data):
    """What a piece of evidence is and what it stands behind."""

    office: str = Field(min_length=1, description="考核主体编码")
    unit: str = Field(min_length=1, description="提供单位编码")
    title: str = Field(min_length=1, description="题名")
    document_no: str = Field(default="", description="文号")
    note: str = Field(default="", description="说明，如 现场照片")
    report: int | None = Field(default=None, description="用于哪一期进展报告")
    also: tuple[int, ...] = Field(default=(), max_length=100, description="同时用于哪几期进展报告")


class FileTaken(Described):
    """A file that the store holds already."""

    hash: str = Field(min_length=64, max_length=64, description="内容的 SHA-256")
    size: int = Field(gt=0, description="字节数")
    media_type: str = Field(min_length=1, description="文件类型")
    file_name: FileName
    as_of: date | None = AS_OF


class OnPaper(Described):
    """纸质备查 (O13): the paper stays where it is kept."""

    kept_at: str = Field(min_length=1, description="存放地点")


class NewVersion(Data):
    """A better copy of what is there; the earlier one is kept (A37)."""

    evidence: int = Field(description="印证材料编号")
    hash: str = Field(min_length=64, max_length=64, description="内容的 SHA-256")
    size: int = Field(gt=0, description="字节数")
    media_type: str = Field(min_length=1, description="文件类型")
    file_name: FileName
    as_of: date | None = AS_OF
    reason: str = Field(min_length=1, description="为什么换")


@act("add_evidence", label="提交印证材料", data=FileTaken)
def add_evidence(act: Act, data: FileTaken) -> Done:
    """登记一份印证材料文件（内容已在库中），可同时用于一期报告。"""
    evidence_id = _register(act, data, kind="file", kept_at="")
    version_id = _version(act, evidence_id, data, number=1, reason="")
    return Done(f"已提交印证材料“{data.title}”", ids={"evidence": evidence_id, "version": version_id})


@act("add_paper_evidence", label="登记纸质备查", data=OnPaper)
def add_paper_evidence(act: Act, data: OnPaper) -> Done:
    """登记纸质备查材料：题名、文号、存放地点。"""
    evidence_id = _register(act, data, kind="paper", kept_at=data.kept_at)
    return Done(f"已登记纸质备查“{data.title}”", ids={"evidence": evidence_id})


@act("replace_evidence", label="更换印证材料", data=NewVersion)
def replace_evidence(act: Act, data: NewVersion) -> Done:
    """为一份印证材料换上新版本；旧版本保留，已核验所依据的版本不变。"""
    row = act.tx.execute(select(Evidence.t).where(Evidence.c.id == data.evidence)).one_or_none()
    if row is None or row.withdrawn_at is not None:
        raise act.refused(f"没有编号为 {data.evidence} 的印证材料")
    act.enter(row.office_id)
    unit = act.directory.units[row.unit_id].code
    allow(
        act,
        "attach_evidence",
        SubjectFacts(kind=SubjectKind.EVIDENCE, office=row.office_id, state="filling", lead_unit=unit),
    )
    last = act.tx.scalar(select(func.max(EvidenceVersion.c.number)).where(EvidenceVersion.c.evidence_id == row.id))
    if last is None:
        raise act.refused(f"“{row.title}”是纸质备查材料，没有可更换的文件；有了电子件的，请另行提交")
    number = last + 1
    version_id = _version(act, row.id, data, number=number, reason=data.reason)
    act.record(SubjectKind.EVIDENCE.value, row.id, after={"version": number, "hash": data.hash}, reason=data.reason)
    return Done(f"已更换“{row.title}”，第{number}版", ids={"evidence": row.id, "version": version_id})


def _register(act: Act, data: Described, *, kind: str, kept_at: str) -> int:
    office_id = enter_office(act, data.office)
    if data.unit not in act.directory.unit_ids:
        raise act.refused(f"没有编码为“{data.unit}”的单位")
    subject = _subject(act, data, office_id)
    decision = allow(act, "attach_evidence", subject)
    row = {
        "office_id": office_id,
        "unit_id": act.directory.unit_ids[data.unit],
        "title": data.title,
        "kind": kind,
        "document_no": data.document_no,
        "kept_at": kept_at,
        "created_at": act.now,
        "created_by": act.person_id,
        "version": 0,
    }
    (evidence_id,) = insert_rows(act.tx, Evidence.t, [row])
    if data.report is not None:
        use_evidence(act, evidence_id, SubjectKind.REPORT, data.report, note=data.note)
    for report in dict.fromkeys(number for number in data.also if number != data.report):
        allow(act, "attach_evidence", owner_of(act, SubjectKind.REPORT, report))
        use_evidence(act, evidence_id, SubjectKind.REPORT, report, note=data.note)
    act.record(SubjectKind.EVIDENCE.value, evidence_id, after={"title": data.title, "kind": kind}, decision=decision)
    return evidence_id


def _subject(act: Act, data: Described, office_id: int) -> SubjectFacts:
    """Evidence belongs to its unit; where it is for a report, the report decides who may add to it."""
    if data.report is not None:
        return owner_of(act, SubjectKind.REPORT, data.report)
    return SubjectFacts(kind=SubjectKind.EVIDENCE, office=office_id, state="filling", lead_unit=data.unit)


def _version(act: Act, evidence_id: int, data: FileTaken | NewVersion, *, number: int, reason: str) -> int:
    if data.as_of is not None and data.as_of > act.now.date():
        raise act.refused(f"数据截止日{data.as_of.isoformat()}还没有到")
    row = {
        "office_id": act.office_id,
        "evidence_id": evidence_id,
        "number": number,
        **data.model_dump(include={"hash", "size", "media_type", "file_name"}),
        "as_of_on": data.as_of,
        "stored_at": act.now,
        "stored_by": act.person_id,
        "reason": reason,
    }
    (version_id,) = insert_rows(act.tx, EvidenceVersion.t, [row])
    return version_id


def use_evidence(act: Act, evidence_id: int, kind: SubjectKind, subject_id: int, *, note: str) -> int:
    """One document may stand behind many things (W13)."""
    row = {
        "office_id": act.office_id,
        "evidence_id": evidence_id,
        "subject_kind": kind.value,
        "subject_id": subject_id,
        "note": note,
        "added_at": act.now,
        "added_by": act.person_id,
        "version": 0,
    }
    (number,) = insert_rows(act.tx, EvidenceUse.t, [row])
    return number


def use_all(act: Act, evidence: Iterable[int], kind: SubjectKind, subject_id: int, *, note: str) -> list[int]:
    """Documents behind one thing; one that already stands there stays where it is. Those that were added."""
    standing = select(EvidenceUse.c.evidence_id).where(
        EvidenceUse.c.subject_kind == kind.value,
        EvidenceUse.c.subject_id == subject_id,
        EvidenceUse.c.removed_at.is_(None),
    )
    known = set(act.tx.scalars(standing))
    added = [number for number in dict.fromkeys(evidence) if number not in known]
    for number in added:
        use_evidence(act, number, kind, subject_id, note=note)
    return added
