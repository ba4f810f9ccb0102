"""Rows put under their header: page breaks mended, cells that slipped into the wrong column put back."""

import re
from dataclasses import dataclass, field

from documents.notices.columns import Column, column_of, is_header
from documents.notices.grids import Grid
from documents.notices.passages import Passage, Told, joined

_RULE = re.compile(r"[扣得加减]\d|[。；].*[。；]|确定得分|计算得分|\d分[；。]")
_STOPS = "。；）！？”"
_LONG = 24
_HEAD_ROWS = 4


@dataclass
class Sheet:
    """A table with a header. `shifted` are cells that stood in the wrong column, `heads` headers printed again;
    `above` is what stands over the header inside the table: its title.
    """

    columns: tuple[Column, ...]
    header: tuple[Passage, ...]
    rows: list[list[Passage]]
    shifted: dict[int, Told[str]] = field(default_factory=dict)
    heads: list[Told[str]] = field(default_factory=list)
    above: tuple[Passage, ...] = ()
    is_counted: bool = False

    def at(self, *wanted: Column) -> list[int]:
        return [place for place, column in enumerate(self.columns) if column in wanted]

    @property
    def main(self) -> int | None:
        """The column that every row fills: its rules, or else its content."""
        for column in (Column.RULES, Column.CONTENT, Column.GOAL):
            if places := self.at(column):
                return places[0]
        return None


def sheet_of(grid: Grid) -> Sheet | None:
    """None where no row says what the columns are about."""
    place = next((n for n, row in enumerate(grid.rows[:_HEAD_ROWS]) if is_header([cell.text for cell in row])), None)
    if place is None:
        return None
    header = list(grid.rows[place])
    first = place + 1
    if first < len(grid.rows) and _completes(header, below := _without(grid.rows[first], header)):
        header = [under if under.text else over for over, under in _paired(header, below)]
        first += 1
    columns = tuple(column_of(cell.text) for cell in header)
    titles = {cell.starts: cell for row in grid.rows[:place] for cell in row if cell.text}
    sheet = Sheet(_with_a_subject(columns), tuple(header), [], above=tuple(titles.values()), is_counted=grid.is_counted)
    said = [cell.text for cell in header]
    for number in range(first, len(grid.rows)):
        row = list(grid.rows[number])
        if [cell.text for cell in row] == said:
            sheet.heads.append(_whole(row))
        elif any(cell.text for cell in row):
            _add(sheet, row, is_after_break=number in grid.breaks)
    return sheet


def _whole(row: list[Passage]) -> Told[str]:
    written = [cell for cell in row if cell.text]
    spans = ((written[0].starts[0], written[-1].ends[-1]),)
    return Told(" ".join(cell.text for cell in written), spans)


def _without(row: tuple[Passage, ...], header: list[Passage]) -> tuple[Passage, ...]:
    """A cell of the header that reaches down into the next row says nothing new there."""
    known = {cell.starts for cell in header}
    return tuple(cell.cut(0, 0) if cell.starts in known else cell for cell in row)


def _paired(above: list[Passage], below: tuple[Passage, ...]) -> list[tuple[Passage, Passage]]:
    width = max(len(above), len(below))
    nothing = above[0].cut(0, 0)
    return list(zip(_filled(above, width, nothing), _filled(list(below), width, nothing), strict=True))


def _filled(row: list[Passage], width: int, nothing: Passage) -> list[Passage]:
    return [*row, *[nothing] * (width - len(row))]


def _completes(header: list[Passage], row: tuple[Passage, ...]) -> bool:
    """A second line of the header: short words, mostly where the first has none, none of them a value."""
    written = [cell.text for cell in row if cell.text]
    return (
        0 < len(written) < len(header)
        and not (row and row[0].text)
        and all(len(text) <= 10 and column_of(text) is not Column.OTHER for text in written)
    )


def _with_a_subject(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Where no column is the indicator, the first that could be one is."""
    if {Column.LEVEL, Column.CONTENT} & set(columns):
        return columns
    for wanted in (Column.GOAL, Column.OTHER, Column.RULES):
        if wanted in columns:
            place = columns.index(wanted)
            return (*columns[:place], Column.CONTENT, *columns[place + 1 :])
    return columns


def _add(sheet: Sheet, row: list[Passage], *, is_after_break: bool) -> None:
    width = len(sheet.columns)
    nothing = row[0].cut(0, 0)
    row = _spread(sheet, row, nothing) if len(row) < width - 1 else _filled(row, width, nothing)[:width]
    delta = _slip(sheet, row)
    if delta:
        sheet.shifted[len(sheet.rows)] = _whole(row)
        row = [*[nothing] * delta, *row[: width - delta]]
    if sheet.rows and _goes_on(sheet, row, is_after_break):
        sheet.rows[-1] = [
            joined((above, below), is_elsewhere=True) if above.text and below.text else above if above.text else below
            for above, below in zip(sheet.rows[-1], row, strict=True)
        ]
        return
    sheet.rows.append(row)


def _spread(sheet: Sheet, row: list[Passage], nothing: Passage) -> list[Passage]:
    """A row with merged cells has fewer: first an indicator, then the content; the rest stand at the end."""
    placed = [nothing] * len(sheet.columns)
    main = next(iter(sheet.at(Column.CONTENT)), None)
    lead = min(len(row), 2 if main is not None else 1)
    placed[0] = row[0]
    if lead == 2 and main is not None and len(row) > 1:
        placed[main] = row[1]
    for back, cell in enumerate(reversed(row[lead:]), start=1):
        placed[-back] = cell
    return placed


def _slip(sheet: Sheet, row: list[Passage]) -> int:
    """How far to the left of its column the main cell stands."""
    main = sheet.main
    if (
        main is None
        or row[main].text
        or sheet.columns[main] is not Column.RULES
        or any(cell.text for cell in row[main:])
    ):
        return 0
    for place in range(main - 1, -1, -1):
        text = row[place].text
        if text:
            is_rule = len(text) > _LONG and bool(_RULE.search(text))
            return main - place if is_rule and sheet.columns[place] is Column.LEVEL else 0
    return 0


def _goes_on(sheet: Sheet, row: list[Passage], is_after_break: bool) -> bool:
    """Whether a page break cut the row before in two."""
    main = sheet.main
    if not is_after_break or main is None:
        return False
    before = sheet.rows[-1]
    levels = [row[place].text for place in sheet.at(Column.LEVEL)]
    if not row[main].text:
        return any(levels)
    is_cut = bool(before[main].text) and before[main].text[-1] not in _STOPS
    return is_cut and not any(levels)
