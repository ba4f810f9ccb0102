"""From which posts a person may act today, in every office: his own, and those where he fills in."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select, union

from actions.directory import Directory, directory_of
from config.roles import Role
from models.persons import Holding, Substitution


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One post that a person may act from. `is_substitute`: 受托办理, it is another's."""

    office_id: int
    office: str
    post_id: int
    code: str
    title: str
    role: Role
    unit_id: int
    unit: str
    is_substitute: bool


def places_of(tx: Connection, person_id: int, *, day: date) -> tuple[Place, ...]:
    """His own first, then those where he fills in; by office, in official order. Empty: he has no post today."""
    held = select(Holding.c.office_id).where(Holding.c.person_id == person_id)
    filled = select(Substitution.c.office_id).where(Substitution.c.substitute_id == person_id)
    offices = sorted(tx.scalars(union(held, filled)))
    found = [place for office in offices for place in _places(directory_of(tx, office, day=day), person_id)]
    return tuple(sorted(found, key=lambda place: place.is_substitute))


def _places(directory: Directory, person_id: int) -> list[Place]:
    posts = [(directory.post(seat.post), seat.via == "substitute") for seat in directory.actor(person_id).seats]
    return [
        Place(
            office_id=directory.office_id,
            office=directory.office_name,
            post_id=post.id,
            code=post.code,
            title=post.title,
            role=post.role,
            unit_id=post.unit_id,
            unit=directory.units[post.unit_id].name,
            is_substitute=is_substitute,
        )
        for post, is_substitute in sorted(posts, key=lambda one: one[0].position)
    ]
