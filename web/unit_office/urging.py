"""What became of each that was urged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from models.obligations import Obligation
from states.subjects import SubjectKind
from web.kernel.visit import Visit


@dataclass(frozen=True, slots=True)
class Urged:
    """One duty: urged, or why not."""

    title: str
    unit: str
    ok: bool
    reasons: tuple[str, ...]


def answered(visit: Visit, urged: Sequence[int], kept: Mapping[str, Sequence[str]]) -> list[Urged]:
    reasons = {int(number): tuple(said) for number, said in kept.items()}
    ids = [*urged, *reasons]
    query = select(Obligation.c.id, Obligation.c.title, Obligation.c.unit_id).where(
        Obligation.c.id.in_(ids), visit.sees(SubjectKind.OBLIGATION)
    )
    units = visit.directory.units
    return [
        Urged(row.title, units[row.unit_id].shown, row.id in urged, reasons.get(row.id, ()))
        for row in visit.tx.execute(query.order_by(Obligation.c.id))
    ]
