"""The next paper: a warning becomes an order, an order a talk; a talk is held; what was issued wrongly is voided."""

from datetime import date

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.firing import fire
from actions.letters.delivering import send_word
from actions.letters.drafting import Draft, done_before, write_draft
from actions.letters.facts import facts_of, is_kept
from actions.letters.loading import letter_of
from actions.letters.rungs import reply_asked_by
from actions.letters.signing import Declining
from actions.letters.wording import compose_letter
from actions.subjects import Subject
from config.letters import LetterKind
from states.letters.facts import LetterFacts


class Going(Data):
    """转督办、提请约谈."""

    letter: int = Field(description="文书编号（系统内）")
    reason: str = Field(min_length=1, description="为什么")


class Held(Data):
    """约谈记录."""

    letter: int = Field(description="文书编号（系统内）")
    held_on: date = Field(description="约谈日期")
    record: int = Field(description="约谈记录：印证材料版本编号")
    words: str = Field(default="", description="摘要")


@act("turn_into_order", label="转督办", data=Going)
def turn_into_order(act: Act, data: Going) -> Done:
    """预警后仍无起色，转为督办：拟督办单，注明由哪份预警提示单而来。"""
    return _go_on(act, data, "turn_into_order", LetterKind.ORDER)


@act("propose_talk", label="提请约谈", data=Going)
def propose_talk(act: Act, data: Going) -> Done:
    """督办后整改不到位，提请约谈：拟约谈提请，报委员会领导。"""
    return _go_on(act, data, "propose_talk", LetterKind.TALK)


def _go_on(act: Act, data: Going, trigger: str, kind: LetterKind) -> Done:
    subject = letter_of(act, data.letter)
    fired = fire(act, subject, trigger, facts_of(act, subject, words=data.reason))
    number = write_draft(act, _next(act, subject, kind), occasion=fired.move.rule.label, reason=data.reason)
    what = kind.label
    return Done(f"“{subject.title}”{fired.move.rule.label}，已拟{what}", ids={"letter": subject.id, "next": number})


def _next(act: Act, subject: Subject[LetterFacts], kind: LetterKind) -> Draft:
    """The same facts, and what was done before."""
    row = subject.row
    facts = {**row.facts, **done_before(row)}
    return Draft(
        kind=kind,
        assessment_id=row.assessment_id,
        unit_id=row.unit_id,
        units=(row.unit_id,),
        facts=facts,
        wording=compose_letter(subject.published, kind, facts, unit=act.directory.units[row.unit_id].name),
        reply=reply_asked_by(subject.published.scheme, kind),
        origin_id=subject.id,
        assignment_id=row.assignment_id,
    )


@act("hold_talk", label="登记约谈", data=Held)
def hold_talk(act: Act, data: Held) -> Done:
    """登记约谈已进行，附约谈记录。"""
    subject = letter_of(act, data.letter)
    if data.held_on > act.now.date():
        raise act.refused("约谈日期晚于今天")
    facts = facts_of(act, subject, words=data.words, has_record=is_kept(act, data.record))
    fire(act, subject, "hold_talk", facts, values={"record_evidence_id": data.record})
    return Done(f"“{subject.title}”已登记约谈", ids={"letter": subject.id})


@act("void_letter", label="作废文书", data=Declining)
def void_letter(act: Act, data: Declining) -> Done:
    """作废已签发的文书：写明理由，编号保留不再用，已送达的告知收文单位。"""
    subject = letter_of(act, data.letter)
    fire(act, subject, "void", facts_of(act, subject, words=data.reason))
    send_word(act, subject, "letter_voided", words={"reason": data.reason})
    return Done(f"“{subject.title}”已作废", ids={"letter": subject.id})
