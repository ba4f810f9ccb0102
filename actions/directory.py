"""Who sits where: units, posts and holders of one office on one day, read once and shared by the acts of that day.

An obligation names a unit and a post; the person is looked up here, when a message is composed or an act is tried, so
a hand-over rewrites nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, or_, select

from actions.absences import Span, absences, shared
from actions.shelf import Shelf
from config.roles import Role
from models.persons import Holding, Person, Substitution
from models.posts import Charge, Post
from models.types import Key
from models.units import Office, Unit
from states.actors import Actor, Seat
from states.seating import Directory as Seating
from states.seating import PostFacts


@dataclass(frozen=True, slots=True)
class UnitEntry:
    id: int
    code: str
    name: str
    short: str
    kind: str
    position: int
    is_host: bool
    stands: bool = True
    aliases: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        return self.short or self.name


@dataclass(frozen=True, slots=True)
class PostEntry:
    id: int
    code: str
    title: str
    unit_id: int
    role: Role
    position: int
    in_charge_of: frozenset[int]
    grants: frozenset[Role]
    liaison_id: int | None
    stands: bool = True


@dataclass(frozen=True, slots=True)
class PersonEntry:
    id: int
    code: str
    name: str
    preferences: dict[str, Any]


@dataclass(frozen=True)
class Directory:
    """One office on one day. Units and posts are in official order (规范序列); those that ended keep their names."""

    office_id: int
    office_code: str
    office_name: str
    day: date
    units: dict[int, UnitEntry]
    posts: dict[int, PostEntry]
    persons: dict[int, PersonEntry]
    holders: dict[int, tuple[int, ...]]  # post -> persons who hold it
    substitutes: dict[tuple[int, int], tuple[int, ...]]  # (person, post) -> who stands in today
    leaves: dict[int, tuple[Span, ...]] = field(default_factory=dict)  # person -> away, with nobody in his place

    @cached_property
    def unit_ids(self) -> dict[str, int]:
        return {unit.code: unit.id for unit in self.units.values() if unit.stands}

    @cached_property
    def post_ids(self) -> dict[str, int]:
        return {post.code: post.id for post in self.standing}

    @cached_property
    def standing(self) -> tuple[PostEntry, ...]:
        """The posts that there are on this day."""
        return tuple(post for post in self.posts.values() if post.stands)

    @cached_property
    def host(self) -> UnitEntry | None:
        """The organising office's own unit."""
        return next((unit for unit in self.units.values() if unit.is_host and unit.stands), None)

    @cached_property
    def _posts_by_seat(self) -> dict[tuple[int, Role], tuple[PostEntry, ...]]:
        found: dict[tuple[int, Role], list[PostEntry]] = defaultdict(list)
        for post in self.standing:
            for role in (post.role, *post.grants):
                found[post.unit_id, role].append(post)
        return {seat: tuple(posts) for seat, posts in found.items()}

    @cached_property
    def _leaders(self) -> dict[int, tuple[PostEntry, ...]]:
        found: dict[int, list[PostEntry]] = defaultdict(list)
        for post in self.standing:
            for unit_id in post.in_charge_of:
                found[unit_id].append(post)
        return {unit: tuple(posts) for unit, posts in found.items()}

    @cached_property
    def seating(self) -> Seating:
        """The same posts by code, for the rules."""
        return Seating(
            host_unit=self.host_code,
            posts=tuple(
                PostFacts(
                    code=post.code,
                    unit=self.units[post.unit_id].code,
                    role=post.role,
                    in_charge_of=frozenset(self.units[unit].code for unit in post.in_charge_of),
                    grants=post.grants,
                )
                for post in self.standing
            ),
        )

    def unit(self, code: str) -> UnitEntry:
        return self.units[self.unit_ids[code]]

    def post(self, code: str) -> PostEntry:
        return self.posts[self.post_ids[code]]

    def posts_of(self, unit_id: int, role: Role) -> tuple[PostEntry, ...]:
        """Posts of a unit that have, or are granted, a role."""
        return self._posts_by_seat.get((unit_id, role), ())

    def leaders_of(self, unit_id: int) -> tuple[PostEntry, ...]:
        """Posts in charge of a unit (分管)."""
        return self._leaders.get(unit_id, ())

    def with_role(self, role: Role) -> tuple[PostEntry, ...]:
        """All posts of a role in the whole office."""
        return tuple(post for post in self.standing if role is post.role or role in post.grants)

    def on_duty(self, post_id: int) -> tuple[PersonEntry, ...]:
        """Who acts from a post today: its holders, and for those who are away their substitutes."""
        people: dict[int, PersonEntry] = {}
        for holder in self.holders.get(post_id, ()):
            for person in self.substitutes.get((holder, post_id), (holder,)):
                people.setdefault(person, self.persons[person])
        return tuple(people.values())

    def away(self, post_id: int) -> tuple[Span, ...]:
        """When nobody acts from a post: every holder is on leave, and none has a substitute today."""
        holders = self.holders.get(post_id, ())
        if not holders or any((holder, post_id) in self.substitutes for holder in holders):
            return ()
        return shared([self.leaves.get(holder, ()) for holder in holders])

    def absent(self, post_id: int, substitute: int) -> int | None:
        """The holder of a post for whom this person stands in today."""
        holders = self.holders.get(post_id, ())
        return next((one for one in holders if substitute in self.substitutes.get((one, post_id), ())), None)

    def actor(self, person_id: int) -> Actor:
        """A person with every seat that he may act from today."""
        return Actor(
            person_id=person_id,
            office=self.office_id,
            host_unit=self.host_code,
            seats=tuple(self._seats(person_id)),
            is_apart=self._is_apart,
        )

    @cached_property
    def _is_apart(self) -> bool:
        """三员分立: an office that has a security administrator has three."""
        return any(post.role is Role.SECURITY_ADMINISTRATOR for post in self.standing)

    @property
    def clock(self) -> Actor:
        """The clock, or the operator at the console: it may do what the rules give to the clock, and nothing else."""
        return Actor(person_id=None, office=self.office_id, host_unit=self.host_code, is_clock=True)

    @property
    def host_code(self) -> str:
        return self.host.code if self.host is not None else ""

    def _seats(self, person_id: int) -> Iterable[Seat]:
        for post_id, holders in self.holders.items():
            if not self.posts[post_id].stands:
                continue
            if person_id in holders:
                yield self.seat(post_id)
            elif any(person_id in self.substitutes.get((holder, post_id), ()) for holder in holders):
                yield self.seat(post_id, substitute=True)

    def seat(self, post_id: int, *, substitute: bool = False) -> Seat:
        post = self.posts[post_id]
        return Seat(
            post=post.code,
            unit=self.units[post.unit_id].code,
            role=post.role,
            in_charge_of=frozenset(self.units[unit].code for unit in post.in_charge_of),
            grants=post.grants,
            via="substitute" if substitute else "own",
        )


