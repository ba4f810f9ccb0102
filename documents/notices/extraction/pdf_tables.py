"""Tables of a page: only where drawn rules make a whole grid, and every letter within it lies in one cell."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from documents.notices.extraction.pdf_glyphs import Glyph, Segment

_MOST_MEETINGS = 1_000_000
_NEAR = 3.0
"""Points by which rules that meet may miss one another."""


@dataclass(frozen=True, slots=True)
class GridCell:
    row: int
    column: int
    rows: int
    columns: int
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def places(self) -> Iterator[tuple[int, int]]:
        return product(range(self.row, self.row + self.rows), range(self.column, self.column + self.columns))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table where it stands; its cells from above to below, from left to right."""

    left: float
    bottom: float
    right: float
    top: float
    cells: list[GridCell]


def grids_of(segments: Sequence[Segment], glyphs: Sequence[Glyph]) -> list[Grid]:
    """What is no whole grid is none: its letters stay in lines."""
    found = [grid for group in _groups(_whole(segments)) if (grid := _grid(group, glyphs)) is not None]
    return [grid for grid in found if not any(other is not grid and _holds(other, grid) for other in found)]


def _holds(outer: Grid, inner: Grid) -> bool:
    beside = outer.left <= inner.left and inner.right <= outer.right
    return beside and outer.bottom <= inner.bottom and inner.top <= outer.top


def _whole(segments: Iterable[Segment]) -> list[Segment]:
    """Pieces of one rule, drawn cell by cell or twice as the edges of a thin box, made one."""
    lanes: dict[tuple[bool, int], list[Segment]] = defaultdict(list)
    for is_upright in (True, False):
        at, lane = float("-inf"), 0
        for each in sorted((one for one in segments if one.is_upright is is_upright), key=lambda one: one.at):
            lane += each.at - at > _NEAR
            at = each.at
            lanes[is_upright, lane].append(each)
    return [joined for (is_upright, _), lane in lanes.items() for joined in _end_to_end(lane, is_upright=is_upright)]


def _end_to_end(lane: Sequence[Segment], *, is_upright: bool) -> Iterator[Segment]:
    at = sum(each.at for each in lane) / len(lane)
    start = end = float("-inf")
    for each in sorted(lane, key=lambda one: one.start):
        if each.start > end + _NEAR:
            if end > start:
                yield Segment(is_upright, at, start, end)
            start = each.start
        end = max(end, each.end)
    yield Segment(is_upright, at, start, end)


def _groups(rules: Sequence[Segment]) -> list[list[Segment]]:
    """Rules that meet one another, directly or by way of others."""
    upright = [each for each in rules if each.is_upright]
    level = [each for each in rules if not each.is_upright]
    if len(upright) * len(level) > _MOST_MEETINGS:
        return []
    group = {id(each): {id(each)} for each in rules}
    for one in upright:
        for other in level:
            if _meet(one, other) and group[id(one)] is not group[id(other)]:
                joined = group[id(one)] | group[id(other)]
                for each in joined:
                    group[each] = joined
    kept = {id(each): each for each in rules}
    return [[kept[each] for each in one] for one in {id(one): one for one in group.values()}.values()]


def _meet(upright: Segment, level: Segment) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _grid(rules: Sequence[Segment], glyphs: Sequence[Glyph]) -> Grid | None:
    across = sorted({round(each.at, 1) for each in rules if each.is_upright})
    down = sorted({round(each.at, 1) for each in rules if not each.is_upright}, reverse=True)
    across, down = _apart(across), _apart(down)
    if len(across) < 3 or len(down) < 3 or len(across) * len(down) > 20_000:
        return None
    cells = _cells(rules, across, down)
    if cells is None:
        return None
    grid = Grid(across[0], down[-1], across[-1], down[0], cells)
    return grid if _fill(grid, glyphs, across, down) else None


def _apart(places: list[float]) -> list[float]:
    kept: list[float] = []
    for each in places:
        if not kept or abs(each - kept[-1]) > _NEAR:
            kept.append(each)
    return kept


def _cells(rules: Sequence[Segment], across: Sequence[float], down: Sequence[float]) -> list[GridCell] | None:
    """Squares that no rule parts are one cell; where they make no rectangle, nothing is safe."""
    squares = [(row, column) for row in range(len(down) - 1) for column in range(len(across) - 1)]
    upright, level = _by_place(rules, across, is_upright=True), _by_place(rules, down, is_upright=False)
    seen: set[tuple[int, int]] = set()
    cells = []
    for square in squares:
        if square in seen:
            continue
        members = _joined(square, upright, level, across, down)
        rows, columns = {row for row, _ in members}, {column for _, column in members}
        if len(members) != len(rows) * len(columns):
            return None
        seen |= members
        cells.append(GridCell(min(rows), min(columns), len(rows), len(columns)))
    return cells


Lanes = Sequence[Sequence[Segment]]


def _by_place(rules: Sequence[Segment], places: Sequence[float], *, is_upright: bool) -> Lanes:
    """At each place across, the rules that run along it."""
    return [[each for each in rules if each.is_upright is is_upright and abs(each.at - at) <= _NEAR] for at in places]


def _joined(
    square: tuple[int, int], upright: Lanes, level: Lanes, across: Sequence[float], down: Sequence[float]
) -> set[tuple[int, int]]:
    """The squares that are reached from one without crossing a rule."""
    found, ahead = {square}, [square]
    while ahead:
        row, column = ahead.pop()
        high, wide = (down[row] + down[row + 1]) / 2, (across[column] + across[column + 1]) / 2
        for beside, lane, middle in (
            ((row, column - 1), upright[column], high),
            ((row, column + 1), upright[column + 1], high),
            ((row - 1, column), level[row], wide),
            ((row + 1, column), level[row + 1], wide),
        ):
            is_within = 0 <= beside[0] < len(down) - 1 and 0 <= beside[1] < len(across) - 1
            if is_within and beside not in found and not _parts(lane, middle):
                found.add(beside)
                ahead.append(beside)
    return found


def _parts(lane: Sequence[Segment], middle: float) -> bool:
    return any(each.start - _NEAR <= middle <= each.end + _NEAR for each in lane)


def _fill(grid: Grid, glyphs: Sequence[Glyph], across: Sequence[float], down: Sequence[float]) -> bool:
    """Every letter into its cell; false where one stands across a rule."""
    at = {place: cell for cell in grid.cells for place in cell.places}
    for glyph in glyphs_in(grid, glyphs):
        x, y = glyph.middle
        cell = at[bisect_left(down[1:-1], -y, key=lambda edge: -edge), bisect_left(across[1:-1], x)]
        slack = glyph.height / 4
        if not across[cell.column] - slack <= glyph.left <= glyph.right <= across[cell.column + cell.columns] + slack:
            return False
        cell.glyphs.append(glyph)
    return any(cell.glyphs for cell in grid.cells)


def glyphs_in(grid: Grid, glyphs: Sequence[Glyph]) -> list[Glyph]:
    return [
        glyph
        for glyph in glyphs
        if grid.left <= glyph.middle[0] <= grid.right and grid.bottom <= glyph.middle[1] <= grid.top
    ]
