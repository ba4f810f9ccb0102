"""Numbers as pages show them: exact, or rounded half up to where people look; thousands apart."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

ENOUGH = Decimal("0.01")
DIGITS = 60


def said_number(value: Decimal | int, places: int | None = None) -> str:
    """As it is written, without zeros that say nothing and without an exponent; `places` fixes how many are shown."""
    exact = Decimal(value)
    if places is not None:
        return f"{_rounded(exact, Decimal(1).scaleb(-places)):,f}"
    plain = f"{exact:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def said_figure(value: Decimal) -> str:
    """What was computed: a third of a target has no end, two places of it are enough."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -2:
        return said_number(value)
    return said_number(_rounded(value, ENOUGH))


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    with localcontext(prec=DIGITS):
        return value.quantize(step, ROUND_HALF_UP)
