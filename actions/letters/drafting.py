"""Drafting: by the clock when a ladder asks for it, by a person with basis. Either way a person signs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select

from actions.context import Act
from actions.letters.loading import machine_for, subject_facts
from actions.letters.wording import Wording, compose_letter
from actions.obligating import Owed
from actions.published import Published
from actions.telling import Told
from actions.wording import say_last_moment
from config.due import Due
from config.letters import LetterKind
from config.terms import speak
from models.letters import Letter, LetterUnit, LetterVersion
from models.writing import find_row, insert_rows
from states.actors import Decision
from states.letters.facts import LetterState
from states.subjects import SubjectKind
from states.timing import in_workdays

DROPPED = (LetterState.VOIDED.value, LetterState.DECLINED.value)
FACTS = ("subject", "as_of", "fact", "verified", "rule", "basis")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is known of a letter when it is drafted. `units` get it; `unit_id` is whom it is about."""

    kind: LetterKind
    assessment_id: int
    unit_id: int
    units: Sequence[int]
    facts: Mapping[str, Any]
    wording: Wording
    reply: Due | None = None
    shortfall_id: int | None = None
    rung: str = ""
    origin_id: int | None = None
    assignment_id: int | None = None
    nature: str = ""


def draft(
    act: Act, *, kind: LetterKind, assessment_id: int, unit_id: int, shortfall_id: int | None, rung: str,
    reply: Due | None, words: Mapping[str, Any], occasion: str = "", why: str = "", decision: Decision | None = None,
) -> int:  # fmt: skip
    """Draft a letter on figures; for a rung of a shortfall's ladder once, whoever is first. Answers its id.

    `words` say what the text is made of: `subject` the indicator, `as_of` (8月底), `fact` (完成3200人，占年度任务
    （6000人）的53.3%，低于序时进度（66.7%）13.3个百分点，欠账800人), `verified` whether the figure was verified, `rule`
    the 口径 by which it is behind, `basis` the clause that the letter cites; and, where known, `assignment_id`.
    """
    standing = drafted_for(act, shortfall_id, rung, kind)
    if standing is not None:
        return standing
    published = act.published(assessment_id)
    origin = _before(act, shortfall_id)
    facts = {name: word for name, word in words.items() if name != "assignment_id"} | done_before(origin)
    return write_draft(
        act,
        Draft(
            kind=kind,
            assessment_id=assessment_id,
            unit_id=unit_id,
            units=(unit_id,),
            facts=facts,
            wording=compose_letter(published, kind, facts, unit=act.directory.units[unit_id].name),
            reply=reply,
            shortfall_id=shortfall_id,
            rung=rung,
            origin_id=origin.id if origin is not None else None,
            assignment_id=words.get("assignment_id"),
        ),
        occasion=occasion or _occasion(published, rung),
        why=why,
        decision=decision,
    )


def drafted_for(act: Act, shortfall_id: int | None, rung: str, kind: LetterKind) -> int | None:
    """What this rung drafted before, or what a person made of the letter before it: the unit gets one of a kind."""
    if shortfall_id is None:
        return None
    own = select(Letter.c.id).where(Letter.c.shortfall_id == shortfall_id)
    next_step = and_(Letter.c.origin_id.in_(own), Letter.c.shortfall_id.is_(None))
    by_hand = and_(next_step, Letter.c.kind == kind.value, Letter.c.state.not_in(DROPPED))
    by_clock = and_(Letter.c.shortfall_id == shortfall_id, Letter.c.rung == rung)
    query = select(Letter.c.id).where(or_(by_clock, by_hand)).order_by(Letter.c.id)
    return act.tx.scalars(query.limit(1)).one_or_none()


def _before(act: Act, shortfall_id: int | None) -> Any | None:
    """The letter of the rung before: an order points back to its warning, a talk to its order."""
    if shortfall_id is None:
        return None
    query = Letter.t.select().where(Letter.c.shortfall_id == shortfall_id).order_by(Letter.c.id.desc()).limit(1)
    return act.tx.execute(query).one_or_none()


def done_before(origin: Any | None) -> dict[str, str]:
    """What the text says of the letter before it, where that was issued and stands."""
    if origin is None or not origin.number or origin.state == LetterState.VOIDED:
        return {}
    return {"before": f"此前已制发{LetterKind(origin.kind).label}（{origin.number}）。"}


def _occasion(published: Published, rung: str) -> str:
    rungs = (each for ladder in published.scheme.ladders.values() for each in ladder.rungs)
    return next((each.label for each in rungs if each.code == rung), "定时拟稿")


