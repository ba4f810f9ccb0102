"""The ladder of a stored obligation: as it was frozen, what it remembers, what it aims at, what holds it."""

import json
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from actions.context import Act
from actions.feeding import fed_by
from config.ladders import Ladder
from config.zone import SHANGHAI
from states.ladder import ORDINARY, DueMoment, Hours, Standing, look_again
from workdays.deadline import local_day


@lru_cache(maxsize=256)
def _ladder(written: str) -> Ladder:
    return Ladder.model_validate_json(written)


def ladder_of(row: Any) -> Ladder:
    """The ladder that was frozen onto an obligation when it was opened; one without rungs, where it had none."""
    return _ladder(json.dumps(row.ladder or {"label": "不督办", "applies_to": [row.kind]}))


def standing_of(row: Any) -> Standing:
    return Standing.read(row.standing, opened_at=row.opened_at, rung=row.rung, rung_taken_at=row.rung_taken_at)


def due_moment_of(row: Any) -> DueMoment:
    """The due moment that counts; the day that reminders aim at only while it is the notice's own."""
    kept = (row.deadline or {}) if row.due_at == row.original_due_at else {}
    remind_on, before_grace = kept.get("remind_on"), kept.get("before_grace")
    return DueMoment(
        due_at=row.due_at,
        remind_on=date.fromisoformat(remind_on) if remind_on else None,
        before_grace=datetime.fromisoformat(before_grace) if before_grace else None,
        provisional=row.provisional,
    )


def paused(act: Act, row: Any, standing: Standing) -> Standing:
    """请假 without a substitute pauses what is owed, but not beyond what waits for it."""
    spans = act.directory.away(row.post_id)
    if not spans:
        return standing
    fed, morning = fed_by(act, row), hours_of(act, row).morning
    latest = _on_morning(fed.latest, morning) if fed is not None else None
    ends = ((start, _on_morning(end, morning)) for start, end in spans)
    held = ((start, min(end, latest) if latest is not None else end) for start, end in ends)
    return replace(standing, holds=tuple((start, end) for start, end in held if start < end))


def _on_morning(moment: datetime, morning: time) -> datetime:
    return datetime.combine(local_day(moment), morning, tzinfo=SHANGHAI)


def hours_of(act: Act, row: Any) -> Hours:
    """When the scheme lets people be told."""
    return Hours.of(act.published(row.assessment_id).scheme.policy.messages) if row.assessment_id else ORDINARY


def next_look_of(act: Act, row: Any, *, standing: Standing, due: DueMoment) -> datetime | None:
    """When the clock has to look at it next, as it stands now."""
    return look_again(
        ladder_of(row),
        standing=paused(act, row, standing),
        due=due,
        now=max(act.now, row.opened_at),
        calendar=act.calendar,
        hours=hours_of(act, row),
    )
