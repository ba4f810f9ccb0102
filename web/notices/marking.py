"""The source text with what was read, what is doubtful and what was not understood marked in it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.notices.paper import Paper, Place, Role
from documents.notices.passages import Span
from documents.notices.reading import Reading, values_of
from documents.notices.unread import merged

SHOWN = 300_000
"""Letters that a page shows: some two hundred pages of paper."""


@dataclass(frozen=True, slots=True)
class Bit:
    """Letters that are marked alike. `doubts`: the numbers of those that are about them; `begins`: that begin here."""

    text: str
    is_read: bool
    is_unread: bool
    doubts: tuple[int, ...]
    begins: tuple[int, ...]
    unread: int | None


@dataclass(frozen=True, slots=True)
class SourceLine:
    place: Place
    role: Role
    bits: tuple[Bit, ...]


class Marks:
    """Stretches of one kind, asked by place."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = merged(spans)
        self._starts = [start for start, _ in self.spans]

    def holds(self, at: int) -> bool:
        found = bisect_right(self._starts, at) - 1
        return found >= 0 and at < self.spans[found][1]


def marked(reading: Reading) -> list[SourceLine]:
    """Line by line, as far as a page can show it."""
    paper = reading.paper
    read = Marks([span for told in values_of(reading.findings) for span in told.spans])
    unread = Marks(reading.unread)
    doubts = [(*span, number) for number, doubt in enumerate(reading.doubts, start=1) for span in doubt.spans]
    marks = (*read.spans, *unread.spans, *(mark[:2] for mark in doubts))
    cuts = sorted({edge for mark in marks for edge in mark})
    first: dict[int, int] = {}
    for start, _, number in doubts:
        first[number] = min(start, first.get(number, start))
    numbered = {start: number for number, (start, _) in enumerate(reading.unread, start=1)}
    lines = []
    for start, end in _lines(paper):
        about = [mark for mark in doubts if mark[0] < end and start < mark[1]]
        inside = [start, *cuts[bisect_right(cuts, start) : bisect_left(cuts, end)], end]
        bits = []
        for left, right in pairwise(inside):
            here = tuple(dict.fromkeys(number for begin, stop, number in about if begin <= left < stop))
            begins = tuple(number for number in here if first[number] == left)
            text = paper.text[left:right]
            bits.append(Bit(text, read.holds(left), unread.holds(left), here, begins, numbered.get(left)))
        lines.append(SourceLine(paper.place_of(start), paper.role_of(start), tuple(bits)))
    return lines


def _lines(paper: Paper) -> Iterator[Span]:
    at = 0
    for line in paper.text[:SHOWN].splitlines(keepends=True):
        end = at + len(line.removesuffix("\n"))
        if paper.text[at:end].strip():
            yield at, end
        at += len(line)
