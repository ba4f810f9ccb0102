"""Counting ballots: what a bundle says of each unit, whether it adds up, how two entries differ, what it comes to.

A tally knows numbers only. Whose ballot it was is nowhere (O30).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What some ballots say of one unit: votes by grade or scores; those spoiled, left blank, and not to be filled."""

    votes: Mapping[str, int] = field(default_factory=dict)
    scores: tuple[Decimal, ...] = ()
    invalid: int = 0
    abstained: int = 0
    recused: int = 0

    @property
    def valid(self) -> int:
        """有效."""
        return sum(self.votes.values()) + len(self.scores)

    @property
    def returned(self) -> int:
        """收回, as far as this unit is concerned: a member who has to avoid it returns nothing on it."""
        return self.valid + self.invalid + self.abstained

    @property
    def ballots(self) -> int:
        return self.returned + self.recused


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyTerms:
    """What a ballot may say: grades, or scores within bounds; whether anybody avoids a unit, and what a blank is."""

    grades: tuple[str, ...] = ()
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(100)
    avoids: bool = False
    blank_is_invalid: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two entries of a bundle say different things; `what` names the grade or the place of the score."""

    unit: str
    what: str
    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.unit}“{self.what}”第一遍{self.first}、第二遍{self.second}"


def faults(unit: str, tally: Tally, *, ballots: int, terms: TallyTerms) -> Iterator[str]:
    """Everything that cannot be so on the ballots of one bundle."""
    yield from _of_kind(unit, tally, terms)
    if tally.recused and not terms.avoids:
        yield f"{unit}：方案没有规定回避，不应有回避的票"
    if tally.abstained and terms.blank_is_invalid:
        yield f"{unit}：方案规定没有填的按无效票计，弃权应为0"
    if tally.ballots != ballots:
        avoiding = f"、回避{tally.recused}" if terms.avoids else ""
        counted = f"有效{tally.valid}、无效{tally.invalid}、弃权{tally.abstained}{avoiding}"
        yield f"{unit}：{counted}，合计{tally.ballots}张，这一包是{ballots}张"


def _of_kind(unit: str, tally: Tally, terms: TallyTerms) -> Iterator[str]:
    if terms.grades:
        if tally.scores:
            yield f"{unit}：这是投票，请填各等次票数，不填分数"
        unknown = [grade for grade in tally.votes if grade not in terms.grades]
        if unknown:
            yield f"{unit}：没有“{'、'.join(unknown)}”这样的等次，有：{'、'.join(terms.grades)}"
        return
    if tally.votes:
        yield f"{unit}：这是打分，请填各张的分数，不填票数"
    for place, score in enumerate(tally.scores, start=1):
        if not terms.least <= score <= terms.most:
            yield f"{unit}：第{place}个分数{score}，要在{terms.least}到{terms.most}之间"


def differences(first: Mapping[str, Tally], second: Mapping[str, Tally]) -> list[Difference]:
    """Everything in which two entries of one bundle differ; scores are compared in the order of the ballots."""
    units = dict.fromkeys((*first, *second))
    return [
        Difference(unit, what, one, other)
        for unit in units
        for what, one, other in _apart(first.get(unit, Tally()), second.get(unit, Tally()))
    ]


def _apart(first: Tally, second: Tally) -> Iterator[tuple[str, str, str]]:
    for grade in dict.fromkeys((*first.votes, *second.votes)):
        one, other = first.votes.get(grade, 0), second.votes.get(grade, 0)
        if one != other:
            yield grade, f"{one}张", f"{other}张"
    for place, (one_score, other_score) in enumerate(zip_longest(first.scores, second.scores), start=1):
        if one_score != other_score:
            yield f"第{place}个分数", _said(one_score), _said(other_score)
    for name, label in (("invalid", "无效"), ("abstained", "弃权"), ("recused", "回避")):
        if getattr(first, name) != getattr(second, name):
            yield label, f"{getattr(first, name)}张", f"{getattr(second, name)}张"


def _said(score: Decimal | None) -> str:
    return "没有" if score is None else str(score)


def total(tallies: Iterable[Tally]) -> Tally:
    """All together, in no order: neither the bundle nor the place of a ballot in it is to be seen any more."""
    votes: Counter[str] = Counter()
    scores: list[Decimal] = []
    apart: Counter[str] = Counter()
    for tally in tallies:
        votes.update(tally.votes)
        scores.extend(tally.scores)
        apart.update(invalid=tally.invalid, abstained=tally.abstained, recused=tally.recused)
    return Tally(
        votes=dict(sorted(votes.items())),
        scores=tuple(sorted(scores)),
        invalid=apart["invalid"],
        abstained=apart["abstained"],
        recused=apart["recused"],
    )


def few(groups: Mapping[str, Tally], *, shown_from: int) -> frozenset[str]:
    """The groups of which no sub-total may be told."""
    return frozenset(name for name, tally in groups.items() if tally.valid < shown_from)
