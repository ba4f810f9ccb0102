"""What stands behind tasks, read for whoever asks in a fixed number of questions: only what he may see."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from actions.context import Act
from models.assignments import Assignment
from models.evidence import Evidence, EvidenceUse, EvidenceVersion
from models.indicators import Target
from models.items import Item
from models.letters import Letter
from models.persons import Person
from models.posts import Post
from models.prints import LetterPrint
from models.reports import Report, ReportRow
from models.reviews import Review
from models.scoping import visible
from models.units import Unit
from models.verdicts import Score, Verdict
from models.windows import Period, Window
from states.permissions import scope
from states.subjects import SubjectKind

Rows = Mapping[int, Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Rows by the task that they belong to; documents by the thing behind which they stand."""

    targets: Rows
    items: Rows
    reports: Rows
    lines: Rows
    letters: Rows
    scores: Rows
    verdicts: Rows
    reviews: Mapping[tuple[str, int], Sequence[Any]]
    documents: Mapping[tuple[str, int], Sequence[Any]]


def seen(act: Act, kind: SubjectKind) -> ColumnElement[bool]:
    return visible(scope(act.actor, kind), kind)


def gathered(act: Act, tasks: Sequence[int]) -> Gathered:
    reports = _by(act, _REPORTS.where(Report.c.assignment_id.in_(tasks), seen(act, SubjectKind.REPORT)))
    letters = _by(act, _LETTERS.where(Letter.c.assignment_id.in_(tasks), seen(act, SubjectKind.LETTER)))
    numbers = [row.id for rows in reports.values() for row in rows]
    about = {
        SubjectKind.ASSIGNMENT: tasks,
        SubjectKind.REPORT: numbers,
        SubjectKind.LETTER: [row.id for rows in letters.values() for row in rows],
    }
    return Gathered(
        targets=_by(act, _TARGETS.where(Assignment.c.id.in_(tasks))),
        items=_by(act, _ITEMS.where(Item.c.assignment_id.in_(tasks))),
        reports=reports,
        lines=_by(act, _LINES.where(ReportRow.c.report_id.in_(numbers))),
        letters=letters,
        scores=_by(act, _SCORES.where(Score.c.assignment_id.in_(tasks), seen(act, SubjectKind.SCORE))),
        verdicts=_by(act, _VERDICTS.where(Verdict.c.assignment_id.in_(tasks))),
        reviews=_of_subjects(act, _REVIEWS, Review, about),
        documents=_of_subjects(act, _DOCUMENTS.where(seen(act, SubjectKind.EVIDENCE)), EvidenceUse, about),
    )


def _by(act: Act, query: Any) -> Rows:
    """By the first column."""
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in act.tx.execute(query):
        found[row.owner].append(row)
    return found


def _of_subjects(
    act: Act, query: Any, table: Any, about: Mapping[SubjectKind, Sequence[int]]
) -> Mapping[tuple[str, int], Sequence[Any]]:
    wanted = or_(
        *(and_(table.c.subject_kind == kind.value, table.c.subject_id.in_(ids)) for kind, ids in about.items())
    )
    found: defaultdict[tuple[str, int], list[Any]] = defaultdict(list)
    for row in act.tx.execute(query.where(wanted)):
        found[row.subject_kind, row.subject_id].append(row)
    return found


