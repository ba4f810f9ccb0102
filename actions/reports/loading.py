"""A report as an act holds it, and the facts that its machine is asked with."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from actions.context import Act
from actions.explanations import explanations_of
from actions.published import Published
from actions.publishing.schedule import window_key
from actions.reports.following import follow_report
from actions.reports.places import Place, parts_of, place_of
from actions.reports.rows import Asked, asked_lines
from actions.rules_of import latest_with, rules_for
from actions.subjects import Joint, Subject, waiting_on
from config.obligations import ObligationKind
from config.readings import chain_for, reports_verified_by
from config.scheme import Scheme
from config.stages import By
from config.windows import Evidence, OwedBy, ReportField
from config.windows import Window as WindowRule
from models.assignments import Assignment
from models.evidence import EvidenceUse
from models.reports import Report, ReportRow
from models.types import Key
from models.writing import lock_row
from states.doubts import Doubt, falling_cumulative
from states.engine import Machine
from states.gates import ItemFacts
from states.report import ReportFacts
from states.subjects import SubjectFacts, SubjectKind


def owed_kind(rule: WindowRule) -> ObligationKind:
    """What the writers of a window owe: the report, or the figure that others wait for (O21)."""
    return ObligationKind.FIGURE if rule.owed_by is OwedBy.SOURCE else ObligationKind.REPORT


def window_rule(published: Published, code: str) -> WindowRule:
    return latest_with(published, lambda edition: _window(edition.scheme, code))


def _window(scheme: Scheme, code: str) -> WindowRule | None:
    return next((rule for rule in scheme.windows if rule.code == code), None)


def report_of(act: Act, report_id: int) -> Subject[ReportFacts]:
    """The report, locked for this act, its assignment before it: fellows that owe together leave one after the other,
    so that the last of them knows that it is. Raises `Refused` when there is none.
    """
    owner = act.tx.scalar(select(Report.c.assignment_id).where(Report.c.id == report_id))
    if owner is None:
        raise act.refused(f"没有编号为 {report_id} 的进展报告")
    lock_row(act.tx, Assignment.t, owner)
    row: Any = lock_row(act.tx, Report.t, report_id)
    published = act.published(row.assessment_id)
    place = place_of(act.tx, report_id)
    rule = window_rule(published, place.window_code)
    machine, scheme = rules_for(published, row, lambda machines: machines.reports.get(rule.code))
    joint = _joint(place, rule)
    return Subject(
        kind=SubjectKind.REPORT,
        table=Report,
        row=row,
        machine=machine,
        facts=_subject_facts(act, row, place, machine, joint, rule, published),
        title=f"{place.window_title}：{place.title}",
        what=f"{place.period_title}{SubjectKind.REPORT.label}",
        published=published,
        lead_unit_id=row.unit_id,
        chain=chain_for(scheme, _window(scheme, rule.code) or rule),
        joint=joint,
        feeds_due=place.due_at,
        ladder=rule.ladder,
        place=place,
        after=follow_report,
    )


def _joint(place: Place, rule: WindowRule) -> Joint:
    """One obligation for all periods of the window; it ends when the last of them is handed in."""
    return Joint(
        kind=owed_kind(rule),
        subject_kind=SubjectKind.ASSIGNMENT.value,
        subject_id=place.assignment_id,
        period=window_key(place.window_code, place.occasion),
        fellows_waiting=place.fellows_waiting,
    )


def _subject_facts(
    act: Act,
    row: Any,
    place: Place,
    machine: Machine[ReportFacts],
    joint: Joint,
    rule: WindowRule,
    published: Published,
) -> SubjectFacts:
    units = act.directory.units
    awaits = machine.states[row.state].awaits
    shared = (joint.subject_kind, joint.subject_id, joint.period) if awaits is not None and awaits.joint else None
    waiting = waiting_on(act, SubjectKind.REPORT, row.id, awaits=awaits.kind if awaits else None, joint=shared)
    parts = {part: frozenset(units[unit].code for unit in found) for part, found in parts_of(act.tx, place).items()}
    by_source = rule.owed_by is OwedBy.SOURCE
    # of several leads the first is the head (R2.6); the others take part as co-units do
    beside = (parts.get("co_unit", frozenset()) | parts.get("lead", frozenset())) - {units[row.unit_id].code}
    return SubjectFacts(
        kind=SubjectKind.REPORT,
        office=act.office_id,
        state=row.state,
        lead_unit=units[row.unit_id].code,
        co_units=frozenset() if by_source else beside,
        assessors=parts.get("assessor", frozenset()),
        source_unit=units[row.unit_id].code if by_source else "",
        leader_post=act.directory.posts[place.leader_post_id].code if place.leader_post_id else "",
        awaited_posts=waiting.awaited,
        awaited_roles=frozenset(act.directory.post(code).role for code in waiting.awaited),
        consulted_posts=waiting.consulted,
        copied_posts=waiting.copied,
        submitter=row.submitted_by,
        last_mover=row.last_mover,
        judged_by_superior=reports_verified_by(published.scheme) is By.SUPERIOR,
    )


# Facts


def contents_of(act: Act, subject: Subject[ReportFacts]) -> dict[str, Any]:
    """What the gate of a submission looks at: rows, evidence, doubts, the day of an unfinished period."""
    place: Place = subject.place
    rule = window_rule(subject.published, place.window_code)
    lines = asked_lines(act.tx, place)
    rows = {(row.item_id, row.target_id): row for row in rows_of(act, subject.id)}
    doubts = tuple(_falling(lines, rows))
    return {
        "items": tuple(_item_facts(number, line, rows) for number, line in enumerate(lines, start=1)),
        "required": rule.fields,
        "evidence_required": rule.evidence is not Evidence.OPTIONAL,
        "photo_required": rule.evidence is Evidence.PHOTO,
        **_evidence(act, subject),
        "doubts": doubts,
        "explanations": {**_explanations(lines, rows), **explanations_of(act, subject, doubts)},
        "is_partial": place.is_partial,
        "as_of": subject.row.as_of_on,
        "unjudged": tuple(_unjudged(lines, rows)),
    }


_ROWS = (
    select(ReportRow.t).where(ReportRow.c.report_id == bindparam("b_report", type_=Key)).order_by(ReportRow.c.position)
)
_NOTES = select(EvidenceUse.c.note).where(
    EvidenceUse.c.subject_kind == SubjectKind.REPORT.value,
    EvidenceUse.c.subject_id == bindparam("b_report", type_=Key),
    EvidenceUse.c.removed_at.is_(None),
)


def rows_of(act: Act, report_id: int) -> list[Any]:
    """The lines of a report, in order."""
    return list(act.tx.execute(_ROWS, {"b_report": report_id}))


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
    notes = list(act.tx.scalars(_NOTES, {"b_report": subject.id}))
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
    """Those that were written in the row itself."""
    return {
        Doubt("falling_cumulative", "", line.title).key: row.falling_reason
        for line in lines
        if (row := rows.get((line.item_id, line.target_id))) is not None
    }


def _unjudged(lines: tuple[Asked, ...], rows: Mapping[tuple[int | None, int | None], Any]) -> list[str]:
    """What was reported and not judged; what has become of the breakdown since then, or asks for words only, is not."""
    titles = {(line.item_id, line.target_id): line.title for line in lines}
    return [
        titles.get(key, f"第{row.position}行")
        for key, row in rows.items()
        if row.reported_cumulative is not None and row.verified_cumulative is None
    ]
