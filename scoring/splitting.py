"""What the superior gave or took, shared out among the units that answer for it: the shares are always the whole."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, Decimal, localcontext
from fractions import Fraction

from config.carried import Remainder, Split, SplitBy
from scoring.numbers import plain

DIGITS = 60  # points have up to 28: sums stay exact
WHOLE = Fraction(100)


def split_points(points: Decimal, units: Sequence[str], split: Split) -> dict[str, Decimal]:
    """By unit, the lead first: as the scheme says. Where a person decides, nothing is proposed."""
    if split.by is SplitBy.DECIDED and len(units) > 1:
        return {}
    return _shared(points, weights_of(units, split), split)


def split_as_before(points: Decimal, before: Mapping[str, Decimal], split: Split) -> dict[str, Decimal]:
    """Other points in the proportions of these shares; where they were nothing, there is nothing to go by."""
    total = sum(map(Fraction, before.values()), Fraction(0))
    if not total:
        return {}
    return _shared(points, {unit: WHOLE * Fraction(share) / total for unit, share in before.items()}, split)


def _shared(points: Decimal, weights: Mapping[str, Fraction], split: Split) -> dict[str, Decimal]:
    step, lead = _step(points, split), next(iter(weights))
    with localcontext(prec=DIGITS):
        cut = {unit: _cut(points, weight, step) for unit, weight in weights.items()}
        rest = points - sum(cut.values(), Decimal(0))
        if split.remainder is Remainder.LEAD:
            return cut | {lead: cut[lead] + rest}
        return _topped_up(points, weights, cut, rest, step)


def weights_of(units: Sequence[str], split: Split) -> dict[str, Fraction]:
    """Per cent of the whole; the lead is the first of the units."""
    if split.by is not SplitBy.WEIGHTS or len(units) == 1:
        return dict.fromkeys(units, WHOLE / len(units))
    lead = Fraction(split.lead or 0)
    others = (WHOLE - lead) / (len(units) - 1)
    return {units[0]: lead, **dict.fromkeys(units[1:], others)}


def not_the_whole(points: Decimal, shares: Mapping[str, Decimal]) -> str | None:
    """What speaks against shares that a person decided: they are the whole exactly, each on the side of the whole."""
    with localcontext(prec=DIGITS):
        total = sum(shares.values(), Decimal(0))
    if total != points:
        return f"各家分担之和是{_said(total)}分，上级的是{_said(points)}分，相差{_said(abs(points - total))}分"
    if any(share * points < 0 or (share and not points) for share in shares.values()):
        return f"上级的是{_said(points)}分，不能有的家加、有的家减"
    return None


def _step(points: Decimal, split: Split) -> Decimal:
    exponent = points.normalize().as_tuple().exponent
    own = -exponent if isinstance(exponent, int) else 0
    return Decimal(1).scaleb(-max(split.digits, own))


def _cut(points: Decimal, weight: Fraction, step: Decimal) -> Decimal:
    """The share, without what is smaller than a step."""
    exact = Fraction(points) * weight / WHOLE
    steps = int(abs(exact) / Fraction(step))  # towards zero
    return (steps * step).copy_sign(points).quantize(step, rounding=ROUND_DOWN)


def _topped_up(
    points: Decimal, weights: Mapping[str, Fraction], cut: Mapping[str, Decimal], rest: Decimal, step: Decimal
) -> dict[str, Decimal]:
    """The missing steps go to the largest remainders; of equal ones the first in order."""
    lost = {unit: abs(Fraction(points) * weight / WHOLE - Fraction(cut[unit])) for unit, weight in weights.items()}
    missing = int(abs(rest) / step)
    favoured = sorted(lost, key=lambda unit: -lost[unit])[:missing]
    return {unit: share + (step.copy_sign(points) if unit in favoured else 0) for unit, share in cut.items()}


def _said(points: Decimal) -> str:
    return plain(Fraction(points))
