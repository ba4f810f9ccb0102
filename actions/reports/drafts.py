"""A draft is no record yet: the journal says who sat down to write it, and keeps what was handed in."""

from datetime import timedelta

from sqlalchemy import select

from actions.context import Act
from models.journal import Journal
from states.subjects import SubjectKind

SITTING = timedelta(hours=2)
"""A page saves by itself every few seconds; nobody who reads the journal wants a line of each."""


def goes_on_writing(act: Act, report_id: int) -> bool:
    """Whether the last that was done with this report was written by the same hands, for the same person, lately."""
    query = (
        select(Journal.c.act, Journal.c.person_id, Journal.c.recorded_by, Journal.c.recorded_at)
        .where(Journal.c.subject_kind == SubjectKind.REPORT.value, Journal.c.subject_id == report_id)
        .order_by(Journal.c.id.desc())
        .limit(1)
    )
    last = act.tx.execute(query).one_or_none()
    if last is None or (last.act, last.person_id, last.recorded_by) != ("fill", act.person_id, act.door.recorded_by):
        return False
    return bool(last.recorded_at >= act.now - SITTING)
