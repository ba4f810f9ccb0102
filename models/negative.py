"""The negative list: what must not happen, who bears what when it has, and the putting right of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint

from models.base import Row, day, document, found_by, is_null, key, moment, one_of, ref
from states.negative import NegativeState, RectificationState


class NegativeItem(Row, table=True):
    """负面清单事项: listed under the task of the units that answer for it. It may happen more than once."""

    __table_args__ = (
        one_of("state", NegativeState),
        Index("ix_negative_item_year", "assessment_id", "state"),
        Index("ix_negative_item_assignment", "assignment_id"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    assignment_id: int = ref("assignment")
    title: str
    basis: str
    state: str
    occurrence: int = 0  # 第几次发生
    happened_on: date | None = day(default=None)
    happening: str = ""
    came_from: str = ""
    returned_by: str = ""
    submitted_by: int | None = ref("person", default=None)  # who proposed what is to be confirmed
    last_mover: int | None = ref("person", default=None)
    listed_at: datetime = moment()
    listed_by: int | None = ref("person", default=None)
    version: int = 0


class NegativeProposal(Row, table=True):
    """责任划分: every sharing out that was ever drafted, and what it would be worth. Its units do not see a draft."""

    __table_args__ = (UniqueConstraint("item_id", "number"),)

    id: int = key()
    office_id: int = ref("office")
    item_id: int = ref("negative_item")
    number: int
    occurrence: int
    shares: dict[str, Any] = document(default_factory=dict)  # unit code: points, as text
    words: str = ""
    written_at: datetime = moment()
    written_by: int | None = ref("person", default=None)


class NegativeRectification(Row, table=True):
    """负面清单整改: one unit puts it right by a day; closing it out gives no points back."""

    __table_args__ = (
        one_of("state", RectificationState),
        Index("ix_negative_rectification_item", "item_id"),
        found_by("unit_id", where=is_null("closed_at"), name="ix_negative_rectification_open"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    item_id: int = ref("negative_item")
    unit_id: int = ref("unit")
    state: str
    due_on: date = day()
    asked: str = ""
    answer: str = ""
    came_from: str = ""
    returned_by: str = ""
    submitted_by: int | None = ref("person", default=None)
    last_mover: int | None = ref("person", default=None)
    opened_at: datetime = moment()
    closed_at: datetime | None = moment(default=None)
    version: int = 0
