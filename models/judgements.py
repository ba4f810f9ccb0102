"""酌定: what a person gives within the bounds of a clause, and who confirmed it (P10)."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint

from models.base import Row, document, is_null, key, moment, number, one_of, only_one, ref
from states.judgement import JudgementState


class Judgement(Row, table=True):
    """酌定的一项: one slot of the scheme, for one unit and period."""

    __table_args__ = (
        one_of("state", JudgementState),
        UniqueConstraint("assessment_id", "slot", "unit_id", "period"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    slot: str
    unit_id: int = ref("unit", index=True)
    period: str = ""  # none: the year's
    state: str
    came_from: str = ""
    returned_by: str = ""
    last_mover: int | None = ref("person", default=None)
    submitted_by: int | None = ref("person", default=None)
    opened_at: datetime = moment()
    version: int = 0


class JudgementVersion(Row, table=True):
    """提出的一次: points, reason, evidence; what became of it, and until when it counted."""

    __table_args__ = (
        UniqueConstraint("judgement_id", "ordinal"),
        one_of("outcome", ("confirmed", "returned")),
        only_one(
            "judgement_id",
            where=is_null("replaced_at") & ~is_null("confirmed_at"),
            name="uq_judgement_version_sitting",
        ),
        Index("ix_judgement_version_confirmed", "office_id", "confirmed_at"),
    )

    id: int = key()
    office_id: int = ref("office")
    judgement_id: int = ref("judgement")
    ordinal: int
    points: Decimal = number()
    reason: str
    evidence: list[int] = document(default_factory=list)  # versions
    proposed_at: datetime = moment()
    proposed_by: int | None = ref("person", default=None)
    proposed_by_unit_id: int | None = ref("unit", default=None)
    outcome: str | None = None
    decided_at: datetime | None = moment(default=None)
    decided_by: int | None = ref("person", default=None)
    decided_by_unit_id: int | None = ref("unit", default=None)
    decided_words: str = ""
    confirmed_at: datetime | None = moment(default=None)
    replaced_at: datetime | None = moment(default=None)
    version: int = 0
