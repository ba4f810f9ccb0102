"""Indicators given to the units that lead them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, UniqueConstraint

from models.base import Row, day, document, key, loose_ref, moment, number, one_of, ref
from states.assignment import AssignmentState


class Assignment(Row, table=True):
    """指标任务: one leaf, or one segment of it, given to its head lead. `parent_id` is another house's task (R4.18)."""

    __table_args__ = (
        UniqueConstraint("indicator_id", "segment", "lead_unit_id"),
        one_of("state", AssignmentState, open_prefix="review:"),
        Index("ix_assignment_lead", "lead_unit_id", "assessment_id", "state", "office_id"),  # counted from here alone
        Index("ix_assignment_state", "assessment_id", "state"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    indicator_id: int = ref("indicator")
    segment: str = ""
    title: str
    lead_unit_id: int = ref("unit")
    leader_post_id: int | None = ref("post", default=None)  # 责任领导
    parent_id: int | None = ref("assignment", default=None)
    position: int = 0
    points: Decimal | None = number(default=None)
    overview: str = ""  # 指标综述, owed for ★
    acceptance: str = ""  # 验收标准, owed for ★
    more: dict[str, Any] | None = document(
        default=None
    )  # what a kind asks for besides: 统计口径、赋分标准、考评方式 (R2.1)
    state: str
    round: int = 0  # how often it was submitted for review
    returned_by: str = ""  # the state that sent it back and gets the answer directly
    came_from: str = ""  # the state that the last person's step left; a recall leads back there
    resume_state: str | None = None  # where an adjustment request goes back to
    first_submitted_at: datetime | None = moment(default=None)
    submitted_by: int | None = ref("person", default=None)
    last_mover: int | None = ref("person", default=None)
    began_on: date | None = day(default=None)
    ended_on: date | None = day(default=None)
    version: int = 0


class Contribution(Row, table=True):
    """配合材料: a co-unit's part, owed to the lead by an internal date (O29)."""

    __table_args__ = (UniqueConstraint("subject_kind", "subject_id", "unit_id"),)

    id: int = key()
    office_id: int = ref("office")
    subject_kind: str
    subject_id: int = loose_ref()
    unit_id: int = ref("unit")
    words: str = ""
    content: dict[str, Any] = document(default_factory=dict)
    given_at: datetime | None = moment(default=None)
    given_by: int | None = ref("person", default=None)
    version: int = 0


class Explanation(Row, table=True):
    """说明: the written reason with which a doubt passes; the reviewer sees it (O28)."""

    __table_args__ = (UniqueConstraint("subject_kind", "subject_id", "round", "doubt"),)

    id: int = key()
    office_id: int = ref("office")
    subject_kind: str
    subject_id: int = loose_ref()
    round: int = 0
    doubt: str
    sentence: str = ""  # the doubt as it was told
    words: str
    written_at: datetime = moment()
    written_by: int | None = ref("person", default=None)
