"""What follows by itself when a letter moves: its number and whole text at the signature, nothing owed at its end."""

from typing import Any

from actions.context import Act
from actions.facts import circumstances
from actions.firing import Fired, fire
from actions.letters.reading import versions_of
from actions.letters.wording import whole_text
from actions.reviewing.kinds import kind_of
from actions.subjects import Subject
from actions.summaries.following import settle_duty_of
from config.letters import LetterKind, NumberKind
from models.letters import Letter, take_number
from models.writing import change_row
from states.engine import follow_up
from states.letters.facts import LetterFacts, LetterState
from states.obligations import Outcome
from states.subjects import SubjectKind

# what the next paper makes of the one that it points back to
NEXT_STEP = {LetterKind.ORDER: "turn_into_order", LetterKind.TALK: "propose_talk"}


def follow_letter(act: Act, subject: Subject[Any], fired: Fired) -> None:
    if fired.move.stays:
        return
    if fired.move.dest.code == LetterState.ISSUED:
        _issue(act, subject, fired)
        _move_origin(act, subject)
    elif fired.move.dest.code == LetterState.DELIVERED:
        settle_duty_of(act, subject.id)
    elif fired.move.dest.final:
        act.obligations.settle(SubjectKind.LETTER.value, subject.id, outcome=Outcome.FREED)
        change_row(act.tx, Letter.t, subject.id, version=fired.version, values={"closed_at": act.now})


def _issue(act: Act, subject: Subject[Any], fired: Fired) -> None:
    """签发: the number is taken in the act that signs, so that neither is there without the other."""
    kind, signed_at = LetterKind(subject.row.kind), act.effective_at
    numbering = subject.published.scheme.letters.numbering(kind)
    values: dict[str, Any] = {"issued_at": signed_at}
    if numbering.kind is NumberKind.OWN:
        taken = take_number(act.tx, office_id=act.office_id, kind=kind, year=signed_at.year)
        values |= {
            "series_year": signed_at.year,
            "series_number": taken,
            "number": numbering.written(year=signed_at.year, number=taken),
        }
    number = values.get("number", subject.row.number)
    text = whole_text(act, subject, versions_of(act, subject.id)[-1], number=number, signed_at=signed_at)
    change_row(act.tx, Letter.t, subject.id, version=fired.version, values={**values, "issued_text": text})
    act.record(
        SubjectKind.LETTER.value,
        subject.id,
        act="number_letter",
        assessment_id=subject.published.assessment_id,
        after=values,
    )


def _move_origin(act: Act, subject: Subject[Any]) -> None:
    """The warning becomes an order when the order is signed, the order a talk when the talk is agreed to."""
    trigger = NEXT_STEP.get(LetterKind(subject.row.kind))
    if trigger is None or subject.row.origin_id is None:
        return
    clock = act.as_clock()
    origin = kind_of(clock, SubjectKind.LETTER).load(clock, subject.row.origin_id)
    facts = LetterFacts(**circumstances(clock, origin, words=f"{LetterKind(subject.row.kind).label}已签发"))
    if follow_up(origin.machine, (trigger,), state=origin.state, facts=facts) is not None:
        fire(clock, origin, trigger, facts)
