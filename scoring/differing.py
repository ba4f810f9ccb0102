"""What differs between two outcomes of the same year: points, places, grades, awards, and which step moved them."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from scoring.moving import Moved, moved
from scoring.outcome import Outcome
from scoring.standings import Total


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a unit stands by one total."""

    points: Fraction | None
    place: int | None
    grade: str
    awards: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Differs:
    """A unit for which something is another; `because` are the steps that moved its points."""

    result: str
    unit: str
    before: Standing
    after: Standing
    because: tuple[Moved, ...]


def place_of(outcome: Outcome, result: str, unit: str) -> int | None:
    """The place in the first ranking of this total that has the unit."""
    for standing in outcome.standings.values():
        if standing.ranking.result == result:
            for placed in standing.placed:
                if placed.unit == unit:
                    return placed.place
    return None


def grade_of(outcome: Outcome, result: str, unit: str) -> str:
    rankings = {code for code, standing in outcome.standings.items() if standing.ranking.result == result}
    graded = (one for code, grades in outcome.grades.items() if code in rankings for one in grades)
    return next((one.grade for one in graded if one.unit == unit), "")


def awards_of(outcome: Outcome, unit: str) -> tuple[str, ...]:
    return tuple(awarded.award.name for awarded in outcome.awards.values() if unit in awarded.winners)


def stands(outcome: Outcome, result: str, unit: str) -> Standing:
    total = outcome.results.get(result, {}).get(unit)
    return Standing(
        points=total.value if total is not None else None,
        place=place_of(outcome, result, unit),
        grade=grade_of(outcome, result, unit),
        awards=awards_of(outcome, unit),
    )


def differences(before: Outcome, after: Outcome) -> Iterator[Differs]:
    """Of every unit for which anything is another, in the order of the totals; also of one that came or went."""
    for result in dict.fromkeys((*after.results, *before.results)):
        was, now = before.results.get(result, {}), after.results.get(result, {})
        for unit in dict.fromkeys((*now, *was)):
            old, new = stands(before, result, unit), stands(after, result, unit)
            if old != new:
                because = moves_between(was[unit], now[unit]) if unit in was and unit in now else ()
                yield Differs(result=result, unit=unit, before=old, after=new, because=because)


def moves_between(before: Total, after: Total) -> tuple[Moved, ...]:
    return moved(before.worked, after.worked) if before.worked is not None and after.worked is not None else ()
