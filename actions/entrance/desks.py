"""The desks of a person: every post that he holds, or stands in for, in every office today."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CompoundSelect, Connection, or_, select, union

from actions.directory import Directory, directory_of
from config.roles import Role
from config.zone import SHANGHAI
from models.persons import Holding, Substitution


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One post as its holder sits at it. `stands_in`: it is another's, who is away (受托办理)."""

    post_id: int
    post: str
    title: str
    role: Role
    grants: frozenset[Role]
    unit_id: int
    unit_code: str
    unit: str
    office_id: int
    office: str
    office_code: str
    is_host: bool
    stands_in: bool

    @property
    def roles(self) -> frozenset[Role]:
        """Its own role and those that 兼岗 grants it."""
        return self.grants | {self.role}


def desks_of(tx: Connection, person_id: int, *, now: datetime) -> tuple[Desk, ...]:
    """In the order of the offices and, within one, in official order; own posts before others'."""
    day = now.astimezone(SHANGHAI).date()
    found = [
        desk
        for office_id in tx.scalars(_offices(person_id)).all()
        for desk in _desks(directory_of(tx, office_id, day=day), person_id)
    ]
    return tuple(sorted(found, key=lambda desk: desk.stands_in))


def _offices(person_id: int) -> CompoundSelect[tuple[int]]:
    held = select(Holding.c.office_id).where(Holding.c.person_id == person_id)
    stood_in = select(Substitution.c.office_id).where(
        Substitution.c.substitute_id == person_id,
        or_(Substitution.c.asks.is_(False), Substitution.c.accepted_at.is_not(None)),
    )
    return union(held, stood_in).order_by("office_id")


def _desks(directory: Directory, person_id: int) -> list[Desk]:
    seats = {seat.post: seat for seat in directory.actor(person_id).seats}
    return [
        Desk(
            post_id=post.id,
            post=post.code,
            title=post.title,
            role=post.role,
            grants=post.grants,
            unit_id=post.unit_id,
            unit_code=directory.units[post.unit_id].code,
            unit=directory.units[post.unit_id].name,
            office_id=directory.office_id,
            office=directory.office_name,
            office_code=directory.office_code,
            is_host=directory.units[post.unit_id].is_host,
            stands_in=seats[post.code].via == "substitute",
        )
        for post in directory.standing
        if post.code in seats
    ]
