"""Gantt of milestones: twelve months across, one line for each item, every milestone with its day. A table that prints
on A3; bars and marks are drawn in its cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from web.kernel.words import Words
from web.listing.cells import said_day
from workdays.spans import month_end


class Stand(StrEnum):
    """How a milestone stands. `LATE` is a reading of the day, never a write."""

    DONE = "done"
    AHEAD = "ahead"
    LATE = "late"


MARKS = {Stand.DONE: "◆", Stand.AHEAD: "◇", Stand.LATE: "▲"}
SAID = {Stand.DONE: "已完成", Stand.AHEAD: "未到时限", Stand.LATE: "未完成"}


@dataclass(frozen=True, slots=True)
class Node:
    """A milestone (进度节点)."""

    on: date
    title: str
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A second-level item: who does it, from when to when, and its milestones. Without days it runs as they do."""

    title: str
    owner: str
    nodes: tuple[Node, ...]
    begins_on: date | None = None
    ends_on: date | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class ShownNode:
    day: str
    title: str
    stand: Stand
    mark: str
    said: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of an item: the part of the month that its bar covers, in hundredths, and the milestones in it."""

    start: float
    width: float
    nodes: tuple[ShownNode, ...]
    is_now: bool


@dataclass(frozen=True, slots=True)
class Line:
    item: Item
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Gantt:
    title: str
    says: str
    months: tuple[str, ...]
    lines: tuple[Line, ...]
    legend: tuple[tuple[str, str, str], ...]
    other: tuple[str, ...]


def gantt(items: Sequence[Item], *, title: str, year: int, today: date, words: Words) -> Gantt:
    """`other` names the milestones that lie outside the year."""
    nodes = [node for item in items for node in item.nodes]
    outside = [node for node in nodes if node.on.year != year]
    return Gantt(
        title=title,
        says=_says(nodes, today, words),
        months=tuple(words.month(month) for month in range(1, 13)),
        lines=tuple(
            Line(item, tuple(_cell(item, year, month, today, words) for month in range(1, 13))) for item in items
        ),
        legend=tuple((stand.value, MARKS[stand], words.say(SAID[stand])) for stand in Stand),
        other=tuple(f"{said_day(node.on, words)} {node.title}" for node in sorted(outside, key=lambda each: each.on)),
    )


def _says(nodes: Sequence[Node], today: date, words: Words) -> str:
    if not nodes:
        return words("还没有进度节点。")
    stands = [stand_of(node, today) for node in nodes]
    told = words("共%(count)d个进度节点，已完成%(done)d个", count=len(nodes), done=stands.count(Stand.DONE))
    late = stands.count(Stand.LATE)
    return told + (words("，已到时限未完成%(late)d个。", late=late) if late else words("。"))


def stand_of(node: Node, today: date) -> Stand:
    """The day itself is on time."""
    if node.done_on is not None:
        return Stand.DONE
    return Stand.LATE if node.on < today else Stand.AHEAD


def _cell(item: Item, year: int, month: int, today: date, words: Words) -> Cell:
    first = date(year, month, 1)
    last = month_end(first)
    start, width = _covered(item, first, last)
    nodes = tuple(
        _node(node, today, words) for node in sorted(item.nodes, key=lambda each: each.on) if first <= node.on <= last
    )
    return Cell(start, width, nodes, is_now=first <= today <= last)


def _covered(item: Item, first: date, last: date) -> tuple[float, float]:
    days = [node.on for node in item.nodes]
    begins = item.begins_on or min(days, default=None)
    ends = item.ends_on or max(days, default=None)
    if begins is None or ends is None or ends < first or begins > last:
        return 0.0, 0.0
    length = (last - first).days + 1
    before = (max(begins, first) - first).days
    until = (min(ends, last) - first).days + 1
    return round(before * 100 / length, 1), round((until - before) * 100 / length, 1)


def _node(node: Node, today: date, words: Words) -> ShownNode:
    stand = stand_of(node, today)
    day = words("%(day)d日", day=node.on.day)
    return ShownNode(day, node.title, stand, MARKS[stand], words.say(SAID[stand]))
