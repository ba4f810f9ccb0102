"""The tree of indicators in running text: 第一部分、一、（一）, 1., with points; and lists of points in a sentence."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from documents.notices.amounts import MARKED_OUT, NUMBER, POINTS, decimal_of
from documents.notices.indicators import ReadIndicator
from documents.notices.leads import Charge
from documents.notices.numbering import marker_of, pieces
from documents.notices.passages import Passage
from documents.notices.titled import indicator_of

_LISTED = re.compile(
    rf"(?:^|(?<=[。；，：]))(?P<no>（?\d{{1,2}}[）、.]?|[①-⑩])?(?P<title>[^\d，。；：（）\sA-Za-z]{{2,20}})"
    rf"（?(?P<points>{NUMBER}|[A-Za-z]\.\d+|\d*[A-Za-z]+\d*)分）?(?=[，。；、]|$)"
)
HEAD = -2.0
_PRICE = re.compile(rf"(?:扣|加|减|得|计){NUMBER}分")
_COUNTS = re.compile(
    rf"(?P<title>(?:(?!每|扣|加分|减|未|不得|分别)[^。；]){{4,80}}?)，?[计得记](?P<points>{NUMBER})分(?=[，。；]|$)"
)
_LABELS = re.compile(
    r"^(?:牵头|责任|主办|承办|配合|协办|落实|完成|考核|考评|参评|评价)(?:责任)?(?:单位|部门|科室|领导|时限)?："
)
_NO_TITLE = re.compile(r"[扣加减得占]|总分|满分|合计|共计|每[次项件]|分别|总计|累计")
_SUMS = re.compile(rf"总分(?:值)?(?:为|是|共|计|：)?{NUMBER}分")
_HEADED = re.compile(r"^（(?:共|满分|总分|计)?\d")


class Outline:
    """Grows the tree, one paragraph after the other; `head` is the title of the section, if it has points."""

    def __init__(self, head: ReadIndicator | None) -> None:
        self.roots: list[ReadIndicator] = [head] if head else []
        self._head = head
        self._open: list[ReadIndicator] = [head] if head else []

    def add(self, paragraph: Passage) -> None:
        for piece in pieces(paragraph):
            self._add_piece(piece)

    def _add_piece(self, piece: Passage) -> None:
        read = indicator_of(piece)
        if marker_of(piece.text) is None:
            self._add_unnumbered(piece, read)
            return
        self._place(read)
        read.children.extend(_listed(piece, read))

    def _add_unnumbered(self, piece: Passage, read: ReadIndicator) -> None:
        """A paragraph without a number that has leads of its own is a part of what it stands under."""
        above = self._open[-1] if self._open else None
        if above is None:
            if POINTS.search(piece.text) or read.charge.leads or read.segments:
                read.rank = -1
                self._place(read)
            return
        if _LABELS.match(piece.text):
            above.charge = _charged(above.charge, read.charge, leads=piece.text.startswith("牵头"))
            above.more.append(piece)
        elif read.charge.leads or read.segments or (read.points and above is self._head):
            read.rank = above.rank + 0.1
            above.children.append(read)
        else:
            above.more.append(piece)
            above.text = above.text or read.words

    def _place(self, read: ReadIndicator) -> None:
        while self._open and self._open[-1].rank >= read.rank and self._open[-1] is not self._head:
            self._open.pop()
        (self._open[-1].children if self._open else self.roots).append(read)
        self._open.append(read)

    def indicators(self) -> list[ReadIndicator]:
        """Without the headings that are no indicators: those without points and leads, above and below."""
        kept = list(_kept(self.roots, is_inside=False))
        for each in kept:
            _fold(each)
            _absorb(each)
        return kept


def _absorb(read: ReadIndicator) -> None:
    """One single paragraph without a number below a heading is what the heading is about."""
    for each in read.children:
        _absorb(each)
    only = read.children[0] if len(read.children) == 1 else None
    if only is None or only.number or only.points or only.children or read.charge.spans or read.segments:
        return
    read.children = []
    read.charge, read.segments, read.targets = only.charge, only.segments, read.targets + only.targets
    read.star = read.star or only.star
    read.text = read.text or only.words
    read.more += [only.passage] if only.passage else []


def _charged(known: Charge, more: Charge, *, leads: bool) -> Charge:
    """责任单位 beside 牵头单位 are those that help, whichever stands first."""
    if not (known.leads and more.leads):
        return known | more
    return _helping(known) | more if leads else known | _helping(more)


def _helping(charge: Charge) -> Charge:
    return replace(charge, leads=(), co_units=charge.leads + charge.co_units)


def _fold(read: ReadIndicator) -> None:
    """1.迟报的，每次扣1分。2.漏报的，… below something that has points: clauses of it, no indicators."""
    for each in read.children:
        _fold(each)
    if read.points is None:
        return
    _count(read)
    rules = [each for each in read.children if _is_rule(each)]
    if rules:
        read.more += [each.passage for each in rules if each.passage is not None]
        read.children = [each for each in read.children if each not in rules]


def _count(read: ReadIndicator) -> None:
    """1、完成新上项目2个，计10分。 below 工业发展（20分）: its items, where they come to no more than it has.

    完成80%以上的，计8分 names a case, not a share of the points, unless the items come to just these.
    """
    found = [
        (each, each.rules, match)
        for each in read.children
        if _is_rule(each) and each.rules is not None and (match := _COUNTS.match(each.rules.text))
    ]
    known = sum((each.worth or Decimal(0) for each in read.children), Decimal(0))
    left = (read.points.value if read.points else Decimal(0)) - known
    added = sum((decimal_of(match["points"]) for _, _, match in found), Decimal(0))
    are_cases = any(match["title"].endswith("的") for _, _, match in found)
    if added > left or (are_cases and added != left):
        return
    for each, body, match in found:
        each.title = body.found(match, "title")
        each.points = body.told(decimal_of(match["points"]), *match.span("points"))
        each.rules = body.part(match.end())


def _is_rule(each: ReadIndicator) -> bool:
    is_plain = each.is_leaf and each.points is None and each.marked_out is None and not each.segments
    return is_plain and not each.charge.spans and bool(_PRICE.search(each.words.value))


def _kept(read: Iterable[ReadIndicator], *, is_inside: bool) -> Iterator[ReadIndicator]:
    """A heading without points is a group of indicators only if all that stands below it is one; else a chapter.

    考核内容总分值100分: what says how much the whole comes to is a chapter too.
    """
    for each in read:
        counts = is_inside or each.points is not None or each.marked_out is not None
        below = list(_kept(each.children, is_inside=counts))
        is_group = bool(below) and below == each.children and not _SUMS.search(each.title.value)
        each.children = below
        if counts or is_group or each.charge.leads or each.charge.assessors or each.segments:
            yield each
        else:
            yield from below


def _listed(piece: Passage, read: ReadIndicator) -> Iterator[ReadIndicator]:
    """其中：就业和创业12分；社会保险8分；… below something that has points itself."""
    if not (read.points or read.marked_out):
        return
    start = read.points.end if read.points else read.title.end
    found = [
        each
        for each in _LISTED.finditer(piece.text)
        if piece.starts[each.start("title")] >= start and not _NO_TITLE.search(each["title"])
    ]
    if len(found) < 2:
        return
    for each in found:
        words = piece.part(each.start("title"), each.end())
        child = ReadIndicator(piece.found(each, "title"), words.told(words.text), rank=read.rank + 1, passage=words)
        if MARKED_OUT.fullmatch(each["points"] + "分"):
            child.marked_out = piece.found(each, "points")
        else:
            child.points = piece.told(decimal_of(each["points"]), *each.span("points"))
        if each["no"]:
            child.number = piece.found(each, "no")
        yield child


def head_of(title: Passage, after: Passage | None) -> tuple[ReadIndicator | None, int]:
    """The title of an annex with its points, in its own line or the next （60分，…）; and how many lines it took."""
    if marker_of(title.text):
        return None, 0
    found = POINTS.search(title.text)
    source = title
    if found is None and after is not None and _HEADED.match(after.text):
        found, source = POINTS.match(after.text), after
    if found is None:
        return None, 0
    end = found.start() if source is title else len(title.text)
    if not end:
        return None, 0
    read = ReadIndicator(title.told(title.text[:end], 0, end), title.told(title.text), rank=HEAD, passage=title)
    read.points = source.told(decimal_of(found["points"]), *found.span("points"))
    return read, 1 if source is title else 2