def write_draft(
    act: Act, told: Draft, *, occasion: str, reason: str = "", decision: Decision | None = None,
    why: str = "",
) -> int:  # fmt: skip
    """The letter with its first wording and its units; its desk owes the next step and is told."""
    published = act.published(told.assessment_id)
    (letter_id,) = insert_rows(act.tx, Letter.t, [_row(act, published, told)])
    write_wording(act, letter_id, told.wording, number=1, reason=reason)
    insert_rows(act.tx, LetterUnit.t, [_unit(act, letter_id, unit, place) for place, unit in enumerate(told.units)])
    act.record(
        SubjectKind.LETTER.value,
        letter_id,
        act="draft_letter",
        assessment_id=told.assessment_id,
        after={"state": "drafting", "kind": told.kind, "rung": told.rung, "title": told.wording.title},
        reason=reason,
        basis=told.wording.basis,
        decision=decision,
    )
    _owe(act, published, told, letter_id, occasion=occasion, why=why)
    return letter_id


def _row(act: Act, published: Published, told: Draft) -> dict[str, Any]:
    machine = machine_for(published, told.kind)
    return {
        "office_id": act.office_id,
        "assessment_id": told.assessment_id,
        "kind": told.kind.value,
        "nature": told.nature,
        "unit_id": told.unit_id,
        "issuer_unit_id": act.directory.unit_ids[published.scheme.issuer(told.kind)],
        "assignment_id": told.assignment_id,
        "shortfall_id": told.shortfall_id,
        "rung": told.rung,
        "origin_id": told.origin_id,
        "title": told.wording.title,
        "facts": told.facts,
        "reply": None if told.reply is None else told.reply.model_dump(mode="json", exclude_none=True),
        "state": machine.definition.initial,
        "drafted_at": act.now,
        "drafted_by": act.person_id,
        **dict.fromkeys(("round", "version"), 0),
        **dict.fromkeys(("returned_by", "came_from", "number", "issued_text", "seal_words"), ""),
        **dict.fromkeys(("delivered_how", "meeting_place"), ""),
    }


def _unit(act: Act, letter_id: int, unit_id: int, place: int) -> dict[str, Any]:
    return {"office_id": act.office_id, "letter_id": letter_id, "unit_id": unit_id, "position": place, "version": 0}


def write_wording(act: Act, letter_id: int, wording: Wording, *, number: int, reason: str) -> None:
    """The next version of the text; earlier ones stay."""
    row = {
        "office_id": act.office_id,
        "letter_id": letter_id,
        "number": number,
        "title": wording.title,
        "body": wording.body,
        "basis": wording.basis,
        "written_at": act.now,
        "written_by": act.person_id,
        "reason": reason,
    }
    insert_rows(act.tx, LetterVersion.t, [row])


def _owe(act: Act, published: Published, told: Draft, letter_id: int, *, occasion: str, why: str) -> None:
    """The desk of the unit that issues it owes the next step, and is told at once."""
    row, machine = find_row(act.tx, Letter.t, letter_id), machine_for(published, told.kind)
    awaits = machine.states[machine.definition.initial].awaits
    if awaits is None:
        return
    posts = act.directory.seating.owing(awaits, subject_facts(act, row, machine))
    due = in_workdays(act.now, awaits.days or 0, calendar=act.calendar)
    ladder = next((each for each in published.scheme.ladders.values() if awaits.kind in each.applies_to), None)
    owed = [
        Owed(
            kind=awaits.kind,
            unit_id=act.directory.post(post).unit_id,
            post_id=act.directory.post(post).id,
            subject_kind=SubjectKind.LETTER.value,
            subject_id=letter_id,
            title=told.wording.title,
            due_at=due,
            assessment_id=told.assessment_id,
            ladder=ladder,
        )
        for post in posts
    ]
    for one, number in zip(owed, act.obligations.open(owed), strict=True):
        act.tell(_told(act, published, told, one, number, occasion=occasion, why=why))


def _told(act: Act, published: Published, told: Draft, owed: Owed, number: int, *, occasion: str, why: str) -> Told:
    return Told(
        code="letter_drafted",
        key=f"letter_drafted:{owed.subject_id}:{owed.post_id}",
        post_id=owed.post_id,
        words={
            "what": told.kind.label,
            "subject": told.facts.get("subject", told.wording.title),
            "unit": _named(act, told.units),
            "occasion": speak(occasion, published.own),
            "due": say_last_moment(owed.due_at) if owed.due_at is not None else "近日",
        },
        overrides=published.texts,
        wanted_while=number,
        why=why,
    )


def _named(act: Act, units: Iterable[int]) -> str:
    return "、".join(act.directory.units[unit].shown for unit in units)
