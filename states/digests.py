"""What one digest holds: each matter once, in the order in which it is read, and how it is counted."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from states.manners import kind_of
from workdays.deadline import local_day

LAST = 1_000_000
"""Where things stand that belong to no unit: behind all that do."""

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A message that waits for the digest.

    `matter`: the obligation that it speaks of; `position`: of its unit; `said`: its words, whole.
    """

    id: int
    code: str
    decided_at: datetime
    urgent: bool = False
    matter: int | None = None
    due_at: datetime | None = None
    position: int | None = None
    said: str = ""

    @property
    def asks(self) -> bool:
        return kind_of(self.code).asks

    def is_overdue(self, *, now: datetime) -> bool:
        return self.asks and self.due_at is not None and now > self.due_at

    def is_due_on_day_of(self, now: datetime) -> bool:
        return self.asks and self.due_at is not None and now <= self.due_at and local_day(self.due_at) == local_day(now)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things are asked for, how many of them are overdue or due today, and how many are only told."""

    asked: int
    overdue: int
    due_today: int
    told: int


def listed(items: Iterable[Item], *, now: datetime) -> tuple[Item, ...]:
    """What the digest names, each matter once: urgent first, then what is overdue, what is asked and what is told.

    Inside each in official order (规范序列), then by date. Of several messages that ask for the same matter only the
    latest is named: it says where the matter stands. What two posts of one person are told in the same words he reads
    once.
    """
    latest: dict[object, Item] = {}
    for each in sorted(items, key=lambda one: (one.decided_at, one.id)):
        latest[each.matter if each.asks and each.matter is not None else (each.id, "alone")] = each
    once = {each.said or (each.id, "alone"): each for each in latest.values()}
    return tuple(sorted(once.values(), key=lambda each: _place(each, now)))


def told_already(items: Iterable[Item], *, matters: Collection[int]) -> tuple[Item, ...]:
    """Of what waits, that which asks for matters of which its reader was told by itself this morning."""
    return tuple(each for each in items if each.asks and not each.urgent and each.matter in matters)


def _place(item: Item, now: datetime) -> tuple[Any, ...]:
    return (
        not item.urgent,
        not item.is_overdue(now=now),
        not item.asks,
        LAST if item.position is None else item.position,
        item.due_at or NEVER,
        item.id,
    )


def tally(items: Sequence[Item], *, now: datetime) -> Tally:
    asked = [each for each in items if each.asks]
    return Tally(
        asked=len(asked),
        overdue=sum(each.is_overdue(now=now) for each in asked),
        due_today=sum(each.is_due_on_day_of(now) for each in asked),
        told=len(items) - len(asked),
    )
