"""A workbook of facts read back: the order of columns is free, blank rows are none, every fault names its cell."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from config.errors import KaoheError
from config.loading import Loaded, fact_sheet
from config.names import words_for
from config.pointers import pointer_of
from config.problems import Finding
from config.scoring.factsheet import FactSheet
from config.scoring.parts import parts_like
from config.scoring.pricing import Judgement
from config.tree import plain
from config.walking import Steps
from documents.workbooks import values
from documents.workbooks.grid import Broken, Grid, Spot, Value, grids
from documents.workbooks.layout import (
    ABOUT,
    CHOSEN,
    LISTED,
    LISTS,
    MEASURED_IN,
    TABLE,
    UNIT,
    UNREAD,
    Column,
    Sheet,
    squeezed,
)

_COPY = re.compile(r"\(?\d+\)?$")
_LOOKED_AT = 20
"""How far down the heading of a sheet is looked for: a title and a date may stand above it."""
Row = dict[int, Value | Broken]


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One fault: in which cell of which sheet, what is wrong, what would be right."""

    file: str
    spot: Spot
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        return f"{self.file}{self.spot}：{self.message}{f'。{self.suggestion}' if self.suggestion else ''}"


class WorkbookErrors(KaoheError):
    """事实工作簿用不了: every problem at once, sheet by sheet, row by row."""

    def __init__(self, problems: Iterable[CellProblem], order: Sequence[str]) -> None:
        found = dict.fromkeys(problems)
        self.problems = tuple(
            sorted(found, key=lambda each: (order.index(each.spot.sheet), each.spot.row, each.spot.column))
        )
        super().__init__("\n".join(map(str, self.problems)))


@dataclass
class Workbook:
    """The facts of a workbook, and where in it everything stands."""

    name: str
    order: tuple[str, ...]
    sheet: FactSheet = field(default_factory=FactSheet)
    spots: dict[str, Spot] = field(default_factory=dict)

    def spot(self, pointer: str) -> Spot:
        """Of what is not written, the nearest thing around it that is."""
        while pointer not in self.spots and pointer:
            pointer = pointer.rpartition("/")[0]
        return self.spots.get(pointer) or Spot(self.order[0], 1, 1)

    def refusing(self, findings: Iterable[Finding]) -> WorkbookErrors:
        problems = [
            CellProblem(self.name, self.spot(each.pointer), each.sentence, each.suggestion) for each in findings
        ]
        return WorkbookErrors(problems, self.order)


def read_workbook(path: Path, loaded: Loaded) -> Workbook:
    """Raises UnreadableWorkbook where it cannot be opened, WorkbookErrors with every fault in it."""
    sheets = grids(path)
    reading = _Reading(loaded, Workbook(path.name, tuple(grid.title for grid in sheets)))
    for grid in sheets:
        reading.take(grid)
    sheet, findings = fact_sheet(reading.data, loaded)
    broken = [*reading.problems, *reading.book.refusing(findings).problems]
    if sheet is None or broken:
        raise WorkbookErrors(broken, reading.book.order)
    reading.book.sheet = sheet
    return reading.book


