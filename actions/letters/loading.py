"""A letter as an act holds it: its row, its machine, whom it reached, by when it has to be answered."""

from typing import Any

from actions.context import Act
from actions.letters.following import follow_letter
from actions.letters.reading import deadline_of, units_of
from actions.published import Published
from actions.rules_of import rules_for
from actions.subjects import Subject, waiting_on
from config.letters import LetterKind
from config.obligations import ObligationKind
from models.letters import Letter
from models.writing import lock_row
from states.engine import Machine
from states.letters.facts import LetterFacts
from states.subjects import SubjectFacts, SubjectKind
from states.year import machines_of

WHAT = "文稿"
"""After its title, which says what it is: “关于……的督办单”文稿."""


def letter_of(act: Act, letter_id: int) -> Subject[LetterFacts]:
    """The letter, locked for this act. Raises `Refused` when there is none."""
    row = lock_row(act.tx, Letter.t, letter_id)
    if row is None:
        raise act.refused(f"没有编号为 {letter_id} 的文书")
    published, kind = act.published(row.assessment_id), LetterKind(row.kind)
    machine, scheme = rules_for(published, row, lambda machines: machines.letters[kind])
    due = deadline_of(act, row)
    return Subject(
        kind=SubjectKind.LETTER,
        table=Letter,
        row=row,
        machine=machine,
        facts=subject_facts(act, row, machine),
        title=row.title,
        what=WHAT,
        published=published,
        lead_unit_id=row.issuer_unit_id,  # whose paper it is, for whoever is asked to sign it
        chain=scheme.signing(kind),
        due={ObligationKind.REPLY: due} if due is not None else {},
        after=follow_letter,
    )


def machine_for(published: Published, kind: LetterKind) -> Machine[LetterFacts]:
    """Of a letter that is only now drafted."""
    return machines_of(published.scheme, scheme_hash=published.scheme_hash).letters[kind]


def subject_facts(act: Act, row: Any, machine: Machine[LetterFacts]) -> SubjectFacts:
    """Before it is delivered nobody is its addressee; whoever it will go to stands beside it as a co-unit."""
    awaits = machine.states[row.state].awaits
    waiting = waiting_on(act, SubjectKind.LETTER, row.id, awaits=awaits.kind if awaits else None, joint=None)
    units, rows = act.directory.units, units_of(act, row.id)
    return SubjectFacts(
        kind=SubjectKind.LETTER,
        office=act.office_id,
        state=row.state,
        lead_unit=units[row.unit_id].code,
        co_units=frozenset(units[each.unit_id].code for each in rows),
        issuer_unit=units[row.issuer_unit_id].code,
        addressees=frozenset(units[each.unit_id].code for each in rows if each.delivered_at is not None),
        awaited_posts=waiting.awaited,
        awaited_roles=frozenset(act.directory.post(code).role for code in waiting.awaited),
        consulted_posts=waiting.consulted,
        copied_posts=waiting.copied,
        submitter=row.submitted_by,
        last_mover=row.last_mover,
    )
