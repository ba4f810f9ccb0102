"""Exact numbers in writing."""

from fractions import Fraction


def plain(number: Fraction) -> str:
    """As a decimal where it is one, as a fraction where it never ends."""
    num, den = number.as_integer_ratio()
    rest, digits = den, 0
    for prime in (2, 5):
        times = 0
        while rest % prime == 0:
            rest //= prime
            times += 1
        digits = max(digits, times)
    if rest != 1:
        return f"{num}/{den}"
    text = f"{abs(num) * 10**digits // den:0{digits + 1}}"
    text = f"{text[:-digits]}.{text[-digits:]}" if digits else text
    return f"-{text}" if num < 0 else text
