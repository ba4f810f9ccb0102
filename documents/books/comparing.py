"""A book that came back, against what it held when it left and against what the product holds now. Nothing is written.

Cell by cell: what the book did not change stays as it is now; what only the book changed is taken; what both changed,
each otherwise, is a question with both values. A line whose id another line bears too is a question as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from documents.books.forms import Column, KeptSheet, Line, Sheet, plain, same
from documents.books.places import Fault, Spot
from documents.books.reading import ReadLine, ReadSheet
from documents.books.stamps import Token
from documents.books.texts import fits

MINE, THEIRS = "mine", "theirs"
NEW, SKIP, INSTEAD = "new", "skip", "instead"
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Edit:
    """What becomes of one line. `before`: what stands now in the cells that change; a new line has no id.

    `behind`: the line after which a new one was written.
    """

    sheet: str
    line: str
    spot: Spot
    before: Cells
    after: Cells
    is_new: bool = False
    is_dropped: bool = False
    behind: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)

    def at(self, key: str) -> Spot:
        """The cell of a column."""
        return Spot(self.spot.sheet, self.spot.row, self.columns.get(key, 0))


@dataclass(frozen=True, slots=True)
class Question:
    """What a person has to choose: `options` by code, in words. Its key is the same as long as nothing changed."""

    key: str
    spot: Spot
    sentence: str
    options: tuple[tuple[str, str], ...]


@dataclass
class Difference:
    """Everything about one sheet that should be known before anything is written."""

    sheet: str
    title: str
    edits: list[Edit] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.edits or self.questions or self.faults)


def compare(
    read: ReadSheet, *, base: KeptSheet, book: int, now: Sheet, chosen: Mapping[str, str] | None = None
) -> Difference:
    """The sheet of a file against its base and against what there is now, with the answers that were given."""
    return _Comparison(read, base, book, now, chosen or {}).run()


class _Comparison:
    """Line by line. What was not there when the book left, and stands now, may be what an earlier import wrote."""

    def __init__(self, read: ReadSheet, base: KeptSheet, book: int, now: Sheet, chosen: Mapping[str, str]) -> None:
        self.read, self.base, self.book, self.now, self.chosen = read, base, book, now, chosen
        self.found = Difference(now.key, read.title, faults=[*read.faults])
        self.standing = {line.id: line for line in now.lines if line.id}
        self.later = [line for line in now.lines if line.id and line.id not in base.lines]
        self.by_names = self._named() if now.names else {}
        self.seen: dict[str, tuple[int, Cells]] = {}
        self.open = [column for column in now.columns if column.is_open and column.key in read.places]
        self.locked = [column for column in now.columns if not column.is_open and column.key in read.places]
        self.lock_broken = 0

    def run(self) -> Difference:
        behind = ""
        for line in self.read.lines():
            number = self._id_of(line)
            if number:
                self._known(line, number)
                behind = number
            else:
                self._new(line, behind)
        self._whole()
        self._missing()
        if self.lock_broken:
            self.found.remarks.append(f"{self.read.title}有{self.lock_broken}个锁定的格被改动，没有采用")
        self.found.remarks += self.read.remarks
        return self.found

    # Which line it is

    def _id_of(self, line: ReadLine) -> str:
        token = Token.read(line.token)
        if token is not None and token.book == self.book:
            return self.base.order[token.line] if token.line < len(self.base.order) else ""
        return self.by_names.get(self._names_of(line.cells), "") if not line.token or token is not None else ""

    def _named(self) -> dict[tuple[str, ...], str]:
        """Lines by the columns that name them, where that names one."""
        found: dict[tuple[str, ...], list[str]] = {}
        for number, cells in self.base.lines.items():
            found.setdefault(self._names_of(cells), []).append(number)
        return {names: numbers[0] for names, numbers in found.items() if len(numbers) == 1 and any(names)}

    def _names_of(self, cells: Cells) -> tuple[str, ...]:
        return tuple(plain(cells.get(key, "")) for key in self.now.names if key in self.read.places)

    # A line that left with the book

    def _known(self, line: ReadLine, number: str) -> None:
        if number in self.seen:
            self._twice(line, number)
            return
        self.seen[number] = (line.row, line.cells)
        self._compare(line, number)

    def _compare(self, line: ReadLine, number: str) -> None:
        now, base = self.standing.get(number), self.base.lines[number]
        # a text that no cell can hold left shortened and locked; what came back of it says nothing
        whole = [column for column in self.open if fits(base.get(column.key, ""))]
        changed = [column for column in whole if not same(column, line.cells[column.key], base.get(column.key, ""))]
        self.lock_broken += sum(
            not same(column, line.cells[column.key], base.get(column.key, "")) for column in self.locked
        )
        if not changed and not line.wrong:
            return
        if now is None:
            self.found.remarks.append(f"{self.read.spot(line.row)}在系统里已经没有了，表里的改动没有采用")
            return
        if self._wrong(line, [column for column in self.open if column.key not in now.shut]):
            return
        if self.now.drops and not any(line.cells[column.key].strip() for column in self.open):
            self._dropped(line, now)
            return
        after = {}
        for column in changed:
            if column.key in now.shut:
                self.lock_broken += 1
            elif self._is_taken(line, now, column, base.get(column.key, "")):
                after[column.key] = line.cells[column.key]
        if after:
            self._edit(line, now, after)

    def _wrong(self, line: ReadLine, columns: Sequence[Column]) -> bool:
        faults = [
            Fault(self.read.spot(line.row, column.key), line.wrong[column.key])
            for column in columns
            if column.key in line.wrong
        ]
        self.found.faults += faults
        return bool(faults)

    def _is_taken(self, line: ReadLine, now: Line, column: Column, base: str) -> bool:
        mine, theirs = line.cells[column.key], now.cells.get(column.key, "")
        if same(column, mine, theirs):
            return False
        if same(column, theirs, base):
            return True
        key = f"{self.now.key}/{now.id}/{column.key}"
        options = ((MINE, f"用表里的：{_shown(mine)}"), (THEIRS, f"用系统里的：{_shown(theirs)}"))
        said = f"“{column.heading}”导出后两边都改了（导出时：{_shown(base)}）"
        return self._answer(Question(key, self.read.spot(line.row, column.key), said, options)) == MINE

    def _answer(self, question: Question) -> str:
        answer = self.chosen.get(question.key, "")
        if answer not in dict(question.options):
            self.found.questions.append(question)
            return ""
        return answer

    def _edit(self, line: ReadLine, now: Line, after: Cells) -> None:
        before = {key: now.cells.get(key, "") for key in after}
        spot = self.read.spot(line.row)
        self.found.edits.append(Edit(self.now.key, now.id, spot, before, dict(after), columns=self.read.places))

    def _dropped(self, line: ReadLine, now: Line) -> None:
        before = {column.key: now.cells.get(column.key, "") for column in self.open}
        if any(
            not same(self.now.column(key), text, self.base.lines[now.id].get(key, "")) for key, text in before.items()
        ):
            options = ((MINE, "按表里的，删去这一行"), (THEIRS, "按系统里的，保留"))
            asked = Question(
                f"{self.now.key}/{now.id}/", self.read.spot(line.row), "这一行表里清空了，系统里后来又改过", options
            )
            if self._answer(asked) != MINE:
                return
        edit = Edit(
            self.now.key, now.id, self.read.spot(line.row), before, {}, is_dropped=True, columns=self.read.places
        )
        self.found.edits.append(edit)

    def _twice(self, line: ReadLine, number: str) -> None:
        """A line that was copied with its hidden number."""
        row, cells = self.seen[number]
        if all(same(column, line.cells[column.key], cells[column.key]) for column in self.open):
            self.found.remarks.append(f"{self.read.spot(line.row)}与第{row}行重复，只算一行")
            return
        if self.now.takes_new and self._stands_already(line):
            return
        new = ((NEW, "作为新增的一行"),) if self.now.takes_new else ()
        options = (*new, (SKIP, "不要这一行"), (INSTEAD, f"以这一行代替第{row}行"))
        asked = Question(
            f"{self.now.key}/{number}@{line.row}",
            self.read.spot(line.row),
            f"与第{row}行的隐藏编号相同，像是整行复制来的",
            options,
        )
        answer = self._answer(asked)
        if answer == NEW:
            self._add(line, number)
        elif answer == INSTEAD:
            self.found.edits = [edit for edit in self.found.edits if edit.line != number]
            self.seen[number] = (line.row, line.cells)
            self._compare(line, number)

    # A new line

    def _new(self, line: ReadLine, behind: str) -> None:
        if not any(line.cells[column.key].strip() for column in self.open if column.key not in self.now.given):
            return
        if not self.now.takes_new:
            if line.is_blank:
                return
            self.found.faults.append(
                Fault(self.read.spot(line.row), "认不出是哪一行，这张表不能增加行；请在原来的行里填写")
            )
            return
        if not self._stands_already(line):
            self._add(line, behind)

    def _stands_already(self, line: ReadLine) -> bool:
        """Whether an earlier import of the same book wrote it; each such line answers for one."""
        for place, later in enumerate(self.later):
            if all(same(column, line.cells[column.key], later.cells.get(column.key, "")) for column in self.open):
                del self.later[place]
                return True
        return False

    def _add(self, line: ReadLine, behind: str) -> None:
        if self._wrong(line, self.open):
            return
        lacking = [
            Fault(self.read.spot(line.row, column.key), f"“{column.heading}”没有填")
            for column in self.open
            if column.is_required and not line.cells[column.key].strip()
        ]
        self.found.faults += lacking
        if not lacking:
            after = {column.key: line.cells[column.key] for column in self.open if line.cells[column.key].strip()}
            spot = self.read.spot(line.row)
            self.found.edits.append(
                Edit(self.now.key, "", spot, {}, after, is_new=True, behind=behind, columns=self.read.places)
            )

    # The sheet as a whole

    def _whole(self) -> None:
        """What is said above the table."""
        for said in self.now.said:
            if not said.key or said.key not in self.read.said:
                continue
            mine, base = self.read.said[said.key], self.base.said.get(said.key, "")
            if not fits(base) or same(None, mine, base) or same(None, mine, said.text):
                continue
            spot = Spot(self.read.title)
            if not same(None, said.text, base):
                options = ((MINE, f"用表里的：{_shown(mine)}"), (THEIRS, f"用系统里的：{_shown(said.text)}"))
                asked = Question(f"{self.now.key}//{said.key}", spot, f"“{said.label}”导出后两边都改了", options)
                if self._answer(asked) != MINE:
                    continue
            self.found.edits.append(Edit(self.now.key, "", spot, {said.key: said.text}, {said.key: mine}))

    def _missing(self) -> None:
        gone = sum(number not in self.seen and number in self.standing for number in self.base.lines)
        if gone and self.read.head:
            self.found.remarks.append(f"{self.read.title}里少了导出时的{gone}行，这些行保持不变")


def _shown(text: str) -> str:
    return plain(text)[:200] or "空"
