"""Everything that was found in a paper, before anybody asks what is doubtful in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from documents.notices.aligning import Sheet, sheet_of
from documents.notices.amounts import NUMBER, decimal_of
from documents.notices.blocks import Section, blocks_of, sections_of
from documents.notices.clause import Clause, ClauseKind
from documents.notices.clauses import clauses_in
from documents.notices.deadlines import FoundDeadline, deadlines_in
from documents.notices.grids import Grid, without_feeds
from documents.notices.headings import Heading, annex_head, heading_of
from documents.notices.indicators import ReadIndicator, walked
from documents.notices.leads import Entrusted, entrusted_in
from documents.notices.noise import Noise, noise_of
from documents.notices.normal import normalised
from documents.notices.numbering import pieces
from documents.notices.outline import HEAD, Outline, head_of
from documents.notices.paper import Paper
from documents.notices.passages import Passage, Told
from documents.notices.rows import Table

_TOTAL = re.compile(rf"总分(?:值)?(?:为|是|共|计|：)?(?P<total>{NUMBER})分")
_MATTER_END = re.compile(r"(?:工作|事业|任务|项目)+$")


@dataclass(frozen=True)
class Findings:
    """`passages` are all paragraphs and cells in the order of the paper."""

    paper: Paper
    noise: Noise
    whole: Passage
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    sheets: tuple[Sheet, ...]
    heading: Heading
    indicators: tuple[ReadIndicator, ...]
    deadlines: tuple[FoundDeadline, ...]
    clauses: tuple[Clause, ...]
    entrusted: tuple[Entrusted, ...]
    totals: tuple[Told[Decimal], ...]


def find(paper: Paper) -> Findings:
    noise = noise_of(paper.text)
    whole = normalised(paper.text, noise)
    blocks = blocks_of(paper, whole)
    sections = sections_of(blocks)
    paragraphs = [block for block in blocks if isinstance(block, Passage)]
    passages = tuple(_passages(blocks))
    sheets: list[Sheet] = []
    roots: list[ReadIndicator] = []
    totals: list[Told[Decimal]] = []
    for section in sections:
        if not section.is_form:
            outlined = _outlined(section)
            tables = [sheet for grid in section.grids if (sheet := sheet_of(grid))]
            tabled = [read for sheet in tables for read in _tabled(sheet, totals)]
            if len(outlined) == 1 and outlined[0].rank == HEAD and outlined[0].is_leaf:
                outlined[0].children = tabled
                tabled = []
            sheets.extend(tables)
            roots += [*outlined, *tabled]
    entrusted = tuple(each for passage in passages for each in entrusted_in(passage))
    _entrust(roots, entrusted)
    _price(roots)
    return Findings(
        paper,
        noise,
        whole,
        tuple(sections),
        passages,
        tuple(sheets),
        heading_of(paragraphs or [cell for sheet in sheets for cell in sheet.above], whole),
        tuple(roots),
        tuple(_deadlines(passages)),
        tuple(_other_clauses(sections, roots)),
        entrusted,
        (*_totals(passages), *totals),
    )


def _tabled(sheet: Sheet, totals: list[Told[Decimal]]) -> list[ReadIndicator]:
    table = Table(sheet)
    roots = table.indicators()
    totals.extend(table.totals)
    head = next((read for cell in sheet.above if (read := head_of(cell, None)[0])), None)
    if head is None:
        return roots
    head.children = roots
    return [head]


def _passages(blocks: Iterable[Passage | Grid]) -> Iterator[Passage]:
    for block in blocks:
        if isinstance(block, Passage):
            yield block
        else:
            yield from (without_feeds(cell) for row in block.rows for cell in row if cell.text)


def _outlined(section: Section) -> list[ReadIndicator]:
    paragraphs = _without_annex_mark(section.paragraphs)
    head, taken = None, 0
    if paragraphs:
        head, taken = head_of(paragraphs[0], paragraphs[1] if len(paragraphs) > 1 else None)
    outline = Outline(head)
    for paragraph in paragraphs[taken:]:
        outline.add(paragraph)
    return outline.indicators()


def _without_annex_mark(paragraphs: list[Passage]) -> list[Passage]:
    """附件1 before the title, on its own line or on the title's; a title with points may also stand below."""
    marked = annex_head(paragraphs[0].text) if paragraphs else None
    if marked is None:
        return paragraphs
    title, rest = paragraphs[0].part(marked.start("title")), paragraphs[1:]
    return [title, *rest] if title.text and head_of(title, rest[0] if rest else None)[0] else rest


def _deadlines(passages: Iterable[Passage]) -> Iterator[FoundDeadline]:
    """The same words in two cells of one row are one deadline."""
    seen: set[tuple[str, str]] = set()
    for passage in passages:
        for each in deadlines_in(passage):
            key = each.words.value, each.what.value
            if key not in seen:
                seen.add(key)
                yield each


def _totals(passages: Iterable[Passage]) -> Iterator[Told[Decimal]]:
    for passage in passages:
        for found in _TOTAL.finditer(passage.text):
            yield passage.told(decimal_of(found["total"]), *found.span("total"))


def _price(roots: Iterable[ReadIndicator]) -> None:
    """A text that has no column of rules may still say how it is scored."""
    for _, each in walked(roots):
        if not each.clauses and each.is_leaf and each.passage is not None:
            for passage in (each.rules or each.passage, *each.more):
                each.clauses.extend(_certain(clauses_in(passage, with_items=False)))


def _certain(clauses: Iterable[Clause]) -> Iterator[Clause]:
    return (each for each in clauses if each.kind is not ClauseKind.JUDGEMENT)


def _other_clauses(sections: Iterable[Section], roots: Iterable[ReadIndicator]) -> Iterator[Clause]:
    """Those that stand in no indicator: they hold for the whole."""
    taken = {passage.starts[0] for _, each in walked(roots) for passage in _passages_of(each) if passage.starts}
    for section in sections:
        for paragraph in section.paragraphs:
            for piece in pieces(paragraph):
                if piece.starts and piece.starts[0] not in taken:
                    yield from _certain(clauses_in(piece, with_items=False))


def _passages_of(each: ReadIndicator) -> Iterator[Passage]:
    if each.passage is not None:
        yield each.passage
    yield from each.more


def _entrust(roots: Iterable[ReadIndicator], entrusted: Iterable[Entrusted]) -> None:
    """Leads that are named in prose go to the indicators of the same name."""
    known = [each for _, each in walked(roots)]
    for trust in entrusted:
        for matter in trust.matters:
            name = _MATTER_END.sub("", matter.value)
            for each in known:
                title = _MATTER_END.sub("", each.title.value)
                if len(name) > 1 and (name in title or (title in name and len(title) > 1)):
                    held = {unit.value for unit in each.charge.leads}
                    new = tuple(unit for unit in trust.leads if unit.value not in held)
                    each.charge = replace(each.charge, leads=each.charge.leads + new)
