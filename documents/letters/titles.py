"""How a long title turns: lines of like length, no word, number or 《》 torn apart, never 的 at the head of a line."""

import re
from collections.abc import Iterator
from itertools import combinations, product

TITLE_CHARACTERS = 19
"""How many characters of 二号 stand on a line and leave some white beside them."""
_HELD = re.compile(
    r"[A-Za-z0-9〔〕.%—–-]+(?:年度?|月份?|日|号|季度|期|%|分|个|项|家|名)?|《[^《》]*》|“[^“”]*”|（[^（）]*）"
)
_NOT_FIRST = "的、，。；：？！》”）】〕年月日号度期的"
_NOT_LAST = "《“（【〔关第每各不"
_GOOD_AFTER = "的年于》”）、，"
_GOOD_BEFORE = (
    "关于", "情况", "工作", "指标", "考核", "目标", "有关", "开展", "做好", "实施", "推进", "落实", "加强",
    "第", "和", "《", "“", "（"
)  # fmt: skip
_MOST = 40
"""Beyond so many places a title is turned by length alone."""


def turned(title: str, width: int = TITLE_CHARACTERS) -> tuple[str, ...]:
    """The lines of a title. A line feed that the office typed itself is kept."""
    return tuple(line for part in title.splitlines() for line in _turned(part.strip(), width))


def _turned(title: str, width: int) -> tuple[str, ...]:
    if len(title) <= width:
        return (title,)
    count = -(-len(title) // width)
    for lines, holds in product((count, count + 1), (True, False)):
        found = min(_ways(title, lines, width, holds=holds), key=lambda way: _cost(title, way), default=None)
        if found is not None:
            return _cut(title, found)
    return tuple(title[at : at + width] for at in range(0, len(title), width))


def _ways(title: str, lines: int, width: int, *, holds: bool) -> Iterator[tuple[int, ...]]:
    """Places to turn at, so that no line is too long. Only those near an even share are tried."""
    share = len(title) / lines
    allowed = [
        place
        for place in _places(title, holds=holds)
        if any(abs(place - share * n) <= width // 3 for n in range(1, lines))
    ]
    if len(allowed) > _MOST:
        return
    for way in combinations(allowed, lines - 1):
        if all(len(line) <= width for line in _cut(title, way)):
            yield way


def _places(title: str, *, holds: bool) -> list[int]:
    whole = _HELD.finditer(title) if holds else ()
    held = {place for found in whole for place in range(found.start() + 1, found.end())}
    return [
        place
        for place in range(2, len(title) - 1)
        if place not in held and title[place] not in _NOT_FIRST and title[place - 1] not in _NOT_LAST
    ]


def _cost(title: str, way: tuple[int, ...]) -> tuple[int, int]:
    """Uneven lines and a turn in the middle of a phrase cost; of two alike the one with the longer first line wins."""
    lengths = [len(line) for line in _cut(title, way)]
    uneven = max(lengths) - min(lengths)
    rough = sum(0 if _is_good(title, place) else 5 for place in way)
    return uneven + rough, -lengths[0]


def _is_good(title: str, place: int) -> bool:
    return title[place - 1] in _GOOD_AFTER or title[place:].startswith(_GOOD_BEFORE)


def _cut(title: str, way: tuple[int, ...]) -> tuple[str, ...]:
    ends = (*way, len(title))
    return tuple(title[start:end] for start, end in zip((0, *way), ends, strict=True))
