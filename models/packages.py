"""What goes upward."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint

from models.base import Row, day, document, is_null, key, loose_ref, moment, one_of, only_one, ref
from states.package import PackageState


class Package(Row, table=True):
    """报送件: bound once per unit, kind and period, approved as one thing (O02)."""

    __table_args__ = (
        one_of("state", PackageState, open_prefix="review:"),
        one_of("seal_kind", ("electronic", "offline", "none")),
        only_one(
            "assessment_id", "unit_id", "kind", "period",
            where=is_null("closed_at"), name="uq_package_open",
        ),
        Index("ix_package_state", "assessment_id", "state"),
        Index("ix_package_window", "window_id"),
    )  # fmt: skip

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    unit_id: int = ref("unit")
    kind: str
    period: str = ""
    window_id: int | None = ref("window", default=None)
    to_unit_id: int | None = ref("unit", default=None)
    title: str
    rule: dict[str, Any] = document(default_factory=dict)  # chain, due, seal, ladder, as published
    seal_kind: str = "none"
    state: str
    round: int = 0
    returned_by: str = ""  # the state that sent it back and gets the answer directly
    came_from: str = ""  # the state that the last person's step left; a recall leads back there
    submitted_by: int | None = ref("person", default=None)
    last_mover: int | None = ref("person", default=None)
    document_no: str = ""  # 文号, typed in from the office's register (O04)
    sealed_on: date | None = day(default=None)
    seal_words: str = ""
    sealed_evidence_id: int | None = ref("evidence_version", default=None)  # the scan that is served after 用印
    sent_at: datetime | None = moment(default=None)
    sent_how: str = ""
    receipt_no: str = ""
    receipted_at: datetime | None = moment(default=None)
    superior_words: str = ""
    closed_at: datetime | None = moment(default=None)
    version: int = 0


class PackageItem(Row, table=True):
    """What a package carries, in which version; what is missing leaves as 缺报, named."""

    __table_args__ = (
        UniqueConstraint("package_id", "subject_kind", "subject_id"),
        one_of("state", ("awaited", "carried", "returned", "missing")),
        Index("ix_package_item_subject", "subject_kind", "subject_id"),
    )

    id: int = key()
    office_id: int = ref("office")
    package_id: int = ref("package")
    subject_kind: str
    subject_id: int = loose_ref()
    unit_id: int = ref("unit")
    position: int = 0
    state: str
    carried_version: int | None = None
    carried_at: datetime | None = moment(default=None)
    snapshot_id: int | None = ref("snapshot", default=None)
    words: str = ""
