"""委员会审议、批准: on the page, with a pen, or outside and recorded with its document."""

from datetime import date

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.results.loading import result_of
from actions.results.moving import answered, step
from actions.reviewing.recording import on_paper


class Deciding(Data):
    """Consent, or not."""

    result: int = Field(description="考核结果编号")
    agreed: bool = Field(description="true 同意，false 不同意、退回汇总审核")
    words: str = Field(default="", description="意见；不同意的必填")


class DecidedOnPaper(Deciding):
    """A signed sheet."""

    leader: str = Field(min_length=1, description="签批人（人员编码）")
    signed_on: date = Field(description="签批日期")
    code: str = Field(default="", description="呈批单上的短码")
    scan: int | None = Field(default=None, description="签批件扫描件或照片：印证材料版本编号，必填")


class Recorded(Data):
    """What a meeting, or a body outside, decided."""

    result: int = Field(description="考核结果编号")
    document_no: str = Field(default="", description="批复文号或会议纪要编号，必填")
    words: str = Field(default="", description="审定的内容")


@act("decide_result", label="审定考核结果", data=Deciding)
def decide_result(act: Act, data: Deciding) -> Done:
    """审议、批准考核结果；不同意的退回汇总审核。"""
    subject = result_of(act, data.result)
    if not data.agreed:
        fired = step(act, subject, "return_for_revision", words=data.words)
        return Done(f"{subject.title}已退回汇总审核", ids={"result": subject.id}, details=answered(subject, fired))
    fired = step(act, subject, "approve", words=data.words)
    return Done(
        f"已同意{subject.title}，转入{fired.move.dest.label}",
        ids={"result": subject.id},
        details=answered(subject, fired),
    )


@act("record_decided_result", label="线下审定补录", data=DecidedOnPaper)
def record_decided_result(act: Act, data: DecidedOnPaper) -> Done:
    """补录领导在纸上的审定：办理人是领导，生效时间是签批日期，注明由谁补录。"""
    result_of(act, data.result)
    leader = on_paper(act, data)
    return decide_result(leader, Deciding(**data.model_dump(include=set(Deciding.model_fields))))


@act("record_result_decision", label="登记审定", data=Recorded)
def record_result_decision(act: Act, data: Recorded) -> Done:
    """登记会议或外单位（如市人民政府）的审定，写明文号或会议纪要。"""
    subject = result_of(act, data.result)
    fired = step(
        act, subject, "record_decision", words=data.words, basis=data.document_no,
        has_document=bool(data.document_no.strip()),
    )  # fmt: skip
    return Done(
        f"已登记审定（{data.document_no}），{subject.title}转入{fired.move.dest.label}",
        ids={"result": subject.id},
        details=answered(subject, fired),
    )
