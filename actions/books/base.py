"""What every kind of book can do: be built from what there is now, object to edits, and write them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from actions.acts import Conflict, Data, Refused
from actions.context import Act
from documents.books.comparing import Edit
from documents.books.forms import Book, Sheet, same
from documents.books.places import Fault
from states.books import BookKind

About = Mapping[str, Any]


class EditData(Data):
    """表里一行的改动."""

    sheet: str = Field(description="哪张表（内部编号，见预览）")
    line: str = Field(default="", description="哪一行（内部编号）；新增的不写")
    place: str = Field(default="", description="在文件里的位置，如 分解表 第7行")
    before: dict[str, str] = Field(default_factory=dict, description="各栏现在的内容；与系统里的不同就不导入")
    after: dict[str, str] = Field(default_factory=dict, description="各栏改成的内容")
    is_dropped: bool = Field(default=False, description="是否删去这一行")
    behind: str = Field(default="", description="新增的一行写在哪一行之后（内部编号）")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one thing that a book changes."""

    title: str
    count: int
    reasons: tuple[str, ...] = ()

    @property
    def is_ok(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of book.

    `build`: as it stands now, of the given lines alone where these are named. `objections`: what speaks against edits,
    cell by cell, beyond what the columns say. `write`: the edits become acts, each thing with its own result.
    `at_once`: how many edits one transaction takes; those of one sheet stay together where it is 0.
    """

    kind: BookKind
    build: Callable[[Act, About, frozenset[str] | None], Book]
    objections: Callable[[Act, About, Sequence[Edit]], Iterator[Fault]]
    write: Callable[[Act, About, Book, Sequence[EditData]], list[Result]]
    at_once: int = 0


def as_data(edit: Edit) -> EditData:
    return EditData(
        sheet=edit.sheet,
        line=edit.line,
        place=str(edit.spot),
        before=dict(edit.before),
        after=dict(edit.after),
        is_dropped=edit.is_dropped,
        behind=edit.behind,
    )


def stale(book: Book, edits: Iterable[EditData]) -> Iterator[str]:
    """Edits of what has changed since they were looked at."""
    sheets = {sheet.key: sheet for sheet in book.sheets}
    lines = {sheet.key: {line.id: line.cells for line in sheet.lines if line.id} for sheet in book.sheets}
    for edit in edits:
        sheet = sheets.get(edit.sheet)
        if sheet is None:
            yield f"{edit.place}：这张表的内容已经不在了"
        elif edit.line and edit.line not in lines[edit.sheet]:
            yield f"{edit.place}：这一行已经不在了"
        else:
            now = lines[edit.sheet][edit.line] if edit.line else {each.key: each.text for each in sheet.said}
            if not all(_stands(sheet, key, text, now) for key, text in edit.before.items()):
                yield f"{edit.place}：这期间系统里又有改动，请重新核对"


def _stands(sheet: Sheet, key: str, text: str, now: Mapping[str, str]) -> bool:
    column = next((each for each in sheet.columns if each.key == key), None)
    return same(column, text, now.get(key, ""))


def attempt(act: Act, title: str, count: int, work: Callable[[], Any]) -> Result:
    """One thing by itself: refused, it leaves the others as they are (A30)."""
    try:
        with act.attempt():
            work()
    except Conflict:
        raise
    except Refused as refused:
        return Result(title, count, refused.reasons)
    return Result(title, count)
