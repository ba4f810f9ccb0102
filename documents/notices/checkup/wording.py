"""Words that do not fit the paper they stand in: another year, another kind of unit."""

import re
from collections.abc import Iterator

from documents.notices.checkup.doubt import PaperDoubt, Topic, doubtful, noted
from documents.notices.findings import Findings
from documents.notices.indicators import walked
from documents.notices.passages import Told

_LEVELS = "省市县区镇乡"
_TITLE = re.compile(rf"(?P<by>[{_LEVELS}])(?:直)?(?:考|对)(?P<on>[{_LEVELS}])")
_YEAR = re.compile(r"(?<!\d)(?P<year>20\d{2})年度?(?!\d{1,2}月)")
_QUOTED = re.compile(r"《[^》]*$")


def doubts_of_wording(found: Findings) -> Iterator[PaperDoubt]:
    yield from _other_level(found)
    yield from _other_year(found)


def _other_level(found: Findings) -> Iterator[PaperDoubt]:
    """市对县 in the title, 被抽查市直部门 in a clause: one assesses counties, the other the city's own departments."""
    title = found.heading.title
    levels = _TITLE.search(title.value) if title else None
    if title is None or levels is None:
        return
    wrong_one = re.compile(rf"被(?:抽查|考核|考评|检查|督查|通报)的?{levels['by']}直(?:部门|单位|机关)")
    for passage in found.passages:
        for match in wrong_one.finditer(passage.text):
            yield doubtful(
                Topic.OTHER,
                f"这是{levels[0]}的考核，这一条写的却是“{match[0]}”",
                "核对这一条是不是从别的细则里抄来的",
                passage.found(match),
                title,
            )


def _other_year(found: Findings) -> Iterator[PaperDoubt]:
    year = found.heading.year
    if year is None:
        return
    for _, each in walked(found.indicators):
        for told in (each.goal, each.text):
            other = _earlier(told, year.value)
            if told is not None and other:
                yield noted(
                    Topic.OTHER,
                    f"{year.value}年的考核，“{each.title.value}”写的是{other}年",
                    "核对考的是哪一年的事；有意考上一年的，可以不理",
                    told,
                )
                break


def _earlier(told: Told[str] | None, year: int) -> str:
    """A year before the assessed one, outside the names of documents."""
    for match in _YEAR.finditer(told.value if told else ""):
        if told and int(match["year"]) < year and not _QUOTED.search(told.value[: match.start()]):
            return match["year"]
    return ""
