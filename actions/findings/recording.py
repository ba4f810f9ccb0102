"""线下签批补录 (O03): decided, or excused, with a pen; a clerk writes it down and keeps the sheet."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.evidence.keeping import use_all
from actions.findings.altering import Excusing, excuse_finding
from actions.findings.deciding import Deciding, decide_objection
from actions.findings.loading import finding_of
from actions.reviewing.recording import on_paper
from models.evidence import EvidenceVersion
from models.types import DIGITS
from states.subjects import SubjectKind


class DecidedOnPaper(Data):
    """A signed sheet about a finding."""

    finding: int = Field(description="加减分事项编号（系统内）")
    decision: Literal["upheld", "changed", "revoked", "excused"] = Field(
        description="签批结果：upheld 维持、changed 变更、revoked 撤销、excused 免责"
    )
    leader: str = Field(min_length=1, description="签批人（人员编码）")
    signed_on: date = Field(description="签批日期")
    words: str = Field(min_length=1, description="批示原文：意见和理由")
    code: str = Field(default="", description="呈批单上的短码")
    scan: int | None = Field(default=None, description="签批件扫描件或照片：印证材料版本编号，必填")
    document_no: str = Field(default="", description="免责的批准文号")
    on: date | None = Field(default=None, description="变更为哪天发生的")
    times: Decimal | None = Field(default=None, gt=0, max_digits=DIGITS, description="变更为几次")
    matter: str | None = Field(default=None, min_length=1, description="变更后的事由")
    attributes: dict[str, str] | None = Field(default=None, description="变更后的属性")
    person: str | None = Field(default=None, description="变更为哪个人（代号）")


CHANGES = {"on", "times", "matter", "attributes", "person"}


@act("record_finding_decision", label="加减分事项线下签批补录", data=DecidedOnPaper)
def record_finding_decision(act: Act, data: DecidedOnPaper) -> Done:
    """补录纸上签批的异议复核和免责：办理人是签批人，注明由谁补录，附签批件。"""
    finding_of(act, data.finding)
    leader = on_paper(act, data)
    sheet = select(EvidenceVersion.c.evidence_id).where(
        EvidenceVersion.c.id == data.scan, EvidenceVersion.c.office_id == act.office_id
    )
    papers = tuple(act.tx.scalars(sheet))
    if data.decision == "excused":
        if not papers:
            raise act.refused("请附签批件扫描件或照片")
        about = data.model_dump(include={"finding", "words", "document_no"})
        return excuse_finding(leader, Excusing(**about, approver=leader.by, evidence=papers))
    told = data.model_dump(include={"finding", "decision", "words", *CHANGES})
    done = decide_objection(leader, Deciding(**told))
    use_all(act, papers, SubjectKind.FINDING, data.finding, note="签批件")
    return done
