"""Who plays: somebody for every post, called after it, seated by the real act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import select

from actions.channels import Channel
from actions.doors import Door
from actions.people import Appointment, Appointments
from actions.performing import perform
from config.sample import SamplePerson
from config.scheme import Scheme
from models.database import Database
from models.persons import Person

CHANNEL = "rehearsal"


@dataclass(frozen=True, slots=True)
class Player:
    """A made-up person with the posts he holds, by code. `typist`: who types what he wrote (代录)."""

    id: int
    code: str
    name: str
    posts: tuple[str, ...]
    typist: "Player | None" = None


@dataclass(frozen=True)
class Cast:
    """Everybody, in the order of the roster."""

    players: tuple[Player, ...]

    @cached_property
    def _by_post(self) -> dict[str, Player]:
        found: dict[str, Player] = {}
        for player in self.players:
            for post in player.posts:
                found.setdefault(post, player)
        return found

    def at(self, post: str) -> Player:
        """Who acts from a post; of several holders the first."""
        return self._by_post[post]

    def all_at(self, post: str) -> tuple[Player, ...]:
        return tuple(player for player in self.players if post in player.posts)


def seat_everybody(
    database: Database, scheme: Scheme, people: Iterable[SamplePerson], *, door: Door, prefix: str = ""
) -> Cast:
    """Appoint them from the first day of the year on. `prefix` keeps the codes of two offices apart."""
    named = list(_named(people, prefix))
    first_day = date(scheme.year, 1, 1)
    roster = Appointments(
        office=scheme.office.code,
        people=tuple(
            Appointment(office=scheme.office.code, person=code, name=person.name, post=post, begins_on=first_day)
            for code, person in named
            for post in person.posts
        ),
    )
    ids = perform(database, "appoint", roster, door=door).ids
    return Cast(tuple(Player(ids[code], code, person.name, tuple(person.posts)) for code, person in named))


def find_everybody(database: Database, people: Iterable[SamplePerson], *, prefix: str = "") -> Cast | None:
    """The same people as they were seated before; None where they have not all been."""
    named = list(_named(people, prefix))
    codes = [code for code, _ in named]
    with database.read() as tx:
        ids = dict(tx.execute(select(Person.c.code, Person.c.id).where(Person.c.code.in_(codes))).tuples().all())
    if ids.keys() != set(codes):
        return None
    return Cast(tuple(Player(ids[code], code, person.name, tuple(person.posts)) for code, person in named))


def _named(people: Iterable[SamplePerson], prefix: str) -> Iterable[tuple[str, SamplePerson]]:
    """The code of a person is that of his first post; where several hold it, they are numbered."""
    used: dict[str, int] = {}
    for person in people:
        post = person.posts[0]
        used[post] = used.get(post, 0) + 1
        yield prefix + (post if used[post] == 1 else f"{post}-{used[post]}"), person


def give_channels(database: Database, scheme: Scheme, cast: Cast, *, door: Door) -> None:
    """A channel for everybody, so that every message really goes out: to the recording transport."""
    for player in cast.players:
        channel = Channel(
            office=scheme.office.code, person=player.code, channel=CHANNEL, target=f"{CHANNEL}://{player.code}"
        )
        perform(database, "set_channel", channel, door=door)
