"""A report as an act holds it, and the facts that its machine is asked with."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import bindparam, select

from actions.context import Act
from actions.explanations import explanations_of
from actions.published import Published
from actions.publishing.schedule import window_key
from actions.reports.contents import contents_from
from actions.reports.following import follow_report
from actions.reports.places import Place, parts_of, place_of
from actions.reports.rows import asked_lines
from actions.rules_of import latest_with, rules_for
from actions.subjects import Joint, Subject, Waiting, waiting_on
from config.obligations import ObligationKind
from config.readings import chain_for, reports_verified_by
from config.scheme import Scheme
from config.stages import By
from config.windows import OwedBy
from config.windows import Window as WindowRule
from models.assignments import Assignment
from models.evidence import EvidenceUse
from models.reports import Report, ReportRow
from models.types import Key
from models.writing import lock_row
from states.engine import Machine
from states.report import ReportFacts
from states.subjects import SubjectFacts, SubjectKind

_OWNER = select(Report.c.assignment_id).where(Report.c.id == bindparam("b_id", type_=Key))


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
    owner = act.tx.scalar(_OWNER, {"b_id": report_id})
    if owner is None:
        raise act.refused(f"没有编号为 {report_id} 的进展报告")
    lock_row(act.tx, Assignment.t, owner)
    row: Any = lock_row(act.tx, Report.t, report_id)
    published = act.published(row.assessment_id)
    place = place_of(act.tx, report_id)
    rule = window_rule(published, place.window_code)
    machine, scheme = rules_for(published, row, lambda machines: machines.reports.get(rule.code))
    joint = joint_of(place, rule)
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


def joint_of(place: Place, rule: WindowRule) -> Joint:
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
    awaits = machine.states[row.state].awaits
    shared = (joint.subject_kind, joint.subject_id, joint.period) if awaits is not None and awaits.joint else None
    waiting = waiting_on(act, SubjectKind.REPORT, row.id, awaits=awaits.kind if awaits else None, joint=shared)
    return standing_of(act, row, place, rule, published, waiting=waiting, parts=parts_of(act.tx, place))


def standing_of(
    act: Act,
    row: Any,
    place: Place,
    rule: WindowRule,
    published: Published,
    *,
    waiting: Waiting,
    parts: Mapping[str, Collection[int]],
) -> SubjectFacts:
    """Where a report stands and whose it is, from what was read of it. `parts`: units by their part."""
    units = act.directory.units
    coded = {part: frozenset(units[unit].code for unit in found) for part, found in parts.items()}
    by_source = rule.owed_by is OwedBy.SOURCE
    # of several leads the first is the head (R2.6); the others take part as co-units do
    beside = (coded.get("co_unit", frozenset()) | coded.get("lead", frozenset())) - {units[row.unit_id].code}
    return SubjectFacts(
        kind=SubjectKind.REPORT,
        office=act.office_id,
        state=row.state,
        lead_unit=units[row.unit_id].code,
        co_units=frozenset() if by_source else beside,
        assessors=coded.get("assessor", frozenset()),
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
    lines = asked_lines(act.tx, place)
    rows = {(row.item_id, row.target_id): row for row in rows_of(act, subject.id)}
    return contents_from(
        window_rule(subject.published, place.window_code),
        place,
        subject.row,
        lines,
        rows,
        list(act.tx.scalars(_NOTES, {"b_report": subject.id})),
        explained=lambda doubts: explanations_of(act, subject, doubts),
    )


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
