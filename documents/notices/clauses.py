"""Scoring clauses where a text is certain about them; what is not, is kept with its words for a person to decide."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from config.labels import Labelled
from documents.notices.amounts import NUMBER, decimal_of
from documents.notices.bands import FoundBand, bands_in
from documents.notices.passages import Passage, Told


class ClauseKind(Labelled):
    """评分条款怎么算。"""

    OCCURRENCE = "occurrence", "按次加扣"
    FLAT = "flat", "有此情形即加扣"
    GRADED = "graded", "按轻重分别加扣"
    STEP = "step", "按差额加扣"
    BANDS = "bands", "分档"
    ITEM = "item", "逐条给分"
    CAP = "cap", "封顶"
    FLOOR = "floor", "扣完为止"
    VETO = "veto", "一票否决"
    DOUBLE = "double", "加倍"
    HIGHEST = "highest", "同一问题取高"
    OUTSIDE = "outside", "按另外的结果给分"
    FORMULA = "formula", "按公式"
    JUDGEMENT = "judgement", "由人给分"


@dataclass(frozen=True, slots=True)
class Clause:
    """`words` is the whole clause. What the kind does not have is None or empty."""

    kind: ClauseKind
    words: Told[str]
    what: Told[str] | None = None
    per: Told[str] | None = None
    points: tuple[Told[Decimal], ...] = ()
    cases: tuple[Told[str], ...] = ()
    each: Told[Decimal] | None = None
    each_unit: str = ""
    is_share: bool = False
    adds: bool = False
    most: Told[Decimal] | None = None
    bands: tuple[FoundBand, ...] = ()
    needs_more: bool = False


_COUNTED = r"件次|人次|场次|家次|次|件|项|人|起|例|个|篇|条|处|天|日|户|家|宗|份|期|类|批|名|所|场"
_PER = (
    rf"每(?:发现|出现|发生|查实|有|被)?[一1]?(?P<a>{_COUNTED})|(?:发现|出现|发生|查实)[一1](?P<b>{_COUNTED})"
    rf"|(?<![\d第])[一1](?P<c>次|起|例|件|项|处)"
)
_POINTS_LIST = rf"{NUMBER}(?:分)?(?:[、，和或/](?:加|扣|减)?{NUMBER}(?:分)?){{0,6}}"
_VERB = r"扣减|扣除|倒扣|加减|扣|减|加计|奖励|奖|加|计|得|记|给"
_OCCURRENCE = re.compile(rf"(?:{_PER})(?:次)?(?:再|均|各|一律|酌情|可)?(?P<verb>{_VERB})(?P<points>{NUMBER})分")
_GRADED = re.compile(rf"(?:(?:{_PER}))?分别(?P<verb>{_VERB})(?P<points>{NUMBER}分?(?:[、，和或/]{NUMBER}分?){{1,6}})")
_STEP = re.compile(
    r"每(?P<way>减少|少|差|降低|低于|低|缺少|缺|欠|下降|超过|超出|超|高于|高|提高|增加|增长|多|逾期|推迟|延迟|迟报|迟|晚|提前)"
    rf"(?:于|出|报|交)?(?:[^，。；\d]{{0,12}}?)(?P<each>[一两]|{NUMBER})(?P<unit>个?百分点|%|{_COUNTED}|[\u4e00-\u9fff]{{1,2}}元|分|位)?"
    rf"[^。；]{{0,12}}?(?P<verb>{_VERB})[^。；\d]{{0,16}}?(?P<points>{NUMBER})(?P<share>分|%)"
)
_FLAT = re.compile(rf"(?P<verb>{_VERB})(?:其)?(?P<points>{NUMBER})分")
_MOST = re.compile(
    rf"(?:最多|最高|累计(?:扣分|加分|得分)?|合计|总计|加分|扣分|得分)?(?:均)?(?:不得?超过|最多(?:扣|加|得|不超过)?|最高(?:扣|加|得|不超过)?|以)(?:为限)?(?:[^，。；\d]{{0,12}})(?P<most>{NUMBER})(?P<unit>分|%)(?P<limit>为限)?"
)
_FLOOR = re.compile(r"扣完为止|扣至0分|扣到0分|减完为止|不计负分|以扣完")
_VETO = re.compile(r"一票否决|取消[^，。；]{0,30}?(?:资格|评优|评先)")
_DOUBLE = re.compile(r"双倍(?:加减分|扣分|加分|扣除|计)|加倍(?:扣分|加分|扣除)")
_HIGHEST = re.compile(r"不重复(?:扣|加|计)|按最高标准|就高不就低|取最高(?:分|值|一项|项)|不(?:重复|累计)(?:计算|计分)")
_OUTSIDE = re.compile(
    r"(?:依据|根据|按照?|以)[^，。；]{0,30}?(?:结果|得分|排名|成绩|数据)[^。；]{0,12}?(?:确定|计算|折算|换算|计|为准|给分|赋分|评定)"
)
_FORMULA = re.compile(r"得分[=＝]|占\d{1,3}%|[×xX*]\d{1,3}%|×该项")
_STOP = re.compile(r"[；。]")
_ITEM = re.compile(rf"（(?:共|计)?(?P<points>{NUMBER})分）")
_WORTH = re.compile(rf"（(?P<points>{NUMBER})分）[，：][^（）。；]{{0,30}}$")
_SCORING = re.compile(rf"(?:{_VERB})[^。；，]{{0,10}}?分|酌情|视情|扣分|加分|计分|赋分|得分")


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
    clause = _priced(sentence)
    if clause is not None:
        yield clause
    elif with_items and (items := list(_items(sentence))):
        yield from items
    elif clause := _worded(sentence):
        yield clause
    if _FLOOR.search(text) and clause is not None and clause.kind is not ClauseKind.FLOOR:
        yield Clause(ClauseKind.FLOOR, sentence.found(_match(_FLOOR, text)))


def _match(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.search(text)
    if found is None:
        raise ValueError(f"{pattern.pattern} is looked for only where it stands")
    return found


def _priced(sentence: Passage) -> Clause | None:
    return _step(sentence) or _graded(sentence) or _occurrence(sentence) or _flat(sentence)


def _step(sentence: Passage) -> Clause | None:
    found = _STEP.search(sentence.text)
    if not found:
        return None
    each = sentence.told(decimal_of(found["each"]), *found.span("each"))
    return Clause(
        ClauseKind.STEP,
        sentence.told(sentence.text),
        _subject(sentence, found.start()),
        sentence.found(found, "way"),
        (sentence.told(decimal_of(found["points"]), *found.span("points")),),
        each=each,
        each_unit=found["unit"] or "",
        is_share=found["share"] == "%",
        adds=_adds(found["verb"]),
        most=_most(sentence, found.end()),
    )


def _graded(sentence: Passage) -> Clause | None:
    found = _GRADED.search(sentence.text)
    if not found:
        return None
    points = tuple(
        sentence.told(decimal_of(each[0]), found.start("points") + each.start(), found.start("points") + each.end())
        for each in re.finditer(NUMBER, found["points"])
    )
    cases = _cases(sentence, found.start(), len(points))
    return Clause(
        ClauseKind.GRADED,
        sentence.told(sentence.text),
        _subject(sentence, found.start()),
        _per(sentence, found),
        points,
        cases,
        adds=_adds(found["verb"]),
        most=_most(sentence, found.end()),
        needs_more=len(cases) != len(points) or found["verb"] == "加减",
    )


_LIST_ENDS = re.compile(r"(?:的|等)?，?$")


def _cases(sentence: Passage, end: int, count: int) -> tuple[Told[str], ...]:
    """轻处分、重处分、刑事处罚: as many names before as there are points after; otherwise none is guessed."""
    end -= len(_match(_LIST_ENDS, sentence.text[:end])[0])
    names: list[Passage] = []
    last, depth = end, 0
    for at in range(end - 1, -1, -1):
        letter = sentence.text[at]
        depth += (letter == "）") - (letter == "（")
        if depth == 0 and letter in "、和或":
            names.append(sentence.part(at + 1, last))
            last = at
        if len(names) == count - 1:
            break
    first = re.search(r"(?:受到|给予|因|被|的)?([^，、。；的到受]{2,12})$", sentence.text[:last])
    if len(names) != count - 1 or first is None or any(len(name.text) > 24 for name in names):
        return ()
    return (sentence.found(first, 1), *(name.told(name.text) for name in reversed(names)))


def _occurrence(sentence: Passage) -> Clause | None:
    found = _OCCURRENCE.search(sentence.text)
    if not found or found["verb"] in ("得", "计", "记", "给"):
        return None
    return Clause(
        ClauseKind.OCCURRENCE,
        sentence.told(sentence.text),
        _subject(sentence, found.start()),
        _per(sentence, found),
        (sentence.told(decimal_of(found["points"]), *found.span("points")),),
        adds=_adds(found["verb"]),
        most=_most(sentence, found.end()),
    )


def _flat(sentence: Passage) -> Clause | None:
    found = _FLAT.search(sentence.text)
    if not found:
        return None
    return Clause(
        ClauseKind.FLAT,
        sentence.told(sentence.text),
        _subject(sentence, found.start()),
        points=(sentence.told(decimal_of(found["points"]), *found.span("points")),),
        adds=_adds(found["verb"]),
        most=_most(sentence, found.end()),
    )


def _adds(verb: str) -> bool:
    return verb in ("加", "加计", "奖励", "奖", "得", "计", "记", "给")


def _per(sentence: Passage, found: re.Match[str]) -> Told[str] | None:
    group = next((name for name in "abc" if found[name]), None)
    return sentence.found(found, group) if group else None


def _subject(sentence: Passage, end: int) -> Told[str] | None:
    """What the points are given or taken for."""
    text = sentence.text[:end].rstrip("，、：")
    text = text[:-1] if text.endswith("的") and len(text) > 1 else text
    return sentence.part(0, len(text)).told(text.strip()) if text.strip() else None


def _most(sentence: Passage, start: int) -> Told[Decimal] | None:
    found = _MOST.search(sentence.text, start)
    return sentence.told(decimal_of(found["most"]), *found.span("most")) if found and found["unit"] == "分" else None


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
    if (found := _MOST.search(text)) and (found["limit"] or "以" not in found[0][:1]):
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
