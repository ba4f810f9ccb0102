"""A quarterly circular that went out settles the duty that asked for it."""

from sqlalchemy import select

from actions.context import Act
from models.summaries import Summary


def settle_duty_of(act: Act, letter_id: int) -> None:
    """Does nothing for a letter that no duty asked for."""
    query = select(Summary.c.obligation_id).where(Summary.c.letter_id == letter_id)
    act.obligations.end(list(act.tx.scalars(query)))
