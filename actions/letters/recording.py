"""线下签批补录 (O03): what became of a letter was decided with a pen; a clerk writes it down and keeps the sheet."""

from collections.abc import Callable
from datetime import date
from typing import Literal

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.evidence.keeping import use_evidence
from actions.letters.judging import Ending, SendingBack, close_out_order, close_talk, lift_warning, send_back_reply
from actions.letters.loading import letter_of
from actions.letters.next_step import Going, propose_talk, turn_into_order, void_letter
from actions.letters.signing import Declining, decline_to_issue
from actions.reviewing.recording import on_paper
from models.evidence import EvidenceUse, EvidenceVersion
from states.subjects import SubjectKind

SHEET = "签批件："


class DecidedOnPaper(Data):
    """A signed sheet about a letter that was drafted or issued."""

    letter: int = Field(description="文书编号（系统内）")
    decision: Literal[
        "lift", "close_out", "close_talk", "send_back", "turn_into_order", "propose_talk", "decline", "void"
    ] = Field(
        description="签批结果：lift 解除预警、close_out 销号、close_talk 办结约谈、send_back 退回整改、"
        "turn_into_order 转督办、propose_talk 提请约谈、decline 不予签发、void 作废"
    )
    leader: str = Field(min_length=1, description="签批人（人员编码）")
    signed_on: date = Field(description="签批日期")
    words: str = Field(min_length=1, description="批示原文：认定的事实，或理由")
    code: str = Field(default="", description="呈批单上的短码")
    scan: int | None = Field(default=None, description="签批件扫描件或照片：印证材料版本编号，必填")
    report: int | None = Field(default=None, description="解除、销号、办结的依据：已核验的进展报告编号")
    evidence: int | None = Field(default=None, description="解除、销号、办结的依据：在库的印证材料版本编号")
    due_on: date | None = Field(default=None, description="退回整改：重新反馈的期限；不写则按方案的补正天数")


@act("record_letter_decision", label="文书线下签批补录", data=DecidedOnPaper)
def record_letter_decision(act: Act, data: DecidedOnPaper) -> Done:
    """补录纸上签批的解除、销号、办结、退回、转督办、提请约谈、不予签发、作废：办理人是签批人，注明由谁补录，附签批件。"""
    letter_of(act, data.letter)
    leader = on_paper(act, data)
    label, decide = DECISIONS[data.decision]
    _keep_sheet(act, data, note=f"{SHEET}{label}")
    return decide(leader, data)


def _keep_sheet(act: Act, data: DecidedOnPaper, *, note: str) -> None:
    """The scan stands behind the letter; a sheet with several letters on it stands behind each."""
    about = (EvidenceUse.c.subject_kind == SubjectKind.LETTER.value) & (EvidenceUse.c.subject_id == data.letter)
    standing = select(EvidenceUse.c.evidence_id).where(about, EvidenceUse.c.removed_at.is_(None))
    sheet = select(EvidenceVersion.c.evidence_id).where(
        EvidenceVersion.c.id == data.scan,
        EvidenceVersion.c.office_id == act.office_id,
        EvidenceVersion.c.evidence_id.not_in(standing),
    )
    kept = act.tx.scalars(sheet).one_or_none()
    if kept is not None:
        use_evidence(act, kept, SubjectKind.LETTER, data.letter, note=note)


def _ending(data: DecidedOnPaper) -> Ending:
    return Ending(letter=data.letter, words=data.words, report=data.report, evidence=data.evidence)


def _going(data: DecidedOnPaper) -> Going:
    return Going(letter=data.letter, reason=data.words)


def _declining(data: DecidedOnPaper) -> Declining:
    return Declining(letter=data.letter, reason=data.words)


def _sending_back(data: DecidedOnPaper) -> SendingBack:
    return SendingBack(letter=data.letter, reason=data.words, due_on=data.due_on)


Decide = Callable[[Act, DecidedOnPaper], Done]

DECISIONS: dict[str, tuple[str, Decide]] = {
    "lift": ("解除预警", lambda act, data: lift_warning(act, _ending(data))),
    "close_out": ("销号", lambda act, data: close_out_order(act, _ending(data))),
    "close_talk": ("办结约谈", lambda act, data: close_talk(act, _ending(data))),
    "send_back": ("退回整改", lambda act, data: send_back_reply(act, _sending_back(data))),
    "turn_into_order": ("转督办", lambda act, data: turn_into_order(act, _going(data))),
    "propose_talk": ("提请约谈", lambda act, data: propose_talk(act, _going(data))),
    "decline": ("不予签发", lambda act, data: decline_to_issue(act, _declining(data))),
    "void": ("作废", lambda act, data: void_letter(act, _declining(data))),
}
