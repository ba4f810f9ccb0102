"""How long the office waits for what a package is made of: from its items' own date until its own comes too near."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from actions.playing.hours import GATHERING, WRITING, after_workdays, at
from actions.playing.places import WindowPlace
from actions.playing.stage import Stage
from config.obligations import ObligationKind
from models.obligations import Obligation
from models.windows import Window
from states.subjects import SubjectKind
from workdays.calendar import WorkCalendar
from workdays.deadline import local_day

UNHURRIED = 5
"""Workdays after which something without a date is done."""

SETTLING = 3
"""Workdays that figures need after the end of their period."""


def aim(row: Any, calendar: WorkCalendar) -> date | None:
    """The workday that reminders aim at; without one of its own, the last workday up to the due day."""
    if row.due_at is None:
        return None
    told = (row.deadline or {}).get("remind_on") if row.due_at == row.original_due_at else None
    return date.fromisoformat(told) if told else calendar.on_or_before(local_day(row.due_at))


def begins_to_gather(stage: Stage, row: Any) -> datetime:
    """The morning after its items were due at the office."""
    asked = max(_asked_by(stage, row), stage.opened(row))
    planned = after_workdays(asked, 1, GATHERING, calendar=stage.calendar)
    day = aim(row, stage.calendar)
    return planned if day is None else min(planned, at(day, GATHERING))


def cannot_wait_after(stage: Stage, row: Any) -> datetime:
    """The chain needs its days before the date; without a date, some days after what was asked for fell due."""
    day = aim(row, stage.calendar)
    if day is None:
        return after_workdays(_asked_by(stage, row), UNHURRIED, GATHERING, calendar=stage.calendar)
    return at(stage.calendar.add_workdays(day, -_chain_days(stage, row) - 1), GATHERING)


def unhurried(stage: Stage, opened_at: datetime, window: WindowPlace | None) -> datetime:
    """When something without a date is written: a plan soon, figures when their period is over."""
    soon = after_workdays(opened_at, UNHURRIED, WRITING, calendar=stage.calendar)
    if window is None or window.is_plan:
        return soon
    return max(soon, after_workdays(at(window.ends_on, WRITING), SETTLING, WRITING, calendar=stage.calendar))


def _chain_days(stage: Stage, row: Any) -> int:
    chain = stage.places.packages[row.subject_id].chain if row.subject_kind == SubjectKind.PACKAGE.value else ""
    return sum(step.days for step in stage.scheme.chains[chain].steps) if chain else 0


def _asked_by(stage: Stage, row: Any) -> datetime:
    """By when its items are due at the office, or can be expected there."""
    is_package = row.subject_kind == SubjectKind.PACKAGE.value
    window_id = stage.places.packages[row.subject_id].window_id if is_package else None
    if window_id is not None:
        query = select(Window.c.due_at).where(Window.c.id == window_id)
    else:
        query = select(func.max(Obligation.c.due_at)).where(
            Obligation.c.assessment_id == stage.assessment_id, Obligation.c.kind == ObligationKind.BREAKDOWN.value
        )
    asked: datetime | None = stage.read(lambda tx: tx.execute(query).scalar())
    window = stage.places.windows[window_id] if window_id is not None else None
    return asked if asked is not None else unhurried(stage, stage.opened(row), window)
