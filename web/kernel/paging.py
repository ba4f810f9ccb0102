"""Which page of something long the address asks for."""

from web.kernel.visit import Visit

LONGEST = 6


def number_in(visit: Visit, key: str, otherwise: int) -> int:
    """A small number in the address; anything else there means `otherwise`."""
    typed = visit.query.get(key, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST else otherwise


def paged(visit: Visit, count: int, size: int) -> tuple[int, int]:
    """The page, never beyond the last, and the last."""
    last = max(-(-count // size), 1)
    return min(max(number_in(visit, "page", 1), 1), last), last
