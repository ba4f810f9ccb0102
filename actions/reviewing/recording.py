"""线下签批补录 (O03): the leader decided on paper; a clerk writes down what he decided, when, and keeps the scan."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Literal, Protocol

from pydantic import Field

from actions.acts import Conflict, Done, Refused, act
from actions.context import Act
from actions.doors import Door, PaperSignature
from actions.people import person_id
from actions.reviewing.codes import LETTERS, sheet_of
from actions.reviewing.deciding import Approval, approve
from actions.reviewing.kinds import subject_of
from actions.reviewing.moving import About
from actions.reviewing.returning import Returning, return_for_revision
from config.chains import DRAFT
from config.zone import SHANGHAI


class Signature(About):
    """A signed sheet."""

    leader: str = Field(min_length=1, description="签批人（人员编码）")
    decision: Literal["approve", "return_for_revision"] = Field(
        description="签批结果：approve 同意、return_for_revision 退回修改"
    )
    signed_on: date = Field(description="签批日期")
    words: str = Field(default="", description="批示原文")
    to: str = Field(default=DRAFT, description="退回到哪里：draft 或此前环节的编码")
    code: str = Field(default="", description="呈批单上的短码")
    scan: int | None = Field(default=None, description="签批件扫描件或照片：印证材料版本编号，必填")


@act("record_paper_decision", label="线下签批补录", data=Signature)
def record_paper_decision(act: Act, data: Signature) -> Done:
    """补录领导在纸上的签批：办理人是领导，生效时间是签批日期，注明由谁补录。"""
    subject = subject_of(act, data.kind, data.id)
    wrong = list(_against_code(data, subject.round))
    leader = on_paper(act, data)
    about = data.model_dump(include={"kind", "id", "version"})
    try:
        if data.decision == "approve":
            done = approve(leader, Approval(**about, words=data.words))
        else:
            done = return_for_revision(leader, Returning(**about, reason=data.words, to=data.to))
    except Conflict:
        raise
    except Refused as refused:
        raise act.refused(*wrong, *refused.reasons) from refused
    if wrong:
        raise act.refused(*wrong)
    return done


def _against_code(data: Signature, presented: int) -> Iterator[str]:
    """The code printed on the sheet, where it was copied, names this thing and this presentation (第几次呈批)."""
    if not data.code.strip() or data.kind not in LETTERS:
        return
    sheet = sheet_of(data.code)
    if sheet is None:
        yield f"没有短码“{data.code}”，请核对呈批单右上角的字母和数字"
    elif (sheet.kind, sheet.id) != (data.kind, data.id):
        yield f"短码“{data.code}”是另一件事项的呈批单，请核对"
    elif sheet.round != presented:
        yield f"短码“{data.code}”是第{sheet.round}次呈批的，现在是第{presented}次，请用最近一次的呈批单"


class Sheet(Protocol):
    """What a clerk copies from a signed sheet."""

    @property
    def leader(self) -> str: ...
    @property
    def signed_on(self) -> date: ...
    @property
    def words(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def scan(self) -> int | None: ...


def on_paper(act: Act, sheet: Sheet) -> Act:
    """The act as the leader's own: he decided, with his pen, on the day of the sheet; the clerk only writes it down."""
    paper = PaperSignature(
        leader=person_id(act, sheet.leader),
        signed_at=signed_at(sheet.signed_on, now=act.now),
        words=sheet.words,
        code=sheet.code,
        scan=sheet.scan,
    )
    return act.through(Door(now=act.door.now, by=act.door.by, paper=paper))


def signed_at(day: date, *, now: datetime) -> datetime:
    """A sheet names the day, not the hour: it was signed by its end, and today by now."""
    ended = datetime.combine(day, time.max, tzinfo=SHANGHAI)
    return now if day == now.date() else ended
