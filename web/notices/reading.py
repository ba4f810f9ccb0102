"""What was read of a notice, as the page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from documents.notices.checkup.doubt import PaperDoubt, Topic
from documents.notices.indicators import ReadIndicator, walked
from documents.notices.passages import Span, Told
from documents.notices.reading import Reading
from web.notices.marking import SHOWN, SourceLine, marked
from web.notices.papers import Held, held

MOST_QUOTES, LONGEST, AROUND = 3, 80, 16


@dataclass(frozen=True, slots=True)
class Quote:
    """`before`, `after`: of the same line, so that a number is not quoted without what it counts."""

    place: str
    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class ShownDoubt:
    number: int
    doubt: PaperDoubt
    quotes: tuple[Quote, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ShownIndicator:
    """One line of the tree that was read."""

    level: int
    number: str
    title: str
    points: Decimal | None
    has_star: bool
    leads: str
    assessors: str
    targets: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class Shown:
    """The page: `percent` of the letters were read; `is_cut`: the source is longer than a page shows."""

    reading: Reading
    percent: int
    topics: tuple[tuple[Topic, tuple[ShownDoubt, ...]], ...]
    indicators: tuple[ShownIndicator, ...]
    unread: tuple[Quote, ...]
    lines: tuple[SourceLine, ...]
    is_cut: bool
    text: str
    papers: Held

    @property
    def title(self) -> str:
        heading = self.reading.heading
        return heading.title.value if heading.title else self.reading.paper.file_name


def shown(reading: Reading, text: str) -> Shown:
    """`text`: the draft as it would be begun."""
    doubts = [_doubt(reading, number, each) for number, each in enumerate(reading.doubts, start=1)]
    return Shown(
        reading,
        int(reading.share * 100),
        tuple((topic, tuple(group)) for topic, group in groupby(doubts, key=lambda each: each.doubt.topic)),
        tuple(_indicator(reading, level, each) for level, each in walked(reading.indicators)),
        tuple(_quote(reading, span) for span in reading.unread),
        tuple(marked(reading)),
        len(reading.paper.text) > SHOWN,
        text,
        held(reading),
    )


def _doubt(reading: Reading, number: int, doubt: PaperDoubt) -> ShownDoubt:
    quotes = tuple(_quote(reading, span) for span in doubt.spans[:MOST_QUOTES])
    return ShownDoubt(number, doubt, quotes, len(doubt.spans) - len(quotes))


def _quote(reading: Reading, span: Span) -> Quote:
    whole, (start, end) = reading.paper.text, span
    line = " ".join(reading.quote(span).split())
    return Quote(
        str(reading.place(span)),
        line if len(line) <= LONGEST else f"{line[:LONGEST]}…",
        before=whole[max(0, start - AROUND) : start].rpartition("\n")[2].lstrip(),
        after=whole[end : end + AROUND].partition("\n")[0].rstrip(),
    )


def _indicator(reading: Reading, level: int, each: ReadIndicator) -> ShownIndicator:
    charge = each.charge
    segments = [lead for segment in each.segments for lead in segment.charge.leads]
    return ShownIndicator(
        level,
        each.number.value if each.number else "",
        each.title.value,
        each.points.value if each.points else None,
        each.star is not None,
        _names([*charge.leads, *segments]),
        _names(charge.assessors),
        tuple(target.words.value for target in each.targets),
        str(reading.paper.place_of(each.title.start)),
    )


def _names(told: Sequence[Told[str]]) -> str:
    return "、".join(dict.fromkeys(each.value for each in told))