@dataclass
class _Reading:
    loaded: Loaded
    book: Workbook
    data: dict[str, Any] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)

    def take(self, grid: Grid) -> None:
        """A sheet by its title, which a copy may number.

        An empty one and the lists of the drop-downs are passed by, and what WPS or Excel hide for themselves.
        """
        title = squeezed(grid.title)
        known = {squeezed(sheet.title): sheet for sheet in (*LISTS.values(), TABLE, ABOUT, CHOSEN)}
        sheet = known.get(title) or known.get(_COPY.sub("", title))
        if not grid.cells or title == squeezed(LISTED) or (sheet is None and grid.is_hidden):
            return
        if sheet is None:
            titles = {squeezed(each.title): each.title for each in known.values()}
            near = get_close_matches(title, titles, n=1, cutoff=0.5)
            advice = f"是不是“{titles[near[0]]}”？" if near else f"能读的有：{'、'.join(titles.values())}"
            self.refuse(grid.spot(1, 1), f"没有“{grid.title}”这种表", advice)
        elif sheet is ABOUT:
            self._about(grid)
        elif sheet is TABLE:
            self._table(grid)
        else:
            self._list(grid, sheet)

    def refuse(self, spot: Spot, sentence: str, suggestion: str = "") -> None:
        self.problems.append(CellProblem(self.book.name, spot, sentence, suggestion))

    def _put(self, steps: Steps, spot: Spot) -> None:
        self.book.spots[pointer_of(steps)] = spot

    def _value(self, grid: Grid, row: int, place: int, column: Column) -> Any:
        """What the cell says, or None where it says nothing or nothing that can be read."""
        value = grid.cells.get((row, place))
        if isinstance(value, Broken):
            self.refuse(grid.spot(row, place), str(value))
            return None
        return None if value is None else values.read(value, column, self._spelling(column))

    def _about(self, grid: Grid) -> None:
        """A line for each: the heading, and what it says beside it."""
        for row, line in grid.rows():
            column = self._named(line.get(1), ABOUT)
            if column is not None and 2 in line and column.name not in self.data:
                self._put((column.name,), grid.spot(row, 2))
                self.data[column.name] = self._value(grid, row, 2, column)

    @staticmethod
    def _named(value: Any, sheet: Sheet) -> Column | None:
        said = squeezed(value).rstrip("*") if isinstance(value, str) else None
        return next((one for one in sheet.columns if said in (squeezed(one.heading), one.name)), None)

    # Lists

    def _list(self, grid: Grid, sheet: Sheet) -> None:
        head = self._head(grid, sheet)
        if head is None:
            return
        top, places = head
        entries = self.data.setdefault("chosen", {}) if sheet is CHOSEN else self.data.setdefault(sheet.name, [])
        for row, line in grid.rows():
            told = {column.name for place, column in places.items() if place in line}
            if row <= top or not told - set(sheet.given):
                continue
            entry = {}
            steps: Steps = (sheet.name, len(entries))
            self._put(steps, grid.spot(row, min(places)))
            for place, column in places.items():
                self._put((*steps, column.name), grid.spot(row, place))
                value = self._value(grid, row, place, column)
                if value is not None:
                    entry[column.name] = value
            self._add(grid, row, sheet, entries, entry)

    def _add(self, grid: Grid, row: int, sheet: Sheet, entries: Any, entry: dict[str, Any]) -> None:
        if sheet is not CHOSEN:
            entries.append(entry)
            return
        choice = str(entry.get("choice", ""))
        self._put(("chosen", choice), grid.spot(row, 1))
        entries[choice] = entry.get("option", "")

    def _head(self, grid: Grid, sheet: Sheet) -> tuple[int, dict[int, Column]] | None:
        """The row of the headings, and which column stands where."""
        for row, line in grid.rows():
            if row > _LOOKED_AT:
                break
            named = {place: column for place, value in line.items() if (column := self._named(value, sheet))}
            if len({column.name for column in named.values()}) >= 2:
                return (row, named) if self._is_whole(grid, row, line, named, sheet) else None
        wanted = "、".join(column.heading for column in sheet.columns if column.is_required)
        self.refuse(grid.spot(1, 1), "没有找到表头", f"表头至少要有：{wanted}")
        return None

    def _is_whole(self, grid: Grid, row: int, line: Row, named: dict[int, Column], sheet: Sheet) -> bool:
        before = len(self.problems)
        here = [column.name for column in named.values()]
        for place, value in line.items():
            if place not in named and squeezed(str(value)) not in UNREAD:
                near = get_close_matches(str(value), [column.heading for column in sheet.columns], n=1, cutoff=0.5)
                advice = f"是不是“{near[0]}”？" if near else "不用的列删去；自己看的写在“备注”列"
                self.refuse(grid.spot(row, place), f"没有“{value}”这一列", advice)
            elif place in named and here.index(named[place].name) != list(named).index(place):
                self.refuse(grid.spot(row, place), f"“{named[place].heading}”写了两列", "删去一列")
        for column in sheet.columns:
            if column.is_required and column.name not in here:
                self.refuse(grid.spot(row, min(named)), f"缺“{column.heading}”一列", column.meaning)
        return len(self.problems) == before

    # Tables

    def _table(self, grid: Grid) -> None:
        """What holds for the whole table stands above it; units go down, figures go across."""
        tables = self.data.setdefault("tables", [])
        steps: Steps = ("tables", len(tables))
        table: dict[str, Any] = {"rows": {}}
        self._put(steps, grid.spot(1, 1))
        places: list[int] | None = None
        for row, line in grid.rows():
            first = line.get(1)
            if places is not None:
                self._line(grid, row, places, table, steps)
            elif isinstance(first, str) and squeezed(first).rstrip("*") == squeezed(UNIT):
                places = [place for place, value in line.items() if place > 1 and squeezed(str(value)) not in UNREAD]
                table["figures"] = [self._figure(grid, row, place, (*steps, n)) for n, place in enumerate(places)]
            elif (column := self._named(first, TABLE)) is not None:
                self._put((*steps, column.name), grid.spot(row, 2))
                value = self._value(grid, row, 2, column)
                table |= {} if value is None else {column.name: value}
        if places is None:
            self.refuse(grid.spot(1, 1), "没有找到表头", f"表头第一格写“{UNIT}”，右边写各个数据项")
        elif table["rows"]:
            tables.append(table)

    def _figure(self, grid: Grid, row: int, place: int, steps: Steps) -> Any:
        self._put((*steps[:-1], "figures", steps[-1]), grid.spot(row, place))
        return self._value(grid, row, place, FIGURE)

    def _line(self, grid: Grid, row: int, places: Sequence[int], table: dict[str, Any], steps: Steps) -> None:
        unit = self._value(grid, row, 1, LISTS["figures"].column("unit"))
        here = [self._value(grid, row, place, LISTS["figures"].column("value")) for place in places]
        if unit == MEASURED_IN or all(value is None for value in here):
            return
        if unit is None or unit in table["rows"]:
            said = "没有写单位" if unit is None else f"“{unit}”有两行"
            self.refuse(grid.spot(row, 1), said, "每个单位一行")
            return
        table["rows"][unit] = here
        at = (*steps, "rows", unit)
        self._put(at, grid.spot(row, 1))
        for n, place in enumerate(places):
            self._put((*at, n), grid.spot(row, place))

    # Words

    def _spelling(self, column: Column) -> values.Spelling:
        return self._words.get(column.target or column.name, {})

    @cached_property
    def _words(self) -> Mapping[str, values.Spelling]:
        """As the scheme spells what a person may have padded with blanks or typed in full width."""
        return {name: {squeezed(word): word for word in words} for name, words in words_in(self.loaded).items()}


FIGURE = LISTS["figures"].column("figure")


def words_in(loaded: Loaded) -> dict[str, tuple[str, ...]]:
    """What may be said in a column: by the list of the scheme that it refers to, else by its own name."""
    data, scoring = plain(loaded.source.root), loaded.scheme.scoring
    targets = {column.target for sheet in LISTS.values() for column in sheet.columns if column.target}
    outside = tuple(name for group in scoring.groups for name in group.outside)
    return {
        **{target: words_for(data, target) for target in sorted(targets)},
        "unit": (*words_for(data, "units"), *outside),
        "said": tuple(dict.fromkeys(word for answer in scoring.answers for word in answer.one_of)),
        "slot": tuple(dict.fromkeys(part.slot for _, part in parts_like(Judgement, scoring))),
        "target": tuple(dict.fromkeys(_targets(loaded))),
        "nomination": tuple(nomination.code for nomination in scoring.nominations),
    }


def _targets(loaded: Loaded) -> Iterator[str]:
    nodes = list(loaded.scheme.indicators)
    while nodes:
        node = nodes.pop(0)
        yield from (target.name for target in node.targets if target.value is not None)
        nodes = [*node.children, *nodes]
