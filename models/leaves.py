"""Who is away with leave."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, column

from models.base import Row, day, key, moment, ref


class Leave(Row, table=True):
    """请假: approved, from–to, both days included. With a substitute the work is his; without, it is paused."""

    __table_args__ = (CheckConstraint(column("ends_on") >= column("begins_on"), name="in_order"),)

    id: int = key()
    office_id: int = ref("office")
    person_id: int = ref("person", index=True)
    begins_on: date = day()
    ends_on: date = day()
    substitution_id: int | None = ref("substitution", default=None)
    reason: str
    document_no: str = ""
    approved_by: int | None = ref("person", default=None)
    recorded_at: datetime = moment()
    recorded_by: int | None = ref("person", default=None)
    version: int = 0
