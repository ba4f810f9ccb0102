"""Pace (序时进度): what should be done by a day, and the light that the latest figure gives against it.

Exact numbers only. A light is drawn hollow until the figure behind it is verified (O20).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import assert_never

from config.figures import Comparator
from config.labels import Labelled

MONTHS = 12
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


Plan = Even | ByMonth | ByMilestones


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure against its pace. `gap` is what is lacking, in the figure's unit, nought when nothing is."""

    expected: Decimal
    actual: Decimal | None
    gap: Decimal
    share: Decimal | None  # 完成率, per cent of the year's target
    light: Light
    is_hollow: bool


def expected(plan: Plan, *, target: Decimal, on: date) -> Decimal:
    """What should be done by the end of the month of `on`; by the day itself where the plan names days.

    A share that no decimal ends (a third) is kept to `DIGITS` digits; round it only to show it.
    """
    with localcontext(prec=DIGITS):
        return _expected(plan, target, on)


def _expected(plan: Plan, target: Decimal, on: date) -> Decimal:
    match plan:
        case Even(first, last):
            passed = min(max(on.month - first + 1, 0), last - first + 1)
            return target * passed / (last - first + 1)
        case ByMonth(shares):
            return target * max((share for month, share in shares.items() if month <= on.month), default=Decimal(0))
        case ByMilestones(milestones):
            return target * max((share for day, share in milestones if day <= on), default=Decimal(0))
        case _:
            assert_never(plan)


def read(
    plan: Plan,
    *,
    target: Decimal,
    actual: Decimal | None,
    on: date,
    comparator: Comparator = Comparator.AT_LEAST,
    is_verified: bool = False,
    tolerance: Decimal = Decimal("0.1"),
) -> Reading:
    """Green at pace, yellow within the tolerance (a share of what is expected) below it, red beyond.

    For figures that should stay low the limit is the target itself at any time of the year.
    """
    low = comparator in (Comparator.AT_MOST, Comparator.LESS_THAN)
    due = target if low else expected(plan, target=target, on=on)
    if actual is None:
        return Reading(due, None, Decimal(0), None, Light.NONE, is_hollow=True)
    with localcontext(prec=DIGITS):
        gap = max(actual - due if low else due - actual, Decimal(0))
        share = actual * HUNDRED / target if target else None
        return Reading(due, actual, gap, share, _light(gap, due, tolerance), is_hollow=not is_verified)


def _light(gap: Decimal, due: Decimal, tolerance: Decimal) -> Light:
    if gap == 0:
        return Light.GREEN
    return Light.YELLOW if gap <= abs(due) * tolerance else Light.RED


def to_period(cumulative: Decimal, *, before: Decimal) -> Decimal:
    """本期 from 累计."""
    with localcontext(prec=DIGITS):
        return cumulative - before


def to_cumulative(period: Decimal, *, before: Decimal) -> Decimal:
    """累计 from 本期."""
    with localcontext(prec=DIGITS):
        return before + period
