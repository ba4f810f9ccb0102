"""Who may open what, by enumeration: every route × every role × own, foreign and host unit, from the route table.

Each route is asked over HTTP by everybody, with its handler put aside: what is proven here is the door. What stands
behind it is scoped by the same table, and tested beside each page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update
from starlette.responses import PlainTextResponse

import web.app
from actions.directory import Directory, directory_of
from config.loading import load_scheme
from config.roles import UNHELD, Role
from models.database import Database
from models.persons import Holding, Person
from models.posts import Post
from models.schemes import SchemeVersion
from models.units import Unit
from states.permissions import may
from states.subjects import SubjectKind
from tests.doors import SLOT, is_admitted, visit_of
from tests.integration.actions.year import scheme_text
from tests.office import NOON, put
from tests.pages import Client, Site
from tests.world import World
from web.kernel import pages as declaring
from web.kernel.access import About, Access, Public, Roles, SignedIn
from web.kernel.visit import Visit

OPEN = "the door is open"
MOUNTED = {("/static", "MOUNT"), ("/api", "MOUNT")}
PLACES = ("kangfu", "foreign", "kaohe")
"""The lead of what there is, a unit that has no part in anything, and the office that runs the assessment."""


@dataclass(frozen=True, slots=True)
class Somebody:
    code: str
    role: Role
    unit: str


@dataclass
class Town:
    """The small world with a person of every role in each of three units; and the pages, each with an open door."""

    site: Site
    world: World
    people: tuple[Somebody, ...]

    @cached_property
    def directory(self) -> Directory:
        with self.site.database.read() as tx:
            return directory_of(tx, self.world.ground.office, day=NOON.date())

    def facts(self, kind: SubjectKind, number: int) -> tuple[Any, ...]:
        return next((ways for found, each, ways in self.world.things if found is kind and each == number), ())

    def numbers(self, kind: SubjectKind) -> list[int]:
        return [number for found, number, _ in self.world.things if found is kind]


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    with sqlite_database.write() as tx:
        world = World(tx)
        people = tuple(_people(tx, world))
        content = load_scheme(scheme_text("tiny")).scheme.model_dump(mode="json")
        tx.execute(update(SchemeVersion.t).values(content=content, hash="of this world"))
    return Town(_with_open_doors(sqlite_database, tmp_path, monkeypatch), world, people)


def _people(tx: Any, world: World) -> Iterator[Somebody]:
    office = world.ground.office
    put(tx, Unit, office_id=office, code="foreign", name="无关单位", kind="department")
    tx.execute(update(Unit.t).where(Unit.c.id == world.units["kaohe"]).values(is_host=True))
    units = dict(tx.execute(select(Unit.c.code, Unit.c.id).where(Unit.c.office_id == office)).tuples().all())
    for place in PLACES:
        for role in Role:
            if role in UNHELD:
                continue
            code = f"{place}-{role.value}"
            post = world.posts.get(code) or put(
                tx, Post, office_id=office, unit_id=units[place], code=code, title=code, role=role.value
            )
            person = put(tx, Person, code=code, name=code, created_at=NOON)
            tx.execute(
                insert(Holding.t).values(
                    office_id=office, person_id=person, post_id=post, begins_on=date(2019, 1, 1), recorded_at=NOON,
                    document_no="", version=0,
                )
            )  # fmt: skip
            yield Somebody(code, role, place)


def _with_open_doors(database: Database, home: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The real routes with their real rules; behind each only the word that one is in."""

    def handler(_visit: object, *_posted: object, **_parameters: object) -> PlainTextResponse:
        return PlainTextResponse(OPEN)

    rooms = tuple(
        replace(room, found=[replace(page, handler=handler) for page in room.found]) for room in web.app.ROOMS
    )
    monkeypatch.setattr(web.app, "ROOMS", rooms)
    return Site(database, home, when="2019-05-13 12:00")


def test_every_route_has_a_rule(town: Town) -> None:
    """Nothing answers but declared pages and the static files."""
    declared = {(page.path, page.method) for page in town.site.app.state.pages}
    served = {
        (route.path, method)
        for route in town.site.app.routes
        for method in getattr(route, "methods", None) or {"MOUNT"}
        if method != "HEAD"
    }
    assert served - declared <= MOUNTED
    assert len(declared) == len(town.site.app.state.pages), "a route is declared twice"


def test_every_route_opens_for_those_whom_its_rule_names_and_for_nobody_else(town: Town) -> None:
    tried = 0
    clients = {person: town.site.signed_in(person.code) for person in town.people}
    with town.site.database.read() as tx:
        nobody = _visit(town, tx, None)
        visits = {person: _visit(town, tx, client) for person, client in clients.items()}
        for page in town.site.app.state.pages:
            for number in _numbers(town, page.access):
                assert _is_admitted(nobody, page, number) is isinstance(page.access, Public), page.path
                for person, visit in visits.items():
                    wanted = _may_open(town, page.access, person, visit.by, number)
                    assert _is_admitted(visit, page, number) is wanted, (page.name, number, person)
                    tried += 1
    assert tried > len(town.people)


def test_doors_are_the_same_over_http(town: Town) -> None:
    """The enumeration knocks without the wire; by the wire one of each kind of door is the same."""
    insider, outsider = town.site.signed_in("kangfu-officer"), town.site.signed_in("foreign-officer")
    for page in {type(page.access): page for page in town.site.app.state.pages}.values():
        for number in _numbers(town, page.access):
            path = SLOT.sub(lambda slot, number=number: str(number) if slot[2] else "any", page.path)
            for client in (insider, outsider, town.site.visitor()):
                send = client.get if page.method == "GET" else client.post
                answer = send(path, follow=False)
                with town.site.database.read() as tx:
                    wanted = _is_admitted(_visit(town, tx, client if client.token else None), page, number)
                assert (answer.html == OPEN) is wanted, path
                assert answer.html == OPEN or answer.status in (303, 401, 403, 404), answer.said()


def _numbers(town: Town, access: Access) -> tuple[int, ...]:
    """Everything of its kind, and what does not exist."""
    return (*town.numbers(access.kind), 999_999) if isinstance(access, About) else (0,)


def _visit(town: Town, tx: Connection, client: Client | None) -> Visit:
    return visit_of(town.site, tx, client)


def _is_admitted(visit: Visit, page: declaring.Page, number: int) -> bool:
    return is_admitted(visit, page, {slot[1]: number if slot[2] else "any" for slot in SLOT.finditer(page.path)})


def _may_open(town: Town, access: Access, person: Somebody, person_id: int, number: int) -> bool:
    """By the rule, and by the table of rights asked about the thing itself: not by the filter that the door uses."""
    if isinstance(access, Public | SignedIn):
        return True
    if isinstance(access, Roles):
        return person.role in access.roles
    if access.also is not None and person.role not in access.also.roles:
        return False
    actor = town.directory.actor(person_id)
    return any(may(actor, "read", facts).ok for facts in town.facts(access.kind, number))
