"""Which matters of a scheme somebody may propose a veto on: those that are in the charge of his unit (归口部门)."""

from config.scheme import Scheme
from config.vetoes import VetoMatter
from states.actors import Actor
from states.permissions import may
from states.subjects import SubjectFacts, SubjectKind


def own_matters(actor: Actor, office_id: int, scheme: Scheme) -> list[VetoMatter]:
    matters = scheme.vetoes.matters if scheme.vetoes is not None else ()
    return [
        each
        for each in matters
        if may(actor, "propose_veto", SubjectFacts(kind=SubjectKind.VETO, office=office_id, issuer_unit=each.owner)).ok
    ]
