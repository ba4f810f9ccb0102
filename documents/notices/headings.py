"""The head and foot of a document: title, 文号, who issued it and when, its year, its annexes, what it rests on."""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from documents.notices.dates import days_in
from documents.notices.numbering import marker_of
from documents.notices.passages import Passage, Told
from documents.notices.units import ends_as_unit

NO = r"[\u4e00-\u9fff×]{1,12}[〔（【]\d{4}[〕）】]第?\d{1,4}号"
_NO = re.compile(NO)
_KINDS = (
    "通知 办法 细则 方案 意见 规定 规则 指标 一览表 情况表 分解表 明细表 评分表 考核表 责任表 责任书 责任状 通报 要点",
    "标准 体系 公告 决定 函 报告 计划 安排 表",
)
_KIND = f"(?:{'|'.join(word for line in _KINDS for word in line.split())})"
_TITLE = re.compile(rf"^(?P<title>[^。；\t]{{3,100}}?{_KIND}(?:（[^（）]{{1,20}}）)?)(?P<after>$|(?=一、|第一[章条]))")
_ABOUT = re.compile(r"关于")
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})年(?!\d{1,2}月)")
_OF_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})年度")
_CITED = re.compile(
    rf"《(?P<title>[^《》]{{2,80}}(?:《[^《》]{{1,60}}》[^《》]{{0,40}})?)》（(?P<no>{NO})(?P<more>[^（）]{{0,40}})）"
)
_ANNEX_HEAD = re.compile(r"^附(?:件|表|录)(?P<no>\d{1,2}|[一二三四五六七八九十]{1,2})?[：:、.]?(?P<title>.*)$")
_ANNEX_LIST = re.compile(r"^附件：(?P<titles>.+)$")
_ANNEX_SEEN = re.compile(r"(?:见|（)附(?:件|表)(?P<no>\d(?=1、)|\d{1,2})|附件(?P<more>\d{1,2})(?=[）一二三四五])")
_COPIES = re.compile(r"^抄送：(?P<to>.+)$")
_HEAD = 14


@dataclass(frozen=True, slots=True)
class Cited:
    """Another document that this one rests on."""

    title: Told[str]
    no: Told[str]
    dated: Told[dt.date] | None


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex that is spoken of; `is_here` where it also follows."""

    words: Told[str]
    title: Told[str] | None
    number: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Heading:
    title: Told[str] | None = None
    no: Told[str] | None = None
    dated: Told[dt.date] | None = None
    issuer: Told[str] | None = None
    year: Told[int] | None = None
    addressees: Told[str] | None = None
    copies: Told[str] | None = None
    cited: tuple[Cited, ...] = ()
    annexes: tuple[Annex, ...] = ()


def heading_of(paragraphs: list[Passage], whole: Passage) -> Heading:
    body = _before_annexes(paragraphs)
    title = _title(paragraphs)
    dated, place = _dated(body)
    return Heading(
        title=title,
        no=_own_no(body),
        dated=dated,
        issuer=_issuer(body, place) or _in_front(paragraphs, title),
        year=_year(title, whole, dated),
        addressees=_addressees(body),
        copies=next((line.found(found, "to") for line in paragraphs if (found := _COPIES.match(line.text))), None),
        cited=tuple(_cited(whole)),
        annexes=tuple(_annexes(paragraphs, whole)),
    )


def annex_head(text: str) -> re.Match[str] | None:
    """附件1, alone on its line or with the annex's title."""
    found = _ANNEX_HEAD.match(text)
    return found if found and len(text) < 60 and not _ANNEX_LIST.match(text) and text[-1] not in "。；" else None


def _before_annexes(paragraphs: list[Passage]) -> list[Passage]:
    for place, line in enumerate(paragraphs):
        if place and annex_head(line.text):
            return paragraphs[:place]
    return paragraphs


def _title(paragraphs: list[Passage]) -> Told[str] | None:
    for line in paragraphs[:_HEAD]:
        if marker_of(line.text) or _COPIES.match(line.text):
            continue
        found = _TITLE.match(line.text)
        if found and not line.text.startswith("根据"):
            return line.found(found, "title")
    return None


def _is_organ(line: Passage, end: int) -> bool:
    return end > 0 and ends_as_unit(line.text[:end])


def _in_front(paragraphs: list[Passage], title: Told[str] | None) -> Told[str] | None:
    """中共××县委办公室 关于印发…的通知: the title begins with who issued it."""
    for line in paragraphs[:_HEAD]:
        about = _ABOUT.search(line.text)
        if title and about and line.starts and line.starts[0] == title.start and _is_organ(line, about.start()):
            return line.told(line.text[: about.start()], 0, about.start())
    return None


def _own_no(body: list[Passage]) -> Told[str] | None:
    """On a line of its own; a number in a sentence is that of another document."""
    for line in body[:_HEAD]:
        found = _NO.search(line.text)
        if found and len(line.text) - len(found[0]) <= 6:
            return line.found(found)
    return None


def _dated(body: list[Passage]) -> tuple[Told[dt.date] | None, int]:
    """The date on a line of its own, the last before the annexes; 印发 is another day."""
    for place in range(len(body) - 1, -1, -1):
        line = body[place]
        days = list(days_in(line))
        if days and len(line.text) <= 16 and "印发" not in line.text:
            return days[-1], place
    return None, -1


def _issuer(body: list[Passage], place: int) -> Told[str] | None:
    line = body[place - 1] if place > 0 else None
    return line.told(line.text) if line and len(line.text) <= 40 and ends_as_unit(line.text) else None


def _year(title: Told[str] | None, whole: Passage, dated: Told[dt.date] | None) -> Told[int] | None:
    """The year that the title names, else that of the text's own 年度, else that of its date."""
    start = bisect_left(whole.starts, title.start) if title else 0
    end = bisect_left(whole.starts, title.end) if title else 0
    found = _YEAR.search(whole.text, start, end) or _OF_YEAR.search(whole.text)
    if found:
        return whole.told(int(found["year"]), found.start("year"), found.end("year"))
    return Told(dated.value.year, dated.spans) if dated else None


def _addressees(body: list[Passage]) -> Told[str] | None:
    for line in body[:_HEAD]:
        if line.text.endswith("：") and 4 < len(line.text) <= 120 and not marker_of(line.text):
            return line.told(line.text[:-1], 0, len(line.text) - 1)
    return None


def _cited(whole: Passage) -> Iterator[Cited]:
    seen: set[str] = set()
    for found in _CITED.finditer(whole.text):
        if found["no"] not in seen:
            seen.add(found["no"])
            days = list(days_in(whole.cut(found.start("more"), found.end("more"))))
            yield Cited(whole.found(found, "title"), whole.found(found, "no"), days[0] if days else None)


def _annexes(paragraphs: list[Passage], whole: Passage) -> Iterator[Annex]:
    here = {(found["no"] or "1") for line in paragraphs if (found := annex_head(line.text))}
    seen: set[str] = set()
    for line in paragraphs:
        listed = _ANNEX_LIST.match(line.text)
        if listed:
            title = line.found(listed, "titles")
            seen.add("1")
            yield Annex(line.told(line.text), title, "", bool(here) or _follows(title.value, paragraphs, line))
    for found in _ANNEX_SEEN.finditer(whole.text):
        number = found["no"] or found["more"]
        if number not in seen:
            seen.add(number)
            yield Annex(whole.found(found), None, number, number in here)


def _follows(title: str, paragraphs: list[Passage], line: Passage) -> bool:
    return any(each.text == title and each.starts[0] > line.ends[-1] for each in paragraphs)
