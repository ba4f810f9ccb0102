"""A paper that says how many indicators each part has, and how many there are in all: 55项, 8项, 共63项."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.notices.checkup.doubt import PaperDoubt, Topic, noted, wrong
from documents.notices.findings import Findings
from documents.notices.indicators import ReadIndicator, leaves, walked
from documents.notices.passages import Told

_SHARE = re.compile(r"(?:(?<=类)(?P<of>\d{1,3})项(?:具体|主要)?|(?<!\d)(?P<n>\d{1,3})项(?:具体|主要)?考核)指标")
_ALL = re.compile(
    r"(?:共(?:计|有|设)?|合计|总计)(?P<n>\d{1,3})项(?:具体|主要)?(?:考核)?(?:指标|任务)?(?=[，。；：、（]|$)"
)


@dataclass(frozen=True, slots=True)
class Share:
    """How many indicators a part says that it has."""

    part: ReadIndicator
    count: Told[int]


def shares_of(found: Findings) -> list[Share]:
    """Of the first parts side by side that say it, each once."""
    for siblings in _families(found.indicators):
        shares = [share for each in siblings if (share := _share(each))]
        if len(shares) > 1:
            return shares
    return []


def _families(roots: Sequence[ReadIndicator]) -> Iterator[Sequence[ReadIndicator]]:
    yield roots
    for _, each in walked(roots):
        yield each.children


def _share(each: ReadIndicator) -> Share | None:
    match = _SHARE.search(each.passage.text) if each.passage is not None else None
    if match is None or each.passage is None or _ALL.search(each.passage.text[: match.end()]):
        return None
    name = "n" if match["n"] else "of"
    return Share(each, each.passage.told(int(match[name]), *match.span(name)))


def doubts_of_shares(found: Findings) -> Iterator[PaperDoubt]:
    shares = shares_of(found)
    if not shares:
        return
    added = sum(share.count.value for share in shares)
    said = " + ".join(str(share.count.value) for share in shares)
    for total in _totals(found):
        if total.value != added:
            yield wrong(
                Topic.POINTS,
                f"写明共 {total.value} 项，各部分合计 {said} = {added} 项",
                "核对总数和各部分的项数",
                total,
                *(share.count for share in shares),
            )
    for share in shares:
        below = len(list(leaves(share.part.children)))
        read = f"读出的是 {below} 项" if below else "没有读到是哪些"
        if below != share.count.value:
            yield noted(
                Topic.POINTS,
                f"“{share.part.title.value}”说有 {share.count.value} 项，{read}",
                "逐项列在附表里的，把附表一起读入；没有附表的，照原件补上",
                share.count,
            )


def _totals(found: Findings) -> Iterator[Told[int]]:
    seen: set[int] = set()
    for passage in found.passages:
        for match in _ALL.finditer(passage.text):
            if int(match["n"]) not in seen:
                seen.add(int(match["n"]))
                yield passage.told(int(match["n"]), *match.span("n"))
