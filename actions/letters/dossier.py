"""All about one letter, for whoever shows it: its text, its life, its wordings, signatures, receipts, answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import ndiff
from typing import Any

from sqlalchemy import Connection, func, select

from actions.letters.listing import seen_by, state_label
from actions.letters.recording import SHEET
from actions.published import published_of
from config.errors import KaoheError
from config.letters import LetterKind
from models.evidence import Evidence, EvidenceUse, EvidenceVersion
from models.journal import Journal
from models.letters import REPLIES, UNITS, VERSIONS, Letter
from models.persons import Person
from models.reviews import Review
from models.units import Unit
from states.subjects import SubjectKind
from states.verbs import label_of

NUMBERED, PRINTED = "取号", "排印存档"
NAMED = {"number_letter": NUMBERED, "print_letter": PRINTED}


class NoSuchLetter(KaoheError):
    """There is no such letter, or the person may not read it; which of the two is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One letter. Lists hold plain values, each in the order in which it came about."""

    id: int
    kind: LetterKind
    number: str
    title: str
    unit: str
    issuer: str
    state: str
    state_label: str
    origin_id: int | None
    sealed_evidence_id: int | None
    text: str
    life: tuple[Mapping[str, Any], ...]
    versions: tuple[Mapping[str, Any], ...]
    signatures: tuple[Mapping[str, Any], ...]
    receipts: tuple[Mapping[str, Any], ...]
    replies: tuple[Mapping[str, Any], ...]
    sheets: tuple[Mapping[str, Any], ...]


def dossier_of(connection: Connection, letter_id: int, *, now: datetime, person_id: int | None) -> Dossier:
    """Raises `NoSuchLetter` where there is none that the person may read; the console reads all."""
    query = select(Letter.t).where(Letter.c.id == letter_id)
    if person_id is not None:
        query = query.where(seen_by(connection, person_id, now=now))
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NoSuchLetter(f"没有编号为 {letter_id} 的文书，或您不能查看")
    names = _Names(connection)
    versions = connection.execute(VERSIONS, {"b_letter": row.id}).all()
    return Dossier(
        id=row.id,
        kind=LetterKind(row.kind),
        number=row.number,
        title=row.title,
        unit=names.units[row.unit_id],
        issuer=names.units[row.issuer_unit_id],
        state=row.state,
        state_label=state_label(published_of(connection, row.assessment_id), row),
        origin_id=row.origin_id,
        sealed_evidence_id=row.sealed_evidence_id,
        text=row.issued_text or f"{versions[-1].title}\n\n{versions[-1].body}",
        life=_life(connection, row, names),
        versions=_versions(versions, names),
        signatures=_signatures(connection, row, names),
        receipts=_receipts(connection, row, names),
        replies=_replies(connection, row, names),
        sheets=_sheets(connection, row),
    )


class _Names:
    """Units and persons by id."""

    def __init__(self, connection: Connection) -> None:
        self.units = dict(connection.execute(select(Unit.c.id, Unit.c.name)).tuples().all())
        self.persons = dict(connection.execute(select(Person.c.id, Person.c.name)).tuples().all())

    def person(self, number: int | None) -> str:
        return "系统定时" if number is None else self.persons[number]


def _life(connection: Connection, row: Any, names: _Names) -> tuple[Mapping[str, Any], ...]:
    query = select(Journal.t).where(Journal.c.subject_kind == SubjectKind.LETTER.value, Journal.c.subject_id == row.id)
    return tuple(
        {
            "at": line.effective_at,
            "recorded_at": line.recorded_at,
            "act": line.act,
            "label": NAMED.get(line.act) or label_of(line.act),
            "by": names.person(line.person_id),
            "via": line.via,
            "recorded_by": names.person(line.recorded_by) if line.recorded_by is not None else None,
            "state": (line.after or {}).get("state"),
            "reason": line.reason,
        }
        for line in connection.execute(query.order_by(Journal.c.id))
    )


def _versions(rows: Any, names: _Names) -> tuple[Mapping[str, Any], ...]:
    """Each wording, with the lines in which it differs from the one before."""
    found, before = [], None
    for row in rows:
        found.append(
            {
                "number": row.number,
                "title": row.title,
                "body": row.body,
                "basis": row.basis,
                "at": row.written_at,
                "by": names.person(row.written_by),
                "reason": row.reason,
                "changes": _changes(before, row) if before is not None else [],
            }
        )
        before = row
    return tuple(found)


def _changes(before: Any, after: Any) -> list[str]:
    """`- ` what stood there, `+ ` what stands there now."""
    old, new = (f"{one.title}\n{one.body}\n依据：{one.basis}".splitlines() for one in (before, after))
    return [line for line in ndiff(old, new) if line[:2] in ("- ", "+ ")]


def _signatures(connection: Connection, row: Any, names: _Names) -> tuple[Mapping[str, Any], ...]:
    query = select(Review.t).where(
        Review.c.subject_kind == SubjectKind.LETTER.value,
        Review.c.subject_id == row.id,
        Review.c.person_id.is_not(None),
    )
    return tuple(
        {
            "step": one.step,
            "decision": one.decision,
            "by": names.person(one.person_id),
            "at": one.decided_at,
            "words": one.words,
            "paper": one.paper,
        }
        for one in connection.execute(query.order_by(Review.c.id))
    )


def _receipts(connection: Connection, row: Any, names: _Names) -> tuple[Mapping[str, Any], ...]:
    return tuple(
        {
            "unit": names.units[one.unit_id],
            "delivered_at": one.delivered_at,
            "acknowledged_at": one.acknowledged_at,
            "by": names.persons[one.acknowledged_by] if one.acknowledged_by is not None else None,
        }
        for one in connection.execute(UNITS, {"b_letter": row.id})
    )


def _sheets(connection: Connection, row: Any) -> tuple[Mapping[str, Any], ...]:
    """The scanned pages of what was decided with a pen after the signature."""
    query = (
        select(EvidenceUse.c.note, EvidenceUse.c.evidence_id, Evidence.c.title)
        .join(Evidence.t, Evidence.c.id == EvidenceUse.c.evidence_id)
        .where(
            EvidenceUse.c.subject_kind == SubjectKind.LETTER.value,
            EvidenceUse.c.subject_id == row.id,
            EvidenceUse.c.note.startswith(SHEET),
        )
    )
    return tuple(
        {"decision": one.note.removeprefix(SHEET), "title": one.title, "evidence": one.evidence_id}
        for one in connection.execute(query.order_by(EvidenceUse.c.id))
    )


def _replies(connection: Connection, row: Any, names: _Names) -> tuple[Mapping[str, Any], ...]:
    newest = select(func.max(EvidenceVersion.c.id)).where(EvidenceVersion.c.evidence_id == EvidenceUse.c.evidence_id)
    version = func.coalesce(EvidenceUse.c.evidence_version_id, newest.scalar_subquery())
    materials = (
        select(EvidenceUse.c.note, Evidence.c.title, version.label("version"))
        .join(Evidence.t, Evidence.c.id == EvidenceUse.c.evidence_id)
        .where(EvidenceUse.c.subject_kind == SubjectKind.LETTER.value, EvidenceUse.c.subject_id == row.id)
    )
    used = connection.execute(materials.order_by(EvidenceUse.c.id)).all()
    return tuple(
        {
            "number": one.number,
            "kind": one.kind,
            "words": one.words,
            "due_on": one.due_on,
            "at": one.replied_at,
            "by": names.person(one.replied_by),
            "evidence": [title for note, title, _ in used if note.startswith(f"第{one.number}次反馈")],
            "versions": [version for note, _, version in used if note.startswith(f"第{one.number}次反馈")],
            "outcome": one.outcome,
            "judged_words": one.judged_words,
        }
        for one in connection.execute(REPLIES, {"b_letter": row.id})
    )
