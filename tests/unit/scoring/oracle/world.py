"""What is known, what may be missing, and the periods of a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

F = Fraction
GROUPS = {"counties": ["a", "b", "c"], "districts": ["d"]}
YEAR = "2019"
TARGET, POINTS = F(100), F(12)
"""Of the one indicator of the guide's office."""


class Refusal(Exception):
    """No score until somebody decides."""


class Nothing(Refusal):
    """Nothing to look at."""


@dataclass(frozen=True)
class Happened:
    """One occurrence that counts."""

    ref: str
    unit: str
    kind: str
    on: date
    times: int
    problem: str = ""
    person: str = ""
    level: str = ""
    rectified: bool = False


@dataclass
class World:
    """All that is known."""

    figures: Mapping[tuple[str, str, str], Fraction]
    findings: Sequence[Happened] = ()
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    imported: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    judgements: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    scores: Mapping[tuple[str, str], Sequence[Fraction]] = field(default_factory=dict)
    votes: Mapping[tuple[str, str], Mapping[str, int]] = field(default_factory=dict)
    late_hours: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)
    target: Fraction = TARGET
    points: Fraction = POINTS


NAMES = {"完成数": "done", "计划数": "plan", "完成率": "rate"}


def or_nothing(known: Mapping[Any, Any], key: Any) -> Any:
    if key not in known:
        raise Nothing
    return known[key]


def years_back(period: str, years: int) -> str:
    return f"{int(period[:4]) - years}{period[4:]}"


def months(period: str) -> tuple[int, int]:
    if "-Q" in period:
        quarter = int(period[-1])
        return quarter * 3 - 2, quarter * 3
    return (1, 12) if len(period) == 4 else (int(period[5:]), int(period[5:]))


def within(day: date, period: str) -> bool:
    first, last = months(period)
    return day.year == int(period[:4]) and first <= day.month <= last


def parts_of(period: str, every: str, years: int) -> list[str]:
    if every == "year":
        return [years_back(period, back) for back in reversed(range(years))]
    if len(period) > 4:
        return [period]
    return [f"{period}-Q{n}" for n in range(1, 5)]


def span_of(day: date, per: str) -> str:
    return {
        "month": f"{day:%Y-%m}",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
        "half_year": f"{day.year}-H{1 if day.month < 7 else 2}",
        "year": str(day.year),
    }[per]