_READ: Shelf[tuple[int, int, date], Directory] = Shelf(keep=64)
_VERSION = select(Office.c.version).where(Office.c.id == bindparam("b_office", type_=Key))


def directory_of(tx: Connection, office_id: int, *, day: date) -> Directory:
    """The directory of an office on a day. Shared until the office's version is raised by a change of its people."""
    version = tx.execute(_VERSION, {"b_office": office_id}).scalar_one()
    return _READ.get(tx, (office_id, version, day), lambda: read_directory(tx, office_id, day=day))


def read_directory(tx: Connection, office_id: int, *, day: date) -> Directory:
    """The directory, freshly read in a handful of queries."""
    office = tx.execute(select(Office.c.code, Office.c.name).where(Office.c.id == office_id)).one()
    units = tx.execute(select(Unit.t).where(Unit.c.office_id == office_id).order_by(Unit.c.position, Unit.c.id)).all()
    posts = tx.execute(select(Post.t).where(Post.c.office_id == office_id).order_by(Post.c.position, Post.c.id)).all()
    return Directory(
        office_id=office_id,
        office_code=office.code,
        office_name=office.name,
        day=day,
        units={row.id: _unit(row, day) for row in units},
        posts=_posts(posts, _charges(tx, office_id, day), day),
        persons=_persons(tx, office_id),
        holders=_holders(tx, office_id, day),
        substitutes=_substitutes(tx, office_id, day),
        leaves=absences(tx, office_id, day),
    )


