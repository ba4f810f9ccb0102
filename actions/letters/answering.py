"""What the units do: sign for it, begin to put it right, answer with evidence, commit themselves after a talk."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pydantic import Field
from sqlalchemy import update

from actions.acts import Data, Done, act
from actions.context import Act
from actions.evidence.keeping import use_all
from actions.firing import fire
from actions.letters.dating import dated
from actions.letters.facts import facts_of, materials_of
from actions.letters.loading import letter_of
from actions.letters.reading import deadline_of, replies_of, units_of
from actions.subjects import Subject
from config.obligations import ObligationKind
from models.letters import LetterReply, LetterUnit
from models.writing import insert_rows
from states.letters.facts import LetterFacts
from states.subjects import SubjectKind


class Receiving(Data):
    """签收."""

    letter: int = Field(description="文书编号（系统内）")
    unit: str = Field(default="", description="收文单位编码；不写则为本人所在单位")
    received_at: datetime | None = Field(default=None, description="签收时间；不写则为现在")


class Measures(Data):
    """开始整改."""

    letter: int = Field(description="文书编号（系统内）")
    words: str = Field(min_length=1, description="整改措施、责任人和完成时限")


class Answer(Data):
    """反馈."""

    letter: int = Field(description="文书编号（系统内）")
    words: str = Field(min_length=1, description="整改情况")
    evidence: tuple[int, ...] = Field(default=(), description="印证材料编号")


class Commitment(Data):
    """整改承诺."""

    letter: int = Field(description="文书编号（系统内）")
    words: str = Field(min_length=1, description="承诺的内容")
    due_on: date = Field(description="承诺的完成期限")
    evidence: tuple[int, ...] = Field(default=(), description="印证材料编号，如 签字的承诺书")


@act("acknowledge_letter", label="签收文书", data=Receiving)
def acknowledge_letter(act: Act, data: Receiving) -> Done:
    """收文单位签收；从收到起算的反馈期限由此开始。"""
    subject = letter_of(act, data.letter)
    at, unit = _when(act, subject, data), _unit(act, subject, data.unit)
    due = deadline_of(act, subject.row, received_at=at)
    held = replace(subject, due={ObligationKind.REPLY: due}) if due is not None else subject
    facts = facts_of(act, held, unit=unit)
    is_last = facts.pending <= {unit}
    fired = fire(act, held, "acknowledge", facts, values={"received_at": at} if is_last else {})
    _sign_for(act, subject, unit, at)
    if fired.move.stays:
        unit_id = act.directory.unit_ids[unit]
        owed = (row for row in act.obligations.about(SubjectKind.LETTER.value, subject.id) if row.unit_id == unit_id)
        act.obligations.end([row.id for row in owed if row.kind == ObligationKind.ACKNOWLEDGEMENT])
    name = act.directory.unit(unit).name
    return Done(f"{name}已签收“{subject.title}”", ids={"letter": subject.id}, details={"state": fired.move.dest.code})


def _when(act: Act, subject: Subject[LetterFacts], data: Receiving) -> datetime:
    at = data.received_at or act.now
    if at.tzinfo is None:
        raise act.refused("签收时间要写明时区，如 2019-09-18T10:00+08:00")
    if at > act.now:
        raise act.refused("签收时间晚于现在")
    if subject.row.delivered_at is not None and at < subject.row.delivered_at:
        raise act.refused("签收时间早于送达时间")
    return at


def _unit(act: Act, subject: Subject[LetterFacts], named: str) -> str:
    """The unit that is named, else the one of the actor that the letter has reached."""
    own = [seat.unit for seat in act.actor.seats if seat.unit in subject.facts.addressees]
    if named and named not in own and own:
        raise act.refused(f"您不在“{named}”，不能代它签收")
    return named or next(iter(own), "")


def _sign_for(act: Act, subject: Subject[LetterFacts], unit: str, at: datetime) -> None:
    row = next(each for each in units_of(act, subject.id) if act.directory.units[each.unit_id].code == unit)
    values = {"acknowledged_at": at, "acknowledged_by": act.person_id, "version": row.version + 1}
    act.tx.execute(update(LetterUnit.t).where(LetterUnit.c.id == row.id).values(**values))


@act("begin_rectification", label="开始整改", data=Measures)
def begin_rectification(act: Act, data: Measures) -> Done:
    """收文单位报告整改措施，转入整改中。"""
    subject = letter_of(act, data.letter)
    fire(act, subject, "begin_rectification", facts_of(act, subject, words=data.words))
    _write(act, subject, "measures", data.words)
    return Done(f"“{subject.title}”转入整改中", ids={"letter": subject.id})


@act("reply_to_letter", label="反馈整改情况", data=Answer)
def reply_to_letter(act: Act, data: Answer) -> Done:
    """书面反馈，附印证材料；由考核办或督查室复核。"""
    subject = letter_of(act, data.letter)
    materials = materials_of(act, data.evidence)
    facts = facts_of(act, subject, words=data.words, has_evidence=bool(materials))
    fire(act, subject, "reply", facts)
    number = _write(act, subject, "reply", data.words)
    use_all(act, [row.id for row in materials], SubjectKind.LETTER, subject.id, note=f"第{number}次反馈")
    return Done(f"已反馈“{subject.title}”", ids={"letter": subject.id})


@act("commit_to_rectify", label="登记整改承诺", data=Commitment)
def commit_to_rectify(act: Act, data: Commitment) -> Done:
    """约谈后作出整改承诺：内容和完成期限。"""
    subject = letter_of(act, data.letter)
    materials = materials_of(act, data.evidence)
    held = replace(subject, due={ObligationKind.REPLY: dated(act, subject, data.due_on)})
    facts = facts_of(act, held, words=data.words, has_due=data.due_on >= act.now.date())
    fire(act, held, "commit", facts)
    number = _write(act, subject, "commitment", data.words, due_on=data.due_on)
    use_all(act, [row.id for row in materials], SubjectKind.LETTER, subject.id, note=f"第{number}次反馈：整改承诺")
    return Done(f"已登记“{subject.title}”的整改承诺", ids={"letter": subject.id})


def _write(act: Act, subject: Subject[LetterFacts], kind: str, words: str, *, due_on: date | None = None) -> int:
    number = len(replies_of(act, subject.id)) + 1
    row: dict[str, Any] = {
        "office_id": act.office_id,
        "letter_id": subject.id,
        "number": number,
        "unit_id": subject.row.unit_id,
        "kind": kind,
        "words": words,
        "due_on": due_on,
        "replied_at": act.now,
        "replied_by": act.person_id,
        "recorded_by": act.door.recorded_by,
        "judged_words": "",
        "version": 0,
    }
    insert_rows(act.tx, LetterReply.t, [row])
    return number
