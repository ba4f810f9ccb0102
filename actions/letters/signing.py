"""Presenting a letter for its signature, signing it on the page or on paper, or not signing it at all."""

from datetime import date
from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.firing import fire
from actions.letters.facts import facts_of
from actions.letters.loading import letter_of
from actions.letters.numbering import refuse_taken
from actions.reviewing.gathering import Said
from actions.reviewing.kinds import kind_of
from actions.reviewing.moving import About, follow, hold, move
from actions.reviewing.recording import on_paper
from actions.snapshots import take
from actions.subjects import Subject
from models.letters import Letter
from models.writing import change_row
from states.chain import step_of
from states.letters.facts import LetterFacts
from states.subjects import SubjectKind


class One(Data):
    """One letter."""

    letter: int = Field(description="文书编号（系统内）")
    words: str = Field(default="", description="说明")


class Signing(Data):
    """签发: what the signer chooses besides signing (D13)."""

    letter: int = Field(description="文书编号（系统内）")
    words: str = Field(default="", description="批示、意见")
    reply_by: date | None = Field(default=None, description="整改或反馈期限；期限要签发时确定的必填")
    document_no: str = Field(default="", description="发文字号，取自发文登记簿；自编号的不写")


class SignedOnPaper(Signing):
    """A sheet that was signed with a pen."""

    leader: str = Field(min_length=1, description="签发人（人员编码）")
    signed_on: date = Field(description="签发日期")
    code: str = Field(default="", description="呈批单上的短码")
    scan: int | None = Field(default=None, description="签批件扫描件或照片：印证材料版本编号，必填")


class Declining(Data):
    """不予签发."""

    letter: int = Field(description="文书编号（系统内）")
    reason: str = Field(min_length=1, description="为什么不制发")


@act("submit_letter", label="送签", data=One)
def submit_letter(act: Act, data: One) -> Done:
    """文书核对、修改后送签。"""
    return _present(act, data, "submit_letter")


@act("resubmit_letter", label="重新送签", data=One)
def resubmit_letter(act: Act, data: One) -> Done:
    """退回修改后重新送签。"""
    return _present(act, data, "resubmit")


def _present(act: Act, data: One, trigger: str) -> Done:
    """What is presented is kept, so that what changed after a return can be told from what did not (W12)."""
    subject = letter_of(act, data.letter)
    kind = kind_of(act, SubjectKind.LETTER)
    content = kind.content(act, subject)
    values = {"submitted_by": act.person_id, "round": subject.row.round + 1}
    fired = fire(act, subject, trigger, facts_of(act, subject, words=data.words), values=values)
    take(act, SubjectKind.LETTER.value, subject.id, content)
    follow(act, subject, fired)
    return Done(f"已送签“{subject.title}”", ids={"letter": subject.id}, details={"state": fired.move.dest.code})


@act("sign_letter", label="签发", data=Signing)
def sign_letter(act: Act, data: Signing) -> Done:
    """签发文书：自编号的当即取号；期限要签发时确定的，由签发人确定。"""
    subject = letter_of(act, data.letter)
    _refuse_unless_last(act, subject)
    _choose(act, subject, data)
    fired = move(act, hold(act, _about(data.letter), Said(words=data.words)), "approve")
    row = letter_of(act, data.letter).row
    said = f"已签发“{subject.title}”{f'，编号{row.number}' if row.number else ''}"
    stays = f"已记录您对“{subject.title}”的同意，会签未满"
    details = {"state": fired.move.dest.code, "number": row.number}
    return Done(stays if fired.move.stays else said, ids={"letter": subject.id}, details=details)


@act("record_signed_letter", label="线下签发补录", data=SignedOnPaper)
def record_signed_letter(act: Act, data: SignedOnPaper) -> Done:
    """补录领导在纸上的签发：办理人是领导，生效时间是签发日期，注明由谁补录。"""
    letter_of(act, data.letter)
    leader = on_paper(act, data)
    return sign_letter(leader, Signing(**data.model_dump(include=set(Signing.model_fields))))


@act("decline_to_issue", label="不予签发", data=Declining)
def decline_to_issue(act: Act, data: Declining) -> Done:
    """不予签发：写明理由，文书不再制发，没有取号。"""
    holding = hold(act, _about(data.letter), Said(words=data.reason))
    move(act, holding, "decline_to_issue")
    return Done(f"“{holding.subject.title}”不予签发", ids={"letter": data.letter})


def _about(letter: int) -> About:
    return About(kind=SubjectKind.LETTER, id=letter)


def _refuse_unless_last(act: Act, subject: Subject[LetterFacts]) -> None:
    last = subject.chain.steps[-1] if subject.chain is not None else None
    if last is not None and step_of(subject.state) not in ("", last.code):
        here = subject.machine.states[subject.state].label
        raise act.refused(f"“{subject.title}”现在是“{here}”，还没有到“{last.label}”")


def _choose(act: Act, subject: Subject[LetterFacts], data: Signing) -> None:
    """The date by which it has to be answered, and the number from the register."""
    values: dict[str, Any] = {}
    if data.reply_by is not None:
        if data.reply_by < act.effective_at.date():
            raise act.refused("整改或反馈期限早于签发日期")
        values["reply"] = chosen(subject.row, data.reply_by)
    if data.document_no:
        refuse_taken(act, subject, data.document_no)
        values["number"] = data.document_no
    if values:
        change_row(act.tx, Letter.t, subject.id, version=subject.row.version, values=values)


def chosen(row: Any, day: date) -> dict[str, Any]:
    """A day in place of the rule, which stays its basis."""
    basis = (row.reply or {}).get("basis")
    return {"kind": "on", "date": day, **({"basis": basis} if basis else {})}
