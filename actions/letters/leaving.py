"""用印 and 送达: the sealed scan is the version served; whoever gets the letter gets its whole text at once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pydantic import Field
from sqlalchemy import update

from actions.acts import Data, Done, act
from actions.context import Act
from actions.firing import fire
from actions.letters.dating import dated
from actions.letters.delivering import send_copies, send_to_units
from actions.letters.facts import facts_of, is_kept
from actions.letters.loading import letter_of
from actions.letters.numbering import refuse_taken
from actions.letters.owing import owe_reply
from actions.letters.reading import versions_of
from actions.letters.wording import notice_text, whole_text
from actions.subjects import Subject
from config.letters import LetterKind
from config.obligations import ObligationKind
from config.zone import SHANGHAI
from models.letters import LetterUnit
from states.burden import Asks
from states.letters.facts import LetterFacts


class Sealing(Data):
    """用印."""

    letter: int = Field(description="文书编号（系统内）")
    sealed_on: date = Field(description="用印日期")
    scan: int = Field(description="用印件：印证材料版本编号；用印后以它为准")
    document_no: str = Field(default="", description="发文字号，取自发文登记簿；自编号的不写")
    words: str = Field(default="", description="说明")


class Delivering(Data):
    """送达、通知、印发."""

    letter: int = Field(description="文书编号（系统内）")
    how: str = Field(min_length=1, description="送达方式，如 公文交换、机要交换、专人送达、系统内、电子邮件、电话通知")
    delivered_at: datetime | None = Field(default=None, description="送达时间；不写则为现在")
    document_no: str = Field(default="", description="发文字号，取自发文登记簿；自编号的不写")
    meeting_at: datetime | None = Field(default=None, description="约谈时间；只有约谈填写")
    place: str = Field(default="", description="约谈地点；只有约谈填写")


@act("seal_letter", label="文书用印", data=Sealing)
def seal_letter(act: Act, data: Sealing) -> Done:
    """登记文书用印；此后以用印件为准。"""
    subject = letter_of(act, data.letter)
    if data.sealed_on > act.now.date():
        raise act.refused("用印日期晚于今天")
    values = {
        "sealed_on": data.sealed_on,
        "sealed_evidence_id": data.scan,
        "seal_words": data.words,
        **_numbered(act, subject, data.document_no),
    }
    more: dict[str, Any] = {"lacks_number": False} if data.document_no else {}
    facts = facts_of(act, subject, words=data.words, has_seal=is_kept(act, data.scan), **more)
    fire(act, subject, "seal", facts, values=values)
    return Done(f"“{subject.title}”已用印", ids={"letter": subject.id})


@act("deliver_letter", label="送达文书", data=Delivering, asks=Asks.LETTER)
def deliver_letter(act: Act, data: Delivering) -> Done:
    """登记送达：收文单位签收、反馈的期限由此开始，全文加急发给收文岗位，并抄送。"""
    subject = letter_of(act, data.letter)
    at = _moment(act, subject, data)
    values: dict[str, Any] = {
        "delivered_at": at,
        "delivered_how": data.how,
        **_numbered(act, subject, data.document_no),
        **_meeting(act, subject, data),
    }
    more: dict[str, Any] = {"lacks_number": False} if data.document_no else {}
    held = _with_meeting(act, subject, data)
    fired = fire(act, held, "deliver", facts_of(act, held, has_delivery=True, **more), values=values)
    if subject.row.kind != LetterKind.TALK:
        act.untell(fired.opened)  # the letter itself says by when to sign for it
    units = update(LetterUnit.t).where(LetterUnit.c.letter_id == subject.id)
    act.tx.execute(units.values(delivered_at=at, version=LetterUnit.c.version + 1))
    sent = letter_of(act, subject.id)
    owe_reply(act, sent)
    send_to_units(act, sent)
    send_copies(act, sent)
    return Done(f"“{subject.title}”已送达，方式：{data.how}", ids={"letter": subject.id})


def _moment(act: Act, subject: Subject[LetterFacts], data: Delivering) -> datetime:
    told = data.delivered_at or act.now
    if told.tzinfo is None:
        raise act.refused("送达时间要写明时区，如 2019-09-18T10:00+08:00")
    at = told.astimezone(SHANGHAI)
    if at > act.now:
        raise act.refused("送达时间晚于现在，送达后再登记")
    if subject.row.issued_at is not None and at.date() < subject.row.issued_at.date():
        raise act.refused("送达时间早于签发日期")
    return at


def _numbered(act: Act, subject: Subject[LetterFacts], document_no: str) -> dict[str, Any]:
    """A number from the register, and the text that carries it."""
    if not document_no:
        return {}
    refuse_taken(act, subject, document_no)
    row, version = subject.row, versions_of(act, subject.id)[-1]
    text = whole_text(act, subject, version, number=document_no, signed_at=row.issued_at or act.effective_at)
    return {"number": document_no, "issued_text": text}


def _meeting(act: Act, subject: Subject[LetterFacts], data: Delivering) -> dict[str, Any]:
    """A talk is announced with its hour and place; nothing else has one."""
    if subject.row.kind != LetterKind.TALK:
        _refuse(act, ["只有约谈填写时间和地点"] if data.meeting_at or data.place else [])
        return {}
    missing = ["请写明约谈时间"] if data.meeting_at is None else []
    missing += ["请写明约谈地点"] if not data.place else []
    _refuse(act, missing)
    when = data.meeting_at
    if when is None or when.tzinfo is None or when <= act.now:
        raise act.refused("约谈时间要带时区，并晚于现在")
    text = notice_text(act, subject, meeting_at=when, place=data.place)
    return {"meeting_at": when, "meeting_place": data.place, "issued_text": text}


def _refuse(act: Act, reasons: Iterable[str]) -> None:
    told = tuple(reasons)
    if told:
        raise act.refused(*told)


def _with_meeting(act: Act, subject: Subject[LetterFacts], data: Delivering) -> Subject[LetterFacts]:
    """The talk itself is due on its day."""
    if data.meeting_at is None:
        return subject
    return replace(subject, due={**subject.due, ObligationKind.TALK: dated(act, subject, data.meeting_at)})
