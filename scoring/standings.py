"""Totals, overrides and places: who stands where, and why (C7, C10)."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from config.scoring.grading import Effect, Override, Ranking, RankTies, Result
from config.scoring.words import Better
from scoring.asking import Case
from scoring.book import Book
from scoring.columns.reading import Reading
from scoring.columns.totals import numbers_of
from scoring.numbers import plain
from scoring.refusals import NoData, Unscored, together
from scoring.worked import Worked, rounded, smallest, total


@dataclass(frozen=True, slots=True)
class Applied:
    """An override that holds for a unit."""

    override: Override
    said: str


@dataclass(frozen=True, slots=True)
class Total:
    """A unit's total, or why there is none; with the overrides that hold. It is explained when somebody asks."""

    unit: str
    value: Fraction | None
    reasons: tuple[str, ...] = ()
    applied: tuple[Applied, ...] = ()
    explain: Callable[[], Worked] | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(
        cls, unit: str, worked: Worked | None, reasons: tuple[str, ...] = (), applied: tuple[Applied, ...] = ()
    ) -> "Total":
        """With the working at hand."""
        if worked is None:
            return cls(unit, None, reasons, applied)
        return cls(unit, worked.value, reasons, applied, lambda: worked)

    @property
    def worked(self) -> Worked | None:
        """The working that leads to the value. Raises AssertionError if it led to another."""
        if self.explain is None:
            return None
        worked = self.explain()
        if worked.value != self.value:
            raise AssertionError(f"{self.unit}: {worked.value} explained, {self.value} worked out")
        return worked

    @property
    def vetoes(self) -> tuple[str, ...]:
        return tuple(each.said for each in self.applied if each.override.effect is Effect.VETO)


