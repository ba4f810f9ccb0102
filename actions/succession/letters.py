"""Letters that are not ended go to the heir: who has to sign for one, and to answer it, is whoever is there now.

What was issued keeps its wording. Where the heir has the same circular itself, one receipt is enough.
"""

from typing import Any

from sqlalchemy import delete, select, update

from actions.context import Act
from actions.firing import fire
from actions.letters.facts import facts_of
from actions.letters.loading import letter_of
from actions.letters.reading import units_of
from config.obligations import ObligationKind
from models.letters import Letter, LetterUnit
from states.letters.facts import LetterState
from states.subjects import SubjectKind


def readdress_letters(act: Act, old_id: int, heir: int) -> int:
    """How many open letters now are the heir's to sign for, to answer or to issue."""
    clock = act.as_clock()
    addressed = select(LetterUnit.c.letter_id).where(LetterUnit.c.unit_id == old_id)
    query = select(Letter.c.id).where(
        Letter.c.closed_at.is_(None),
        Letter.c.id.in_(addressed) | (Letter.c.unit_id == old_id) | (Letter.c.issuer_unit_id == old_id),
    )
    numbers = act.tx.scalars(query.order_by(Letter.c.id)).all()
    for number in numbers:
        _readdress(clock, number, old_id, heir)
    return len(numbers)


def _readdress(act: Act, number: int, old_id: int, heir: int) -> None:
    units = {row.unit_id: row for row in units_of(act, number)}
    if old_id in units and heir in units:
        _leave_to_heir(act, number, units[old_id])
    else:
        mine = update(LetterUnit.t).where(LetterUnit.c.letter_id == number, LetterUnit.c.unit_id == old_id)
        act.tx.execute(mine.values(unit_id=heir, version=LetterUnit.c.version + 1))
    for column in (Letter.c.unit_id, Letter.c.issuer_unit_id):
        about = update(Letter.t).where(Letter.c.id == number, column == old_id)
        act.tx.execute(about.values({column: heir, Letter.c.version: Letter.c.version + 1}))


def _leave_to_heir(act: Act, number: int, row: Any) -> None:
    """The heir gets, or has, a copy of its own: of a draft the old unit is struck off, else it counts as signed for."""
    if row.delivered_at is None:
        act.tx.execute(delete(LetterUnit.t).where(LetterUnit.c.id == row.id))
    elif row.acknowledged_at is None:
        _sign_for(act, number, row)


def _sign_for(act: Act, number: int, row: Any) -> None:
    subject = letter_of(act, number)
    if subject.state != LetterState.DELIVERED:
        return
    facts = facts_of(act, subject, words="承接单位另有同一份文书", unit=act.directory.units[row.unit_id].code)
    values = {"received_at": act.now} if facts.pending <= {facts.unit} else {}
    fire(act, subject, "acknowledge", facts, values=values)
    signed = {"acknowledged_at": act.now, "version": row.version + 1}
    act.tx.execute(update(LetterUnit.t).where(LetterUnit.c.id == row.id).values(**signed))
    owed = act.obligations.about(SubjectKind.LETTER.value, number)
    receipts = [one.id for one in owed if one.kind == ObligationKind.ACKNOWLEDGEMENT and one.unit_id == row.unit_id]
    act.obligations.end(receipts)
