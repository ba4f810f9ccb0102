"""Who bears what the superior gave or took: by the scheme's rule, or as a person decided; and what it is worth here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from actions.assignments.loading import planned_of
from actions.context import Act
from actions.published import Published
from config.carried import CarriedDown, Split, SplitBy
from config.scheme import Scheme
from scoring.carrying import doubled
from scoring.numbers import plain
from scoring.refusals import Unscored
from scoring.splitting import not_the_whole, split_as_before, split_points

NOBODY: Mapping[str, Decimal] = {}
NOT_CARRIED = "方案没有写上级加减分怎么往下落（carried_down），不能双倍加减分"


@dataclass(frozen=True, slots=True)
class Shares:
    """By unit code, the lead first. `fault`: why they cannot stand."""

    of: Mapping[str, Decimal]
    fault: str = ""


def bearers(act: Act, published: Published, task: Any) -> tuple[str, ...]:
    """The units that answer for a task, the head lead first (R2.6)."""
    planned = planned_of(act, published, task)
    lead = act.directory.units[task.lead_unit_id].code
    return tuple(dict.fromkeys((lead, *planned.other_leads, *planned.co_units)))


def shared_out(
    act: Act, carried: CarriedDown | None, units: Sequence[str], points: Decimal, told: Mapping[str, Decimal], *,
    before: Mapping[str, Decimal] = NOBODY,
) -> Shares:  # fmt: skip
    """`told`: what a person decided, where that is how the scheme wants it. `before`: the shares of what is corrected;
    a person who says nothing keeps their proportions.
    """
    split = carried.split if carried is not None else Split()
    if told and split.by is not SplitBy.DECIDED:
        return Shares(told, f"方案已定{_say_split(split)}，不由人另定")
    if strangers := [code for code in told if code not in units]:
        names = "、".join(_name(act, code) for code in strangers)
        return Shares(told, f"{names}不承担这项任务，不能分担")
    shares = {unit: told[unit] for unit in units if unit in told} if told else split_points(points, units, split)
    if not shares:
        shares = split_as_before(points, before, split)
    return Shares(shares, (not_the_whole(points, shares) or "") if shares else "")


def _say_split(split: Split) -> str:
    if split.by is SplitBy.EQUAL:
        return "由牵头、配合单位平分"
    return f"牵头单位占{plain(Fraction(split.lead or 0))}%，其余由配合单位平分"


def _name(act: Act, code: str) -> str:
    found = act.directory.unit_ids.get(code)
    return act.directory.units[found].shown if found is not None else f"“{code}”"


def worth_of(scheme: Scheme, shares: Mapping[str, Decimal]) -> tuple[dict[str, Fraction], str]:
    """What each share counts here, doubled and converted; or why that cannot be said."""
    if scheme.carried_down is None:
        return {}, NOT_CARRIED
    try:
        return {unit: doubled(scheme, Fraction(share), unit=unit).value for unit, share in shares.items()}, ""
    except Unscored as refusal:
        return {}, f"双倍规则算不出来：{refusal}"


def say_shares(act: Act, shares: Mapping[str, Decimal]) -> str:
    """县发改局-0.3分、县文旅局-0.2分."""
    return "、".join(f"{_name(act, unit)}{say_points(share)}" for unit, share in shares.items())


def say_points(points: Decimal | Fraction) -> str:
    """+0.3分, -0.5分, 0分."""
    exact = Fraction(points)
    return f"{'+' if exact > 0 else ''}{plain(exact)}分"
