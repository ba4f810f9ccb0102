"""Counts said against counts found: 共13个, 三个方面, 财政、民政等三部门, 由8个部门负责牵头."""

import re
from collections.abc import Iterator, Sequence

from config.phrases.text import number as number_of_words
from documents.notices.checkup.doubt import PaperDoubt, Topic, doubtful, noted, wrong
from documents.notices.checkup.shares import doubts_of_shares, shares_of
from documents.notices.findings import Findings
from documents.notices.indicators import ReadIndicator, leaves, walked
from documents.notices.passages import Passage, Told

_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_TOTAL = re.compile(
    r"共(?:计|有|设)?(?P<n>\d{1,3}|[A-Za-z]{1,2}|[一二三四五六七八九十]{1,3})个[。，：]?(?:分别为|分别是|其中|包括|即)：?"
)
_EACH = re.compile(r"(?<![各\d])(?P<n>\d{1,3})(?:个|名|家)(?=[，；。]|其中|（|$)")
_AND_SO_ON = re.compile(
    rf"(?P<names>(?:[^，。；：、\s]{{2,8}}、){{1,24}}[^，。；：、\s]{{2,8}})等(?P<n>{_N})(?:个|家)?(?:部门|单位|方面|项)"
)
_ASPECTS = re.compile(rf"分(?:为|成)?(?P<n>{_N})个?(?:方面|部分|大类|板块|类)")
_INDICATORS = re.compile(rf"(?:共|合计|类别|大类|类)(?P<n>{_N})项(?:考核)?(?:指标|任务)")
_LEADING = re.compile(rf"(?P<n>{_N})个(?:部门|单位)(?:负责)?牵头")
_PLACES = re.compile(r"(?P<what>[^，。；：]{0,20}?)(?P<n>\d{1,3})个(?=[；。，])")
_QUOTA = re.compile(r"(?P<rest>其他|其余)[^，。；]{0,20}?各(?P<n>\d{1,3})名")
_QUOTA_NAMED = re.compile(r"各(?P<n>\d{1,3})名")
_DIGIT_LOST = re.compile(r"(?<![A-Za-z0-9])(?P<odd>[A-Z]\.\d|(?<=共)[A-Z](?=[个项名]))")
_CITY = re.compile(r"^(?:省|市|县|区)(?:直)?|部门$|局$")
_PARTS = re.compile(r"[；。：]")
_ENDS = re.compile(r"(?:先进|工作|单位|事业|任务|县|市|区|项目)+$")
_FEWEST = 4


def doubts_of_counts(found: Findings) -> Iterator[PaperDoubt]:
    for passage in found.passages:
        yield from _totals(passage)
        yield from _lists(passage)
        yield from _quotas(passage)
        yield from _lost_digits(passage, found)
        yield from _named_elsewhere(passage, found)
    yield from _aspects(found)
    yield from doubts_of_shares(found)
    yield from _leads(found)


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else number_of_words(words)


def _totals(passage: Passage) -> Iterator[PaperDoubt]:
    """共13个。分别为：甲1个；乙2个；…"""
    for match in _TOTAL.finditer(passage.text):
        end = passage.text.find("。", match.end())
        listed = list(_EACH.finditer(passage.text, match.end(), end if end >= 0 else len(passage.text)))
        if len(listed) < 2:
            continue
        added = sum(int(each["n"]) for each in listed)
        told = [passage.found(match, "n"), *(passage.found(each, "n") for each in listed)]
        if match["n"].isascii() and not match["n"].isdecimal():
            yield wrong(Topic.POINTS, f"“共{match['n']}个”不是数，列出的合计 {added} 个", "照原件改正这个数", *told)
        elif _number(match["n"]) != added:
            yield wrong(Topic.POINTS, f"写明共 {match['n']} 个，列出的合计 {added} 个", "核对总数和各项的数", *told)


def _lists(passage: Passage) -> Iterator[PaperDoubt]:
    for match in _AND_SO_ON.finditer(passage.text):
        names = match["names"].count("、") + 1
        if _number(match["n"]) < names:
            yield doubtful(
                Topic.POINTS,
                f"说是 {match['n']} 家，列出了 {names} 家",
                "核对名单和数目",
                passage.found(match),
            )


def _quotas(passage: Passage) -> Iterator[PaperDoubt]:
    """财政、民政、卫生各2名，其他…各2名: the same number named apart; one of the two may be misprinted."""
    for match in _QUOTA.finditer(passage.text):
        named = list(_QUOTA_NAMED.finditer(passage.text, max(0, match.start() - 60), match.start()))
        if named and named[-1]["n"] == match["n"]:
            yield noted(
                Topic.POINTS,
                f"单独列出的和“{match['rest']}”都是各 {match['n']} 名，分开写却是同一个数",
                "核对有没有印错；确实一样的，可以不理",
                passage.found(named[-1]),
                passage.found(match),
            )


