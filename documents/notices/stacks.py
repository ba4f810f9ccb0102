"""Tables that lost every mark: each cell on a line of its own, header first. Read only where the lines count out."""

import re
from collections.abc import Iterator, Sequence

from documents.notices.columns import Column, column_of, is_header
from documents.notices.grids import Grid
from documents.notices.passages import Passage, joined

_WIDEST, _NARROWEST = 9, 3
_SHORT = 12
_NUMERIC = re.compile(r"\d{1,3}(?:\.\d{1,2})?(?:分|%)?")
_NOTE = re.compile(r"注|附件|附表|备注|说明|合计|总计|总分|抄送")
_ORDINAL = re.compile(r"\d{1,3}")
_SUBJECT = frozenset({Column.LEVEL, Column.CONTENT})
_ANCHOR = frozenset({Column.POINTS, Column.LEAD})


def stacked_grids(lines: Sequence[Passage], taken: set[int]) -> list[Grid]:
    grids: list[Grid] = []
    written = [at for at, line in enumerate(lines) if at not in taken and line.text.strip()]
    place = 0
    while place < len(written):
        found = _at(lines, written[place : place + _WIDEST])
        rows = list(_rows(found, [lines[at].part(0) for at in written[place + len(found) :]])) if found else []
        if len(rows) > 1:
            used = len(found) + sum(length for length, _ in rows)
            header = tuple(lines[at].part(0) for at in written[place : place + len(found)])
            after = written[place + used - 1] + 1
            grids.append(Grid((header, *(cells for _, cells in rows)), written[place], after, is_counted=True))
            place += used
        else:
            place += 1
    return grids


def _at(lines: Sequence[Passage], ahead: Sequence[int]) -> list[Column]:
    """The columns of the longest header that begins here."""
    texts = [lines[at].text.strip() for at in ahead]
    columns = [column_of(text) for text in texts]
    if len(texts) < _NARROWEST or Column.OTHER in columns[:2]:
        return []
    for width in range(len(texts), _NARROWEST - 1, -1):
        header = columns[:width]
        is_known = Column.OTHER not in header and all(len(text) <= _SHORT for text in texts[:width])
        if is_known and is_header(texts[:width]) and _SUBJECT & set(header) and _ANCHOR & set(header):
            return header
    return []


def _rows(columns: list[Column], body: list[Passage]) -> Iterator[tuple[int, tuple[Passage, ...]]]:
    """Each row with how many lines it takes."""
    if columns[0] is Column.NUMBER:
        yield from _numbered(columns, body)
    elif Column.POINTS in columns:
        yield from _counted(columns, body)


def _counted(columns: list[Column], body: list[Passage]) -> Iterator[tuple[int, tuple[Passage, ...]]]:
    """Without numbers of rows: as long as every so many lines there are points where points belong."""
    width, place = len(columns), columns.index(Column.POINTS)
    for start in range(0, len(body) - width + 1, width):
        row = body[start : start + width]
        if not _NUMERIC.fullmatch(row[place].text):
            return
        yield width, tuple(row)


def _numbered(columns: list[Column], body: list[Passage]) -> Iterator[tuple[int, tuple[Passage, ...]]]:
    starts = list(_ordinals(body))
    for place, start in enumerate(starts):
        last = place + 1 == len(starts)
        end = _end(body, start, len(columns)) if last else starts[place + 1]
        cells = _laid(columns[1:], body[start + 1 : end])
        if cells is None:
            return
        yield end - start, (body[start], *cells)


def _end(body: list[Passage], start: int, width: int) -> int:
    """Where the last row ends: nothing tells but its length, and words that belong to no row."""
    return next(
        (at for at in range(start + 1, len(body)) if _NOTE.match(body[at].text) or at - start >= width), len(body)
    )


def _ordinals(body: list[Passage]) -> Iterator[int]:
    awaited = 1
    for at, line in enumerate(body):
        if _ORDINAL.fullmatch(line.text) and int(line.text) == awaited and (awaited > 1 or at == 0):
            yield at
            awaited += 1


def _laid(columns: list[Column], lines: list[Passage]) -> list[Passage] | None:
    """The lines of a row under its columns: the points are the anchor, long cells take what is left over."""
    if Column.POINTS not in columns:
        return lines if len(lines) == len(columns) else None
    place = columns.index(Column.POINTS)
    if len(lines) == len(columns) and _NUMERIC.fullmatch(lines[place].text):
        return lines
    anchor = next((at for at in range(len(lines)) if at and _NUMERIC.fullmatch(lines[at].text)), None)
    if anchor is None:
        return None
    before = _spread(columns[:place], lines[:anchor])
    after = _spread(columns[place + 1 :], lines[anchor + 1 :])
    return [*before, lines[anchor], *after] if before is not None and after is not None else None


def _spread(columns: list[Column], lines: list[Passage]) -> list[Passage] | None:
    """One line each; more go to the rules or the content; fewer leave the last ones empty: a number is a new item."""
    if not columns:
        return None if lines else []
    spare = len(lines) - len(columns)
    if spare < 0:
        return lines + [lines[0].cut(0, 0)] * -spare if lines else None
    wide = next((each for each in (Column.RULES, Column.CONTENT, Column.GOAL) if each in columns), columns[-1])
    at = columns.index(wide)
    return [*lines[:at], joined(lines[at : at + spare + 1]), *lines[at + spare + 1 :]]
