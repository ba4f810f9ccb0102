"""Tables of Word: which cells a row has, where each begins, and how far a merged one reaches."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from documents.notices.extraction.laying import Box, Piece
from documents.notices.extraction.package import child, local, said

MOST_COLUMNS = 1_000
Read = Callable[[etree._Element, int, int], list[Piece]]


@dataclass
class Begun:
    """A cell that stands in its row, and may go on downwards."""

    column: int
    columns: int
    pieces: list[Piece]
    goes_on: bool
    rows: int = 1

    def box(self) -> Box:
        return Box(column=self.column, rows=self.rows, columns=self.columns, pieces=self.pieces)


@dataclass
class Rows:
    read: Read
    rows: list[list[Begun]] = field(default_factory=list)
    open: dict[int, Begun] = field(default_factory=dict)
    """By column: the cells of the row above that a next one may continue."""

    def add(self, row: etree._Element) -> None:
        here: list[Begun] = []
        going: dict[int, Begun] = {}
        at = _number(child(row, "trPr", "gridBefore"))
        for cell in _children(row, "tc"):
            properties = child(cell, "tcPr")
            width = max(1, _number(child(properties, "gridSpan")))
            if at + width > MOST_COLUMNS:
                break
            merge = child(properties, "vMerge")
            above = self.open.get(at) if merge is not None and said(merge) in (None, "continue") else None
            if _is_beside(child(properties, "hMerge")) and here:
                here[-1].columns += width
            elif above is not None and above.columns == width:
                above.rows += 1
                going[at] = above
            else:
                begun = Begun(at, width, self.read(cell, len(self.rows), at), merge is not None)
                here.append(begun)
                if begun.goes_on:
                    going[at] = begun
            at += width
        self.open = going
        self.rows.append(here)


def rows_of(table: etree._Element, read: Read) -> list[list[Box]]:
    """`read` is asked for the letters of each cell that is seen, with its row and column."""
    rows = Rows(read)
    for row in _children(table, "tr"):
        if child(row, "trPr", "del") is None:
            rows.add(row)
    return [[begun.box() for begun in row] for row in rows.rows]


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows or cells, also those within a content control."""
    for each in parent:
        if local(each) == name:
            yield each
        elif local(each) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _children(each, name)


def _is_beside(merge: etree._Element | None) -> bool:
    return merge is not None and said(merge) in (None, "continue")


def _number(element: etree._Element | None) -> int:
    text = said(element) or "0"
    return int(text) if re.fullmatch(r"\d{1,4}", text) else 0
