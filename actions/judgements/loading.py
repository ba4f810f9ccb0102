"""A judgement as an act holds it: its row, the machine of its slot, whom it is about, whose turn it is."""

from typing import Any

from actions.context import Act
from actions.facts import circumstances
from actions.judgements.slots import Slot, slot_of, slots_of
from actions.published import Published
from actions.subjects import Subject
from models.judgements import Judgement
from models.writing import lock_row
from states.engine import Machine
from states.judgement import JudgementFacts, JudgementState
from states.rules import Await
from states.subjects import SubjectFacts, SubjectKind
from states.year import machines_of


def judgement_of(act: Act, number: int) -> Subject[JudgementFacts]:
    """The judgement, locked for this act, with its slot at hand. Raises `Refused` when there is none."""
    row = lock_row(act.tx, Judgement.t, number)
    if row is None:
        raise act.refused(f"没有编号为 {number} 的酌定")
    published = act.published(row.assessment_id)
    slot = slot_named(act, published, row.slot)
    machine = machine_for(published, slot)
    return Subject(
        kind=SubjectKind.JUDGEMENT,
        table=Judgement,
        row=row,
        machine=machine,
        facts=subject_facts(act, row, machine),
        title=title_of(act, row, slot),
        what=SubjectKind.JUDGEMENT.label,
        published=published,
        lead_unit_id=row.unit_id,
        place=slot,
    )


def title_of(act: Act, row: Any, slot: Slot) -> str:
    return f"{act.directory.units[row.unit_id].shown}“{slot.name}”"


def slot_named(act: Act, published: Published, code: str) -> Slot:
    """Of the rules as they stand; of a slot that they no longer have, of the latest that had it."""
    for edition in published.latest_first:
        rule = slots_of(edition.scheme).get(code)
        if rule is not None:
            return slot_of(edition.scheme, rule)
    known = "、".join(slots_of(published.scheme)) or "（没有）"
    raise act.refused(f"方案里没有要人给分的“{code}”，有：{known}")


def machine_for(published: Published, slot: Slot) -> Machine[JudgementFacts]:
    return machines_of(published.scheme, scheme_hash=published.scheme_hash).judgement(slot.terms)


def subject_facts(act: Act, row: Any, machine: Machine[JudgementFacts]) -> SubjectFacts:
    """Whose turn it is, by the seats that the scheme names, whether or not anybody was asked."""
    bare = SubjectFacts(
        kind=SubjectKind.JUDGEMENT,
        office=act.office_id,
        state=row.state,
        lead_unit=act.directory.units[row.unit_id].code,
        submitter=row.submitted_by,
        last_mover=row.last_mover,
    )
    posts = act.directory.seating.owing(turn_of(machine, row.state), bare)
    return SubjectFacts(
        kind=bare.kind,
        office=bare.office,
        state=bare.state,
        lead_unit=bare.lead_unit,
        submitter=bare.submitter,
        last_mover=bare.last_mover,
        awaited_posts=frozenset(posts),
        awaited_roles=frozenset(act.directory.post(code).role for code in posts),
    )


def turn_of(machine: Machine[JudgementFacts], state: str) -> Await:
    """Whoever proposes may propose anew what was confirmed or withdrawn."""
    tried = (machine.states[code].awaits for code in (state, JudgementState.AWAITED.value))
    return next(awaits for awaits in tried if awaits is not None)


def facts_of(act: Act, subject: Subject[JudgementFacts], *, words: str = "", **told: Any) -> JudgementFacts:
    return JudgementFacts(**circumstances(act, subject, words=words), **told)
