"""Evidence: what stands behind a report, kept by content."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Connection,
    Index,
    UniqueConstraint,
    bindparam,
    column,
    func,
    or_,
    select,
    update,
)

from models.base import Row, day, is_null, key, loose_ref, moment, one_of, only_one, ref
from models.types import Key, Moment


class Evidence(Row, table=True):
    """印证材料: one document, in versions, usable by many indicators (W13); a paper one stands for a file (O13)."""

    __table_args__ = (one_of("kind", ("file", "paper")), Index("ix_evidence_unit", "unit_id", "created_at"))

    id: int = key()
    office_id: int = ref("office")
    unit_id: int = ref("unit")
    title: str
    kind: str = "file"
    document_no: str = ""  # 文号
    kept_at: str = ""  # 存放地点, of a paper one
    created_at: datetime = moment()
    created_by: int | None = ref("person", default=None)
    withdrawn_at: datetime | None = moment(default=None)
    version: int = 0


class EvidenceVersion(Row, table=True):
    """材料版本: the store finds the bytes by `hash`; the name that was given is kept here. Frozen: verified upon."""

    __table_args__ = (
        UniqueConstraint("evidence_id", "number"),
        Index("ix_evidence_version_hash", "hash"),
        CheckConstraint(column("size") > 0, name="not_empty"),
    )

    id: int = key()
    office_id: int = ref("office")
    evidence_id: int = ref("evidence")
    number: int
    hash: str
    size: int
    media_type: str
    file_name: str
    as_of_on: date | None = day(default=None)  # 数据截止日: up to when its figures count
    stored_at: datetime = moment()
    stored_by: int | None = ref("person", default=None)
    reason: str = ""  # why an earlier version was replaced
    frozen_at: datetime | None = moment(default=None)


class EvidenceUse(Row, table=True):
    """材料引用: where a document is used. Verification pins the version that was seen and freezes the use."""

    __table_args__ = (
        only_one(
            "evidence_id", "subject_kind", "subject_id",
            where=is_null("removed_at"), name="uq_evidence_use_standing",
        ),
        Index("ix_evidence_use_subject", "subject_kind", "subject_id"),
        CheckConstraint(or_(is_null("frozen_at"), is_null("removed_at")), name="frozen_stays"),
    )  # fmt: skip

    id: int = key()
    office_id: int = ref("office")
    evidence_id: int = ref("evidence")
    evidence_version_id: int | None = ref("evidence_version", default=None)
    subject_kind: str
    subject_id: int = loose_ref()
    note: str = ""
    added_at: datetime = moment()
    added_by: int | None = ref("person", default=None)
    frozen_at: datetime | None = moment(default=None)
    removed_at: datetime | None = moment(default=None)
    version: int = 0


_LATEST = (
    select(func.max(EvidenceVersion.c.id))
    .where(EvidenceVersion.c.evidence_id == EvidenceUse.c.evidence_id)
    .scalar_subquery()
)
_STANDING = (
    EvidenceUse.c.subject_kind == bindparam("b_kind"),
    EvidenceUse.c.subject_id == bindparam("b_subject", type_=Key),
    EvidenceUse.c.removed_at.is_(None),
)
PIN = (
    update(EvidenceUse.t)
    .where(*_STANDING, EvidenceUse.c.frozen_at.is_(None))
    .values(
        evidence_version_id=func.coalesce(EvidenceUse.c.evidence_version_id, _LATEST),
        frozen_at=bindparam("at", type_=Moment),
        version=EvidenceUse.c.version + 1,
    )
)
FREEZE = (
    update(EvidenceVersion.t)
    .where(
        EvidenceVersion.c.frozen_at.is_(None),
        EvidenceVersion.c.id.in_(select(EvidenceUse.c.evidence_version_id).where(*_STANDING)),
    )
    .values(frozen_at=bindparam("at", type_=Moment))
)


def freeze_evidence(tx: Connection, subject_kind: str, subject_id: int, *, at: datetime) -> int:
    """Pins every document used by a thing to the version that was verified; answers how many uses were newly frozen."""
    about = {"b_kind": subject_kind, "b_subject": subject_id, "at": at}
    pinned = tx.execute(PIN, about).rowcount
    tx.execute(FREEZE, about)
    return pinned
