"""Numbers as people write them."""

from decimal import ROUND_HALF_UP, Decimal

PLACES = Decimal("0.01")
TENTH = Decimal("0.1")


def say_number(value: Decimal, step: Decimal = PLACES) -> str:
    """No exponent, no trailing noughts; rounded to `step` where it has more places: 53.3, 4000."""
    shown = value if value == value.to_integral_value() else value.quantize(step, rounding=ROUND_HALF_UP)
    text = f"{shown:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def say_percent(share: Decimal) -> str:
    """A share in per cent, with one place: 66.7%."""
    return f"{say_number(share, TENTH)}%"
