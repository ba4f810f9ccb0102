"""导入表格: what was seen and chosen in the preview becomes acts, each thing with its own result."""

from collections.abc import Sequence

from pydantic import Field

from actions.acts import Conflict, Data, Done, Parts, Refused, act
from actions.books.base import EditData, Result, stale
from actions.books.issuing import issued_book
from actions.books.kinds import KINDS
from actions.books.receiving import returned_book, settle
from actions.books.reports import hand_in
from actions.context import Act
from states.books import BookKind, ReturnState
from states.permissions import may
from states.subjects import SubjectFacts, SubjectKind

LABEL = "导入表格"
AT_ONCE = 200
BY_LINES = ("findings:", "roster:", "scores:")
"""Sheets whose lines are things of their own: many of them are written a part at a time."""


class Importing(Data):
    """The edits of one book, as they were shown."""

    returned: int = Field(description="交回编号")
    edits: tuple[EditData, ...] = Field(description="各行的改动，见预览")
    hands_in: bool = Field(default=False, description="填报表是否一并报送")
    is_last: bool = Field(default=True, description="是否最后一批；分几批导入的，前几批写否")


def in_parts(data: Importing) -> list[Importing]:
    """So many lines at a time that nobody waits long for the database; what belongs together stays together."""
    if len(data.edits) <= AT_ONCE or not all(edit.sheet.startswith(BY_LINES) for edit in data.edits):
        return [data]
    starts = range(0, len(data.edits), AT_ONCE)
    last = starts[-1]
    return [
        data.model_copy(update={"edits": data.edits[start : start + AT_ONCE], "is_last": start == last})
        for start in starts
    ]


def together(parts: Sequence[Done]) -> Done:
    results = [result for part in parts for result in part.details["results"]]
    refused = [result for result in results if not result["ok"]]
    if results and len(refused) == len(results):
        raise Refused(LABEL, tuple(dict.fromkeys(f"{one['title']}：{'；'.join(one['reasons'])}" for one in refused)))
    changed = sum(result["count"] for result in results if result["ok"])
    left = f"，{len(refused)}项没有办理" if refused else ""
    return Done(f"已导入{changed}行改动{left}", ids=parts[-1].ids, details={"results": results})


@act("import_book", label=LABEL, data=Importing, parts=Parts(in_parts, together))
def import_book(act: Act, data: Importing) -> Done:
    """按预览里看到的、选定的改动导入一份表；预览以后系统里又有改动的不导入，请重新核对。"""
    row = returned_book(act, data.returned)
    _allow(act)
    issued = issued_book(act.tx, row.issued_id)
    if issued is None:
        raise act.refused(f"认不出“{row.file_name}”是哪一次导出的表")
    kind = KINDS[BookKind(issued.kind)]
    named = frozenset(edit.line for edit in data.edits if edit.line) if kind.at_once else None
    book = kind.build(act, issued.about, named)
    if reasons := [*stale(book, data.edits)]:
        raise Conflict(LABEL, tuple(reasons))
    results = kind.write(act, issued.about, book, data.edits)
    if data.hands_in and BookKind(issued.kind) is BookKind.REPORT:
        results += hand_in(act, issued.about)
    if data.is_last and all(result.is_ok for result in results):
        settle(act, row, ReturnState.DONE, f"改动{sum(result.count for result in results)}行")
    act.record(
        SubjectKind.OFFICE.value,
        act.office_id,
        assessment_id=issued.assessment_id,
        after={"returned": row.id, "book": issued.id, "edits": len(data.edits)},
    )
    return Done(
        f"已导入“{issued.title}”", ids={"returned": row.id}, details={"results": [_told(one) for one in results]}
    )


def _allow(act: Act) -> None:
    """Of whoever sits at the keyboard; whose the writing is, each thing asks for itself."""
    by = act.door.by
    actor = act.directory.clock if by is None else act.directory.actor(by)
    decision = may(actor, "exchange_books", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    if decision.reasons:
        raise act.refused(*decision.reasons)


def _told(result: Result) -> dict[str, object]:
    return {"title": result.title, "count": result.count, "ok": result.is_ok, "reasons": list(result.reasons)}
