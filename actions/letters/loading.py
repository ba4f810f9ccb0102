"""A letter as an act holds it: its row, its machine, whom it reached, by when it has to be answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from actions.context import Act
from actions.letters.following import follow_letter
from actions.published import Published
from actions.subjects import Subject, waiting_on
from config.deadlines import DeadlineRule
from config.letters import LetterKind
from config.obligations import ObligationKind
from models.letters import UNITS, VERSIONS, Letter
from models.writing import lock_row
from states.engine import Machine
from states.letters.facts import LetterFacts, LetterState
from states.subjects import SubjectFacts, SubjectKind
from states.year import machines_of
from workdays.deadline import Deadline
from workdays.resolving import resolve

RECEIVED = "notice_received"
RULES: TypeAdapter[DeadlineRule] = TypeAdapter(DeadlineRule)


def letter_of(act: Act, letter_id: int) -> Subject[LetterFacts]:
    """The letter, locked for this act. Raises `Refused` when there is none."""
    row = lock_row(act.tx, Letter.t, letter_id)
    if row is None:
        raise act.refused(f"没有编号为 {letter_id} 的文书")
    published, kind = act.published(row.assessment_id), LetterKind(row.kind)
    machine = machine_for(published, kind)
    due = deadline_of(act, row)
    return Subject(
        kind=SubjectKind.LETTER,
        table=Letter,
        row=row,
        machine=machine,
        facts=subject_facts(act, row, machine),
        title=row.title,
        what=kind.label,
        published=published,
        lead_unit_id=row.unit_id,
        chain=published.scheme.signing(kind),
        due={ObligationKind.REPLY: due} if due is not None else {},
        after=follow_letter,
    )


def machine_for(published: Published, kind: LetterKind) -> Machine[LetterFacts]:
    return machines_of(published.scheme, scheme_hash=published.scheme_hash).letters[kind]


def reply_rule(row: Any) -> DeadlineRule | None:
    return None if row.reply is None else RULES.validate_python(row.reply)


def deadline_of(act: Act, row: Any, *, received_at: datetime | None = None) -> Deadline | None:
    """By when it has to be answered, once it is known when it was received."""
    rule = reply_rule(row)
    if rule is None:
        return None
    received = received_at or row.received_at
    events = {RECEIVED: received} if received is not None else {}
    return resolve(rule, calendar=act.calendar, events=events, whom=act.directory.units[row.unit_id].name)


def units_of(act: Act, letter_id: int) -> Sequence[Any]:
    """Whom it goes to, in order."""
    return act.tx.execute(UNITS, {"b_letter": letter_id}).all()


def versions_of(act: Act, letter_id: int) -> Sequence[Any]:
    """Every wording that it had; the last one stands."""
    return act.tx.execute(VERSIONS, {"b_letter": letter_id}).all()


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


def is_draft(row: Any) -> bool:
    return row.issued_at is None and row.state not in (LetterState.DECLINED, LetterState.VOIDED)
