"""What stands beside a letter: its wordings, its units, its answers, and by when it has to be answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from actions.context import Act
from config.deadlines import DeadlineRule
from models.letters import REPLIES, UNITS, VERSIONS
from workdays.deadline import Deadline
from workdays.resolving import resolve

RECEIVED = "notice_received"
RULES: TypeAdapter[DeadlineRule] = TypeAdapter(DeadlineRule)


def reply_rule(row: Any) -> DeadlineRule | None:
    return None if row.reply is None else RULES.validate_python(row.reply)


def deadline_of(act: Act, row: Any, *, received_at: datetime | None = None) -> Deadline | None:
    """By when it has to be answered, once it is known when it was received."""
    rule = reply_rule(row)
    if rule is None:
        return None
    received = received_at or row.received_at
    events = {RECEIVED: received} if received is not None else {}
    return resolve(rule, calendar=act.calendar, events=events, whom=act.directory.units[row.unit_id].name)


def units_of(act: Act, letter_id: int) -> Sequence[Any]:
    """Whom it goes to, in order."""
    return act.tx.execute(UNITS, {"b_letter": letter_id}).all()


def versions_of(act: Act, letter_id: int) -> Sequence[Any]:
    """Every wording that it had; the last one stands."""
    return act.tx.execute(VERSIONS, {"b_letter": letter_id}).all()


def replies_of(act: Act, letter_id: int) -> Sequence[Any]:
    """Every answer, in order."""
    return act.tx.execute(REPLIES, {"b_letter": letter_id}).all()
