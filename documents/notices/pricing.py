"""Clauses with a price: 每次扣0.5分, 每少一次扣0.25分, 分别扣0.05、0.1、0.2分, 扣2分."""

import re
from decimal import Decimal

from documents.notices.amounts import NUMBER, decimal_of
from documents.notices.bands import EARNS
from documents.notices.clause import Clause, ClauseKind
from documents.notices.passages import Passage, Told

_NAMED = r"(?:评分|计分|考核|考评|扣分|加分|赋分)(?:标准|办法|细则|方法|说明)?"
_COUNTED = r"件次|人次|场次|家次|次|件|项|人|起|例|个|篇|条|处|天|日|户|家|宗|份|期|类|批|名|所|场"
_PER = (
    rf"每[^，。；\d]{{0,4}}?[一1]?(?P<a>{_COUNTED})|(?:发现|出现|发生|查实)[一1](?P<b>{_COUNTED})"
    rf"|(?<![\d第])[一1](?P<c>次|起|例|件|项|处)"
)
VERB = r"扣减|扣除|倒扣|加减|扣|减|加计|奖励|奖|加|计|得|记|给"
_OCCURRENCE = re.compile(rf"(?:{_PER})(?:次)?[^，。；\d]{{0,14}}?(?P<verb>{VERB})(?P<points>{NUMBER})分")
_GRADED = re.compile(rf"(?:(?:{_PER}))?分别(?P<verb>{VERB})(?P<points>{NUMBER}分?(?:[、，和或/]{NUMBER}分?){{1,6}})")
_STEP = re.compile(
    r"每(?P<way>减少|少|差|降低|低于|低|缺少|缺|欠|下降|超过|超出|超|高于|高|提高|增加|增长|多|逾期|推迟|延迟|迟报|迟|晚|提前)"
    rf"(?:于|出|报|交)?(?:[^，。；\d]{{0,12}}?)(?P<each>[一两]|{NUMBER})(?P<unit>个?百分点|%|{_COUNTED}|[\u4e00-\u9fff]{{1,2}}元|分|位)?"
    rf"[^。；]{{0,12}}?(?P<verb>{VERB})[^。；\d]{{0,16}}?(?P<points>{NUMBER})(?P<share>分|%)"
)
# 每迟报1次 is counted by the case; 每逾期1天 and 每少1次 are amounts.
_LATE = re.compile(r"迟|延|推|晚|逾期")
_TIMES = re.compile(r"次|件|项|起|例|篇|份|期")
_FLAT = re.compile(rf"(?<![多高低共合总累满])(?P<verb>{VERB})(?:其)?(?P<points>{NUMBER})分")
MOST = re.compile(
    rf"(?:最多|最高|累计(?:扣分|加分|得分)?|合计|总计|加分|扣分|得分)?(?:均)?(?:不得?超过|最多(?:扣|加|得|不超过)?|最高(?:扣|加|得|不超过)?|以)(?:为限)?(?:[^，。；\d]{{0,12}})(?P<most>{NUMBER})(?P<unit>分|%)(?P<limit>为限)?"
)
_BEGUN = re.compile(rf"(?:（\d{{1,2}}）|\d{{1,2}}[、.](?!\d)|[①-⑳]|（[一二三四五六七八九十]{{1,2}}）)?(?:{_NAMED}：)?")
_LABEL = re.compile(_NAMED)
_LIST_ENDS = re.compile(r"(?:的|等)?，?$")


def priced(sentence: Passage) -> Clause | None:
    return _step(sentence) or _graded(sentence) or _occurrence(sentence) or _flat(sentence)


def _step(sentence: Passage) -> Clause | None:
    found = _STEP.search(sentence.text)
    if not found or (_LATE.match(found["way"]) and _TIMES.fullmatch(found["unit"] or "")):
        return None
    each = sentence.told(decimal_of(found["each"]), *found.span("each"))
    return Clause(
        ClauseKind.STEP,
        sentence.told(sentence.text),
        _subject(sentence, found.start(), found.start("verb")),
        sentence.found(found, "way"),
        (sentence.told(decimal_of(found["points"]), *found.span("points")),),
        each=each,
        each_unit=found["unit"] or "",
        is_share=found["share"] == "%",
        adds=_adds(found["verb"]),
        most=_most(sentence, found.end()),
        from_nothing=found["verb"] in EARNS,
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


def _cases(sentence: Passage, end: int, count: int) -> tuple[Told[str], ...]:
    """轻处分、重处分、刑事处罚: as many names before as there are points after; otherwise none is guessed."""
    ends = _LIST_ENDS.search(sentence.text[:end])
    end -= len(ends[0]) if ends else 0
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
    if not found:
        return None
    return Clause(
        ClauseKind.OCCURRENCE,
        sentence.told(sentence.text),
        _subject(sentence, found.start(), found.start("verb")),
        _per(sentence, found),
        (sentence.told(decimal_of(found["points"]), *found.span("points")),),
        adds=_adds(found["verb"]),
        most=_most(sentence, found.end()),
        from_nothing=found["verb"] in EARNS,
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
        from_nothing=found["verb"] in EARNS,
    )


def _adds(verb: str) -> bool:
    return verb in ("加", "加计", "奖励", "奖", *EARNS)


def _per(sentence: Passage, found: re.Match[str]) -> Told[str] | None:
    group = next((name for name in "abc" if found[name]), None)
    return sentence.found(found, group) if group else None


def _subject(sentence: Passage, end: int, until: int | None = None) -> Told[str] | None:
    """What the points are given or taken for: the words before; or, where there are none, those up to the verb."""
    for start, stop in ((0, end), (end, until or end)):
        part = sentence.part(start, stop)
        begun = _BEGUN.match(part.text)
        part = part.part(begun.end()) if begun else part
        text = part.text.rstrip("，、：")
        text = text[:-1] if text.endswith("的") and len(text) > 1 else text
        if len(text) > 1 and not _LABEL.fullmatch(text):
            return part.told(text, 0, len(text))
    return None


def _most(sentence: Passage, start: int) -> Told[Decimal] | None:
    found = MOST.search(sentence.text, start)
    return sentence.told(decimal_of(found["most"]), *found.span("most")) if found and found["unit"] == "分" else None
