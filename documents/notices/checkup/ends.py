"""Is the paper whole: cut off, offered only in part, without its annexes, with words blotted out?"""

import re
from collections.abc import Iterator

from documents.notices.checkup.doubt import PaperDoubt, Topic, doubtful, noted, wrong
from documents.notices.findings import Findings
from documents.notices.passages import Passage, Told

_STOPS = "。；！？）”》…：."
_LONG = 12
_BLOTTED = re.compile(r"×+")
_SIZE = re.compile(r"[\d.]+×|×[\d.]+")


def is_cut(found: Findings) -> bool:
    return bool(found.noise.previews) or _broken_end(found) is not None


def doubts_of_ends(found: Findings) -> Iterator[PaperDoubt]:
    for span in found.noise.previews:
        words = Told(found.paper.text[slice(*span)], (span,))
        yield wrong(Topic.SOURCE, "这只是试读的一部分，后面还有多少不知道", "找到完整的原件再读一遍", words)
    end = _broken_end(found)
    if end is not None:
        yield wrong(Topic.SOURCE, f"最后一句没有完：“…{end.value[-20:]}”", "找到完整的原件，补上断开之后的内容", end)
    for annex in found.heading.annexes:
        if not annex.is_here:
            named = f"附件“{annex.title.value}”" if annex.title else f"附件{annex.number}"
            yield wrong(Topic.SOURCE, f"提到{named}，文件里没有", "把附件也读进来；指标多半在附件里", annex.words)
    yield from _blotted(found)
    if not found.indicators and found.passages:
        yield doubtful(
            Topic.SOURCE,
            "没有读到带分值、牵头单位或考评单位的指标",
            "指标在附件或别的文件里的，把它也读进来；格式特别的，照着原文自己写",
            found.heading.title or found.passages[0].told(found.passages[0].text),
        )


def _broken_end(found: Findings) -> Told[str] | None:
    """The last long sentence of the paper that ends in the middle: signatures, dates and titles are short."""
    last = next((each for each in reversed(found.passages) if len(each.text) > 1 and not _is_foot(each)), None)
    longest = _last_long(found)
    for each in (longest, last):
        if each is not None and len(each.text) > _LONG * 3 and each.text[-1] not in _STOPS:
            start = max(each.text.rfind(stop, 0, len(each.text)) for stop in "。；") + 1
            return each.told(each.text[start:], start, len(each.text))
    return None


def _last_long(found: Findings) -> Passage | None:
    """In a table the broken cell need not be the last: whatever stands beside it comes after."""
    tail = found.passages[-4:]
    return next((each for each in reversed(tail) if len(each.text) > 5 * _LONG), None)


def _is_foot(passage: Passage) -> bool:
    return bool(re.search(r"年\d{1,2}月\d{1,2}日|抄送|印发", passage.text)) and len(passage.text) < 4 * _LONG


def _blotted(found: Findings) -> Iterator[PaperDoubt]:
    places = [
        (each, match)
        for each in found.passages
        for match in _BLOTTED.finditer(each.text)
        if not _SIZE.search(each.text, max(0, match.start() - 1), match.end() + 1)
    ]
    if len(places) > 2:
        first, match = places[0]
        yield noted(
            Topic.SOURCE,
            f"有 {len(places)} 处字被“×”隐去",
            "单位、会议、文件的名称照原件补上；补不出的照录，不要猜",
            first.told(first.text, max(0, match.start() - 4), min(len(first.text), match.end() + 6)),
        )
