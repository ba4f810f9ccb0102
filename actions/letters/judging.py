"""What becomes of an answer: passed on to whoever looks at the matter, sent back, or accepted with a verified fact."""

from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import Field
from sqlalchemy import update

from actions.acts import Data, Done, act
from actions.context import Act
from actions.firing import fire
from actions.letters.dating import put_right_by
from actions.letters.facts import facts_of, is_caught_up, is_kept, is_verified_report, shortfall_behind
from actions.letters.loading import letter_of
from actions.letters.reading import replies_of
from actions.letters.signing import One
from actions.subjects import Subject
from config.obligations import ObligationKind
from models.evidence import freeze_evidence
from models.letters import LetterReply
from states.letters.facts import LetterFacts
from states.subjects import SubjectKind


class SendingBack(Data):
    """退回整改."""

    letter: int = Field(description="文书编号（系统内）")
    reason: str = Field(min_length=1, description="哪里不到位")
    due_on: date | None = Field(default=None, description="重新反馈的期限；不写则按方案的补正天数")


class Ending(Data):
    """What ends it, and the verified fact behind that."""

    letter: int = Field(description="文书编号（系统内）")
    words: str = Field(min_length=1, description="认定的事实，如 经核，截至9月底累计完成4600人，达到序时进度")
    report: int | None = Field(default=None, description="依据：已核验的进展报告编号；欠账已由认定数消除的不必写")
    evidence: int | None = Field(default=None, description="依据：在库的印证材料版本编号，如 复核记录")


@act("ask_recheck", label="转复核", data=One)
def ask_recheck(act: Act, data: One) -> Done:
    """反馈材料齐全，转督查室或考核办复核。"""
    subject = letter_of(act, data.letter)
    fire(act, subject, "ask_recheck", facts_of(act, subject, words=data.words))
    return Done(f"“{subject.title}”已转复核", ids={"letter": subject.id})


@act("send_back_reply", label="退回整改", data=SendingBack)
def send_back_reply(act: Act, data: SendingBack) -> Done:
    """整改不到位，退回重新整改、反馈。"""
    subject = letter_of(act, data.letter)
    held = replace(subject, due={ObligationKind.REPLY: put_right_by(act, subject, data.due_on)})
    fire(act, held, "send_back", facts_of(act, held, words=data.reason))
    _judge(act, subject, "sent_back", data.reason)
    return Done(f"“{subject.title}”已退回整改", ids={"letter": subject.id})


@act("lift_warning", label="解除预警", data=Ending)
def lift_warning(act: Act, data: Ending) -> Done:
    """凭认定的事实解除预警。"""
    return _end(act, data, "lift", "已解除预警")


@act("close_out_order", label="销号", data=Ending)
def close_out_order(act: Act, data: Ending) -> Done:
    """复核通过，督办单销号。"""
    return _end(act, data, "close_out", "已销号")


@act("close_talk", label="办结约谈", data=Ending)
def close_talk(act: Act, data: Ending) -> Done:
    """整改承诺落实，约谈办结。"""
    return _end(act, data, "close_talk", "已办结")


def _end(act: Act, data: Ending, trigger: str, said: str) -> Done:
    subject = letter_of(act, data.letter)
    row = subject.row
    has_proof = (
        is_caught_up(act, shortfall_behind(act, row))
        or is_verified_report(act, data.report, unit_id=row.unit_id)
        or is_kept(act, data.evidence)
    )
    fire(act, subject, trigger, facts_of(act, subject, words=data.words, has_proof=has_proof), basis=_basis(data))
    _judge(act, subject, "accepted", data.words)
    freeze_evidence(act.tx, SubjectKind.LETTER.value, subject.id, at=act.now)
    return Done(f"“{subject.title}”{said}", ids={"letter": subject.id})


def _basis(data: Ending) -> str:
    """What the fact rests on, for the journal."""
    named = (("已核验的进展报告", data.report), ("印证材料版本", data.evidence))
    return "；".join(f"{what}{number}" for what, number in named if number is not None)


def _judge(act: Act, subject: Subject[LetterFacts], outcome: str, words: str) -> None:
    """The last answer carries what became of it."""
    last: Any = next(reversed(replies_of(act, subject.id)), None)
    if last is None or last.outcome is not None:
        return
    values = {
        "outcome": outcome,
        "judged_at": act.now,
        "judged_by": act.person_id,
        "judged_words": words,
        "version": last.version + 1,
    }
    act.tx.execute(update(LetterReply.t).where(LetterReply.c.id == last.id).values(**values))