def _stands(row: Any, day: date) -> bool:
    return (row.began_on is None or row.began_on <= day) and (row.ended_on is None or row.ended_on >= day)


def _in_force(table: type[Holding] | type[Substitution], day: date) -> Any:
    return and_(table.c.begins_on <= day, or_(table.c.ends_on.is_(None), table.c.ends_on >= day))


def _unit(row: Row[Any], day: date) -> UnitEntry:
    return UnitEntry(
        row.id,
        row.code,
        row.name,
        row.short,
        row.kind,
        row.position,
        row.is_host,
        stands=_stands(row, day),
        aliases=tuple(row.aliases),
    )


def _charges(tx: Connection, office_id: int, day: date) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for row in tx.execute(select(Charge.t).where(Charge.c.office_id == office_id)):
        if _stands(row, day):
            found[row.post_id].add(row.unit_id)
    return {post: frozenset(units) for post, units in found.items()}


def _posts(rows: Iterable[Row[Any]], charges: dict[int, frozenset[int]], day: date) -> dict[int, PostEntry]:
    return {
        row.id: PostEntry(
            id=row.id,
            code=row.code,
            title=row.title,
            unit_id=row.unit_id,
            role=Role(row.role),
            position=row.position,
            in_charge_of=charges.get(row.id, frozenset()),
            grants=frozenset(Role(role) for role in row.grants),
            liaison_id=row.liaison_post_id,
            stands=_stands(row, day),
        )
        for row in rows
    }


def _persons(tx: Connection, office_id: int) -> dict[int, PersonEntry]:
    holding = select(Holding.c.person_id).where(Holding.c.office_id == office_id)
    standing_in = select(Substitution.c.substitute_id).where(Substitution.c.office_id == office_id)
    query = (
        select(Person.c.id, Person.c.code, Person.c.name, Person.c.preferences)
        .where(or_(Person.c.id.in_(holding), Person.c.id.in_(standing_in)))
        .order_by(Person.c.position, Person.c.id)
    )
    return {row.id: PersonEntry(row.id, row.code, row.name, row.preferences) for row in tx.execute(query)}


def _holders(tx: Connection, office_id: int, day: date) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = defaultdict(list)
    query = (
        select(Holding.c.post_id, Holding.c.person_id)
        .join(Person.t, Person.c.id == Holding.c.person_id)
        .where(Holding.c.office_id == office_id, _in_force(Holding, day))
        .order_by(Person.c.position, Person.c.id)
    )
    for post_id, person_id in tx.execute(query):
        found[post_id].append(person_id)
    return {post: tuple(people) for post, people in found.items()}


def _substitutes(tx: Connection, office_id: int, day: date) -> dict[tuple[int, int], tuple[int, ...]]:
    """A substitution of a person holds for the post that it names, or for every post that he holds."""
    held = select(Holding.c.person_id, Holding.c.post_id).where(
        Holding.c.office_id == office_id, _in_force(Holding, day)
    )
    posts_of: dict[int, list[int]] = defaultdict(list)
    for person_id, post_id in tx.execute(held):
        posts_of[person_id].append(post_id)
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    holds = or_(Substitution.c.asks.is_(False), Substitution.c.accepted_at.is_not(None))
    query = select(Substitution.t).where(Substitution.c.office_id == office_id, _in_force(Substitution, day), holds)
    for row in tx.execute(query.order_by(Substitution.c.id)):
        for post_id in posts_of[row.person_id] if row.post_id is None else [row.post_id]:
            found[row.person_id, post_id].append(row.substitute_id)
    return {seat: tuple(people) for seat, people in found.items()}
