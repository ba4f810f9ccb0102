"""年度认定: the office verifies with 认定值 beside 上报值, or records what the superior found, with its paper (O01)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import Field
from sqlalchemy import select, update

from actions.acts import Data, Done, act
from actions.assignments.contents import targets_of
from actions.assignments.facts import facts_of, sitting_verdict
from actions.assignments.loading import assignment_of
from actions.assignments.scoring import bounds_of, out_of_bounds
from actions.assignments.several import hear_all
from actions.context import Act
from actions.firing import fire
from actions.guarding import allow
from actions.scoring.noting import note_found
from actions.subjects import Subject
from actions.telling import Told
from config.obligations import ObligationKind
from models.evidence import EvidenceVersion, freeze_evidence
from models.reports import Report, ReportRow
from models.types import DIGITS
from models.verdicts import Verdict, VerdictFigure
from models.windows import Period
from models.writing import insert_rows
from states.assignment import AssignmentFacts
from states.rules import Await
from states.seating import WRITERS


class Verification(Data):
    """The office's own finding."""

    assignment: int = Field(description="指标任务编号")
    figures: dict[str, Decimal] = Field(default_factory=dict, description="认定值：目标名称到数值，数值目标都要写")
    result: str = Field(default="", description="认定结果，如 完成")
    is_met: bool | None = Field(default=None, description="是否完成")
    words: str = Field(default="", description="核验意见")


class SuperiorVerdict(Data):
    """What the superior found, and the paper behind it."""

    assignment: int = Field(description="指标任务编号")
    document_no: str = Field(default="", description="上级文件字号，必填")
    dated_on: date | None = Field(default=None, description="上级文件日期，必填")
    attachment: int | None = Field(default=None, description="上级文件：印证材料版本编号，必填")
    figures: dict[str, Decimal] = Field(default_factory=dict, description="认定值：目标名称到数值")
    result: str = Field(default="", description="认定结果")
    is_met: bool | None = Field(default=None, description="是否完成")
    points: Decimal | None = Field(default=None, max_digits=DIGITS, description="上级给的分")
    words: str = Field(default="", description="说明")


@act("verify", label="年度核验", data=Verification)
def verify(act: Act, data: Verification) -> Done:
    """本级核验一项任务的全年完成情况，逐个目标给出认定值。"""
    subject = assignment_of(act, data.assignment)
    facts = facts_of(act, subject, words=data.words)
    numeric = [target.name for target in targets_of(act.tx, subject.row) if target.value is not None]
    lacking = [f"还没有“{name}”的认定值" for name in numeric if name not in data.figures]
    hear_all(act, subject, "verify", facts, [*lacking, *_strangers(act, subject, data.figures)])
    unit = allow(act, "verify", subject.facts).seat
    told = {
        **data.model_dump(include={"result", "is_met", "words"}),
        "given_by_unit_id": act.directory.unit_ids[unit.unit] if unit is not None else None,
        "document_no": "",
        "dated_on": act.effective_at.date(),
        "evidence_version_id": None,
        "points": None,
    }
    beside = _judge(act, subject, told, data.figures)
    fire(act, subject, "verify", facts)
    _tell(act, subject, "verified", {"difference": _said(beside)})
    return Done(f"已核验“{subject.title}”{_said(beside)}", ids={"assignment": subject.id}, details={"figures": beside})


@act("record_verdict", label="登记上级认定结果", data=SuperiorVerdict)
def record_verdict(act: Act, data: SuperiorVerdict) -> Done:
    """登记上级对一项任务的全年认定结果：文件、日期、附件、认定值、得分。"""
    subject = assignment_of(act, data.assignment)
    whole = bool(data.document_no.strip()) and data.dated_on is not None and data.attachment is not None
    facts = facts_of(act, subject, words=data.words, has_document=whole)
    reasons = [*_strangers(act, subject, data.figures), *_wrong(act, subject, data)]
    hear_all(act, subject, "record_verdict", facts, reasons)
    told = data.model_dump(exclude={"assignment", "figures", "attachment"})
    beside = _judge(
        act, subject, {**told, "given_by_unit_id": None, "evidence_version_id": data.attachment}, data.figures
    )
    basis = f"{data.document_no}（{data.dated_on.isoformat() if data.dated_on else ''}）"
    fire(act, subject, "record_verdict", facts, basis=basis)
    verdict = "，".join([data.result or "见文件", *([f"得{data.points}分"] if data.points is not None else [])])
    _tell(act, subject, "verdict_recorded", {"verdict": f"{verdict}{_said(beside)}", "document": basis})
    return Done(f"已登记上级对“{subject.title}”的认定结果", ids={"assignment": subject.id}, details={"figures": beside})


