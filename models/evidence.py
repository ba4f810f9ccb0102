"""Evidence: what stands behind a report, kept by content."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, column

from models.base import Row, is_null, key, loose_ref, moment, one_of, only_one, ref


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
    """The bytes are found in the store by `hash`; the name that the person gave is kept here. Frozen: verified upon."""

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
    stored_at: datetime = moment()
    stored_by: int | None = ref("person", default=None)
    reason: str = ""  # why an earlier version was replaced
    frozen_at: datetime | None = moment(default=None)


class EvidenceUse(Row, table=True):
    """Where a document is used. On verification the version that was seen is pinned and the use is frozen."""

    __table_args__ = (
        only_one(
            "evidence_id", "subject_kind", "subject_id",
            where=is_null("removed_at"), name="uq_evidence_use_standing",
        ),
        Index("ix_evidence_use_subject", "subject_kind", "subject_id"),
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
