"""Letters that wait for nobody and whose shortfall is over: the desk ends them the workday after."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, or_, select

from actions.playing.errands import clerks
from actions.playing.hours import RECORDING, after_workdays
from actions.playing.papers import PROVEN, end_by_figures
from actions.playing.stage import Stage
from config.letters import LetterKind
from models.letters import Letter
from models.shortfalls import Shortfall
from models.types import Key
from states.letters.facts import LetterState

WARNED = and_(
    Letter.c.kind == LetterKind.WARNING.value,
    Letter.c.state.in_((LetterState.DELIVERED.value, LetterState.RECEIVED.value)),
)
FOLLOWED = and_(Letter.c.kind == LetterKind.ORDER.value, Letter.c.state == LetterState.TALK_PROPOSED.value)
_OVER = (
    select(Letter.c.id, Shortfall.c.closed_at)
    .join(Shortfall.t, Shortfall.c.id == Letter.c.shortfall_id)
    .where(
        Letter.c.assessment_id == bindparam("b_year", type_=Key),
        or_(WARNED, FOLLOWED),
        Shortfall.c.outcome.in_(PROVEN),
    )
    .order_by(Letter.c.id)
)


def next_ending(stage: Stage) -> datetime | None:
    return min((moment for _, moment in _come(stage)), default=None)


def end_letters(stage: Stage, now: datetime) -> None:
    for number, moment in _come(stage):
        if moment <= now:
            end_by_figures(stage, number, stage.cast.at(clerks(stage)[0]), now)


def _come(stage: Stage) -> list[tuple[int, datetime]]:
    rows = stage.standing(_over)
    return [(row.id, after_workdays(row.closed_at, 1, RECORDING, calendar=stage.calendar)) for row in rows]


def _over(tx: Connection, year: int) -> Sequence[Any]:
    return tx.execute(_OVER, {"b_year": year}).all()
