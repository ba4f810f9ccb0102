"""The ladder of one obligation is held, let go, or aimed at a new date: what it remembers is written, and when to look.

Whatever was held goes on where it stood, at an hour at which people work.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from actions.acts import Conflict
from actions.context import Act
from actions.ladders import due_moment_of, next_look_of, standing_of
from models.obligations import Obligation
from models.writing import change_row
from states.ladder import DueMoment, Standing
from states.messages import waking_moment


def freeze(act: Act, row: Any, *, until: datetime) -> None:
    """A request for extension is pending: nothing above a reminder."""
    stand(act, row, replace(standing_of(row), frozen=True, frozen_until=until))


def let_go(act: Act, row: Any) -> None:
    """It was refused, withdrawn or not answered."""
    stand(act, row, replace(standing_of(row), frozen=False, frozen_until=None))


def aim_anew(act: Act, row: Any, *, due_at: datetime) -> None:
    """A new due moment; the old one is kept."""
    stand(act, row, standing_of(row).anew(act.now), due_at=due_at, provisional=False)


def look_anew(act: Act, row: Any) -> None:
    """What is known from elsewhere has changed: somebody is away, or back."""
    stand(act, row, standing_of(row))


def stand(act: Act, row: Any, standing: Standing, **values: Any) -> None:
    """Write what the ladder remembers from now on, and when the clock looks next; never again at what is settled."""
    due = due_moment_of(row)
    if "due_at" in values:
        due = DueMoment(due_at=values["due_at"])
    written = {
        "rung": standing.rung,
        "rung_taken_at": standing.rung_taken_at,
        "standing": standing.as_json(),
        "next_look_at": next_look(act, row, standing=standing, due=due) if row.settled_at is None else None,
        **values,
    }
    if not change_row(act.tx, Obligation.t, row.id, version=row.version, values=written):
        raise Conflict(act.entry.label, ("这件事刚刚被别人办理过，请刷新后再试",))


def next_look(act: Act, row: Any, *, standing: Standing, due: DueMoment) -> datetime | None:
    """When the clock has to look again, not before people are awake."""
    if due.due_at is None:
        return None
    moment = next_look_of(act, row, standing=standing, due=due)
    if moment is None or row.assessment_id is None:
        return moment
    policy = act.published(row.assessment_id).scheme.policy.messages
    return max(moment, waking_moment(moment, policy=policy, calendar=act.calendar))
