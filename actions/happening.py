"""Events that were recorded, and the dates of what waited for them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from checks.planned import Planned
from models.duties import Occurrence
from workdays.calendar import WorkCalendar
from workdays.deadline import Deadline
from workdays.resolving import resolve

Happened = Mapping[tuple[str, str], datetime]
"""When what happened, by the code of the event and the period that it concerns."""


def happened_in(tx: Connection, assessment_id: int) -> Happened:
    query = select(Occurrence.t).where(Occurrence.c.assessment_id == assessment_id, Occurrence.c.withdrawn_at.is_(None))
    return {(row.code, row.period): row.happened_at for row in tx.execute(query)}


def since_event(planned: Planned, happened: Happened, calendar: WorkCalendar) -> Deadline:
    """The deadline of a planned thing; of one that waited for an event, counted from it."""
    code = planned.deadline.waits_for or ""
    moment = happened.get((code, planned.occasion)) or happened.get((code, ""))
    if moment is None:
        return planned.deadline
    return resolve(
        planned.deadline.rule,
        calendar=calendar,
        period=planned.span,
        upward=planned.upward,
        events={code: moment},
        whom=planned.deadline.whom,
    )
