"""交回的表: each file is registered with the book that it is, its unit and the day on which it came (O17)."""

from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.people import enter_office
from models.books import IssuedBook, ReturnedBook
from models.writing import change_row, insert_rows, lock_row
from states.books import ReturnState
from states.permissions import may
from states.subjects import SubjectFacts, SubjectKind


class Received(Data):
    """A file that came back."""

    office: str = Field(min_length=1, description="考核主体编码")
    hash: str = Field(min_length=64, max_length=64, description="文件的 SHA-256")
    size: int = Field(ge=0, description="文件大小（字节）")
    file_name: str = Field(min_length=1, description="文件名")
    issued: int | None = Field(default=None, description="是哪一次导出的表：导出编号；认不出的不写")
    unit: int | None = Field(default=None, description="哪个单位的：单位编号（系统内）")
    received_at: datetime | None = Field(default=None, description="何时收到（邮件、纸质的时间）；不写则现在")


class One(Data):
    """One file that came back."""

    returned: int = Field(description="交回编号")
    reason: str = Field(default="", description="说明")


@act("receive_book", label="登记交回的表", data=Received)
def receive_book(act: Act, data: Received) -> Done:
    """登记一份交回的表和收到的时间；导入前先核对有哪些变化。"""
    enter_office(act, data.office)
    allow(act, "exchange_books", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    received = data.received_at or act.now
    reasons = ["收到的时间要带时区"] if received.tzinfo is None else []
    if not reasons and received > act.now:
        reasons.append("收到的时间还没有到")
    issued = _issued(act, data.issued)
    if data.issued is not None and issued is None:
        reasons.append(f"没有编号为 {data.issued} 的导出")
    if data.unit is not None and data.unit not in act.directory.units:
        reasons.append(f"没有编号为 {data.unit} 的单位")
    if reasons:
        raise act.refused(*reasons)
    unit = data.unit if data.unit is not None else issued.unit_id if issued is not None else None
    row = {
        "office_id": act.office_id,
        "issued_id": data.issued,
        "unit_id": unit,
        **data.model_dump(include={"file_name", "hash", "size"}),
        "received_at": received,
        "uploaded_at": act.now,
        "uploaded_by": act.person_id,
        "state": ReturnState.WAITING.value,
        "said": "",
        "version": 0,
    }
    (number,) = insert_rows(act.tx, ReturnedBook.t, [row])
    act.record(
        SubjectKind.OFFICE.value, act.office_id, after={"returned": number, "book": data.issued, "hash": data.hash}
    )
    return Done(f"已收到“{data.file_name}”，待核对", ids={"returned": number})


def _issued(act: Act, number: int | None) -> Any:
    if number is None:
        return None
    query = select(IssuedBook.c.id, IssuedBook.c.unit_id)
    return act.tx.execute(query.where(IssuedBook.c.id == number, IssuedBook.c.office_id == act.office_id)).one_or_none()


def returned_book(act: Act, number: int) -> Any:
    """The row, locked; enters its office. Raises `Refused` where it is no longer to be dealt with."""
    row = lock_row(act.tx, ReturnedBook.t, number)
    if row is None:
        raise act.refused(f"没有编号为 {number} 的交回的表")
    act.enter(row.office_id)
    _is_theirs(act, row)
    if row.state != ReturnState.WAITING.value:
        raise act.refused(f"“{row.file_name}”{ReturnState(row.state).label}，不再办理")
    return row


def _is_theirs(act: Act, row: Any) -> None:
    """Whoever uploaded a file deals with it; the office deals with all of them."""
    by = act.door.by
    if by is not None and by == row.uploaded_by:
        return
    actor = act.directory.clock if by is None else act.directory.actor(by)
    decision = may(actor, "handle_returned_books", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    if decision.reasons:
        raise act.refused(*decision.reasons)


def settle(act: Act, row: Any, state: ReturnState, said: str) -> None:
    values = {"state": state.value, "said": said, "settled_at": act.now, "settled_by": act.door.by}
    change_row(act.tx, ReturnedBook.t, row.id, version=row.version, values=values)


@act("drop_book", label="不导入这份表", data=One)
def drop_book(act: Act, data: One) -> Done:
    """把一份交回的表放下不导入，可以写明原因；文件留存。"""
    row = returned_book(act, data.returned)
    allow(act, "exchange_books", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    settle(act, row, ReturnState.DROPPED, data.reason)
    act.record(SubjectKind.OFFICE.value, act.office_id, after={"returned": row.id}, reason=data.reason)
    return Done(f"“{row.file_name}”不导入", ids={"returned": row.id})
