"""Units and bodies answer: a self-check, a word on one's own score, an opinion; the office answers back."""

from collections.abc import Sequence
from typing import Any

from pydantic import Field
from sqlalchemy import update

from actions.acts import Data, Done, act
from actions.context import Act
from actions.letters.facts import is_kept
from actions.results.facts import replies_of
from actions.results.loading import result_of
from actions.results.moving import step
from actions.results.telling import tell_of_answer
from actions.subjects import Subject
from models.results import ResultReply
from models.writing import find_row
from states.results.facts import ResultFacts, ResultState
from states.subjects import SubjectKind


class Checking(Data):
    """自查报告."""

    result: int = Field(description="考核结果编号")
    report: str = Field(min_length=1, description="自查报告：目标执行情况、总体评价、奖罚情况")
    evidence: int | None = Field(default=None, description="报告原件：印证材料版本编号")
    unit: str = Field(default="", description="哪个单位（编码）；一人在几个单位任职的要写")


class Word(Data):
    """A unit's word on its own score."""

    result: int = Field(description="考核结果编号")
    words: str = Field(default="", description="说明；提出异议的写明哪一项、为什么")
    evidence: int | None = Field(default=None, description="印证材料版本编号")
    unit: str = Field(default="", description="哪个单位（编码）；一人在几个单位任职的要写")


class Opinion(Data):
    """会签回执."""

    result: int = Field(description="考核结果编号")
    body: str = Field(default="", description="哪个部门：方案里写的名称或单位编码；本单位回复的可以不写")
    agrees: bool = Field(description="true 没有不同意见，false 有不同意见")
    words: str = Field(default="", description="意见；有不同意见的必填")
    document_no: str = Field(default="", description="回函文号")
    evidence: int | None = Field(default=None, description="回执原件：印证材料版本编号")


class Answer(Data):
    """What the office says to an objection."""

    reply: int = Field(description="异议（答复）编号")
    taken: bool = Field(description="true 采纳，false 不采纳")
    words: str = Field(min_length=1, description="答复；采纳的写明怎么改，不采纳的写明理由")


@act("submit_self_check", label="报送自查报告", data=Checking)
def submit_self_check(act: Act, data: Checking) -> Done:
    """报送本单位的自查报告。"""
    return _speak(act, data, "submit_self_check", words=data.report, agrees=None, said="已报送自查报告")


@act("confirm_score", label="核对无异议", data=Word)
def confirm_score(act: Act, data: Word) -> Done:
    """核对本单位的得分，没有异议。"""
    return _speak(act, data, "confirm_score", words=data.words, agrees=True, said="已核对，没有异议")


@act("dispute_score", label="对得分提出异议", data=Word)
def dispute_score(act: Act, data: Word) -> Done:
    """对本单位的得分提出异议，写明哪一项、为什么。"""
    return _speak(act, data, "dispute_score", words=data.words, agrees=False, said="已提出异议")


def _speak(act: Act, data: Checking | Word, trigger: str, *, words: str, agrees: bool | None, said: str) -> Done:
    subject = result_of(act, data.result)
    unit = _own_unit(act, subject, data.unit)
    reply = next((each for each in replies_of(act, subject.row) if each.body == unit), None)
    step(act, subject, trigger, words=words, unit=_shown(act, unit))
    number = _note(act, subject, reply, agrees=agrees, words=words, evidence=data.evidence)
    return Done(said, ids={"result": subject.id, "reply": number})


def _own_unit(act: Act, subject: Subject[ResultFacts], told: str) -> str:
    """For which of the ranked units the actor speaks: nobody speaks for another."""
    own = [seat.unit for seat in act.actor.seats if seat.unit in subject.facts.co_units]
    if told and told not in own:
        raise act.refused(f"您不在“{told}”任职，不能替它办理")
    return told or (own[0] if len(set(own)) == 1 else "")


def _shown(act: Act, unit: str) -> str:
    return act.directory.unit(unit).shown if unit in act.directory.unit_ids else ""


