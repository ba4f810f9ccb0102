"""A problem is registered where it is found, confirmed or not; and turned into findings, of every year that uses it."""

from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, Refused, act
from actions.context import Act
from actions.evidence.keeping import use_all
from actions.findings.drafting import Drafting, Written, draft_findings
from actions.firing import fire
from actions.guarding import allow
from actions.letters.facts import materials_of
from actions.problems.loading import facts_of, problem_of
from actions.problems.saying import tell_end
from actions.visits import parts_of, visit_of
from config.scoring.finders import assessing_units
from models.evidence import EvidenceUse
from models.findings import Problem
from models.supervision import VisitNature, VisitState
from models.types import DIGITS
from models.writing import insert_rows
from scoring.sheets import units_by_name
from states.problem import ProblemSource, ProblemState
from states.subjects import SubjectFacts, SubjectKind


class Found(Data):
    """What was found with a unit."""

    assessment: int = Field(description="考核年度编号")
    unit: str = Field(min_length=1, description="责任单位：编码或名称")
    source: ProblemSource = Field(
        description="supervision 督查、inspection 察访核验、circular 通报、department 部门反馈、petition 信访举报、"
        "audit 审计、discipline 纪检监察、media 媒体曝光、other 其他"
    )
    source_body: str = Field(default="", description="哪个机关、哪次督查")
    document_no: str = Field(default="", description="文号")
    visit: int | None = Field(default=None, description="督查、察访核验编号")
    found_on: date = Field(description="哪天发现的")
    place: str = Field(default="", description="地点")
    title: str = Field(min_length=1, description="问题，一句话")
    matter: str = Field(min_length=1, description="现场记录、具体情况")
    informant: str = Field(default="", description="线索来源；只有考核办和登记单位看得到")
    evidence: tuple[int, ...] = Field(default=(), description="印证材料编号，如 现场照片")


class Judged(Data):
    """Whether it holds."""

    problem: int = Field(description="问题编号")
    words: str = Field(min_length=1, description="意见和依据")


class Priced(Data):
    """One use of the problem: a finding in one year."""

    assessment: int = Field(description="考核年度编号")
    kind: str = Field(min_length=1, description="哪种加减分事项：编码或名称")
    unit: str = Field(default="", description="哪个单位；不写则为问题的责任单位")
    on: date | None = Field(default=None, description="哪天发生的；不写则为发现的那天")
    times: Decimal = Field(default=Decimal(1), gt=0, max_digits=DIGITS, description="几次（件、人次、项、起）")
    matter: str = Field(default="", description="事由；不写则照问题的")
    attributes: dict[str, str] = Field(default_factory=dict, description="属性，按事项的种类写")
    person: str = Field(default="", description="哪个人（代号，不写姓名）")
    again: str = Field(default="", description="同一问题已经计过、确需再计的，理由")


class Turning(Data):
    """转扣分."""

    problem: int = Field(description="问题编号")
    findings: tuple[Priced, ...] = Field(min_length=1, description="转为哪些加减分事项，可以是几个考核的")


@act("record_problem", label="登记问题", data=Found)
def record_problem(act: Act, data: Found) -> Done:
    """登记督查、通报、察访、部门反馈中发现的一个问题；反馈以前，责任单位看不到。"""
    published = act.published(data.assessment)
    unit = units_by_name(published.scheme).get(data.unit)
    if unit is None or unit not in act.directory.unit_ids:
        raise act.refused(f"没有单位“{data.unit}”")
    about = SubjectFacts(
        kind=SubjectKind.PROBLEM,
        office=act.office_id,
        lead_unit=unit,
        assessors=frozenset(assessing_units(published.scheme)),
    )
    decision = allow(act, "record_problem", about)
    reasons = ["发现的日期晚于今天"] if data.found_on > act.now.date() else []
    reasons += _against_visit(act, data, unit)
    if reasons:
        raise act.refused(*reasons)
    materials = materials_of(act, data.evidence)
    issuer = decision.seat.unit if decision.seat is not None else act.directory.host_code
    row = {
        "office_id": act.office_id,
        "assessment_id": data.assessment,
        "unit_id": act.directory.unit_ids[unit],
        "issuer_unit_id": act.directory.unit_ids[issuer],
        "visit_id": data.visit,
        **data.model_dump(include={"source_body", "document_no", "place", "found_on", "title", "matter", "informant"}),
        "source": data.source.value,
        "state": ProblemState.RECORDED.value,
        "came_from": "",
        "returned_by": "",
        "recorded_by": act.person_id,
        "recorded_at": act.now,
        "reply": "",
        "version": 0,
    }
    (number,) = insert_rows(act.tx, Problem.t, [row])
    use_all(act, [each.id for each in materials], SubjectKind.PROBLEM, number, note="发现问题")
    after = {"unit": unit, "source": data.source.value, "found_on": data.found_on, "visit_id": data.visit}
    act.record(
        SubjectKind.PROBLEM.value,
        number,
        assessment_id=data.assessment,
        after=after,
        basis=data.document_no,
        decision=decision,
    )
    return Done(f"已登记第{number}号问题“{data.title}”", ids={"problem": number})


