"""Reports as their readers see them: the columns of O22 line by line, of one report or of all that a package holds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, select

from actions.reports.differing import LABELS
from actions.reports.reading import told_line
from actions.reports.rows import Asked
from actions.shortfalls.tracking import plans_of_each
from config.figures import Comparator, Measure
from config.scheme import Scheme
from models.assignments import Assignment
from models.evidence import Evidence, EvidenceUse, EvidenceVersion
from models.indicators import Target
from models.items import Item
from models.reports import Report, ReportRow
from models.windows import Period, Window
from states.subjects import SubjectKind

MARKED = {
    "annual_target": "annual_target",
    "reported_period": "period",
    "reported_cumulative": "cumulative",
    **{name: name for name in LABELS if name not in ("annual_target", "reported_period", "reported_cumulative")},
}
"""Kept fields, and the column in which a reader finds each."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `told`: every column; `was`: what stood in those that have changed since a version before."""

    title: str
    unit: str
    told: Mapping[str, Any]
    falling_reason: str
    was: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShownReport:
    """One report with its lines and how many pieces of evidence stand behind it."""

    id: int
    assignment_id: int
    title: str
    window: str
    period: str
    state: str
    as_of: date | None
    is_partial: bool
    lines: tuple[Line, ...]
    evidence: int


_REPORTS = (
    select(
        Report.c.id, Report.c.assignment_id, Report.c.state, Report.c.as_of_on,
        Assignment.c.title, Window.c.title.label("window"),
        Period.c.title.label("period"), Period.c.ends_on, Period.c.is_partial,
    )
    .join(Assignment.t, Assignment.c.id == Report.c.assignment_id)
    .join(Window.t, Window.c.id == Report.c.window_id)
    .join(Period.t, Period.c.id == Report.c.period_id)
)  # fmt: skip
_LINES = (
    select(
        ReportRow.t, Item.c.content, Target.c.name.label("target"),
        Target.c.unit.label("measured_in"), Target.c.measure, Target.c.comparator,
    )
    .outerjoin(Item.t, Item.c.id == ReportRow.c.item_id)
    .outerjoin(Target.t, Target.c.id == ReportRow.c.target_id)
    .order_by(ReportRow.c.report_id, ReportRow.c.position)
)  # fmt: skip


def reports_shown(
    tx: Connection, scheme: Scheme, ids: Sequence[int], *, before: Mapping[int, Any] | None = None
) -> dict[int, ShownReport]:
    """Several reports in a few queries. `before`: a kept content by report, against which changes are marked."""
    rows = tx.execute(_REPORTS.where(Report.c.id.in_(ids))).all()
    plans = plans_of_each(tx, scheme, {row.assignment_id for row in rows})
    written: dict[int, list[Any]] = defaultdict(list)
    for line in tx.execute(_LINES.where(ReportRow.c.report_id.in_(ids))):
        written[line.report_id].append(line)
    proofs = _evidence(tx, ids)
    return {row.id: _shown(row, written[row.id], plans, proofs, (before or {}).get(row.id)) for row in rows}


def _shown(
    row: Any, lines: Iterable[Any], plans: Mapping[Any, Any], proofs: Mapping[int, int], before: Any
) -> ShownReport:
    on = min(row.as_of_on or row.ends_on, row.ends_on)
    return ShownReport(
        id=row.id,
        assignment_id=row.assignment_id,
        title=row.title,
        window=row.window,
        period=row.period,
        state=row.state,
        as_of=row.as_of_on,
        is_partial=row.is_partial,
        lines=tuple(_line(line, row, on, plans, before) for line in lines),
        evidence=proofs.get(row.id, 0),
    )


def _line(line: Any, report: Any, on: date, plans: Mapping[Any, Any], before: Any) -> Line:
    asked = Asked(
        line.content or line.target or report.title,
        item_id=line.item_id,
        target_id=line.target_id,
        annual_target=line.annual_target,
        unit=line.measured_in or "",
        measure=Measure(line.measure) if line.measure else Measure.CUMULATIVE,
        comparator=Comparator(line.comparator) if line.comparator else Comparator.AT_LEAST,
    )
    told = told_line(
        asked,
        line._mapping,
        on=on,
        plan=plans.get(report.assignment_id, {}).get(line.target_id),
        is_partial=on < report.ends_on,
    )
    return Line(asked.title, asked.unit, told, line.falling_reason, _was(line, before))


def _was(line: Any, before: Any) -> dict[str, Any]:
    """What stood in a field when the line was seen last; a line that was not there then is new altogether."""
    if before is None:
        return {}
    key = (line.item_id, line.target_id)
    old: Mapping[str, Any] = next(
        (each for each in before["lines"] if (each.get("item_id"), each.get("target_id")) == key), {}
    )
    return {
        column: old.get(name, "") for name, column in MARKED.items() if not _same(getattr(line, name), old.get(name))
    }


def _same(value: Any, kept: Any) -> bool:
    if value in (None, "") or kept in (None, ""):
        return value in (None, "") and kept in (None, "")
    if isinstance(value, Decimal | int):
        return Decimal(value) == Decimal(str(kept))
    return str(value.isoformat() if isinstance(value, date) else value) == str(kept)


def _evidence(tx: Connection, ids: Sequence[int]) -> dict[int, int]:
    query = (
        select(EvidenceUse.c.subject_id, func.count())
        .where(
            EvidenceUse.c.subject_kind == SubjectKind.REPORT.value,
            EvidenceUse.c.subject_id.in_(ids),
            EvidenceUse.c.removed_at.is_(None),
        )
        .group_by(EvidenceUse.c.subject_id)
    )
    return dict(tx.execute(query).tuples().all())


def proofs_of(tx: Connection, report_id: int) -> list[Any]:
    """The evidence of one report: title, 文号, kind, note, and the version to be opened; a paper one has none."""
    latest = select(func.max(EvidenceVersion.c.id)).where(EvidenceVersion.c.evidence_id == Evidence.c.id)
    version = func.coalesce(EvidenceUse.c.evidence_version_id, latest.correlate(Evidence.t).scalar_subquery())
    query = (
        select(
            Evidence.c.id,
            Evidence.c.title,
            Evidence.c.document_no,
            Evidence.c.kind,
            EvidenceUse.c.note,
            version.label("version"),
        )
        .join(EvidenceUse.t, EvidenceUse.c.evidence_id == Evidence.c.id)
        .where(
            EvidenceUse.c.subject_kind == SubjectKind.REPORT.value,
            EvidenceUse.c.subject_id == report_id,
            EvidenceUse.c.removed_at.is_(None),
        )
        .order_by(EvidenceUse.c.id)
    )
    return list(tx.execute(query))
