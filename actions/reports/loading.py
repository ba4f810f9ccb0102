"""A report as an act holds it, and the facts that its machine is asked with."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from actions.context import Act
from actions.published import Published
from actions.publishing.schedule import window_key
from actions.reports.rows import Asked, asked_lines
from actions.subjects import Joint, Subject, waiting_on
from config.obligations import ObligationKind
from config.readings import verified_by
from config.stages import By
from config.windows import Evidence, OwedBy, ReportField
from config.windows import Window as WindowRule
from models.assignments import Assignment
from models.evidence import EvidenceUse
from models.indicators import IndicatorUnit
from models.reports import Report, ReportRow
from models.windows import Period, Window
from models.writing import lock_row
from states.doubts import Doubt, falling_cumulative
from states.engine import Machine
from states.gates import ItemFacts
from states.report import ReportFacts, ReportState
from states.subjects import SubjectFacts, SubjectKind
from states.year import machines_of


def owed_kind(rule: WindowRule) -> ObligationKind:
    """What the writers of a window owe: the report, or the figure that others wait for (O21)."""
    return ObligationKind.FIGURE if rule.owed_by is OwedBy.SOURCE else ObligationKind.REPORT


def window_rule(published: Published, code: str) -> WindowRule:
    return next(rule for rule in published.scheme.windows if rule.code == code)


def report_of(act: Act, report_id: int) -> Subject[ReportFacts]:
    """The report, locked for this act. Raises `Refused` when there is none."""
    row = lock_row(act.tx, Report.t, report_id)
    if row is None:
        raise act.refused(f"没有编号为 {report_id} 的进展报告")
    published = act.published(row.assessment_id)
    window = act.tx.execute(select(Window.t).where(Window.c.id == row.window_id)).one()
    assignment = act.tx.execute(select(Assignment.t).where(Assignment.c.id == row.assignment_id)).one()
    rule = window_rule(published, window.code)
    machine = machines_of(published.scheme, scheme_hash=published.scheme_hash).reports[rule.code]
    joint = _joint(act, row, window, rule)
    return Subject(
        kind=SubjectKind.REPORT,
        table=Report,
        row=row,
        machine=machine,
        facts=_subject_facts(act, row, assignment, machine, joint, rule, published),
        title=f"{window.title}：{assignment.title}",
        what=f"{_period_of(act, row).title}{SubjectKind.REPORT.label}",
        published=published,
        lead_unit_id=row.unit_id,
        chain=published.scheme.chains[rule.chain],
        joint=joint,
        feeds_due=window.due_at,
        ladder=rule.ladder,
    )


def _period_of(act: Act, row: Any) -> Any:
    return act.tx.execute(select(Period.t).where(Period.c.id == row.period_id)).one()


def _joint(act: Act, row: Any, window: Any, rule: WindowRule) -> Joint:
    """One obligation for all periods of the window; it ends when the last of them is handed in."""
    waiting = select(func.count()).where(
        Report.c.window_id == row.window_id,
        Report.c.assignment_id == row.assignment_id,
        Report.c.unit_id == row.unit_id,
        Report.c.id != row.id,
        Report.c.state.in_((ReportState.FILLING.value, ReportState.NOT_OPEN.value)),
    )
    return Joint(
        kind=owed_kind(rule),
        subject_kind=SubjectKind.ASSIGNMENT.value,
        subject_id=row.assignment_id,
        period=window_key(window.code, window.occasion),
        fellows_waiting=act.tx.execute(waiting).scalar_one(),
    )


def _subject_facts(
    act: Act,
    row: Any,
    assignment: Any,
    machine: Machine[ReportFacts],
    joint: Joint,
    rule: WindowRule,
    published: Published,
) -> SubjectFacts:
    units = act.directory.units
    awaits = machine.states[row.state].awaits
    shared = (joint.subject_kind, joint.subject_id, joint.period) if awaits is not None and awaits.joint else None
    waiting = waiting_on(act, SubjectKind.REPORT, row.id, awaits=awaits.kind if awaits else None, joint=shared)
    parts = _parts(act, assignment)
    by_source = rule.owed_by is OwedBy.SOURCE
    return SubjectFacts(
        kind=SubjectKind.REPORT,
        office=act.office_id,
        state=row.state,
        lead_unit=units[row.unit_id].code,
        co_units=frozenset() if by_source else parts.get("co_unit", frozenset()),
        assessors=parts.get("assessor", frozenset()),
        source_unit=units[row.unit_id].code if by_source else "",
        leader_post=act.directory.posts[assignment.leader_post_id].code if assignment.leader_post_id else "",
        awaited_posts=waiting.awaited,
        awaited_roles=frozenset(act.directory.post(code).role for code in waiting.awaited),
        consulted_posts=waiting.consulted,
        copied_posts=waiting.copied,
        submitter=row.submitted_by,
        last_mover=row.last_mover,
        judged_by_superior=verified_by(published.scheme) is By.SUPERIOR,
    )


def _parts(act: Act, assignment: Any) -> dict[str, frozenset[str]]:
    query = select(IndicatorUnit.c.part, IndicatorUnit.c.unit_id).where(
        IndicatorUnit.c.indicator_id == assignment.indicator_id,
        IndicatorUnit.c.segment.in_(("", assignment.segment)),
    )
    found: dict[str, set[str]] = {}
    for part, unit_id in act.tx.execute(query):
        found.setdefault(part, set()).add(act.directory.units[unit_id].code)
    return {part: frozenset(units) for part, units in found.items()}


# Facts


def contents_of(act: Act, subject: Subject[ReportFacts]) -> dict[str, Any]:
    """What the gate of a submission looks at: rows, evidence, doubts, the day of an unfinished period."""
    rule = window_rule(subject.published, _window_code(act, subject.row))
    assignment = act.tx.execute(select(Assignment.t).where(Assignment.c.id == subject.row.assignment_id)).one()
    lines = asked_lines(act.tx, assignment)
    rows = {(row.item_id, row.target_id): row for row in rows_of(act, subject.id)}
    return {
        "items": tuple(_item_facts(number, line, rows) for number, line in enumerate(lines, start=1)),
        "required": rule.fields,
        "evidence_required": rule.evidence is not Evidence.OPTIONAL,
        "photo_required": rule.evidence is Evidence.PHOTO,
        **_evidence(act, subject),
        "doubts": tuple(_falling(lines, rows)),
        "explanations": _explanations(lines, rows),
        "is_partial": bool(_period_of(act, subject.row).is_partial),
        "as_of": subject.row.as_of_on,
        "unjudged": tuple(_unjudged(lines, rows)),
    }


def rows_of(act: Act, report_id: int) -> list[Any]:
    """The lines of a report, in order."""
    query = select(ReportRow.t).where(ReportRow.c.report_id == report_id).order_by(ReportRow.c.position)
    return list(act.tx.execute(query))


def _window_code(act: Act, row: Any) -> str:
    return str(act.tx.execute(select(Window.c.code).where(Window.c.id == row.window_id)).scalar_one())


def _item_facts(number: int, line: Asked, rows: Mapping[tuple[int | None, int | None], Any]) -> ItemFacts:
    row = rows.get((line.item_id, line.target_id))
    filled = {field for field in ReportField if row is not None and _is_filled(row, field)}
    if not line.is_numeric:
        filled |= {ReportField.VALUE, ReportField.YEAR_ON_YEAR, ReportField.RANK}  # there is no number to ask for
    return ItemFacts(number, line.title, frozenset(filled))


_COLUMNS = {
    ReportField.VALUE: "reported_cumulative",
    ReportField.YEAR_ON_YEAR: "year_on_year",
    ReportField.RANK: "city_rank",
    ReportField.PROGRESS: "progress",
    ReportField.PROBLEMS: "problems",
    ReportField.NEXT_STEPS: "next_steps",
    ReportField.TIME_LIMIT: "completes_on",
}


def _is_filled(row: Any, field: ReportField) -> bool:
    value = getattr(row, _COLUMNS[field])
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _evidence(act: Act, subject: Subject[ReportFacts]) -> dict[str, int]:
    uses = select(EvidenceUse.c.note).where(
        EvidenceUse.c.subject_kind == SubjectKind.REPORT.value,
        EvidenceUse.c.subject_id == subject.id,
        EvidenceUse.c.removed_at.is_(None),
    )
    notes = list(act.tx.scalars(uses))
    return {"evidence": len(notes), "photos": sum("照片" in note for note in notes)}


def _falling(lines: tuple[Asked, ...], rows: Mapping[tuple[int | None, int | None], Any]) -> list[Doubt]:
    found = []
    for line in lines:
        row = rows.get((line.item_id, line.target_id))
        if row is None or row.reported_cumulative is None or row.previous_cumulative is None:
            continue
        doubt = falling_cumulative(
            row.reported_cumulative, before=row.previous_cumulative, unit=line.unit, about=line.title
        )
        if doubt is not None:
            found.append(doubt)
    return found


def _explanations(lines: tuple[Asked, ...], rows: Mapping[tuple[int | None, int | None], Any]) -> dict[str, str]:
    return {
        Doubt("falling_cumulative", "", line.title).key: row.falling_reason
        for line in lines
        if (row := rows.get((line.item_id, line.target_id))) is not None
    }


def _unjudged(lines: tuple[Asked, ...], rows: Mapping[tuple[int | None, int | None], Any]) -> list[str]:
    return [
        line.title
        for line in lines
        if line.is_numeric
        and ((row := rows.get((line.item_id, line.target_id))) is None or row.verified_cumulative is None)
    ]
