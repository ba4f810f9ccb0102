"""What was decided of ties: now, as the result has it, or by a moment, as the journal kept it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from models.journal import Journal
from models.results import Result
from scoring.awarding import TieDecision
from scoring.ordering import OrderDecision
from scoring.outcome import NOTHING_DECIDED, Decided
from states.subjects import SubjectKind

ORDER_OF = "order:"
"""Before the code of a ranking, among what was decided of awards: no code has a colon."""

DECIDING = ("decide_tie", "decide_order")


def decided_in(row: Any) -> Decided:
    """What was said of ties; nothing while no result is handled."""
    return _decided(row.decided if row is not None else {})


def decided_by(tx: Connection, assessment_id: int, period: str, moment: datetime) -> Decided:
    """What had been said of ties by then: each decision was journalled with all that stood before it."""
    which = select(Result.c.id).where(Result.c.assessment_id == assessment_id, Result.c.period == period)
    query = select(Journal.c.after).where(
        Journal.c.subject_kind == SubjectKind.RESULT.value,
        Journal.c.subject_id == which.scalar_subquery(),
        Journal.c.act.in_(DECIDING),
        Journal.c.recorded_at <= moment,
    )
    last = tx.scalars(query.order_by(Journal.c.id.desc()).limit(1)).first()
    return _decided(last["decided"] if last is not None else {})


def _decided(told: Mapping[str, Any]) -> Decided:
    awards = {
        code: TieDecision(frozenset(one["given"]), frozenset(one["among"]))
        for code, one in told.items()
        if not code.startswith(ORDER_OF)
    }
    orders = {
        code.removeprefix(ORDER_OF): tuple(OrderDecision(tuple(one["units"]), one["basis"]) for one in orders)
        for code, orders in told.items()
        if code.startswith(ORDER_OF)
    }
    return Decided(awards, orders) if told else NOTHING_DECIDED
