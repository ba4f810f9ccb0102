"""Findings and problems that are not ended go to the heir: it looks through them, objects, and puts things right.

What is settled stays under the name that it was settled under; no past score changes.
"""

from sqlalchemy import update

from actions.context import Act
from models.findings import Finding, Problem
from states.problem import ProblemState

ENDED = (ProblemState.CLOSED.value, ProblemState.DISMISSED.value)


def readdress_findings(act: Act, old_id: int, heir: int) -> int:
    """How many open findings and problems now are about the heir."""
    moved = 0
    for row, is_open in ((Finding, Finding.c.closed_at.is_(None)), (Problem, Problem.c.state.not_in(ENDED))):
        about = update(row.t).where(is_open, row.c.unit_id == old_id)
        moved += act.tx.execute(about.values(unit_id=heir, version=row.c.version + 1)).rowcount
        by = update(row.t).where(is_open, row.c.issuer_unit_id == old_id)
        act.tx.execute(by.values(issuer_unit_id=heir, version=row.c.version + 1))
    return moved
