"""How headings are numbered (第一部分、一、（一）、1.、（1）、①, 2.1) and which of them stands above which."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from config.phrases.text import number as number_of_words
from documents.notices.passages import Passage, Told

_HAN = "一二三四五六七八九十百"
_FORMS: tuple[tuple[float, re.Pattern[str]], ...] = (
    (0, re.compile(rf"第([{_HAN}]{{1,4}}|\d{{1,2}})(?:部分|编|章|类)[、：]?")),
    (0.5, re.compile(rf"第([{_HAN}]{{1,4}})条[、：]?")),
    (1, re.compile(rf"([{_HAN}]{{1,4}})、")),
    (2, re.compile(rf"（([{_HAN}]{{1,4}})）[、.]?")),
    (4, re.compile(r"（(\d{1,3})）[、.]?")),
    (3, re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{1,2}))?[、.]?(?![\d%个项分人名万亿户])")),
    (3, re.compile(r"(\d{1,3})(?:、|\.(?!\d)|．|）)")),
    (5, re.compile(r"([①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳])")),
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Marker:
    """`（三）` is rank 2, count 3. Of 2.1 the count is 1, and its rank lies below that of 2."""

    rank: float
    count: int
    length: int
    written: str

    def told(self, passage: Passage) -> Told[str]:
        return passage.told(self.written, 0, len(self.written))


def marker_of(text: str) -> Marker | None:
    """The number that a line begins with."""
    for rank, form in _FORMS:
        found = form.match(text)
        if found:
            groups = [each for each in found.groups() if each is not None]
            depth = (len(groups) - 1) * 0.25
            return Marker(rank + depth, _count(groups[-1]), found.end(), found[0].rstrip("、.．"))
    return None


def _count(words: str) -> int:
    if words.isdecimal():
        return int(words)
    return _CIRCLED.index(words) + 1 if words in _CIRCLED else number_of_words(words)


_INSIDE = re.compile(
    rf"(?<=[。；：！，])(?=(?:[{_HAN}]{{1,3}}、|（[{_HAN}]{{1,3}}）|（\d{{1,2}}）|\d{{1,2}}(?:、|\.(?!\d))|[{_CIRCLED}]))"
)
_FIRST = re.compile(r"(?:(?<=[\u4e00-\u9fff”）])|(?<=附[件表]\d))(?P<first>一、|1、)(?=[“\u4e00-\u9fff])")
_UNBRACKETED = re.compile(rf"(?:(?<=[。；：])|(?<=附[件表]\d))(?=[{_HAN}](?!是)[\u4e00-\u9fff、]{{2,20}}(?:1、|。))")
_SECOND = {"一、": re.compile(r"[。；]二、"), "1、": re.compile(r"[。；]2、")}


def pieces(passage: Passage) -> list[Passage]:
    """The numbered pieces of a paragraph that runs on: …。2、…。3、…. Only numbers that follow one another part it."""
    cuts = sorted(
        {0, *_in_order(passage.text), *_firsts(passage.text)}
        | {found.start() for found in _UNBRACKETED.finditer(passage.text)}
    )
    return [passage.part(start, end) for start, end in pairwise([*cuts, len(passage.text)]) if end > start]


def _in_order(text: str) -> Iterator[int]:
    first = marker_of(text)
    last = {first.rank: first.count} if first else {}
    places = {found.start() for found in _INSIDE.finditer(text)} | set(_firsts(text))
    for place in sorted(places):
        here = marker_of(text[place : place + 8])
        if here is None or (here.count != 1 and here.count != last.get(here.rank, 0) + 1):
            continue
        if text[place - 1] == "，" and here.count == 1:
            continue
        last = {rank: count for rank, count in last.items() if rank < here.rank} | {here.rank: here.count}
        yield place


def _firsts(text: str) -> Iterator[int]:
    """The first of a list that begins without a stop: 计分方法1、…。2、…. A second must follow."""
    for found in _FIRST.finditer(text):
        after = _SECOND[found["first"]].search(text, found.end())
        if after:
            yield found.start()
