"""Lines and paragraphs: what a page break or the width of a page cut in two is one again."""

import re
from collections.abc import Iterator

from documents.notices.numbering import marker_of
from documents.notices.passages import Passage, joined

_STOPS = "。；：！？”）】…;"
_WIDE = 18
_TITLE_END = re.compile(
    r"(?:通知|办法|细则|方案|意见|规定|规则|指标|一览表|情况表|分解表|明细表|责任书|通报|要点|标准)$"
)
_FRESH = re.compile(
    r"附件|附表|附录|抄送|主送|联系人|（联系|★|（(?:共|满分|总分)?\d|【|年\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月\d{1,2}日$"
)
_PAGE_MARK = re.compile(r"(\d{1,3})、")
_REST = re.compile(r"2、[^，。；：]{0,3}[，。；]")
_LONG_PAGE = 150


def lines_of(passage: Passage) -> list[Passage]:
    """Every line, blank or not, with its tabs."""
    lines, start = [], 0
    for line in passage.text.split("\n"):
        lines.append(passage.cut(start, start + len(line)))
        start += len(line) + 1
    return lines


def paragraphs_of(lines: list[Passage]) -> list[Passage]:
    """The paragraphs of lines that hold no table."""
    kept = [line.part(0) for line in lines if line.text.strip()]
    kept = _without_page_marks(kept)
    paragraphs: list[list[Passage]] = []
    for line in kept:
        if paragraphs and _goes_on(paragraphs[-1][-1].text, line.text):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [joined(each) for each in paragraphs]


def _goes_on(before: str, after: str) -> bool:
    if before[-1] in _STOPS or marker_of(after) or _FRESH.match(after):
        return False
    if after[0] in "，、；。）”》":
        return True
    return len(before) >= _WIDE and not _TITLE_END.search(before)


def _without_page_marks(lines: list[Passage]) -> list[Passage]:
    """Scans number their pages at the head: 1、… 2、… in the middle of a word. Such numbers are no numbering."""
    marked = list(_page_marks(lines))
    if not _are_pages(lines, marked):
        return lines
    kept: list[Passage] = []
    for at, line in enumerate(lines):
        found = _PAGE_MARK.match(line.text) if at in marked else None
        rest = line.part(found.end()) if found else line
        if found and kept and at != marked[0] and rest.text:
            kept[-1] = joined((kept[-1], rest), is_elsewhere=True)
        elif rest.text:
            kept.append(rest)
    return kept


def _are_pages(lines: list[Passage], marked: list[int]) -> bool:
    """Mostly within sentences; of only two, one heads the paper, the other parts a sentence from its last letters."""
    is_within = sum(lines[at - 1].text[-1] not in _STOPS for at in marked[1:]) * 2 >= len(marked)
    if len(marked) == 2:
        return is_within and marked[0] == 0 and bool(_REST.match(lines[marked[1]].text))
    return is_within and len(marked) > 2


def _page_marks(lines: list[Passage]) -> Iterator[int]:
    awaited = 1
    for at, line in enumerate(lines):
        found = _PAGE_MARK.match(line.text)
        if found and int(found[1]) == awaited and (awaited == 1 or len(lines[at - 1].text) > _LONG_PAGE):
            yield at
            awaited += 1
