"""What happens to a finding beside its objection: it is excused, put right, or annulled as a mistake."""

from datetime import date
from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.evidence.keeping import use_all
from actions.findings.loading import finding_of
from actions.findings.moving import facts_of, move
from actions.findings.saying import tell_registrar, tell_unit
from actions.letters.facts import materials_of
from actions.subjects import Subject
from config.scoring.words import FindingState
from models.findings import contents_of
from states.finding import FindingFacts
from states.subjects import SubjectKind
from workdays.wording import say_day


class Excusing(Data):
    """免责: it stays on record and does not count."""

    finding: int = Field(description="加减分事项编号（系统内）")
    approver: str = Field(min_length=1, description="由谁批准，如 县考核委员会")
    document_no: str = Field(default="", description="批准文号")
    words: str = Field(min_length=1, description="理由，如 因不可抗力")
    evidence: tuple[int, ...] = Field(min_length=1, description="印证材料编号，如 批准件")


class Rectified(Data):
    """已整改."""

    finding: int = Field(description="加减分事项编号（系统内）")
    on: date = Field(description="哪天整改到位")
    words: str = Field(min_length=1, description="整改情况，谁复核的")
    evidence: tuple[int, ...] = Field(default=(), description="印证材料编号")


class Annulling(Data):
    """撤销: registered wrongly."""

    finding: int = Field(description="加减分事项编号（系统内）")
    words: str = Field(min_length=1, description="理由")


@act("excuse_finding", label="免责", data=Excusing)
def excuse_finding(act: Act, data: Excusing) -> Done:
    """经批准免责：事项留在台账里，不再计分；写明由谁批准、为什么，附批准件。"""
    subject = finding_of(act, data.finding)
    if contents_of(act.tx, subject.id)[-1].excused:
        raise act.refused(f"{subject.title}已经免责")
    materials = materials_of(act, data.evidence)
    facts = facts_of(act, subject, words=data.words, has_approver=True, has_evidence=bool(materials))
    by = data.approver + (f"（{data.document_no}）" if data.document_no else "")
    _move(act, subject, "excuse", facts, {"excused": True, "excused_by": by}, materials, note="免责")
    _tell(act, subject, f"经{by}批准免责，不计分", data.words)
    return Done(f"{subject.title}已免责", ids={"finding": subject.id})


@act("mark_rectified", label="登记已整改", data=Rectified)
def mark_rectified(act: Act, data: Rectified) -> Done:
    """登记一条加减分事项已经整改到位；怎么计分由评分规则定。"""
    subject = finding_of(act, data.finding)
    before = contents_of(act.tx, subject.id)[-1]
    reasons = ["整改到位的日期晚于今天"] if data.on > act.now.date() else []
    reasons += ["整改到位的日期早于发生的日期"] if data.on < before.happened_on else []
    reasons += [f"已经登记在{before.rectified_on}整改到位"] if before.rectified_on is not None else []
    if reasons:
        raise act.refused(*reasons)
    materials = materials_of(act, data.evidence)
    facts = facts_of(act, subject, words=data.words)
    _move(act, subject, "mark_rectified", facts, {"rectified_on": data.on}, materials, note="整改")
    _tell(act, subject, f"登记为{say_day(data.on)}整改到位", data.words)
    return Done(f"{subject.title}已登记整改到位", ids={"finding": subject.id})


@act("annul_finding", label="撤销加减分事项", data=Annulling)
def annul_finding(act: Act, data: Annulling) -> Done:
    """撤销一条登记错了的加减分事项；要改内容的，撤销后另行登记、告知。"""
    subject = finding_of(act, data.finding)
    was_told = subject.row.state != FindingState.DRAFTED.value
    facts = facts_of(act, subject, words=data.words)
    move(act, subject, "annul", facts, content={"settled_by": f"{act.by}撤销"})
    act.obligations.settle(SubjectKind.FINDING.value, subject.id)
    if was_told:
        _tell(act, subject, "已撤销，不计分", data.words)
    return Done(f"{subject.title}已撤销", ids={"finding": subject.id})


def _move(
    act: Act, subject: Subject[FindingFacts], trigger: str, facts: FindingFacts, content: dict[str, Any],
    materials: list[Any], *, note: str,
) -> None:  # fmt: skip
    move(act, subject, trigger, facts, content=content)
    use_all(act, [each.id for each in materials], SubjectKind.FINDING, subject.id, note=note)


def _tell(act: Act, subject: Subject[FindingFacts], how: str, words: str) -> None:
    told = {"subject": subject.title, "how": how, "reason": words.rstrip("。")}
    key = f"{subject.id}:{subject.row.version}"
    tell_unit(act, subject.published, subject.row.unit_id, "finding_altered", key, told)
    tell_registrar(
        act, subject, "finding_altered", key, {**told, "unit": act.directory.units[subject.row.unit_id].name}
    )
