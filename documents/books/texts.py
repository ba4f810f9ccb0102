"""Texts on their way into a cell and back: nothing in them is a formula, and nothing of them is lost."""

import re
from decimal import Decimal

LONGEST = 32_767
"""Characters that a cell holds."""
DIGITS_OF_A_CELL = 15
"""Digits that a spreadsheet keeps of a number; one with more travels as text."""
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What spreadsheets take for the beginning of a formula, or turn into one when a file is saved as text."""
_ESCAPED = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]")


def escaped(text: str) -> str:
    """As the file format writes what XML cannot: a bell is _x0007_, and what only looks so begins with _x005F_."""
    return _FORBIDDEN.sub(lambda found: f"_x{ord(found[0]):04X}_", _ESCAPED.sub("_x005F_x", text))


def fits(text: str) -> bool:
    """Whether a cell can hold it."""
    return len(escaped(text)) <= LONGEST


def looks_like_a_formula(text: str) -> bool:
    return text.lstrip(" ").startswith(BEGINS_A_FORMULA)


def is_exact_in_a_cell(value: Decimal) -> bool:
    """Whether a spreadsheet keeps the number: 1.50 as 1.5, which is the same."""
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or (sign and not value):
        return False
    kept = len("".join(map(str, digits)).rstrip("0")) if exponent < 0 else len(digits) + exponent
    return kept <= DIGITS_OF_A_CELL and len(str(abs(int(value)))) <= DIGITS_OF_A_CELL
