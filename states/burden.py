"""减负 (R2.28, W15): what units are asked for in a month, what is too much, and which figure stands already.

A matter counts once for each unit and month, in the month in which it falls due, as the check of a scheme counts it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from config.labels import Labelled

NAMED = 6
"""So many requests are named in one reason; more are counted."""


class Asks(Labelled):
    """What an act asks of units. Each kind is counted by the month; letters are counted and never refused."""

    REQUEST = "request", "要材料、要数据"
    VISIT = "visit", "督查"
    URGING = "urging", "催办"
    LETTER = "letter", "文书"


@dataclass(frozen=True, slots=True)
class Asked:
    """One matter that a unit was, or will be, asked for in a month: what, by whom, by when."""

    matter: str
    title: str
    by: str
    due: str

    @property
    def said(self) -> str:
        return f"“{self.title}”（{self.by}，{self.due}）"


@dataclass(frozen=True, slots=True)
class Load:
    """All that one unit is asked for in one month."""

    unit: str
    month: str  # 2019年6月
    asked: Sequence[Asked]

    @property
    def count(self) -> int:
        return len({each.matter for each in self.asked})


@dataclass(frozen=True, slots=True)
class Stands:
    """A figure that was asked for before: of whom, through what, and where it is now."""

    what: str
    unit: str
    through: str
    standing: str


def over_cap(load: Load, *, matter: str, cap: int | None) -> str | None:
    """Why one more is too much, with what went to this unit already; None while there is room."""
    others = [each for each in load.asked if each.matter != matter]
    if cap is None or len({each.matter for each in others}) < cap:
        return None
    return f"{load.unit}{load.month}已要{load.count}次：{_said(others)}，每月不超过{cap}次（减负）"


def crowded(load: Load, *, cap: int | None) -> str | None:
    """Why a changed plan asks a unit too often in a month; None where it fits."""
    if cap is None or load.count <= cap:
        return None
    return f"{load.unit}{load.month}共要{load.count}次：{_said(load.asked)}，每月不超过{cap}次（减负）"


def _said(asked: Sequence[Asked]) -> str:
    more = f"等{len(asked)}次" if len(asked) > NAMED else ""
    return "、".join(each.said for each in asked[:NAMED]) + more


def repeated(load: Load, *, matter: str) -> str | None:
    """Why the same thing may not be asked for again in the same month; whoever wants it sooner urges."""
    same = next((each for each in load.asked if each.matter == matter), None)
    return f"{load.unit}{load.month}已要过{same.said}，不再要一遍；要提醒的请催办" if same is not None else None


def asked_twice(figures: Iterable[Stands]) -> Iterator[str]:
    """A second request for the same figure is refused with the place where it stands (W15)."""
    for each in figures:
        yield f"{each.what}已由“{each.through}”向{each.unit}要过，{each.standing}，不能再要（一数不两要）"


def over_urging(unit: str, *, count: int, cap: int | None) -> str | None:
    """Why a unit may not be urged once more in this month."""
    if cap is None or count < cap:
        return None
    return f"本月已催办{unit}{count}次，每月不超过{cap}次（减负），请当面沟通"