def _lost_digits(passage: Passage, found: Findings) -> Iterator[PaperDoubt]:
    marked = {each.marked_out.start for _, each in walked(found.indicators) if each.marked_out}
    for match in _DIGIT_LOST.finditer(passage.text):
        told = passage.found(match, "odd")
        if told.start not in marked and not _TOTAL.search(passage.text, max(0, match.start() - 1)):
            yield wrong(Topic.POINTS, f"“{match['odd']}”里有一个字母，不是数", "照原件改正这个数", told)


def _aspects(found: Findings) -> Iterator[PaperDoubt]:
    """共分三个方面 against the indicators at the top, 共18项指标 against all of them."""
    roots = [each for each in found.indicators if each.worth is not None] or list(found.indicators)
    shares = shares_of(found)
    starts = {share.count.start for share in shares}
    shared = sum(share.count.value for share in shares)
    for passage in found.passages:
        match = _ASPECTS.search(passage.text)
        if match and roots and _near_points(passage, match) and _number(match["n"]) != len(roots):
            yield doubtful(
                Topic.POINTS,
                f"说是分 {match['n']} 个方面，读出的是 {len(roots)} 个",
                "核对有没有漏读或多读的",
                passage.found(match),
                *(each.title for each in roots),
            )
        for each in _INDICATORS.finditer(passage.text):
            counts = {shared, len(roots), len(list(leaves(found.indicators))), *_by_level(found.indicators)}
            is_share = passage.found(each, "n").start in starts
            if found.indicators and not is_share and _number(each["n"]) not in counts:
                yield doubtful(
                    Topic.POINTS,
                    f"说是共 {each['n']} 项，读出的是 {max(counts)} 项",
                    "核对有没有漏读或多读的",
                    passage.found(each),
                )


def _near_points(passage: Passage, match: re.Match[str]) -> bool:
    return bool(re.search(r"分值|总分|考核内容|指标", passage.text[max(0, match.start() - 20) : match.end() + 30]))


def _by_level(roots: Sequence[ReadIndicator]) -> set[int]:
    levels: dict[int, int] = {}
    for level, _ in walked(roots):
        levels[level] = levels.get(level, 0) + 1
    return set(levels.values())


def _leads(found: Findings) -> Iterator[PaperDoubt]:
    """由8个部门负责牵头 against those that are named; and a number of places that leaves none of them without one."""
    leads: dict[str, Told[str]] = {}
    for trust in found.entrusted:
        for lead in trust.leads:
            leads.setdefault(_CITY.sub("", _CITY.sub("", lead.value)), lead)
    for passage in found.passages:
        for match in _LEADING.finditer(passage.text):
            if leads and _number(match["n"]) != len(leads):
                yield doubtful(
                    Topic.UNITS,
                    f"说是 {match['n']} 个部门牵头，列出的是 {len(leads)} 个",
                    "核对牵头单位的名单",
                    passage.found(match),
                    *leads.values(),
                )
        for match in _PLACES.finditer(passage.text):
            if len(leads) > 1 and int(match["n"]) == len(leads) and "先进" in match["what"] and "直" in match["what"]:
                yield noted(
                    Topic.POINTS,
                    f"“{match['what']}{match['n']}个”与牵头部门的家数正好相同，等于家家有份",
                    "核对名额；有意如此的，可以不理",
                    passage.found(match),
                )


def _named_elsewhere(passage: Passage, found: Findings) -> Iterator[PaperDoubt]:
    """A list of awards by matter against the indicators of the same names: who stands in one and not in the other."""
    for match in _TOTAL.finditer(passage.text):
        end = passage.text.find("。", match.end())
        rest = passage.part(match.end(), end if end >= 0 else len(passage.text))
        names = [part for part in rest.split(_PARTS) if _EACH.search(part.text)]
        for each in _same_family([_stem(part.text) for part in names], found):
            yield from _differences(names, each)


def _stem(text: str) -> str:
    head = re.split(r"\d|含|（", text, maxsplit=1)[0]
    return re.sub(r"先进.*$", "", head).removesuffix("工作")


def _same_family(stems: list[str], found: Findings) -> Iterator[ReadIndicator]:
    for _, each in walked(found.indicators):
        titles = [child.title.value for child in each.children]
        same = sum(any(_is_same(stem, title) for title in titles) for stem in stems)
        if len(titles) >= _FEWEST and len(stems) >= _FEWEST and same * 2 >= len(stems):
            yield each


def _is_same(stem: str, title: str) -> bool:
    stem = _ENDS.sub("", stem)
    return len(stem) > 1 and (stem in title or title in stem)


def _differences(names: list[Passage], family: ReadIndicator) -> Iterator[PaperDoubt]:
    stems = [(part, _stem(part.text)) for part in names]
    for child in family.children:
        if not any(_is_same(stem, child.title.value) for _, stem in stems):
            yield noted(
                Topic.POINTS,
                f"“{child.title.value}”有分值，单项奖里却没有它",
                "核对是有意不设还是漏了",
                child.title,
            )
    for part, stem in stems:
        if not any(_is_same(stem, child.title.value) for child in family.children):
            yield noted(
                Topic.POINTS,
                f"“{stem}”设了单项奖，考核内容里却没有这一项的分值",
                "核对是有意如此还是漏了",
                part.told(part.text),
            )
