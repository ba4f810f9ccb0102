"""Vetoes under way and what is being put right go to the heir: it answers, and it proposes in the old one's place.

What the committee decided stays under the name that it was decided under; no past score changes.
"""

from sqlalchemy import update

from actions.context import Act
from models.negative import NegativeRectification
from models.vetoes import Veto
from states.veto import VetoState

UNDER_WAY = (VetoState.PROPOSED.value, VetoState.TOLD.value, VetoState.BEFORE_COMMITTEE.value)
IS_OPEN = NegativeRectification.c.closed_at.is_(None)


def readdress_vetoes(act: Act, old_id: int, heir: int) -> int:
    """How many vetoes and rectifications now are about the heir."""
    moved = 0
    for row, is_open in ((Veto, Veto.c.state.in_(UNDER_WAY)), (NegativeRectification, IS_OPEN)):
        about = update(row.t).where(is_open, row.c.unit_id == old_id)
        moved += act.tx.execute(about.values(unit_id=heir, version=row.c.version + 1)).rowcount
    by = update(Veto.t).where(Veto.c.state.in_(UNDER_WAY), Veto.c.owner_unit_id == old_id)
    act.tx.execute(by.values(owner_unit_id=heir, version=Veto.c.version + 1))
    return moved
