"""A veto as an act holds it; before it is written, what its machine is told of it."""

from typing import Any

from sqlalchemy import select

from actions.context import Act
from actions.facts import circumstances
from actions.published import Published
from actions.rules_of import rules_for
from actions.subjects import Subject, waiting_on
from config.obligations import ObligationKind
from config.scheme import Scheme
from config.vetoes import VetoMatter
from models.vetoes import Veto
from models.writing import lock_row
from states.engine import Machine
from states.subjects import SubjectFacts, SubjectKind
from states.veto import VetoFacts, VetoState
from states.year import machines_of

OVER = (VetoState.UNFOUNDED.value, VetoState.TAKEN_BACK.value, VetoState.LIFTED.value)


def veto_of(act: Act, number: int) -> Subject[VetoFacts]:
    """The veto, locked for this act. Raises `Refused` when there is none."""
    row = lock_row(act.tx, Veto.t, number)
    if row is None:
        raise act.refused(f"没有编号为 {number} 的一票否决")
    published = act.published(row.assessment_id)
    machine, _ = rules_for(published, row, lambda machines: machines.veto)
    units = act.directory.units
    return Subject(
        kind=SubjectKind.VETO,
        table=Veto,
        row=row,
        machine=machine,
        facts=_facts(act, row, machine),
        title=f"{row.name}：{units[row.unit_id].shown}",
        what=SubjectKind.VETO.label,
        published=published,
        lead_unit_id=row.unit_id,
    )


def machine_for(act: Act, published: Published) -> Machine[VetoFacts]:
    """Of a veto that is only now proposed. Raises `Refused` where the scheme has none."""
    machine = machines_of(published.scheme, scheme_hash=published.scheme_hash).veto
    if machine is None:
        raise act.refused("方案没有写一票否决（vetoes），不能提出")
    return machine


def _facts(act: Act, row: Any, machine: Machine[VetoFacts]) -> SubjectFacts:
    """The unit can read it once it was told."""
    units, awaits = act.directory.units, machine.states[row.state].awaits
    waiting = waiting_on(act, SubjectKind.VETO, row.id, awaits=awaits.kind if awaits is not None else None, joint=None)
    unit = units[row.unit_id].code
    return SubjectFacts(
        kind=SubjectKind.VETO,
        office=act.office_id,
        state=row.state,
        lead_unit=unit,
        issuer_unit=units[row.owner_unit_id].code,
        addressees=frozenset({unit}) if row.told_at is not None else frozenset(),
        awaited_posts=waiting.awaited,
        awaited_roles=frozenset(act.directory.post(code).role for code in waiting.awaited),
        consulted_posts=waiting.consulted,
        copied_posts=waiting.copied,
        submitter=row.submitted_by,
        last_mover=row.last_mover,
    )


def facts_of(act: Act, subject: Subject[VetoFacts], *, words: str = "", **more: Any) -> VetoFacts:
    """Outside the proposal: whether the unit still has time, an extension counted in."""
    owed = act.obligations.about(SubjectKind.VETO.value, subject.id)
    dues = [row.due_at for row in owed if row.kind == ObligationKind.STATEMENT and row.due_at is not None]
    dues += [subject.row.statement_due_at] if subject.row.statement_due_at is not None else []
    told = {"is_in_time": not dues or act.now <= max(dues), **more}
    return VetoFacts(**circumstances(act, subject, words=words), **told)


def has_authority(scheme: Scheme, matter: VetoMatter) -> bool:
    """Whether a superior's document stands behind the matter, as the scheme has it (O15)."""
    basis = matter.basis or (scheme.vetoes.basis if scheme.vetoes is not None else None)
    above = {document.code for document in scheme.documents if document.superior}
    return basis is not None and basis.document in above


def standing_veto(act: Act, assessment_id: int, matter: VetoMatter, unit: str) -> str:
    """One unit is vetoed for one matter once a year."""
    query = select(Veto.c.state).where(
        Veto.c.assessment_id == assessment_id,
        Veto.c.matter == matter.code,
        Veto.c.unit_id == act.directory.unit_ids[unit],
        Veto.c.state.not_in(OVER),
    )
    found = act.tx.scalars(query.limit(1)).one_or_none()
    if found is None:
        return ""
    name = act.directory.unit(unit).shown
    return f"“{matter.name}”对{name}的一票否决已经提出（{VetoState(found).label}），不重复提出"
