"""What lists and material for a meeting tell besides: what is open and late, what the last meeting decided."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from actions.context import Act
from config.roles import LEADERS
from models.obligations import OPEN, Obligation
from models.supervision import Meeting
from states.obligations import ObligationKind
from states.summary import Decided, Late
from workdays.deadline import local_day
from workdays.wording import say_day


def late_of(act: Act, assessment_id: int) -> tuple[Late, ...]:
    """Open and past its moment, unit by unit in official order. What waits on a leader's desk is on no list (O10)."""
    query = select(Obligation.t).where(OPEN, Obligation.c.assessment_id == assessment_id, Obligation.c.due_at < act.now)
    posts, units = act.directory.posts, act.directory.units
    rows = [row for row in act.tx.execute(query) if posts[row.post_id].role not in LEADERS]
    order = {number: place for place, number in enumerate(units)}
    return tuple(_late(act, row) for row in sorted(rows, key=lambda row: (order[row.unit_id], row.due_at, row.id)))


def _late(act: Act, row: Any) -> Late:
    taken = row.ladder["rungs"][row.rung - 1]["label"] if row.ladder is not None and row.rung else ""
    days = act.calendar.workdays_between(local_day(row.due_at), local_day(act.now))
    return Late(
        unit=act.directory.units[row.unit_id].shown,
        what=f"{ObligationKind(row.kind).label}“{row.title}”",
        workdays=days,
        taken=taken,
    )


def last_meeting(act: Act, assessment_id: int) -> tuple[str, tuple[Decided, ...]]:
    """The last 推进会 and what became of each thing that it gave out."""
    query = select(Meeting.t).where(Meeting.c.assessment_id == assessment_id)
    held = act.tx.execute(query.order_by(Meeting.c.held_on.desc(), Meeting.c.id.desc()).limit(1)).first()
    if held is None:
        return "", ()
    return f"{say_day(held.held_on)}“{held.title}”", tuple(_decided(act, held.id))


def _decided(act: Act, meeting: int) -> Iterator[Decided]:
    query = select(Obligation.t).where(Obligation.c.subject_kind == "meeting", Obligation.c.subject_id == meeting)
    for row in act.tx.execute(query.order_by(Obligation.c.id)):
        yield Decided(
            unit=act.directory.units[row.unit_id].shown,
            what=row.title,
            due=say_day(local_day(row.due_at), year=False),
            is_done=row.settled_at is not None,
            is_late=row.settled_at is None and row.due_at < act.now,
        )