_TARGETS = (
    select(Assignment.c.id.label("owner"), Target.t)
    .join(
        Assignment.t,
        and_(Assignment.c.indicator_id == Target.c.indicator_id, Assignment.c.segment == Target.c.segment),
    )
    .where(Target.c.ended_on.is_(None))
    .order_by(Target.c.position, Target.c.id)
)  # fmt: skip
_ITEMS = (
    select(Item.c.assignment_id.label("owner"), Item.t, Person.c.name.label("responsible"), Unit.c.name.label("unit"))
    .outerjoin(Person.t, Person.c.id == Item.c.responsible_id)
    .outerjoin(Unit.t, Unit.c.id == Item.c.unit_id)
    .where(Item.c.removed_at.is_(None))
    .order_by(Item.c.position, Item.c.id)
)
_REPORTS = (
    select(
        Report.c.assignment_id.label("owner"), Report.t, Period.c.title.label("period"), Window.c.code.label("window"),
        Window.c.title.label("asked"), Unit.c.name.label("unit"),
    )
    .join(Period.t, Period.c.id == Report.c.period_id)
    .join(Window.t, Window.c.id == Report.c.window_id)
    .join(Unit.t, Unit.c.id == Report.c.unit_id)
    .order_by(Period.c.begins_on, Period.c.ends_on, Report.c.round, Report.c.id)
)  # fmt: skip
_LINES = (
    select(ReportRow.c.report_id.label("owner"), ReportRow.t, Item.c.content, Target.c.name, Target.c.unit)
    .outerjoin(Item.t, Item.c.id == ReportRow.c.item_id)
    .outerjoin(Target.t, Target.c.id == ReportRow.c.target_id)
    .order_by(ReportRow.c.position)
)
_PRINTED = (
    select(func.max(LetterPrint.c.id))
    .where(LetterPrint.c.letter_id == Letter.c.id)
    .correlate(Letter.t)
    .scalar_subquery()
)
_LETTERS = (
    select(
        Letter.c.assignment_id.label("owner"), Letter.t, Unit.c.name.label("issuer"), LetterPrint.c.pdf_hash,
        EvidenceVersion.c.hash, EvidenceVersion.c.file_name, EvidenceVersion.c.media_type,
    )
    .join(Unit.t, Unit.c.id == Letter.c.issuer_unit_id)
    .outerjoin(LetterPrint.t, LetterPrint.c.id == _PRINTED)
    .outerjoin(EvidenceVersion.t, EvidenceVersion.c.id == Letter.c.sealed_evidence_id)
    .where(Letter.c.issued_at.is_not(None))
    .order_by(Letter.c.issued_at, Letter.c.id)
)  # fmt: skip
_SCORES = (
    select(Score.c.assignment_id.label("owner"), Score.t).where(Score.c.replaced_at.is_(None)).order_by(Score.c.id)
)
_VERDICTS = (
    select(
        Verdict.c.assignment_id.label("owner"), Verdict.t, EvidenceVersion.c.hash, EvidenceVersion.c.file_name,
        EvidenceVersion.c.media_type,
    )
    .outerjoin(EvidenceVersion.t, EvidenceVersion.c.id == Verdict.c.evidence_version_id)
    .where(Verdict.c.replaced_at.is_(None))
    .order_by(Verdict.c.id)
)  # fmt: skip
_REVIEWS = (
    select(Review.t, Post.c.title.label("post"))
    .join(Post.t, Post.c.id == Review.c.post_id)
    .where(Review.c.decided_at.is_not(None))
    .order_by(Review.c.decided_at, Review.c.id)
)
_LATEST = (
    select(func.max(EvidenceVersion.c.id)).where(EvidenceVersion.c.evidence_id == Evidence.c.id).correlate(Evidence.t)
)
_DOCUMENTS = (
    select(
        EvidenceUse.c.subject_kind, EvidenceUse.c.subject_id, EvidenceUse.c.note, Evidence.c.id, Evidence.c.title,
        Evidence.c.kind, Evidence.c.document_no, Evidence.c.kept_at, Evidence.c.created_at, EvidenceVersion.c.hash,
        EvidenceVersion.c.file_name, EvidenceVersion.c.media_type, EvidenceVersion.c.stored_at,
        Unit.c.name.label("unit"),
    )
    .select_from(EvidenceUse.t)
    .join(Evidence.t, Evidence.c.id == EvidenceUse.c.evidence_id)
    .join(Unit.t, Unit.c.id == Evidence.c.unit_id)
    .outerjoin(
        EvidenceVersion.t,
        EvidenceVersion.c.id == func.coalesce(EvidenceUse.c.evidence_version_id, _LATEST.scalar_subquery()),
    )
    .where(EvidenceUse.c.removed_at.is_(None))
    .order_by(EvidenceUse.c.id)
)  # fmt: skip
