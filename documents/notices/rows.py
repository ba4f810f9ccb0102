"""The tree of indicators in a table: levels from the left, merged and repeated cells understood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from documents.notices.aligning import Sheet
from documents.notices.amounts import NUMBER, decimal_of
from documents.notices.cells import counted, group_of, headed, heads_of, is_content, of_content, with_more
from documents.notices.clauses import clauses_in
from documents.notices.columns import Column
from documents.notices.indicators import ReadIndicator, walked
from documents.notices.leads import Charge
from documents.notices.passages import Passage, Told
from documents.notices.titled import indicator_of
from documents.notices.units import units_of

_POINTS_CELL = re.compile(rf"^(?:±|\+|-)?(?P<points>{NUMBER})(?:分|%)?$")
_TOTAL = re.compile(r"^(?:合计|总计|总分|小计)")
_GROUP = -1
_CHARGED = {
    Column.LEAD: "leads",
    Column.CO_UNIT: "co_units",
    Column.ASSESSOR: "assessors",
    Column.LEADER: "leader",
}


@dataclass
class _Rooted:
    """An indicator while its rows are read."""

    read: ReadIndicator
    first: int
    last: int
    is_row: bool = False
    above: "_Rooted | None" = None
    below: list["_Rooted"] = field(default_factory=list)


class Table:
    """Reads a sheet row by row."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._levels = sheet.at(Column.LEVEL)
        self._open: dict[int, _Rooted] = {}
        self._roots: list[_Rooted] = []
        self.totals: list[Told[Decimal]] = []

    def indicators(self) -> list[ReadIndicator]:
        for number, row in enumerate(self._sheet.rows):
            self._row(number, row)
        for column, place in self._charging():
            self._charge(column, place)
        for place in self._levels:
            if all(row[place].text for row in self._sheet.rows):
                self._fill_down(place)
        for root in self._roots:
            _collapse(root)
        return [root.read for root in self._roots]

    def _row(self, number: int, row: list[Passage]) -> None:
        if any(_TOTAL.match(cell.text) for cell in row[:2]):
            self._total(row)
            return
        if group := group_of(row):
            self._enter(number, _GROUP, group)
            return
        for depth, place in enumerate(self._levels):
            if row[place].text and not is_content(row[place]):
                self._enter(number, depth, row[place])
        chain = [self._open[depth] for depth in sorted(self._open)]
        for each in chain:
            each.last = number
        leaf = self._content(number, row, chain)
        if leaf is not None:
            chain = [*chain, leaf]
        if chain:
            ruled = self._rules(number, row, chain[-1])
            if number in self._sheet.shifted:
                ruled.read.shifted.append(self._sheet.shifted[number])

    def _total(self, row: list[Passage]) -> None:
        for place in self._sheet.at(Column.POINTS):
            found = _POINTS_CELL.match(row[place].text)
            if found and not row[0].text.startswith("小计"):
                self.totals.append(row[place].told(decimal_of(found["points"]), *found.span("points")))

    def _enter(self, number: int, depth: int, cell: Passage) -> None:
        current = self._open.get(depth)
        read = indicator_of(cell)
        if current is not None and _is_same(current.read, read):
            if current.read.words.spans != read.words.spans:
                current.read.repeated.append(read.words)
            return
        for deeper in [each for each in self._open if each >= depth]:
            del self._open[deeper]
        self._grow(depth, _Rooted(read, number, number))

    def _fill_down(self, place: int) -> None:
        first = {row[place].starts for row in self._sheet.rows}
        for _, each in walked([root.read for root in self._roots]):
            each.is_filled_down |= each.passage is not None and each.passage.starts in first

    def _grow(self, depth: int, rooted: _Rooted) -> None:
        above = next((self._open[each] for each in sorted(self._open, reverse=True) if each < depth), None)
        rooted.above = above
        if above is None:
            self._roots.append(rooted)
        else:
            above.below.append(rooted)
            above.read.children.append(rooted.read)
        self._open[depth] = rooted

    def _content(self, number: int, row: list[Passage], chain: list[_Rooted]) -> _Rooted | None:
        """A row with content of its own is an indicator of its own; _collapse decides whether it stays one."""
        places = self._sheet.at(Column.CONTENT, Column.GOAL)
        place = next((each for each in places if self._is_new(number, each, Column.CONTENT)), None)
        if place is None:
            return None
        read = of_content(row[place], is_ruled=bool(self._sheet.at(Column.RULES)))
        goal = next((row[each] for each in self._sheet.at(Column.GOAL) if row[each].text and each != place), None)
        if goal is not None:
            read.goal = goal.told(goal.text)
            read.targets = read.targets or indicator_of(goal).targets
        rooted = _Rooted(read, number, number, is_row=True, above=chain[-1] if chain else None)
        if chain:
            chain[-1].below.append(rooted)
            chain[-1].read.children.append(read)
        else:
            self._roots.append(rooted)
        return rooted

    def _rules(self, number: int, row: list[Passage], rooted: _Rooted) -> _Rooted:
        """Answers with the indicator that the row turned out to be about."""
        for place in self._sheet.at(Column.RULES):
            cell = row[place]
            if not self._is_new(number, place, Column.RULES):
                continue
            for piece in heads_of(cell):
                part = headed(piece) if not rooted.is_row else None
                if part is not None and self._is_beside(number, part, rooted):
                    rooted = _Rooted(part, number, number)
                    self._grow(max(self._open), rooted)
                    continue
                if part is not None:
                    rooted.read.children.append(part)
                    continue
                clauses = clauses_in(piece)
                rooted.read.clauses.extend(clauses)
                rooted.read.targets += counted(piece, clauses)
                rooted.read.text = with_more(rooted.read.text, piece)
        return rooted

    def _is_beside(self, number: int, part: ReadIndicator, rooted: _Rooted) -> bool:
        """A name, points and rules in one cell that slipped to the left: beside an indicator that has rules of its own,
        below one that is all such parts.
        """
        return number in self._sheet.shifted and part.points is not None and bool(rooted.read.clauses)

    def _charging(self) -> Iterator[tuple[Column, int]]:
        for column in (*_CHARGED, Column.POINTS):
            for place in self._sheet.at(column):
                yield column, place

    def _charge(self, column: Column, place: int) -> None:
        """A cell at the head of an indicator, with none or the same below it, speaks of the whole of it."""
        filled = {n: row[place] for n, row in enumerate(self._sheet.rows) if self._is_new(n, place, column)}
        for root in self._roots:
            self._charge_below(root, column, filled)

    def _charge_below(self, rooted: _Rooted, column: Column, filled: dict[int, Passage]) -> None:
        rows = [n for n in range(rooted.first, rooted.last + 1) if n in filled]
        if not rows:
            return
        says_one = rows[0] == rooted.first and len({filled[n].text for n in rows}) == 1
        if not rooted.below or (says_one and len(rows) <= rooted.last - rooted.first):
            _give(rooted.read, column, filled[rows[0]], rooted)
            return
        for each in rooted.below:
            self._charge_below(each, column, filled)
        own = [n for n in rows if not any(each.first <= n <= each.last for each in rooted.below)]
        if own:
            _give(rooted.read, column, filled[own[0]], rooted)

    def _is_new(self, number: int, place: int, column: Column) -> bool:
        """A merged cell stands in every row that it covers; its points are one, its lead is that of every row."""
        cell = self._sheet.rows[number][place]
        above = self._sheet.rows[number - 1][place] if number else None
        is_covered = above is not None and bool(cell.starts) and above.starts == cell.starts
        return bool(cell.text) and (column in _CHARGED or not is_covered)


