"""月度汇总, 季度通报: drawn up by the clock as in a real office, presented on the morning before they are due."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select

from actions.playing.cast import Player
from actions.playing.errands import Errand
from actions.playing.hours import WRITING, at
from actions.playing.stage import Stage
from actions.summaries.drawing import draw_up, summary_of
from config.windows import PRESENTED, SettledBy
from models.duties import Duty
from models.obligations import OPEN, Obligation
from workdays.deadline import local_day

DRAWN = (*PRESENTED, SettledBy.QUARTERLY_CIRCULAR)
BEFORE = 1
"""How many workdays before its day."""


def summaries_of(stage: Stage) -> Iterator[Errand]:
    """One errand for each time that the year asks for one and says by when."""
    query = (
        select(Obligation.c.id, Obligation.c.due_at, Obligation.c.post_id, Duty.c.rule)
        .join(Duty.t, Duty.c.id == Obligation.c.subject_id)
        .where(OPEN, Obligation.c.subject_kind == "duty", Obligation.c.assessment_id == stage.assessment_id)
        .where(Obligation.c.due_at.is_not(None))
        .order_by(Obligation.c.due_at, Obligation.c.id)
    )
    rows: list[Any] = stage.read(lambda tx: list(tx.execute(query)))
    for row in rows:
        if row.rule.get("settled_by") in {each.value for each in DRAWN}:
            day = stage.calendar.add_workdays(stage.calendar.on_or_before(local_day(row.due_at)), -BEFORE)
            moment = max(at(day, WRITING), stage.begins_at)
            yield Errand(moment, stage.places.posts[row.post_id].code, partial(_sum_up, stage, row.id))


def _sum_up(stage: Stage, number: int, by: Player, now: datetime) -> None:
    """What is handed to the heads is presented; a circular has its own way of being signed and issued."""
    draw_up(stage.database, now=now)
    drawn = stage.read(lambda tx: summary_of(tx, number))
    if drawn is not None and drawn.letter_id is None:
        stage.do("present_summary", {"summary": drawn.id}, by=by, now=now)
