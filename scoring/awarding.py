"""Grades, awards and nominations, each with its printed reason (C10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from config.scoring.grading import (
    AtTheCut,
    Award,
    Effect,
    Grade,
    Grading,
    Nomination,
    QuotaRounding,
    Slide,
)
from config.scoring.words import RoundMode
from scoring.asking import Case
from scoring.book import Book
from scoring.numbers import plain
from scoring.refusals import Unscored
from scoring.standings import Placed, Standing, applied_to
from scoring.worked import round_to


@dataclass(frozen=True, slots=True)
class Graded:
    unit: str
    grade: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Winner:
    """Somebody considered for an award: given, not given, or left to a person, with the reason."""

    unit: str
    place: int | None
    is_given: bool
    because: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Awarded:
    award: Award
    considered: tuple[Winner, ...]
    refused: tuple[str, ...] = ()

    @property
    def winners(self) -> tuple[str, ...]:
        return tuple(each.unit for each in self.considered if each.is_given)


def quota_of(percent: Fraction, size: int, rounding: QuotaRounding) -> int:
    exact = percent * size / 100
    if rounding is QuotaRounding.DOWN:
        return floor(exact)
    if rounding is QuotaRounding.UP:
        return ceil(exact)
    return int(round_to(exact, 0, RoundMode.HALF_UP))


def grade(book: Book, grading: Grading, standing: Standing, period: str) -> tuple[Graded, ...]:
    """From the first place down; each takes the highest grade whose conditions, quota and ceiling allow it."""
    if standing.missing:
        raise Unscored(standing.missing)
    size = len(standing.ranked)
    taken = dict.fromkeys((one.name for one in grading.grades), 0)
    graded = []
    for placed in standing.placed:
        reasons: list[str] = []
        for n, one in enumerate(grading.grades):
            above = sum(taken[other.name] for other in grading.grades[: n + 1])
            why = _not_this(book, one, placed, size, above, period)
            if why is None and (ceiling := _ceiling(grading, standing, placed.unit)) is not None and n < ceiling[0]:
                why = ceiling[1]
            if why is None:
                taken[one.name] += 1
                graded.append(Graded(placed.unit, one.name, tuple(reasons)))
                break
            reasons.append(f"不评{one.name}：{why}")
        else:
            raise Unscored([f"{book.unit_name(placed.unit)}哪个等次都不合：{'；'.join(reasons)}；最后一个等次不设条件"])
    return tuple(graded)


def _not_this(book: Book, one: Grade, placed: Placed, size: int, above: int, period: str) -> str | None:
    conditional = one.at_least is not None or one.places is not None or one.percent is not None
    if placed.place is None and conditional:
        return placed.because
    if one.at_least is not None and placed.value is not None and placed.value < Fraction(one.at_least):
        return f"{plain(placed.value)} 分，低于 {one.at_least}"
    if one.places is not None and placed.place is not None and placed.place > one.places:
        return f"第 {placed.place} 名，不在前 {one.places} 名"
    if one.percent is not None:
        quota = quota_of(Fraction(one.percent), size, one.rounding)
        if above >= quota:
            return f"名额 {quota} 个（{size} 家的 {one.percent}%，{one.rounding.label}）已满"
    if one.when is not None and not book.holds(one.when, Case(placed.unit, period)):
        return one.when.label or "不合另外的条件"
    return None


def _ceiling(grading: Grading, standing: Standing, unit: str) -> tuple[int, str] | None:
    """The highest grade that an override leaves open, counted from the top."""
    names = [one.name for one in grading.grades]
    held = [
        (names.index(each.override.grade), each.said)
        for each in standing.totals[unit].applied
        if each.override.effect is Effect.GRADE_CEILING and each.override.grade in names
    ]
    return max(held, default=None)


def award(book: Book, one: Award, candidates: Sequence[Placed], given: Mapping[str, Awarded], period: str) -> Awarded:
    """`candidates` best first, or last first for an award from the bottom; `given` are the awards decided before."""
    if one.unless_all is not None and _all_hold(book, one, candidates, period):
        reason = one.unless_all.label or "各家都合条件"
        return Awarded(one, (), (f"不设：{reason}",))
    places = (
        one.places if one.places is not None else quota_of(Fraction(one.percent or 0), len(candidates), one.rounding)
    )
    considered: list[Winner] = []
    left = places
    for placed in reversed(candidates) if one.from_bottom else candidates:
        if left <= 0:
            break
        why = _barred(book, one, placed, given, period)
        if why is None:
            left -= 1
            considered.append(Winner(placed.unit, placed.place, True, f"第 {placed.place} 名，{placed.because}"))
        else:
            left -= one.slide is Slide.EMPTY
            considered.append(Winner(placed.unit, placed.place, False, f"{why}，{one.slide.label}"))
    return Awarded(one, tuple(_at_the_cut(book, one, considered, candidates, given, period)))


@dataclass(frozen=True, slots=True)
class TieDecision:
    """Who gets what several share, said when it was shared among these."""

    given: frozenset[str]
    among: frozenset[str]


def with_tie_decided(awarded: Awarded, decision: TieDecision) -> Awarded:
    """What the scheme left to a person (`AtTheCut.ASK`). Where others share it by now, nobody has decided that yet."""
    if frozenset(each.unit for each in awarded.considered if each.is_open) != decision.among:
        return awarded
    return replace(awarded, considered=tuple(_decided(each, decision.given) for each in awarded.considered))


def _decided(winner: Winner, chosen: frozenset[str]) -> Winner:
    if not winner.is_open:
        return winner
    is_given = winner.unit in chosen
    said = f"{winner.because}；{'经定得奖' if is_given else '经定不得奖'}"
    return replace(winner, is_given=is_given, is_open=False, because=said)


def _all_hold(book: Book, one: Award, candidates: Sequence[Placed], period: str) -> bool:
    return all(book.holds(one.unless_all, Case(placed.unit, period)).holds for placed in candidates)


def _barred(book: Book, one: Award, placed: Placed, given: Mapping[str, Awarded], period: str) -> str | None:
    result = next((ranking.result for ranking in book.scoring.rankings if ranking.code == one.ranking), None)
    applied = {each.override.code: each for each in applied_to(book, Case(placed.unit, period), result)}
    if one.veto_bars:
        vetoes = [each.said for each in applied.values() if each.override.effect is Effect.VETO]
        if vetoes:
            return "、".join(vetoes)
    for each in applied.values():
        if each.override.effect is Effect.BARRED and one.code in each.override.awards:
            return each.said
    for other in one.not_with:
        if other in given and placed.unit in given[other].winners:
            return f"已得{given[other].award.name}，不重复"
    if one.when is not None and not book.holds(one.when, Case(placed.unit, period)):
        return one.when.label or "不合条件"
    return None


def _at_the_cut(
    book: Book,
    one: Award,
    considered: Sequence[Winner],
    candidates: Sequence[Placed],
    given: Mapping[str, Awarded],
    period: str,
) -> Sequence[Winner]:
    """Whether the last winner ties with somebody who got nothing only because the places ran out."""
    values = {placed.unit: placed for placed in candidates}
    winners = [each for each in considered if each.is_given]
    if not winners:
        return considered
    last = values[winners[-1].unit]
    seen = {each.unit for each in considered}
    equal = [
        placed
        for placed in candidates
        if placed.unit not in seen and placed.place == last.place and _barred(book, one, placed, given, period) is None
    ]
    if not equal:
        return considered
    tied = [each for each in winners if values[each.unit].place == last.place]
    said = f"与 {len(equal) + len(tied) - 1} 家并列在最后一个名额上，{one.cut.label}"
    is_given, is_open = one.cut is AtTheCut.ALL, one.cut is AtTheCut.ASK
    changed = [Winner(each.unit, each.place, is_given, said, is_open) if each in tied else each for each in considered]
    return [*changed, *(Winner(placed.unit, placed.place, is_given, said, is_open) for placed in equal)]


def check_nominations(
    nomination: Nomination,
    counts: Mapping[str, tuple[int, str]],
    groups: Mapping[str, Sequence[str]],
    names: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """What is wrong with the nominations, {unit: (how many, why fewer)}: never more, fewer only with a reason.

    `names` are what the units are called.
    """
    called = names or {}
    quotas = {unit: quota for group, quota in nomination.per_unit.items() for unit in groups[group]}
    quotas |= dict(nomination.quotas)
    wrong = []
    for unit, (count, waived) in counts.items():
        quota, who = quotas.get(unit, 0), f"“{nomination.name}”{called.get(unit, unit)}推荐了 {count} 个"
        if count > quota:
            wrong.append(f"{who}，名额 {quota} 个，多报不收")
        elif count < quota and not nomination.fewer:
            wrong.append(f"{who}，名额 {quota} 个，要等额推荐")
        elif count < quota and not waived:
            wrong.append(f"{who}，名额 {quota} 个，少报要写放弃的理由")
    return tuple(wrong)
