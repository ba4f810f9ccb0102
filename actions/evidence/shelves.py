"""Evidence as people look for it: what stands behind a thing, and what a unit has to stand elsewhere too (W13)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from config.zone import SHANGHAI
from models.assignments import Assignment
from models.evidence import Evidence, EvidenceUse, EvidenceVersion
from models.reports import Report
from models.windows import Period
from states.subjects import SubjectKind

MOST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One document as it stands: a file in its latest version, or a paper and where it is kept."""

    id: int
    title: str
    kind: str
    document_no: str
    kept_at: str
    version: int | None
    number: int | None
    file_name: str
    media_type: str
    size: int
    stored_at: datetime
    as_of: date | None = None

    @property
    def is_paper(self) -> bool:
        return self.kind == "paper"

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A document behind a thing. `frozen`: something was verified upon it, so it stays."""

    piece: Piece
    note: str
    frozen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A document of a unit, and where it is used already."""

    piece: Piece
    uses: tuple[str, ...]


_LATEST = (
    select(func.max(EvidenceVersion.c.id))
    .where(EvidenceVersion.c.evidence_id == Evidence.c.id)
    .correlate(Evidence.t)
    .scalar_subquery()
)


def _pieces(*more: Any) -> Select[Any]:
    return select(
        Evidence.c.id,
        Evidence.c.title,
        Evidence.c.kind,
        Evidence.c.document_no,
        Evidence.c.kept_at,
        Evidence.c.created_at,
        EvidenceVersion.c.id.label("version"),
        EvidenceVersion.c.number,
        EvidenceVersion.c.file_name,
        EvidenceVersion.c.media_type,
        EvidenceVersion.c.size,
        EvidenceVersion.c.stored_at,
        EvidenceVersion.c.as_of_on,
        *more,
    ).select_from(Evidence.t)


def _piece(row: Any) -> Piece:
    return Piece(
        id=row.id,
        title=row.title,
        kind=row.kind,
        document_no=row.document_no,
        kept_at=row.kept_at,
        version=row.version,
        number=row.number,
        file_name=row.file_name or "",
        media_type=row.media_type or "",
        size=row.size or 0,
        stored_at=(row.stored_at or row.created_at).astimezone(SHANGHAI),
        as_of=row.as_of_on,
    )


def evidence_of_each(tx: Connection, kind: SubjectKind, ids: Sequence[int]) -> dict[int, list[Used]]:
    """What stands behind each of these things, in the order in which it was added; pinned where it was verified."""
    seen = func.coalesce(EvidenceUse.c.evidence_version_id, _LATEST)
    query = (
        _pieces(EvidenceUse.c.subject_id, EvidenceUse.c.note, EvidenceUse.c.frozen_at)
        .join(EvidenceUse.t, EvidenceUse.c.evidence_id == Evidence.c.id)
        .outerjoin(EvidenceVersion.t, EvidenceVersion.c.id == seen)
        .where(
            EvidenceUse.c.subject_kind == kind.value,
            EvidenceUse.c.subject_id.in_(ids),
            EvidenceUse.c.removed_at.is_(None),
        )
        .order_by(EvidenceUse.c.id)
    )
    found: dict[int, list[Used]] = {}
    for row in tx.execute(query):
        used = Used(piece=_piece(row), note=row.note, frozen=row.frozen_at is not None)
        found.setdefault(row.subject_id, []).append(used)
    return found


def shelf_of(tx: Connection, unit_ids: Iterable[int], *, wanted: str = "", most: int = MOST) -> list[Shelved]:
    """What these units have handed in, the latest first, with the reports behind which each piece stands.

    `wanted`: part of a title, a 文号 or a file's name.
    """
    query = _pieces().outerjoin(EvidenceVersion.t, EvidenceVersion.c.id == _LATEST)
    query = query.where(Evidence.c.unit_id.in_([*unit_ids]), Evidence.c.withdrawn_at.is_(None))
    for word in wanted.split():
        like = f"%{_literal(word)}%"
        named = (Evidence.c.title, Evidence.c.document_no, EvidenceVersion.c.file_name)
        query = query.where(or_(*(column.ilike(like, escape="\\") for column in named)))
    pieces = [
        _piece(row) for row in tx.execute(query.order_by(Evidence.c.created_at.desc(), Evidence.c.id).limit(most))
    ]
    uses = _uses(tx, [piece.id for piece in pieces])
    return [Shelved(piece=piece, uses=tuple(uses.get(piece.id, ()))) for piece in pieces]


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One version of a file, and why the one before was replaced (A37)."""

    id: int
    number: int
    file_name: str
    stored_at: datetime
    reason: str
    frozen: bool
    as_of: date | None


def editions_of(tx: Connection, evidence: Sequence[int]) -> dict[int, list[Edition]]:
    """Every version of these documents, the latest first."""
    query = select(EvidenceVersion.t).where(EvidenceVersion.c.evidence_id.in_(evidence))
    found: dict[int, list[Edition]] = {}
    for row in tx.execute(query.order_by(EvidenceVersion.c.number.desc())):
        edition = Edition(
            id=row.id,
            number=row.number,
            file_name=row.file_name,
            stored_at=row.stored_at.astimezone(SHANGHAI),
            reason=row.reason,
            frozen=row.frozen_at is not None,
            as_of=row.as_of_on,
        )
        found.setdefault(row.evidence_id, []).append(edition)
    return found


def _uses(tx: Connection, evidence: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    query = (
        select(EvidenceUse.c.evidence_id, Assignment.c.title, Period.c.title.label("period"))
        .join(Report.t, Report.c.id == EvidenceUse.c.subject_id)
        .join(Assignment.t, Assignment.c.id == Report.c.assignment_id)
        .join(Period.t, Period.c.id == Report.c.period_id)
        .where(
            EvidenceUse.c.subject_kind == SubjectKind.REPORT.value,
            EvidenceUse.c.evidence_id.in_(evidence),
            EvidenceUse.c.removed_at.is_(None),
        )
        .order_by(Period.c.begins_on.desc(), Assignment.c.position)
    )
    for row in tx.execute(query):
        found.setdefault(row.evidence_id, []).append(f"{row.title}（{row.period}）")
    return found
