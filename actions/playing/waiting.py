"""How long the office waits for what a package is made of: from its items' own date until its own comes too near."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from actions.playing.hours import GATHERING, after_workdays, at
from actions.playing.stage import Stage
from config.obligations import ObligationKind
from models.obligations import Obligation
from models.windows import Window
from workdays.calendar import WorkCalendar
from workdays.deadline import local_day

UNHURRIED = 5
"""Workdays after which something without a date is done."""


def aim(row: Any, calendar: WorkCalendar) -> date | None:
    """The workday that reminders aim at; without one of its own, the last workday up to the due day."""
    if row.due_at is None:
        return None
    told = (row.deadline or {}).get("remind_on") if row.due_at == row.original_due_at else None
    return date.fromisoformat(told) if told else calendar.on_or_before(local_day(row.due_at))


def begins_to_gather(stage: Stage, row: Any) -> datetime:
    """The morning after its items were due at the office."""
    asked = _asked_by(stage, row) or row.opened_at
    return after_workdays(max(asked, row.opened_at), 1, GATHERING, calendar=stage.calendar)


def cannot_wait_after(stage: Stage, row: Any) -> datetime:
    """The chain needs its days before the date; without a date, some days after what was asked for fell due."""
    calendar = stage.calendar
    day = aim(row, calendar)
    if day is None:
        return after_workdays(_asked_by(stage, row) or row.opened_at, UNHURRIED, GATHERING, calendar=calendar)
    return at(calendar.add_workdays(day, -_chain_days(stage, row) - 1), GATHERING)


def _chain_days(stage: Stage, row: Any) -> int:
    chain = stage.places.packages[row.subject_id].chain
    return sum(step.days for step in stage.scheme.chains[chain].steps) if chain else 0


def _asked_by(stage: Stage, row: Any) -> datetime | None:
    """By when its items are due at the office."""
    window_id = stage.places.packages[row.subject_id].window_id
    if window_id is not None:
        query = select(Window.c.due_at).where(Window.c.id == window_id)
    else:
        query = select(func.max(Obligation.c.due_at)).where(
            Obligation.c.assessment_id == stage.assessment_id, Obligation.c.kind == ObligationKind.BREAKDOWN.value
        )
    return stage.read(lambda tx: tx.execute(query).scalar())
