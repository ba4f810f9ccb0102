"""一票否决, one whole: what was proposed by whom on which paper, what the unit said, what it does to the result."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from actions.published import published_of
from config.scheme import Scheme
from config.scoring.conditions import HasFinding
from config.scoring.grading import Override
from config.scoring.parts import parts_like
from documents.scores import say_basis
from models.evidence import Evidence, EvidenceVersion
from models.vetoes import Veto
from states.subjects import SubjectKind
from states.veto import VetoState
from web.kernel.visit import Visit


@dataclass(frozen=True, slots=True)
class Effect:
    """What the scheme does to a unit against which it is in force."""

    label: str
    basis: str


@dataclass(frozen=True, slots=True)
class Whole:
    row: Any
    owner: str
    unit_code: str
    paper: Any  # the letter of the proposing body, for whoever may read it
    effects: tuple[Effect, ...]
    is_in_force: bool


def veto_whole(visit: Visit, number: int) -> Whole:
    row: Any = visit.tx.execute(select(Veto.t).where(Veto.c.id == number)).one()
    scheme = published_of(visit.tx, row.assessment_id, day=visit.day).scheme
    paper = select(EvidenceVersion.c.id, Evidence.c.title).join(
        EvidenceVersion.t, EvidenceVersion.c.evidence_id == Evidence.c.id
    )
    units = visit.directory.units
    return Whole(
        row=row,
        owner=units[row.owner_unit_id].name,
        unit_code=units[row.unit_id].code,
        paper=visit.tx.execute(
            paper.where(EvidenceVersion.c.id == row.evidence_version_id, visit.sees(SubjectKind.EVIDENCE))
        ).first(),
        effects=tuple(_effects(scheme, row.finding)),
        is_in_force=row.state == VetoState.IN_FORCE.value,
    )


def _effects(scheme: Scheme, finding: str) -> Iterator[Effect]:
    for each in scheme.scoring.overrides:
        if _asks_for(each, finding):
            awards = [one.name for one in scheme.scoring.awards if one.code in each.awards]
            named = f"（{'、'.join(awards)}）" if awards else f"（{each.grade}）" if each.grade else ""
            yield Effect(f"{each.effect.label}{named}", say_basis(each.basis, scheme) if each.basis else "")


def _asks_for(override: Override, finding: str) -> bool:
    return any(finding in part.match.finding for _, part in parts_like(HasFinding, override.when))
