"""Scoring clauses where a text is certain about them; what is not, is kept with its words for a person to decide."""

import re
from collections.abc import Iterator

from documents.notices.amounts import NUMBER, decimal_of
from documents.notices.bands import FoundBand, bands_in
from documents.notices.clause import Clause, ClauseKind
from documents.notices.passages import Passage, Told
from documents.notices.pricing import MOST, VERB, priced

_FLOOR = re.compile(r"扣完为止|扣至0分|扣到0分|减完为止|不计负分|以扣完")
_VETO = re.compile(r"一票否决|取消[^，。；]{0,30}?(?:资格|评优|评先)")
_DOUBLE = re.compile(r"双倍(?:加减分|扣分|加分|扣除|计)|加倍(?:扣分|加分|扣除)")
_HIGHEST = re.compile(r"不重复(?:扣|加|计)|按最高标准|就高不就低|取最高(?:分|值|一项|项)|不(?:重复|累计)(?:计算|计分)")
_OUTSIDE = re.compile(
    r"(?:依据|根据|按照?|以)[^，。；]{0,30}?(?:结果|得分|排名|成绩|数据)[^。；]{0,12}?(?:确定|计算|折算|换算|计|为准|给分|赋分|评定)"
)
_FORMULA = re.compile(r"得分[=＝]|占\d{1,3}%|[×xX*]\d{1,3}%|×该项")
_ITEM = re.compile(rf"（(?:共|计)?(?P<points>{NUMBER})分）")
_WORTH = re.compile(rf"（(?P<points>{NUMBER})分）[，：][^（）。；]{{0,30}}$")
_PRICE = re.compile(rf"(?:{VERB})(?:其)?{NUMBER}分$|最(?:多|高)[^，]{{0,6}}{NUMBER}分$")
_GOES_ON = re.compile(r"(?:最多|最高|最低|扣完|直至|以[^，。]{2,12}为准|直接计入|不含|含)|[^，。；]*$(?<!分)")
_SCORING = re.compile(rf"(?:{VERB})[^。；，]{{0,10}}?分|酌情|视情|扣分|加分|计分|赋分|得分")


def clauses_in(passage: Passage, *, with_items: bool = True) -> tuple[Clause, ...]:
    """The clauses of a rule's text, in the order of the text."""
    bands = list(bands_in(passage))
    found = [_banded(passage, words, of, listed) for words, of, listed in bands]
    ends = [(listed[0].start, listed[-1].end) for _, _, listed in bands]
    for start, end in _sentences(passage.text):
        begin = max((after for first, after in ends if first < end and after > start), default=start)
        if begin < end:
            found.extend(_of_sentence(passage.part(begin, end), with_items=with_items))
    return tuple(sorted(found, key=lambda clause: clause.words.start))


def _banded(passage: Passage, words: Told[str], of: Told[str] | None, bands: tuple[FoundBand, ...]) -> Clause:
    """完成调训任务（0.2分），完成率98%以上得0.2分、…: the bands price what the bracket says it is worth."""
    worth = _WORTH.search(passage.text, max(0, bands[0].start - 60), bands[0].start)
    points = (passage.told(decimal_of(worth["points"]), *worth.span("points")),) if worth else ()
    return Clause(ClauseKind.BANDS, words, of, points=points, bands=bands)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Stops inside brackets do not part a clause."""
    start, depth = 0, 0
    for at, letter in enumerate(text):
        if letter == "（":
            depth += 1
        elif letter == "）":
            depth = max(depth - 1, 0)
        elif letter in "；。" and depth == 0:
            yield start, at
            start = at + 1
    yield start, len(text)


def _of_sentence(sentence: Passage, *, with_items: bool) -> Iterator[Clause]:
    text = sentence.text
    if not text:
        return
    each_priced = list(_parts_priced(sentence))
    clause = each_priced[-1] if each_priced else None
    if each_priced:
        yield from each_priced
    elif with_items and (items := list(_items(sentence))):
        yield from items
    elif clause := _worded(sentence):
        yield clause
    floor = _FLOOR.search(text)
    if floor and clause is not None and clause.kind is not ClauseKind.FLOOR:
        yield Clause(ClauseKind.FLOOR, sentence.found(floor))


def _parts_priced(sentence: Passage) -> Iterator[Clause]:
    """国家级的每项加2分，省级的每项加1分，累计不超过5分: a comma may end a price; a limit for several is no price."""
    ends = list(_price_ends(sentence.text))
    if len(ends) < 2:
        clause = priced(sentence)
        if clause is not None:
            yield clause
        return
    start = 0
    for end in ends:
        part = sentence.part(start, end)
        clause = priced(part)
        if clause is not None:
            yield clause
        elif limit := MOST.search(part.text):
            most = part.told(decimal_of(limit["most"]), *limit.span("most"))
            yield Clause(ClauseKind.CAP, part.told(part.text), most=most, is_share=limit["unit"] == "%")
        start = end + 1


def _price_ends(text: str) -> Iterator[int]:
    """The commas behind a price, and the end; brackets and lists of points (扣0.05，0.1分) stay together."""
    depth, is_priced, start = 0, False, 0
    for at, letter in enumerate(text):
        depth += (letter == "（") - (letter == "）" and depth > 0)
        if letter == "，" and depth == 0:
            is_priced = bool(_PRICE.search(text, start, at))
            start = at + 1
            if is_priced and not _GOES_ON.match(text, at + 1):
                yield at
    yield len(text)


def _items(sentence: Passage) -> Iterator[Clause]:
    last = 0
    for found in _ITEM.finditer(sentence.text):
        what = sentence.part(last, found.start())
        if what.text:
            points = sentence.told(decimal_of(found["points"]), *found.span("points"))
            words = sentence.part(last, found.end())
            yield Clause(ClauseKind.ITEM, words.told(words.text), what.told(what.text), points=(points,), adds=True)
        last = found.end()


def _worded(sentence: Passage) -> Clause | None:
    """What is no price, but still a rule."""
    text = sentence.text
    words = sentence.told(text)
    if found := _DOUBLE.search(text):
        return Clause(ClauseKind.DOUBLE, words, sentence.found(found))
    if found := _HIGHEST.search(text):
        return Clause(ClauseKind.HIGHEST, words, sentence.found(found))
    if found := _VETO.search(text):
        return Clause(ClauseKind.VETO, words, sentence.found(found))
    if (found := MOST.search(text)) and (found["limit"] or "以" not in found[0][:1]):
        most = sentence.told(decimal_of(found["most"]), *found.span("most"))
        return Clause(ClauseKind.CAP, words, most=most, is_share=found["unit"] == "%")
    if found := _FLOOR.search(text):
        return Clause(ClauseKind.FLOOR, words, sentence.found(found))
    if found := _FORMULA.search(text):
        return Clause(ClauseKind.FORMULA, words, sentence.found(found))
    if found := _OUTSIDE.search(text):
        return Clause(ClauseKind.OUTSIDE, words, sentence.found(found))
    if _SCORING.search(text):
        return Clause(ClauseKind.JUDGEMENT, words)
    return None
