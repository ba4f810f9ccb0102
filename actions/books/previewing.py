"""What a book that came back would change, before anything is written: edits, questions, wrong cells, remarks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from actions.acts import Refused
from actions.books.issuing import base_of, issued_book
from actions.books.kinds import KINDS
from actions.context import Act, begin
from actions.directory import PersonEntry
from actions.doors import Door
from actions.looking import LOOK
from config.roles import Role
from documents.books.comparing import Difference, Edit, Question, compare
from documents.books.drawing import GUIDE, LISTED
from documents.books.forms import Sheet
from documents.books.marking import WRONG
from documents.books.places import Fault
from documents.books.reading import Returned
from documents.books.stamps import HIDDEN
from documents.workbooks.entering import UnreadableWorkbook
from documents.workbooks.layout import squeezed
from models.books import IssuedBook, ReturnedBook
from states.books import BookKind, ReturnState
from states.granted.seats import FILLERS

OURS = frozenset({HIDDEN, LISTED, GUIDE, WRONG})


class Standing(Enum):
    """Where a returned book stands, in a word."""

    READY = "可以导入"
    SAME = "没有变化"
    WRONG = "有错"
    ASKING = "待选择"
    UNKNOWN = "认不出"
    DONE = ReturnState.DONE.label
    DROPPED = ReturnState.DROPPED.label


@dataclass
class Preview:
    """`why`: what kept the file from being read or known at all; `sheets`: what there is now, by key."""

    row: Any
    issued: Any = None
    found: list[Difference] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    why: str = ""
    sheets: Mapping[str, Sheet] = field(default_factory=dict)

    @property
    def edits(self) -> list[Edit]:
        return [edit for each in self.found for edit in each.edits]

    @property
    def questions(self) -> list[Question]:
        return [question for each in self.found for question in each.questions]

    @property
    def faults(self) -> list[Fault]:
        return [
            fault
            for each in self.found
            for fault in sorted(each.faults, key=lambda one: (one.spot.row, one.spot.column))
        ]

    @property
    def standing(self) -> Standing:
        if self.row.state != ReturnState.WAITING.value:
            return Standing.DONE if self.row.state == ReturnState.DONE.value else Standing.DROPPED
        if self.why:
            return Standing.UNKNOWN
        if self.faults:
            return Standing.WRONG
        if self.questions:
            return Standing.ASKING
        return Standing.READY if self.edits else Standing.SAME

    @property
    def may_be_imported(self) -> bool:
        return self.standing is Standing.READY


def preview(tx: Connection, row: Any, path: Path, *, door: Door, chosen: Mapping[str, str] | None = None) -> Preview:
    """`door`: how it would be imported; `chosen`: the answers that were given."""
    issued = issued_book(tx, row.issued_id)
    found = Preview(row, issued)
    if issued is None:
        found.why = "认不出是哪一次导出的表；请用从本系统导出的表填写，保留原来的工作表和列标题"
        return found
    act = begin(tx, LOOK, door=door)
    act.enter(row.office_id)
    try:
        _compare(act, found, path, chosen or {})
    except UnreadableWorkbook as error:
        found.why = str(error)
    except Refused as refused:
        found.why = "；".join(refused.reasons)
    found.remarks += _known_before(tx, row, issued)
    return found


def _compare(act: Act, found: Preview, path: Path, chosen: Mapping[str, str]) -> None:
    issued = found.issued
    kind = KINDS[BookKind(issued.kind)]
    now = kind.build(act, issued.about, None)
    sheets = {sheet.key: sheet for sheet in now.sheets}
    found.sheets = sheets
    bases = base_of(issued)
    returned = Returned(path)
    taken: set[str] = set()
    for title in returned.sheets:
        if title in OURS:
            continue
        base = _base(returned, title, issued.id, bases, sheets)
        if base is None:
            found.remarks.append(f"工作表“{title}”不是导出的，没有读")
        elif base.key in taken:
            found.remarks.append(f"工作表“{title}”与前面的是同一张，没有读")
        elif base.key not in sheets:
            found.remarks.append(f"工作表“{title}”的内容系统里已经没有了，没有读")
        else:
            taken.add(base.key)
            read = returned.sheet(title, sheets[base.key])
            found.found.append(compare(read, base=base, book=issued.id, now=sheets[base.key], chosen=chosen))
    edits = found.edits
    if edits:
        by_sheet = {each.title: each for each in found.found}
        for fault in kind.objections(act, issued.about, edits):
            by_sheet[fault.spot.sheet].faults.append(fault)


def _base(returned: Returned, title: str, book: int, bases: Any, sheets: Mapping[str, Any]) -> Any:
    """Which of the sheets it is: by the numbers of its lines, else by its name."""
    token = returned.first_token(title)
    if token is not None:
        return bases[token.sheet] if token.book == book and token.sheet < len(bases) else None
    if len(bases) == 1:
        return bases[0]
    wanted = squeezed(title)
    named = [
        base for base in bases if base.key in sheets and squeezed(sheets[base.key].title)[:31].startswith(wanted[:20])
    ]
    return named[0] if len(named) == 1 else None


def _known_before(tx: Connection, row: Any, issued: Any) -> list[str]:
    """The same file once more; an export that a later one has followed."""
    same = select(ReturnedBook.c.id, ReturnedBook.c.state).where(
        ReturnedBook.c.office_id == row.office_id, ReturnedBook.c.hash == row.hash, ReturnedBook.c.id < row.id
    )
    found = [
        f"与第{one.id}号是同一个文件（{ReturnState(one.state).label}）"
        for one in tx.execute(same.order_by(ReturnedBook.c.id))
    ]
    later = (
        select(ReturnedBook.c.id)
        .join(IssuedBook.t, IssuedBook.c.id == ReturnedBook.c.issued_id)
        .where(
            IssuedBook.c.office_id == issued.office_id,
            IssuedBook.c.kind == issued.kind,
            IssuedBook.c.key == issued.key,
            IssuedBook.c.id > issued.id,
            ReturnedBook.c.state == ReturnState.DONE.value,
        )
        .limit(1)
    )
    if tx.scalar(later) is not None:
        found.append(f"这是较早导出的一份（{issued.issued_at:%Y年%m月%d日 %H:%M}），较晚导出的一份已经导入过，请留意")
    return found


# For whom it may be entered (代录)


def writers(act: Act, issued: Any) -> list[tuple[PersonEntry, str]]:
    """Who usually writes what the book says, with the post; nobody where the one at the keyboard may himself."""
    if issued is None or issued.unit_id is None or BookKind(issued.kind) not in (BookKind.REPORT, BookKind.BREAKDOWN):
        return []
    if any(act.directory.unit_ids[seat.unit] == issued.unit_id for seat in act.actor.seats):
        return []
    directory, roles = act.directory, {who.role for who in FILLERS}
    posts = [post for post in directory.standing if post.unit_id == issued.unit_id and post.role in roles]
    posts.sort(key=lambda post: post.role is not Role.OFFICER)
    found = {person.id: (person, post.title) for post in posts for person in directory.on_duty(post.id)}
    return list(found.values())
