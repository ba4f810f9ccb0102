"""The office leads a result from step to step; the last of them is 印发公布, and after it the archive."""

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.results.loading import result_of
from actions.results.moving import answered, step
from actions.results.opening import One
from actions.results.requesting import carry_out
from actions.results.versions import keep, worked_out
from models.results import Result
from models.writing import change_row


class Sending(Data):
    """Sent back to 汇总审核."""

    result: int = Field(description="考核结果编号")
    reason: str = Field(min_length=1, description="为什么退回，要改什么")


class Announcing(Data):
    """印发公布."""

    result: int = Field(description="考核结果编号")
    document_no: str = Field(
        default="", description="印发文件的发文字号，取自发文登记簿；不印发文件、只在网上公布的不写"
    )
    keep_reason: str = Field(default="", description="审定以后得分有变化、仍按审定的公布的，写明理由")


@act("end_self_check", label="结束自查", data=One)
def end_self_check(act: Act, data: One) -> Done:
    """各单位交了自查报告，转下一步。"""
    return _end(act, data, "end_self_check")


@act("end_marking", label="结束考评打分", data=One)
def end_marking(act: Act, data: One) -> Done:
    """该打的分都打了，转汇总审核；还缺什么，逐单位、逐指标列出。"""
    return _end(act, data, "end_marking")


@act("pass_on_result", label="汇总审核通过", data=One)
def pass_on_result(act: Act, data: One) -> Done:
    """汇总审核通过：计算并存下这一稿，往下办的就是这一稿。"""
    subject = result_of(act, data.result)
    reckoned = worked_out(act, subject.row)
    number = keep(act, subject.row, reckoned, reason=data.words)
    values = {"laid": number, "round": subject.row.round + 1, "submitted_by": act.person_id, "keep_reason": ""}
    fired = step(act, subject, "pass_on", words=data.words, values=values, reckoned=reckoned)
    carry_out(act, subject.id)
    details = {**answered(subject, fired), "number": number}
    return Done(
        f"{subject.title}第{number}稿已通过汇总审核，转入{fired.move.dest.label}",
        ids={"result": subject.id},
        details=details,
    )


@act("end_feedback", label="结束得分核对", data=One)
def end_feedback(act: Act, data: One) -> Done:
    """各单位核对了得分，或核对的日子已过，异议都答复了，转下一步。"""
    return _end(act, data, "end_feedback")


@act("end_opinions", label="结束征求意见", data=One)
def end_opinions(act: Act, data: One) -> Done:
    """征求的意见收齐了，或到了回复的日期，转下一步。"""
    return _end(act, data, "end_opinions")


@act("return_result", label="退回考核结果", data=Sending)
def return_result(act: Act, data: Sending) -> Done:
    """把结果退回汇总审核，写明要改什么；改后重新走一遍。"""
    subject = result_of(act, data.result)
    fired = step(act, subject, "return_for_revision", words=data.reason)
    return Done(f"{subject.title}已退回汇总审核", ids={"result": subject.id}, details=answered(subject, fired))


@act("end_notice", label="结束公示", data=One)
def end_notice(act: Act, data: One) -> Done:
    """公示期满，转印发公布；到期系统也会自动办理。"""
    return _end(act, data, "end_notice")


@act("announce_result", label="印发公布考核结果", data=Announcing)
def announce_result(act: Act, data: Announcing) -> Done:
    """印发公布：审定的这一稿从此不再改动，各单位都看得到全部得分和名次。"""
    subject = result_of(act, data.result)
    if data.keep_reason.strip():
        values = {"keep_reason": data.keep_reason}
        change_row(act.tx, Result.t, subject.id, version=subject.row.version, values=values)
        subject = result_of(act, data.result)
    fired = step(
        act, subject, "announce_result", words=data.keep_reason, basis=data.document_no,
        values={"document_no": data.document_no},
    )  # fmt: skip
    number = data.document_no.strip()
    said = f"{subject.title}已印发公布，文号{number}"
    if not number:
        said = f"{subject.title}已在网上公布，没有登记印发文件的文号"
    return Done(said, ids={"result": subject.id}, details=answered(subject, fired))


@act("archive_result", label="归档考核结果", data=One)
def archive_result(act: Act, data: One) -> Done:
    """结果归档：没有在办的复核。"""
    return _end(act, data, "archive")


def _end(act: Act, data: One, trigger: str) -> Done:
    subject = result_of(act, data.result)
    fired = step(act, subject, trigger, words=data.words)
    return Done(
        f"{subject.title}转入{fired.move.dest.label}", ids={"result": subject.id}, details=answered(subject, fired)
    )
