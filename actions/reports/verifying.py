"""认定值 beside 上报值: the office verifies, or records what the superior found; what was relied upon is frozen."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import Field
from sqlalchemy import update

from actions.acts import Data, Done, act
from actions.assignments.several import hear_all
from actions.context import Act
from actions.firing import fire
from actions.reports.loading import report_of, rows_of
from actions.reports.rows import derive
from actions.reports.submitting import facts_of
from actions.results.moved import tell_of_motion
from actions.subjects import Subject
from models.evidence import freeze_evidence
from models.reports import ReportRow
from models.types import DIGITS
from scoring.numbers import plain
from states.report import ReportFacts
from states.subjects import SubjectKind


class Judged(Data):
    """认定值 of one line; what is left out is taken as reported."""

    row: int = Field(description="行编号")
    cumulative: Decimal | None = Field(default=None, max_digits=DIGITS, description="累计认定值；不写则按上报值")
    words: str = Field(default="", description="核验意见")


class Verification(Data):
    """The office's judgement of one report."""

    report: int = Field(description="进展报告编号")
    lines: tuple[Judged, ...] = Field(default=(), description="与上报值不同的各行")
    words: str = Field(default="", description="核验意见")


class Finding(Verification):
    """What the superior found about one report, and the paper behind it (O01)."""

    document_no: str = Field(min_length=1, description="上级文件字号")
    dated_on: date = Field(description="上级文件日期")
    scan: int | None = Field(default=None, description="附件：印证材料版本编号")


@act("verify_report", label="核验", data=Verification)
def verify_report(act: Act, data: Verification) -> Done:
    """核验一期进展报告，逐行给出认定值。"""
    subject = report_of(act, data.report)
    differing, unexplained = _judge(act, subject, data)
    facts = facts_of(act, subject, words=data.words)
    hear_all(act, subject, "verify", facts, unexplained)
    fire(act, subject, "verify", facts, values={"verified_at": act.now})
    freeze_evidence(act.tx, SubjectKind.REPORT.value, subject.id, at=act.now)
    tell_of_motion(act, subject.published, subject.row, title=f"{subject.title}{subject.what}")
    return Done(_said(subject, differing), ids={"report": subject.id})


@act("record_report_verdict", label="登记上级认定", data=Finding)
def record_report_verdict(act: Act, data: Finding) -> Done:
    """登记上级对一期进展的认定结果（文件、日期、附件）。"""
    subject = report_of(act, data.report)
    differing, unexplained = _judge(act, subject, data)
    facts = facts_of(act, subject, words=data.words, has_document=True)
    hear_all(act, subject, "record_verdict", facts, unexplained)
    basis = f"{data.document_no}（{data.dated_on.isoformat()}）"
    fire(act, subject, "record_verdict", facts, values={"verified_at": act.now}, basis=basis)
    freeze_evidence(act.tx, SubjectKind.REPORT.value, subject.id, at=act.now)
    tell_of_motion(act, subject.published, subject.row, title=f"{subject.title}{subject.what}")
    return Done(_said(subject, differing), ids={"report": subject.id})


def _said(subject: Subject[ReportFacts], differing: int) -> str:
    found = f"，{differing}行与上报值不同" if differing else "，与上报值一致"
    return f"已认定“{subject.title}”{subject.what}{found}"


def _judge(act: Act, subject: Subject[ReportFacts], data: Verification) -> tuple[int, list[str]]:
    """Write the verified figures beside the reported ones; how many differ, and which of them nobody gave a reason for.

    A reason stands with its line, or in what is said of the whole report.
    """
    rows = rows_of(act, subject.id)
    told = {line.row: line for line in data.lines}
    strangers = told.keys() - {row.id for row in rows}
    if strangers:
        raise act.refused(*(f"第{number}号行不属于本期报告" for number in sorted(strangers)))
    changes = [_verified(row, told.get(row.id)) for row in rows]
    _write(act, changes)
    differing = [
        (place, row, change)
        for place, (row, change) in enumerate(zip(rows, changes, strict=True), start=1)
        if change["verified_cumulative"] != row.reported_cumulative
    ]
    unexplained = [
        f"第{place}行的认定值{plain(found)}与上报值{plain(row.reported_cumulative)}不同，请写明理由"
        for place, row, change in differing
        if (found := change["verified_cumulative"]) is not None
        and row.reported_cumulative is not None
        and not (data.words.strip() or change["verifier_words"].strip())
    ]
    return len(differing), unexplained


def _verified(row: Any, told: Judged | None) -> dict[str, Any]:
    cumulative = row.reported_cumulative
    if told is not None and told.cumulative is not None:
        cumulative = told.cumulative
    figures = derive(period=None, cumulative=cumulative, previous=row.previous_cumulative)
    return {
        "id": row.id,
        "verified_cumulative": figures.cumulative,
        "verified_period": figures.period,
        "verifier_words": told.words if told is not None else "",
    }


def _write(act: Act, changes: Sequence[dict[str, Any]]) -> None:
    for change in changes:
        values = {name: value for name, value in change.items() if name != "id"}
        mine = update(ReportRow.t).where(ReportRow.c.id == change["id"])
        act.tx.execute(mine.values(**values, version=ReportRow.c.version + 1))
