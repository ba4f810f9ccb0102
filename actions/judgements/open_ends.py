"""What people have begun to give and not finished: rounds, points to be confirmed, lateness without an amount."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from actions.judgements.slots import lateness_slot, slots_of
from actions.published import Published
from models.ballots import BallotRound
from models.judgements import Judgement
from models.lateness import Deduction, DeductionState
from models.units import Unit
from states.balloting.facts import BallotState
from states.judgement import JudgementState

ENDED = (BallotState.SEALED.value, BallotState.VOIDED.value)
WAITING = (JudgementState.AWAITED, JudgementState.PROPOSED, JudgementState.RETURNED)


def open_ends(tx: Connection, published: Published) -> Iterator[str]:
    """One sentence for each, in order; of slots that the scheme no longer has, nothing."""
    yield from _rounds(tx, published)
    yield from _judgements(tx, published)
    yield from _deductions(tx, published)


def _rounds(tx: Connection, published: Published) -> Iterator[str]:
    query = select(BallotRound.c.title, BallotRound.c.state).where(
        BallotRound.c.assessment_id == published.assessment_id, BallotRound.c.state.not_in(ENDED)
    )
    for row in tx.execute(query.order_by(BallotRound.c.id)):
        yield f"“{row.title}”{BallotState(row.state).label}"


def _judgements(tx: Connection, published: Published) -> Iterator[str]:
    slots = slots_of(published.scheme)
    query = (
        select(Judgement.c.slot, Judgement.c.state, *_named())
        .join(Unit.t, Unit.c.id == Judgement.c.unit_id)
        .where(
            Judgement.c.assessment_id == published.assessment_id,
            Judgement.c.slot.in_([*slots]),
            Judgement.c.state.in_([state.value for state in WAITING]),
        )
    )
    for row in tx.execute(query.order_by(Unit.c.position, Judgement.c.id)):
        rule = slots[row.slot]
        if row.state == JudgementState.AWAITED and rule.default is not None:
            continue  # it counts without anybody
        yield f"{row.short or row.name}“{rule.label or rule.slot}”{JudgementState(row.state).label}"


def _deductions(tx: Connection, published: Published) -> Iterator[str]:
    """An empty amount would be scored as nothing."""
    if lateness_slot(published.scheme) is None:
        return
    query = (
        select(Deduction.c.title, *_named())
        .join(Unit.t, Unit.c.id == Deduction.c.unit_id)
        .where(Deduction.c.assessment_id == published.assessment_id, Deduction.c.state == DeductionState.PROPOSED.value)
    )
    for row in tx.execute(query.order_by(Deduction.c.id)):
        yield f"{row.short or row.name}“{row.title}”的扣分建议{DeductionState.PROPOSED.label}"


def _named() -> tuple[Any, ...]:
    return (Unit.c.name, Unit.c.short)