def _strangers(act: Act, subject: Subject[AssignmentFacts], figures: Mapping[str, Decimal]) -> Iterator[str]:
    known = {target.name: target for target in targets_of(act.tx, subject.row)}
    for name in figures:
        if name not in known:
            yield f"本任务没有名为“{name}”的目标"
        elif known[name].value is None:
            yield f"“{name}”不是数值目标，请在认定结果里说明"


def _wrong(act: Act, subject: Subject[AssignmentFacts], data: SuperiorVerdict) -> Iterator[str]:
    if not data.figures and not data.result.strip() and data.points is None:
        yield "请登记认定值、认定结果或得分，至少一样"
    if data.points is not None:
        yield from out_of_bounds(data.points, bounds_of(act, subject))
    if data.attachment is not None:
        kept = select(EvidenceVersion.c.id).where(
            EvidenceVersion.c.id == data.attachment, EvidenceVersion.c.office_id == act.office_id
        )
        if act.tx.execute(kept).first() is None:
            yield f"没有编号为 {data.attachment} 的附件"


def _judge(
    act: Act, subject: Subject[AssignmentFacts], told: Mapping[str, Any], figures: Mapping[str, Decimal]
) -> list[dict[str, Any]]:
    """A verdict takes the place of the one before; what was verified upon is frozen. Figures beside the reported."""
    before = sitting_verdict(act, subject.id)
    if before is not None:
        act.tx.execute(update(Verdict.t).where(Verdict.c.id == before.id).values(replaced_at=act.now))
    row = {
        "office_id": act.office_id,
        "assignment_id": subject.id,
        "period": "",
        "recorded_at": act.now,
        "recorded_by": act.person_id,
    }
    (verdict_id,) = insert_rows(act.tx, Verdict.t, [{**row, **told}])
    targets = {target.name: target for target in targets_of(act.tx, subject.row)}
    values = [
        {"office_id": act.office_id, "verdict_id": verdict_id, "target_id": targets[name].id, "value": value}
        for name, value in figures.items()
    ]
    insert_rows(act.tx, VerdictFigure.t, values)
    freeze_evidence(act.tx, subject.kind.value, subject.id, at=act.now)
    note_found(act, subject.published, subject.row, {targets[name].id: value for name, value in figures.items()})
    reported = reported_of(act, subject.id)
    return [
        {"target": name, "reported": reported.get(targets[name].id), "verified": value}
        for name, value in figures.items()
    ]


def reported_of(act: Act, assignment_id: int) -> dict[int, Decimal]:
    """上报值: the last cumulative figure of each item, summed by target."""
    query = (
        select(ReportRow.c.item_id, ReportRow.c.target_id, ReportRow.c.reported_cumulative)
        .join(Report.t, Report.c.id == ReportRow.c.report_id)
        .join(Period.t, Period.c.id == Report.c.period_id)
        .where(
            Report.c.assignment_id == assignment_id,
            Report.c.first_submitted_at.is_not(None),
            ReportRow.c.target_id.is_not(None),
            ReportRow.c.reported_cumulative.is_not(None),
        )
        .order_by(Period.c.ends_on, Period.c.id, Report.c.round)
    )
    last = {(row.target_id, row.item_id): row.reported_cumulative for row in act.tx.execute(query)}
    found: dict[int, Decimal] = {}
    for (target_id, _), value in last.items():
        found[target_id] = found.get(target_id, Decimal(0)) + value
    return found


def _said(beside: Sequence[Mapping[str, Any]]) -> str:
    said = [
        f"{one['target']}认定{one['verified']}" + (f"（上报{one['reported']}）" if one["reported"] is not None else "")
        for one in beside
    ]
    return f"：{'；'.join(said)}" if said else ""


def _tell(act: Act, subject: Subject[AssignmentFacts], code: str, words: Mapping[str, Any]) -> None:
    """The unit that was judged learns the result."""
    for post in act.directory.seating.owing(Await(ObligationKind.REPORT, WRITERS), subject.facts):
        act.tell(
            Told(
                code=code,
                key=f"{code}:assignment:{subject.id}:{subject.row.version + 1}:{post}",
                post_id=act.directory.post_ids[post],
                words={"subject": subject.title, "what": subject.what, **words},
                overrides=subject.published.texts,
            )
        )