def _is_same(known: ReadIndicator, read: ReadIndicator) -> bool:
    return known.title.value == read.title.value and (
        known.points is None or read.points is None or known.points.value == read.points.value
    )


def _give(read: ReadIndicator, column: Column, cell: Passage, rooted: _Rooted) -> None:
    if column is Column.POINTS:
        found = _POINTS_CELL.match(cell.text)
        if found and read.points is None:
            read.points = cell.told(decimal_of(found["points"]), *found.span("points"))
        elif not found and read.points is None and cell.text:
            read.marked_out = cell.told(cell.text)
        return
    units = units_of(cell)
    if not units or _inherited(rooted, column) == tuple(unit.value for unit in units):
        return
    read.charge |= Charge(**{_CHARGED[column]: units}, spans=cell.spans())


def _inherited(rooted: _Rooted, column: Column) -> tuple[str, ...]:
    above = rooted.above
    while above is not None:
        if units := getattr(above.read.charge, _CHARGED[column]):
            return tuple(unit.value for unit in units)
        above = above.above
    return ()


def _collapse(rooted: _Rooted) -> None:
    """A level with one single row is that row: its content is the level's own."""
    for each in rooted.below:
        _collapse(each)
    if len(rooted.read.children) != 1 or len(rooted.below) != 1 or not rooted.below[0].is_row:
        return
    row = rooted.below[0].read
    if row.points and rooted.read.points and row.points.value != rooted.read.points.value:
        return
    read = rooted.read
    read.text = row.text or read.text
    read.goal = row.goal
    read.targets = row.targets or read.targets
    read.star = read.star or row.star
    read.points = read.points or row.points
    read.marked_out = read.marked_out or row.marked_out
    read.charge = read.charge | row.charge if row.charge.spans else read.charge
    read.segments = row.segments
    read.clauses.extend(row.clauses)
    read.shifted.extend(row.shifted)
    read.children = row.children
