"""The numbers of GB/T 9704-2012, in one place for both writers and for the tests that measure what they made."""

from decimal import Decimal

POINTS_PER_MM = Decimal(72) / Decimal("25.4")
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
TOP, RIGHT, BOTTOM, LEFT = 37, 26, 35, 28
"""Margins in mm: what is left is the 版心, 156 × 225."""
TEXT_WIDTH, TEXT_HEIGHT = PAGE_WIDTH - LEFT - RIGHT, PAGE_HEIGHT - TOP - BOTTOM
LINES, CHARACTERS = 22, 28
SIZE_2, SIZE_3, SIZE_4 = 22, 16, 14
"""二号、三号、四号, in points."""


def points(millimetres: int | Decimal) -> Decimal:
    return millimetres * POINTS_PER_MM


LINE_PITCH = points(TEXT_HEIGHT) / LINES
CHARACTER_PITCH = points(TEXT_WIDTH) / CHARACTERS
RED = "FF0000"
HEAD_SIZE = 52
"""Of the red head, in points, where the name of the organ is short enough."""
HEAD_SLACK = 8


def head_size(characters: int, *, most: int = HEAD_SIZE) -> int:
    """How large a head of so many characters can be and still stand on one line."""
    return min(most, int((points(TEXT_WIDTH) - HEAD_SLACK) / max(characters, 1)))