def _against_visit(act: Act, data: Found, unit: str) -> list[str]:
    """现场记录 is made where the visit went, once it was approved and, of an inspection, drawn."""
    if data.visit is None:
        return []
    row = visit_of(act, data.visit)
    visited, _ = parts_of(act, row.id)
    label = VisitNature(row.nature).label
    reasons = []
    if row.office_id != act.office_id or row.assessment_id != data.assessment:
        reasons.append(f"第{data.visit}号{label}不是这个考核年度的")
    if row.state not in (VisitState.APPROVED.value, VisitState.MADE.value):
        reasons.append(f"这次{label}{VisitState(row.state).label}，不能据此登记问题")
    if unit not in visited:
        reasons.append(f"{act.directory.unit(unit).shown}不在这次{label}的单位里")
    return reasons


@act("confirm_problem", label="问题确认", data=Judged)
def confirm_problem(act: Act, data: Judged) -> Done:
    """确认登记的问题属实；确认后才能反馈整改、转扣分。"""
    subject = problem_of(act, data.problem)
    fire(act, subject, "confirm_problem", facts_of(act, subject, words=data.words))
    return Done(f"第{subject.id}号问题已确认", ids={"problem": subject.id})


@act("dismiss_problem", label="认定不属实", data=Judged)
def dismiss_problem(act: Act, data: Judged) -> Done:
    """认定登记的问题不属实；已经转为加减分事项的，先撤销。"""
    subject = problem_of(act, data.problem)
    fire(act, subject, "dismiss_problem", facts_of(act, subject, words=data.words))
    tell_end(act, subject, how="经核不属实，不再整改", words=data.words)
    return Done(f"第{subject.id}号问题不属实", ids={"problem": subject.id})


USABLE = frozenset({ProblemState.CONFIRMED, ProblemState.RECTIFYING, ProblemState.REPLIED, ProblemState.CLOSED})


@act("turn_into_findings", label="转扣分", data=Turning)
def turn_into_findings(act: Act, data: Turning) -> Done:
    """把确认的问题转为加减分事项，可以供几个考核使用；同一单位同一年只计一次，再计的写明理由。"""
    subject = problem_of(act, data.problem)
    row = subject.row
    if row.state not in USABLE:
        raise act.refused(f"第{row.id}号问题{ProblemState(row.state).label}，确认后才能转为加减分事项")
    evidence = _evidence_of(act, row.id)
    numbers: list[int] = []
    reasons: list[str] = []
    for one in data.findings:
        try:
            written = _written(act, row, one, evidence)
            drafted = draft_findings(act, Drafting(assessment=one.assessment, findings=(written,)))
        except Refused as refused:
            reasons += refused.reasons
        else:
            numbers += drafted.details["findings"]
    if reasons:
        raise act.refused(*dict.fromkeys(reasons))
    return Done(
        f"第{row.id}号问题已转为加减分事项{len(numbers)}条，待告知",
        ids={"problem": row.id, "finding": numbers[0]},
        details={"findings": numbers},
    )


def _written(act: Act, row: Any, one: Priced, evidence: tuple[int, ...]) -> Written:
    return Written(
        kind=one.kind,
        unit=one.unit or act.directory.units[row.unit_id].code,
        on=one.on or row.found_on,
        times=one.times,
        matter=one.matter or row.matter,
        basis=row.document_no,
        attributes=one.attributes,
        person=one.person,
        problem=row.id,
        again=one.again,
        informant=row.informant,
        evidence=evidence,
    )


def _evidence_of(act: Act, problem: int) -> tuple[int, ...]:
    """What proves the problem proves the finding."""
    query = select(EvidenceUse.c.evidence_id).where(
        EvidenceUse.c.subject_kind == SubjectKind.PROBLEM.value,
        EvidenceUse.c.subject_id == problem,
        EvidenceUse.c.note == "发现问题",
        EvidenceUse.c.removed_at.is_(None),
    )
    return tuple(act.tx.scalars(query.order_by(EvidenceUse.c.id)))