@dataclass(frozen=True, slots=True)
class Placed:
    """A place in a ranking. `place` is None for who is not ranked, and `because` says why."""

    unit: str
    place: int | None
    value: Fraction | None
    is_tied: bool = False
    because: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A ranking worked out. It is whole only if every member has a total."""

    ranking: Ranking
    placed: tuple[Placed, ...]
    totals: Mapping[str, Total]
    missing: tuple[str, ...] = field(default=())

    @property
    def ranked(self) -> tuple[Placed, ...]:
        return tuple(each for each in self.placed if each.place is not None)


def totals_of(book: Book, result: Result, period: str, *, reading: Reading | None = None) -> dict[str, Total]:
    """By unit, in the official order. Numbers come from the columns; a refusal is put into words by the book."""
    groups = [group for group in book.scoring.groups if not result.groups or group.code in result.groups]
    units = tuple(dict.fromkeys(unit for group in groups for unit in group.units))
    numbers = numbers_of(reading or Reading(book), result, units, period)
    return {unit: _total(book, result, Case(unit, period), numbers.get(unit)) for unit in units}


def _total(book: Book, result: Result, case: Case, number: tuple[Fraction, tuple[Override, ...]] | None) -> Total:
    if number is not None:
        value, held = number
        applied = tuple(Applied(override, override.label or override.effect.label) for override in held)
        return Total(case.unit, value, applied=applied, explain=partial(_explained, book, result, case))
    try:
        worked = _explained(book, result, case)
    except Unscored as refusal:
        return Total(case.unit, None, refusal.reasons)
    # What can be explained stands, whatever the columns made of it.
    return Total.of(case.unit, worked, applied=tuple(applied_to(book, case, result.code)))


def _explained(book: Book, result: Result, case: Case) -> Worked:
    applied: tuple[Applied, ...] = ()
    refused: list[Unscored] = []
    try:
        worked = _summed(book, case) if result.of is None else book.worked(result.of, case)
    except Unscored as refusal:
        refused.append(refusal)
    try:
        applied = tuple(applied_to(book, case, result.code))
    except Unscored as refusal:
        refused.append(refusal)
    if refused:
        raise together(refused)
    worked = _overridden(book, worked, applied, case)
    if result.digits is not None:
        worked = rounded(worked, result.digits, result.mode)
    return worked.called(result.name, unit="分", basis=result.basis)


def _summed(book: Book, case: Case) -> Worked:
    """The top indicators that the unit is assessed on."""
    parts: list[Worked] = []
    refused: list[str] = []
    for indicator in book.scheme.indicators:
        try:
            parts.append(book.score(indicator.code, case))
        except NoData as absent:
            if not book.is_exempt(case.unit, indicator.code):
                refused.extend(absent.reasons)
        except Unscored as refusal:
            refused.extend(refusal.reasons)
    if refused or not parts:
        raise Unscored(refused or [f"{book.unit_name(case.unit)}一项指标也不考"])
    return total(parts)


def applied_to(book: Book, case: Case, result: str | None) -> Sequence[Applied]:
    """`result` is the total that it is about; None where it is about none, as for an award by one indicator."""
    found = []
    for override in book.scoring.overrides:
        if not override.is_about(result):
            continue
        if override.groups and not any(book.is_in(group, case.unit) for group in override.groups):
            continue
        if book.holds(override.when, case):
            found.append(Applied(override, override.label or override.effect.label))
    return found


def _overridden(book: Book, worked: Worked, applied: Sequence[Applied], case: Case) -> Worked:
    for each in applied:
        if each.override.effect is Effect.LOWER:
            worked = worked + book.worked(each.override.points, case).called(each.said)
        elif each.override.effect is Effect.SCORE_CEILING:
            worked = smallest((worked, book.worked(each.override.points, case).called(each.said)))
    return worked


def stand(book: Book, ranking: Ranking, totals: Mapping[str, Total], period: str) -> Standing:
    """Places by total, best first; who is vetoed is out or last, as the scheme says."""
    order = {unit.code: n for n, unit in enumerate(book.scheme.units)}
    there = {unit for group in ranking.group for unit in book.group_members(group)}
    members = [unit for unit in totals if unit in there]
    scored = [unit for unit in members if totals[unit].value is not None]
    missing = tuple(reason for unit in members for reason in totals[unit].reasons)
    standing = [unit for unit in scored if not totals[unit].vetoes]
    vetoed = [unit for unit in scored if totals[unit].vetoes]
    keys = {unit: _key(book, ranking, totals[unit], period) for unit in scored}
    listed = _places(standing, keys, order, ranking)
    if ranking.vetoed == "last":
        listed += _places(vetoed, keys, order, ranking, after=len(listed))
    else:
        listed += [Placed(unit, None, keys[unit][0], because="、".join(totals[unit].vetoes)) for unit in vetoed]
    unscored = [
        Placed(unit, None, None, because="；".join(totals[unit].reasons)) for unit in members if unit not in keys
    ]
    return Standing(ranking, (*listed, *unscored), totals, missing)


def _key(book: Book, ranking: Ranking, of: Total, period: str) -> tuple[Fraction, ...]:
    """What is compared, greater being better."""
    if of.value is None:
        raise Unscored(of.reasons)
    keys = [of.value]
    for tie_break in ranking.tie_breaks:
        value = book.worked(tie_break.of, Case(of.unit, period)).value
        keys.append(value if tie_break.better is Better.HIGHER else -value)
    return tuple(keys)


def _places(
    units: Sequence[str],
    keys: Mapping[str, tuple[Fraction, ...]],
    order: Mapping[str, int],
    ranking: Ranking,
    after: int = 0,
) -> list[Placed]:
    listed = sorted(units, key=lambda unit: (*(-key for key in keys[unit]), order.get(unit, len(order))))
    placed: list[Placed] = []
    alike = Counter(keys[unit] for unit in listed)
    distinct = 0
    for n, unit in enumerate(listed):
        same = n > 0 and keys[unit] == keys[listed[n - 1]]
        distinct += not same
        if ranking.ties is RankTies.ORDER:
            place = n + 1
        elif ranking.ties is RankTies.DENSE:
            place = distinct
        else:
            place = (placed[-1].place or 0) - after if same else n + 1
        tied = alike[keys[unit]] - 1
        placed.append(Placed(unit, place + after, keys[unit][0], tied > 0, _why(keys[unit], tied, ranking)))
    return placed


def _why(key: tuple[Fraction, ...], tied: int, ranking: Ranking) -> str:
    said = f"{plain(key[0])} 分"
    if len(key) > 1:
        said += f"，并列时比 {'、'.join(plain(abs(each)) for each in key[1:])}"
    return f"{said}，与 {tied} 家相同，{ranking.ties.label}" if tied else said
