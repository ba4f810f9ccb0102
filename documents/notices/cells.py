"""What single cells of a table say: a heading, a content of its own, rules with or without names."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from documents.notices.amounts import POINTS
from documents.notices.clause import Clause, ClauseKind
from documents.notices.clauses import clauses_in
from documents.notices.indicators import ReadIndicator
from documents.notices.numbering import marker_of
from documents.notices.passages import Passage, Told
from documents.notices.targets import FoundTarget, targets_in
from documents.notices.titled import indicator_of

_LONG_LEVEL = 80
_LIST = re.compile(r"[。；]2[.、]")
_HEAD = re.compile(r"分[)）]。(?P<head>[^，；。（）\d]{4,30}。)(?=[^。]{2,300}?（\d)")
_BELOW = 3


def counted(piece: Passage, clauses: Sequence[Clause]) -> tuple[FoundTarget, ...]:
    """全年至少4次，每少一次扣…: the number that a shortfall is counted from."""
    steps = [clause.what for clause in clauses if clause.kind is ClauseKind.STEP and clause.what is not None]
    return tuple(
        target
        for target in targets_in(piece)
        if any(what.start <= target.words.start and target.words.end <= what.end for what in steps)
    )


def with_more(text: Told[str] | None, piece: Passage) -> Told[str]:
    more = piece.told(piece.text)
    return Told(text.value + more.value, text.spans + more.spans) if text else more


def is_content(cell: Passage) -> bool:
    """A list of tasks in the column of an indicator's name is no name."""
    return not POINTS.search(cell.text) and (len(cell.text) > _LONG_LEVEL or bool(_LIST.search(cell.text)))


def group_of(row: list[Passage]) -> Passage | None:
    """一、经济发展（40分） alone in its row: a heading for the rows below."""
    written = [cell for cell in row if cell.text]
    if len({cell.starts for cell in written}) != 1 or (row[0].text == "" and (len(row) < 2 or row[1].text == "")):
        return None
    marker = marker_of(written[0].text)
    is_heading = (marker is not None and marker.rank < _BELOW) or bool(POINTS.search(written[0].text))
    return written[0] if is_heading and len(written[0].text) < _LONG_LEVEL and "。" not in written[0].text else None


def of_content(cell: Passage, *, is_ruled: bool) -> ReadIndicator:
    """Where no column holds the rules, the content may."""
    read = indicator_of(cell)
    if not is_ruled:
        read.clauses = [each for each in clauses_in(cell, with_items=False) if each.kind is not ClauseKind.JUDGEMENT]
    marker = marker_of(cell.text)
    if marker is not None and marker.rank >= 3 and _LIST.search(cell.text):
        # A list within the cell: its first number is not that of the row, and stays with its words.
        read.number = None
        read.title = cell.told(cell.text[: marker.length] + read.title.value, 0, _end_of(cell, read.title))
    read.text = cell.told(cell.text)
    return read


def _end_of(cell: Passage, title: Told[str]) -> int:
    return bisect_left(cell.ends, title.end) + 1


def heads_of(cell: Passage) -> list[Passage]:
    """抓好甲工作。…（0.1分）。抓好乙工作。…（0.1分）。: one cell may hold several such parts."""
    cuts = [0, *(found.start("head") for found in _HEAD.finditer(cell.text))]
    return [cell.part(start, end) for start, end in pairwise([*cuts, len(cell.text)])]


def headed(cell: Passage) -> ReadIndicator | None:
    """公文报送情况（0.3分）。…每件扣0.05分: a rule that begins with the name, perhaps the points, of its own part."""
    found = POINTS.search(cell.text)
    stop = cell.text.find("。")
    if stop < 0 or re.search(r"[扣得加减]\d", cell.text[:stop]):
        return None
    is_priced = found is not None and found.start() < stop and cell.text[found.end() : found.end() + 1] in ("。", "")
    head = cell.part(0, stop)
    rest = cell.part(stop + 1)
    clauses = clauses_in(rest)
    items = sum(clause.kind.value == "item" for clause in clauses)
    if not is_priced and (items < 2 or len(head.text) > 30 or re.search(r"[，；（]", head.text)):
        return None
    part = indicator_of(head)
    part.words = cell.told(cell.text)
    part.text = rest.told(rest.text) if rest.text else None
    part.targets = indicator_of(rest).targets if rest.text and not items else ()
    part.clauses = list(clauses)
    part.passage = cell
    return part
