"""The heading of an indicator: 三、为6000名残疾人提供托养服务。★（9分）（教育就业部牵头）."""

import re
from bisect import bisect_left

from documents.notices.amounts import MARKED_OUT, NUMBER, POINTS, decimal_of
from documents.notices.indicators import ReadIndicator, ReadSegment
from documents.notices.leads import NOBODY, charge_in
from documents.notices.numbering import marker_of
from documents.notices.passages import Passage, Told
from documents.notices.targets import targets_in

_PLAIN_POINTS = re.compile(
    rf"^(?P<title>[^，。；：（）\d]{{2,30}}?)[，：]?(?:共|满分|计)?(?P<points>{NUMBER}|[A-Za-z]\.\d+)分(?=[。，；：（]|$)"
)
_PRICED = re.compile(r"[占计由]$|[扣加减得]|由|总分|分值|权重|构成|满分|合计")
_HEAD_TOTAL = re.compile(
    rf"^[^，。；：（）]{{2,14}}。[^。；]{{0,160}}?总分(?:值)?(?:为|是|共|：)?(?P<points>{NUMBER})分"
)
_STAR = re.compile(r"(?<!标注)(?<!带)★(?!的)")
_TITLE_STOP = re.compile(r"[。；：【]|，(?=.{6})")
_SENTENCE_STOP = re.compile(r"[。；：【]")
_SHORT = 26
_NAMES = 6


def indicator_of(passage: Passage) -> ReadIndicator:
    """Reads one numbered piece, or one cell, as an indicator with its heading."""
    marker = marker_of(passage.text)
    body = passage.part(marker.length) if marker else passage
    read = ReadIndicator(
        title=body.told(body.text) if body.text else passage.told(passage.text),
        words=passage.told(passage.text),
        rank=marker.rank if marker else 9,
        number=marker.told(passage) if marker else None,
        passage=passage,
    )
    if not body.text:
        return read
    title, rest = _points(read, body)
    read.title = _title(title if title.text else body)
    read.star = _star(body)
    read.segments = _segments(body)
    if not title.text and read.segments:  # it is all segments: the first names it
        read.title = read.segments[0].title
    read.charge = NOBODY if read.segments else charge_in(body)
    read.targets = () if read.segments else targets_in(_without_brackets(body))
    is_cut = title.text and body.text.startswith(title.text + "，")
    read.text = body.told(body.text) if is_cut else rest.told(rest.text) if rest.text else None
    read.rules = rest if read.points and rest.text else body
    return read


def _points(read: ReadIndicator, body: Passage) -> tuple[Passage, Passage]:
    """Sets the points; answers with the passage of the title and what comes after it."""
    found = _bracketed(body)
    if found is not None:
        read.points = body.told(decimal_of(found["points"]), *found.span("points"))
        if _SENTENCE_STOP.search(body.text[: found.start()].rstrip("。★")) is None:
            return _shortened(body.part(0, found.start())), _after(body, found.end())
        return _parted(body)
    plain = _PLAIN_POINTS.match(body.text)
    if plain and not _PRICED.search(plain["title"]):
        _set_plain(read, body, plain)
        return body.part(0, plain.end("title")), _after(body, plain.end())
    if (total := _HEAD_TOTAL.match(body.text)) and read.number is not None:
        read.points = body.told(decimal_of(total["points"]), *total.span("points"))
    return _parted(body)


def _after(body: Passage, start: int) -> Passage:
    """What follows a heading, without the stop that ends it."""
    while start < len(body.text) and body.text[start] in "。：，；★":
        start += 1
    return body.part(start)


def _set_plain(read: ReadIndicator, body: Passage, plain: re.Match[str]) -> None:
    if MARKED_OUT.fullmatch(plain["points"] + "分"):
        read.marked_out = body.found(plain, "points")
    else:
        read.points = body.told(decimal_of(plain["points"]), *plain.span("points"))


def _bracketed(body: Passage) -> re.Match[str] | None:
    """The one bracket with points that speaks of the whole: the only one, or the one right after the title."""
    all_found = list(POINTS.finditer(body.text))
    if not all_found:
        return None
    first = all_found[0]
    after = body.text[first.end() : first.end() + 1]
    heads = not re.search(r"[，；。]", body.text[: first.start()]) and after in ("", "。", "：", "★", "（", "【", "\n")
    return first if (len(all_found) == 1 and after not in ("；", "、")) or heads else None


def _shortened(title: Passage) -> Passage:
    """Of a long sentence, what stands before its first comma names the thing; the rest says how much of it."""
    comma = title.text.find("，")
    return title.part(0, comma) if len(title.text) > _SHORT and comma >= _NAMES else title


def _parted(body: Passage) -> tuple[Passage, Passage]:
    """The title ends with its sentence; of a long one, with its first comma."""
    stop = _SENTENCE_STOP.search(body.text)
    if stop is None or stop.start() > _SHORT:
        stop = _TITLE_STOP.search(body.text) or stop
    if stop is None:
        return body, body.part(len(body.text))
    return body.part(0, stop.start()), body.part(stop.start() if stop[0] == "【" else stop.end())


def _title(title: Passage) -> Told[str]:
    bracket = re.search(r"(?:★|（[^（）]{0,80}(?:牵头|负责)）)+$", title.text)
    end = bracket.start() if bracket and bracket.start() else len(title.text)
    end = len(title.text[:end].rstrip("。：，；★"))
    shown = title.text[: end or len(title.text)]
    return title.told(shown, 0, len(shown)) if shown else title.told(title.text)


def _star(body: Passage) -> Told[str] | None:
    found = _STAR.search(body.text)
    return body.found(found) if found else None


def _segments(body: Passage) -> tuple[ReadSegment, ...]:
    """【…】 with leads of their own; quotes within quotes belong to the outer one."""
    segments, start, depth = [], 0, 0
    for at, letter in enumerate(body.text):
        if letter == "【":
            start = at + 1 if depth == 0 else start
            depth += 1
        elif letter == "】" and depth:
            depth -= 1
            if depth == 0 and (segment := _segment(body.part(start, at))):
                segments.append(segment)
    return tuple(segments)


def _segment(inner: Passage) -> ReadSegment | None:
    charge = charge_in(inner)
    if not charge.leads:
        return None
    end = inner.text.rfind("（", 0, bisect_left(inner.starts, min(start for start, _ in charge.spans)) + 1)
    end = end if end >= 0 else len(inner.text)
    title = inner.part(0, end)
    if not title.text:
        return None
    return ReadSegment(title.told(title.text), inner.told(inner.text), charge, targets_in(title))


def _without_brackets(body: Passage) -> Passage:
    """Points and leads in brackets at the end are no targets."""
    text = body.text.rstrip("。★")
    while text.endswith("）"):
        start = text.rfind("（")
        if start < 0 or "）" in text[start:-1]:
            break
        text = text[:start].rstrip("。★")
    return body.part(0, len(text))
