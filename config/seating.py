"""Who sits in a seat: from `牵头单位的分管领导` to the posts of the scheme."""

from collections.abc import Iterable

from config.roles import Role
from config.scheme import Scheme
from config.seats import SeatOf, SeatRef
from config.units import Post

# Their posts stand in the leaders' own unit, so they are found by role and not by unit.
_LEADERS = frozenset({Role.PRINCIPAL_LEADER, Role.COMMITTEE, Role.LEADER_IN_CHARGE})


def posts_for(
    scheme: Scheme, seat: SeatRef, *, lead: str, co_units: Iterable[str] = (), leader: str | None = None
) -> tuple[Post, ...]:
    """The posts that a seat means for one lead unit, in official order. `leader`: the indicator's own 责任领导."""
    if seat.of is SeatOf.OFFICE:
        return _of_office(scheme, seat.role)
    units = {SeatOf.LEAD: (lead,), SeatOf.CO_UNITS: tuple(co_units)}.get(seat.of, (seat.unit or "",))
    if seat.role is not Role.LEADER_IN_CHARGE:
        return tuple(post for post in scheme.posts if post.unit in units and seat.role in post.roles)
    if leader is not None and seat.of is SeatOf.LEAD:
        return (scheme.post(leader),)
    return tuple(
        post for post in scheme.posts if seat.role in post.roles and not set(units).isdisjoint(post.in_charge_of)
    )


def _of_office(scheme: Scheme, role: Role) -> tuple[Post, ...]:
    """In the organising office's own unit, or wherever the role is held when nobody there holds it."""
    holders = tuple(post for post in scheme.posts if role in post.roles)
    if role is Role.LEADER_IN_CHARGE:
        return tuple(post for post in holders if scheme.office.unit in post.in_charge_of)
    at_home = tuple(post for post in holders if post.unit == scheme.office.unit)
    return holders if role in _LEADERS else at_home or holders
