"""What leaders wrote on a task."""

from datetime import datetime

from sqlalchemy import Index

from models.base import Row, key, moment, ref


class Instruction(Row, table=True):
    """批示: a leader's words on an assignment, given on the page or with a pen. With `due_at` it asks for an answer."""

    __table_args__ = (Index("ix_instruction_assignment", "assignment_id", "given_at"),)

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    assignment_id: int = ref("assignment")
    person_id: int = ref("person")
    post_id: int = ref("post")
    words: str
    due_at: datetime | None = moment(default=None)
    given_at: datetime = moment()  # of a sheet, the day that it bears
    recorded_at: datetime = moment()
    recorded_by: int | None = ref("person", default=None)
