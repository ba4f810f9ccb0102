"""A notice read: what it says, what is doubtful in it, what was not understood. Pure: no database, no clock."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from fractions import Fraction

from documents.notices.checkup.checking import check_up
from documents.notices.checkup.doubt import PaperDoubt
from documents.notices.clause import Clause
from documents.notices.deadlines import FoundDeadline
from documents.notices.drafting.draft import Draft
from documents.notices.drafting.writing import draft_of
from documents.notices.findings import Findings, find
from documents.notices.headings import Heading
from documents.notices.indicators import ReadIndicator, walked
from documents.notices.paper import Paper, Place
from documents.notices.passages import Passage, Span, Told
from documents.notices.unread import share_read, unread_of


@dataclass(frozen=True)
class Reading:
    """What was read out of a paper. Every value is told with the stretches of the paper's text that say it.

    `clauses` are those that belong to no single indicator; `doubts` stand in the order in which a person mends them.
    """

    paper: Paper
    heading: Heading
    indicators: tuple[ReadIndicator, ...]
    deadlines: tuple[FoundDeadline, ...]
    clauses: tuple[Clause, ...]
    doubts: tuple[PaperDoubt, ...]
    unread: tuple[Span, ...]
    share: Fraction
    draft: Draft
    findings: Findings = field(repr=False)

    def quote(self, span: Span) -> str:
        """The letters of the paper."""
        return self.paper.text[span[0] : span[1]]

    def place(self, span: Span) -> Place:
        return self.paper.place_of(span[0])


def read_notice(paper: Paper, units: Collection[str] = ()) -> Reading:
    """`units` are the names that the office knows, if it has a list: a lead that is none of them is doubted."""
    found = find(paper)
    used = {span for told in values_of(found) for span in told.spans} | _charged(found)
    unread = unread_of(paper.text, used, found.noise)
    return Reading(
        paper,
        found.heading,
        found.indicators,
        found.deadlines,
        found.clauses,
        check_up(found, units),
        unread,
        share_read(paper.text, unread, found.noise),
        draft_of(found),
        found,
    )


def values_of(found: Findings) -> Iterator[Told[object]]:
    """Every value that was read. The words around a value are no value."""
    yield from _told(found.heading)
    for _, each in walked(found.indicators):
        yield from _told(each)
    for part in (found.deadlines, found.clauses, found.entrusted, found.totals):
        yield from _told(part)
    for sheet in found.sheets:
        yield from (cell.told(cell.text) for cell in sheet.header if cell.text)
        yield from sheet.heads


def _charged(found: Findings) -> set[Span]:
    """Names of units with the words that say what they are charged with."""
    charges = [each.charge for _, each in walked(found.indicators)]
    charges += [segment.charge for _, each in walked(found.indicators) for segment in each.segments]
    return {span for charge in charges for span in charge.spans}


_AROUND = {("ReadIndicator", "words"), ("ReadSegment", "words"), ("FoundDeadline", "what")}


def _told(part: object) -> Iterator[Told[object]]:
    if isinstance(part, Told):
        yield part
    elif isinstance(part, tuple | list):
        for each in part:
            if not isinstance(each, ReadIndicator):
                yield from _told(each)
    elif is_dataclass(part) and not isinstance(part, Passage | type):
        for each_field in fields(part):
            if (type(part).__name__, each_field.name) not in _AROUND:
                yield from _told(getattr(part, each_field.name))
