"""Tables, whether the file marks them or they lie flattened into lines with tabs or bars."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from documents.notices.columns import is_header
from documents.notices.paper import Paper, Table
from documents.notices.passages import Passage, Span, joined

_BAR = re.compile(r"^\|.*\|$")
_RULE = re.compile(r"^\|[-:| ]+\|$")
_QUIET = 12
_FEED = re.compile(r"[\n\t]")


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, from left to right. A cell that the file merges over several rows stands in each of them.

    `first` and `after` are the lines of the paper that it takes; `breaks` are the rows after a blank line; `is_counted`
    where no mark parted the cells and only their number tells which is which.
    """

    rows: tuple[tuple[Passage, ...], ...]
    first: int
    after: int
    breaks: frozenset[int] = frozenset()
    is_counted: bool = False

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


def marked_grids(paper: Paper, whole: Passage, lines: list[Passage]) -> list[Grid]:
    """Of the tables that the file marks."""
    starts = _line_starts(lines)
    return [grid for table in paper.tables if (grid := _marked(table, whole, starts)).rows]


def _marked(table: Table, whole: Passage, starts: list[int]) -> Grid:
    width = max((cell.column + cell.columns for cell in table.cells), default=0)
    height = max((cell.row + cell.rows for cell in table.cells), default=0)
    nothing = whole.cut(0, 0)
    rows = [[nothing] * width for _ in range(height)]
    for cell in table.cells:
        passage = without_feeds(_between(whole, (cell.start, cell.end)))
        for row in rows[cell.row : cell.row + max(cell.rows, 1)]:
            row[cell.column] = passage
    first = bisect_left(whole.starts, table.start)
    after = bisect_left(whole.starts, table.end)
    return Grid(
        tuple(map(tuple, rows)),
        max(bisect_left(starts, first + 1) - 1, 0),
        bisect_left(starts, after),
    )


def _between(whole: Passage, span: Span) -> Passage:
    return whole.part(bisect_left(whole.starts, span[0]), bisect_left(whole.starts, span[1]))


def _line_starts(lines: list[Passage]) -> list[int]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line.text) + 1
    return starts


def flat_grids(lines: list[Passage], taken: set[int]) -> list[Grid]:
    """Of the lines that hold tabs or bars and belong to no marked table."""
    grids: list[Grid] = []
    at = 0
    while at < len(lines):
        if at in taken or not _is_row(lines[at].text):
            at += 1
            continue
        after = _end_of(lines, at, taken)
        block = lines[at:after]
        is_stacked = sum(line.text.startswith("\t") and "\t" not in line.text[1:] for line in block) * 2 > len(
            [line for line in block if "\t" in line.text]
        )
        grid = _stacked(block, at) if is_stacked else _by_line(block, at)
        if len(grid.rows) > 1 and grid.width > 1:
            grids.append(grid)
        at = after
    return grids


def _is_row(text: str) -> bool:
    return "\t" in text or bool(_BAR.match(text.strip()))


def _end_of(lines: list[Passage], start: int, taken: set[int]) -> int:
    """Blank lines and the further lines of a cell lie inside a table; what comes after its last tab does not."""
    is_stacked = lines[start].text.startswith("\t") and "\t" not in lines[start].text[1:]
    last, at, quiet = start, start, 0
    while at < len(lines) and at not in taken and quiet <= _QUIET:
        if _is_row(lines[at].text):
            last, quiet = at, 0
        elif lines[at].text.strip():
            if not is_stacked and at > last + 1:
                break
            quiet += 1
        at += 1
    return last + 1


def _by_line(block: list[Passage], first: int) -> Grid:
    rows: list[list[Passage]] = []
    breaks: set[int] = set()
    is_blank = False
    for line in block:
        text = line.text.strip()
        if not text and "\t" not in line.text:
            is_blank = True
            continue
        if _RULE.match(text):
            continue
        if not _is_row(line.text) and rows:
            rows[-1][-1] = joined((rows[-1][-1], line.part(0)))
            continue
        cells = _cells(line)
        if (
            len(rows) > 1
            and not is_blank
            and cells[0].text
            and len(rows[-1]) + len(cells) - 1 == len(rows[0]) > len(cells)
        ):
            rows[-1][-1] = joined((rows[-1][-1], cells[0]))  # a line's end inside a cell
            rows[-1] += cells[1:]
            continue
        if is_blank:
            breaks.add(len(rows))
        rows.append(cells)
        is_blank = False
    return Grid(tuple(map(tuple, rows)), first, first + len(block), frozenset(breaks))


def _cells(line: Passage) -> list[Passage]:
    text = line.text
    is_barred = _BAR.match(text.strip()) is not None
    mark = "|" if is_barred else "\t"
    cells, start = [], 0
    for part in text.split(mark):
        cells.append(line.part(start, start + len(part)))
        start += len(part) + 1
    return cells[1:-1] if is_barred else cells


def _stacked(block: list[Passage], first: int) -> Grid:
    """One cell a line, each begun by a tab; rows are parted by blank lines, but so are some cells."""
    groups: list[list[list[Passage]]] = [[]]
    for line in block:
        if line.text.startswith("\t"):
            groups[-1].append([line.part(0)])
        elif not line.text.strip():
            groups.append([])
        elif groups[-1]:
            groups[-1][-1].append(line.part(0))
        elif len(groups) > 1 and groups[-2]:
            groups[-2][-1].append(line.part(0))
    cells = [[joined(parts) if any(parts) else parts[0] for parts in group] for group in groups if group]
    width = next((len(group) for group in cells if is_header([cell.text for cell in group])), 0)
    width = width or max(map(len, cells), default=0)
    rows: list[list[Passage]] = []
    for group in cells:
        if rows and len(rows[-1]) + len(group) <= width and not is_header([cell.text for cell in rows[-1]]):
            rows[-1].extend(group)
        else:
            rows.append(list(group))
    return Grid(tuple(map(tuple, rows)), first, first + len(block))


def without_feeds(passage: Passage) -> Passage:
    """A cell's lines as one; where a line ended is still told by the gap."""
    return joined(passage.split(_FEED)) if _FEED.search(passage.text) else passage