@act("reply_opinion", label="回复征求意见", data=Opinion)
def reply_opinion(act: Act, data: Opinion) -> Done:
    """回复征求意见；外单位的回函由考核办登记。"""
    subject = result_of(act, data.result)
    rows = replies_of(act, subject.row)
    reply = _asked(act, rows, data.body)
    if not data.agrees and not data.words.strip():
        raise act.refused("有不同意见的，要写明意见")
    step(act, subject, "reply_opinion", words=data.words, basis=data.document_no,
         unit=reply.body if reply.unit_id is None else act.directory.units[reply.unit_id].shown)  # fmt: skip
    number = _note(act, subject, reply, agrees=data.agrees, words=data.words, evidence=data.evidence,
                   document_no=data.document_no)  # fmt: skip
    return Done(f"已登记{_body(act, reply)}的回复", ids={"result": subject.id, "reply": number})


def _asked(act: Act, rows: Sequence[Any], body: str) -> Any:
    """Which body: the one named, or the actor's own; whoever is not the office speaks only for his own."""
    seats = {seat.unit for seat in act.actor.seats}
    own = [row for row in rows if row.body in seats]
    named = next((row for row in rows if body and body in (row.body, _body(act, row))), None)
    found = named or (own[0] if len(own) == 1 and not body else None)
    if found is None:
        names = "、".join(_body(act, row) for row in rows) or "（现在没有在征求意见）"
        raise act.refused(f"请指明是哪个部门的回复：{names}")
    if found not in own and act.actor.host_unit not in seats:
        raise act.refused(f"您不在{_body(act, found)}任职，不能替它回复")
    return found


def _body(act: Act, row: Any) -> str:
    return row.body if row.unit_id is None else act.directory.units[row.unit_id].shown


def _note(
    act: Act, subject: Subject[ResultFacts], reply: Any, *, agrees: bool | None, words: str, evidence: int | None,
    document_no: str = "",
) -> int:  # fmt: skip
    """What was answered, and what is owed no more."""
    if evidence is not None and not is_kept(act, evidence):
        raise act.refused(f"没有编号为 {evidence} 的印证材料版本")
    values = {
        "replied_at": act.effective_at,
        "replied_by": act.person_id,
        "agrees": agrees,
        "words": words,
        "document_no": document_no,
        "evidence_version_id": evidence,
        "version": reply.version + 1,
    }
    act.tx.execute(update(ResultReply.t).where(ResultReply.c.id == reply.id).values(**values))
    owed = act.obligations.about(SubjectKind.RESULT.value, subject.id, locked=True)
    mine = [row.id for row in owed if row.unit_id == reply.unit_id and row.unit_id is not None and _is_for(row, reply)]
    act.obligations.end(mine)
    return int(reply.id)


def _is_for(row: Any, reply: Any) -> bool:
    """A body's own answer, not the collecting of the office, which may be a body too."""
    return bool(reply.sort != ResultState.OPINIONS or row.period == reply.body)


@act("answer_dispute", label="答复异议", data=Answer)
def answer_dispute(act: Act, data: Answer) -> Done:
    """答复单位或部门的异议：采纳的先改事实、退回重新汇总，不采纳的写明理由。"""
    found = find_row(act.tx, ResultReply.t, data.reply)
    if found is None or found.agrees is not False:
        raise act.refused(f"没有编号为 {data.reply} 的异议")
    subject = result_of(act, found.result_id)
    reply: Any = find_row(act.tx, ResultReply.t, data.reply)  # as it stands now that nobody else answers it
    if reply.answered_at is not None:
        raise act.refused("这条异议已经答复")
    step(act, subject, "answer_dispute", words=data.words)
    values = {
        "answered_at": act.now,
        "answered_by": act.person_id,
        "taken": data.taken,
        "answer": data.words,
        "version": reply.version + 1,
    }
    act.tx.execute(update(ResultReply.t).where(ResultReply.c.id == reply.id).values(**values))
    decision = "采纳" if data.taken else "不采纳"
    if reply.unit_id is not None:
        tell_of_answer(act, subject, reply.body, "已采纳" if data.taken else "不予采纳", data.words)
    return Done(f"已答复{_body(act, reply)}的异议：{decision}", ids={"result": subject.id})
