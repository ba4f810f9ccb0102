"""Pace (序时进度): what should be done by a day, and the light that the latest figure gives against it.

Exact numbers only. A light is drawn hollow until the figure behind it is verified (O20).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from itertools import accumulate
from typing import assert_never

from config.figures import Comparator, Target
from config.labels import Labelled
from config.pace import MONTHS, Pace
from config.policy import ORDINARY_LIGHTS, Lights, Measured

HUNDRED = Decimal(100)
DIGITS = 60  # figures have up to 28: their sums and products stay exact


class Light(Labelled):
    GREEN = "green", "达到序时进度"
    YELLOW = "yellow", "略有滞后"
    RED = "red", "滞后"
    NONE = "none", "尚无数据"


@dataclass(frozen=True, slots=True)
class Even:
    """Twelfths of the year's target, or of as many months as the task runs."""

    first_month: int = 1
    last_month: int = MONTHS


@dataclass(frozen=True, slots=True)
class ByMonth:
    """The share of the target that each month should have reached; a month without a share keeps the last one."""

    shares: Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class ByMilestones:
    """The share that each milestone day should have reached."""

    milestones: Sequence[tuple[date, Decimal]]


@dataclass(frozen=True, slots=True)
class Whole:
    """The target itself at any time of the year: a rate of growth does not add up month by month."""


Plan = Even | ByMonth | ByMilestones | Whole


def planned(target: Target) -> Plan:
    """The pace of a target as its scheme says, else evenly where it grows through the year."""
    if target.pace is not None:
        return plan_of(target.pace)
    return Even() if target.grows else Whole()


def plan_of(pace: Pace) -> Plan:
    """What a scheme writes in per cent, as exact shares."""
    if pace.whole:
        return Whole()
    if pace.milestones:
        return ByMilestones(tuple((each.on, each.share / HUNDRED) for each in pace.milestones))
    if pace.months:
        return ByMonth({each.month: each.share / HUNDRED for each in pace.months})
    if pace.seasons:
        return ByMonth(dict(enumerate(_reached(pace.seasons), start=1)))
    return Even(pace.from_month or 1, pace.to_month or MONTHS)


def _reached(parts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """What the end of each month has reached, where each part is spread evenly over its months."""
    months = MONTHS // len(parts)
    with localcontext(prec=DIGITS):
        before = [Decimal(0), *accumulate(parts)]
        return tuple(
            (before[place] + part * month / months) / HUNDRED
            for place, part in enumerate(parts)
            for month in range(1, months + 1)
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure against its pace. `gap` is what is lacking, in the figure's unit, nought when nothing is."""

    expected: Decimal
    actual: Decimal | None
    gap: Decimal
    share: Decimal | None  # 完成率, per cent of the year's target
    light: Light
    is_hollow: bool


def expected(plan: Plan, *, target: Decimal, on: date, months: int | None = None) -> Decimal:
    """What should be done by the end of the month of `on`; by the day itself where the plan names days.

    `months`: how many months have passed, where the last has not. A share that no decimal ends (a third) is kept to
    `DIGITS` digits; round it only to show it.
    """
    with localcontext(prec=DIGITS):
        return _expected(plan, target, on, on.month if months is None else months)


def _expected(plan: Plan, target: Decimal, on: date, months: int) -> Decimal:
    match plan:
        case Even(first, last):
            passed = min(max(months - first + 1, 0), last - first + 1)
            return target * passed / (last - first + 1)
        case ByMonth(shares):
            return target * max((share for month, share in shares.items() if month <= months), default=Decimal(0))
        case ByMilestones(milestones):
            return target * max((share for day, share in milestones if day <= on), default=Decimal(0))
        case Whole():
            return target
        case _:
            assert_never(plan)


def read(
    plan: Plan,
    *,
    target: Decimal,
    actual: Decimal | None,
    on: date,
    months: int | None = None,
    comparator: Comparator = Comparator.AT_LEAST,
    is_verified: bool = False,
    lights: Lights = ORDINARY_LIGHTS,
) -> Reading:
    """Green at pace, yellow within the office's tolerance of it, red beyond.

    For figures that should stay low the limit is the target itself at any time of the year.
    """
    low = is_low(comparator)
    due = target if low else expected(plan, target=target, on=on, months=months)
    if actual is None:
        return Reading(due, None, Decimal(0), None, Light.NONE, is_hollow=True)
    with localcontext(prec=DIGITS):
        gap = max(actual - due if low else due - actual, Decimal(0))
        share = actual * HUNDRED / target if target else None
        light = _light(gap, lights.yellow_within * _measure(lights.measured, due, target))
        return Reading(due, actual, gap, share, light, is_hollow=not is_verified)


def is_low(comparator: Comparator) -> bool:
    """Whether the figure should stay low."""
    return comparator in (Comparator.AT_MOST, Comparator.LESS_THAN)


def _measure(measured: Measured, due: Decimal, target: Decimal) -> Decimal:
    """What a hundredth of the lag is a hundredth of: what is due by now, or the year's target."""
    return abs(due if measured is Measured.OF_DUE else target)


def _light(gap: Decimal, within: Decimal) -> Light:
    if gap == 0:
        return Light.GREEN
    return Light.YELLOW if gap * HUNDRED <= within else Light.RED


def lags_over(reading: Reading, *, percent: Decimal, measured: Measured, target: Decimal) -> bool:
    """Whether it lags by more than so many per cent of what is due, or so many points of the year's target."""
    with localcontext(prec=DIGITS):
        return reading.gap * HUNDRED > percent * _measure(measured, reading.expected, target)


def to_period(cumulative: Decimal, *, before: Decimal) -> Decimal:
    """本期 from 累计."""
    with localcontext(prec=DIGITS):
        return cumulative - before


def to_cumulative(period: Decimal, *, before: Decimal) -> Decimal:
    """累计 from 本期."""
    with localcontext(prec=DIGITS):
        return before + period
