"""Leaving the house: sealed, sent up, signed for above, or sent back from above (O04)."""

from datetime import date, datetime
from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.assignments.facts import facts_of as assignment_facts
from actions.assignments.loading import assignment_of
from actions.context import Act
from actions.firing import fire
from actions.packages.loading import facts_of, items_of, package_of
from models.packages import Package
from states.assignment import AssignmentState
from states.subjects import SubjectKind


class Sealing(Data):
    """用印: by electronic seal or on paper, with the sealed file or its scan."""

    package: int = Field(description="报送件编号")
    sealed_on: date = Field(description="用印日期")
    scan: int = Field(description="用印件：印证材料版本编号")
    document_no: str = Field(default="", description="发文字号，取自本单位发文登记簿")
    words: str = Field(default="", description="说明")


class Sending(Data):
    """报送登记."""

    package: int = Field(description="报送件编号")
    sent_at: datetime | None = Field(default=None, description="报送时间；不写则为现在")
    how: str = Field(min_length=1, description="报送方式，如 公文交换、机要交换、专人送达、上级系统、电子邮件")
    document_no: str = Field(default="", description="发文字号，取自本单位发文登记簿")


class Receipt(Data):
    """上级签收."""

    package: int = Field(description="报送件编号")
    receipted_at: datetime = Field(description="签收时间")
    receipt_no: str = Field(default="", description="回执编号")


class SentBack(Data):
    """上级退回修改."""

    package: int = Field(description="报送件编号")
    reason: str = Field(min_length=1, description="上级的意见")


@act("seal_package", label="用印", data=Sealing)
def seal_package(act: Act, data: Sealing) -> Done:
    """登记用印，并以用印件代替草稿。"""
    subject = package_of(act, data.package)
    _refuse_taken_number(act, subject.row, data.document_no)
    values = {
        "sealed_on": data.sealed_on,
        "sealed_evidence_id": data.scan,
        "seal_words": data.words,
        **_number(data.document_no),
    }
    fire(act, subject, "seal", facts_of(act, subject, words=data.words, has_seal=True), values=values)
    return Done(f"“{subject.title}”已用印", ids={"package": subject.id})


@act("send_up_package", label="报送", data=Sending)
def send_up_package(act: Act, data: Sending) -> Done:
    """登记报送：时间、方式、文号；所含任务随件上报。"""
    subject = package_of(act, data.package)
    _refuse_taken_number(act, subject.row, data.document_no)
    values = {"sent_at": data.sent_at or act.now, "sent_how": data.how, **_number(data.document_no)}
    fire(act, subject, "send_up", facts_of(act, subject, has_dispatch=True), values=values)
    _with_it(act, subject.id, AssignmentState.AWAITING_CONSOLIDATION, "send_up", is_sent_up=True)
    if subject.row.rule.get("upward") is False:
        _with_it(act, subject.id, AssignmentState.SUBMITTED, "begin")
    return Done(f"已报送“{subject.title}”", ids={"package": subject.id})


@act("record_receipt", label="登记上级签收", data=Receipt)
def record_receipt(act: Act, data: Receipt) -> Done:
    """登记上级签收；所含任务转入执行。"""
    subject = package_of(act, data.package)
    values = {"receipted_at": data.receipted_at, "receipt_no": data.receipt_no}
    fire(act, subject, "record_receipt", facts_of(act, subject, has_receipt=True), values=values)
    _with_it(act, subject.id, AssignmentState.SUBMITTED, "begin")
    return Done(f"已登记“{subject.title}”的签收", ids={"package": subject.id})


@act("record_superior_return", label="登记上级退回", data=SentBack)
def record_superior_return(act: Act, data: SentBack) -> Done:
    """登记上级退回修改的意见。"""
    subject = package_of(act, data.package)
    values = {"superior_words": data.reason}
    fire(act, subject, "record_superior_return", facts_of(act, subject, words=data.reason), values=values)
    return Done(f"已登记上级退回“{subject.title}”", ids={"package": subject.id})


def _number(document_no: str) -> dict[str, Any]:
    return {"document_no": document_no} if document_no else {}


def _refuse_taken_number(act: Act, row: Any, document_no: str) -> None:
    """发文字号 comes from the office's register: typed in, each number once (O04)."""
    if not document_no:
        return
    taken = select(Package.c.title).where(
        Package.c.office_id == row.office_id, Package.c.document_no == document_no, Package.c.id != row.id
    )
    found = act.tx.scalars(taken).first()
    if found is not None:
        raise act.refused(f"文号“{document_no}”已用于“{found}”")


def _with_it(act: Act, package_id: int, state: AssignmentState, trigger: str, **facts: Any) -> None:
    """The assignments that the package carries go along; that follows by itself, so the clock does it."""
    clock = act.as_clock()
    for item in items_of(act, package_id):
        if item.subject_kind == SubjectKind.ASSIGNMENT.value and item.subject_state == state.value:
            subject = assignment_of(clock, item.subject_id)
            fire(clock, subject, trigger, assignment_facts(clock, subject, **facts))
