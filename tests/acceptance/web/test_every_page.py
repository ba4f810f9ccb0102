"""Every page of the table of routes, opened by those whom it is for: axe finds nothing serious, and it fits its window.

KAOHE_TESTS=full opens all of them: every state in which the county knows a thing, every kind of desk, in English, on a
telephone. Otherwise a few are drawn, always the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice, product
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest
from sqlalchemy import Connection, Table, func, select

import web.app
from actions.demonstrating import personas
from models.assessments import Assessment
from models.drafts import RehearsalRun, SchemeDraft
from models.outbox import OutboxMessage
from models.persons import Person
from models.summaries import Summary
from models.ties import TIES
from models.units import Unit
from models.windows import Window
from states.sessions import Language
from tests.acceptance.web.county import OFFICE, County
from tests.browser import DESKTOP, PHONE, OpenPage, accessible, fits, served
from tests.demonstration import demonstration
from tests.doors import SLOT, is_admitted, visit_of
from tests.integration.actions.negative_office import NOTICE, SCHEME, vetoed
from tests.pages import Client, Site
from tests.profiles import FULL
from tests.screenshots import TAKEN_AT
from tests.years import SQLITE, PublishedYears
from web.handbooks.books import BOOKS
from web.kernel.access import About
from web.kernel.entering import SESSION_COOKIE
from web.kernel.pages import Page

if TYPE_CHECKING:
    from playwright.sync_api import Page as Shown

DRAWN = 8
TABLES: Mapping[str, Table] = {
    "window": Window.t, "message": OutboxMessage.t, "summary": Summary.t, "draft": SchemeDraft.t, "run": RehearsalRun.t,
    "person": Person.t, "unit": Unit.t, "year": Assessment.t,
}  # fmt: skip
"""What the number in a path counts, where its rule does not say so."""

NO_PAGES = {
    "/", "/healthz", "/m/{message:int}", "/office/verify/next", "/review/code", "/sign-in/oidc", "/sign-in/oidc/return",
    "/evidence/{version:int}", "/help/images/{name}", "/reports/{report:int}/reckoned",
    "/year/drafts/{draft:int}/phrase", "/year/drafts/{draft:int}/text", "/year/drafts/{draft:int}/wall.svg",
    "/year/running/{year:int}/wall.svg",
}  # fmt: skip
"""What leads on to another page, is a file or a part of a page."""

NOT_IN_JANUARY = (
    "/results/{", "/reexaminations/", "/negative/", "/vetoes/", "/year/drafts/", "/year/rehearsals/",
    "/review/package/",
)  # fmt: skip
"""What the county has no example of then."""

PAGES = sorted(
    (page for room in web.app.ROOMS for page in room.found if page.method == "GET" and page.path not in NO_PAGES),
    key=lambda page: page.path,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """A page with something in it, who looks at it, and how."""

    path: str
    person: str
    language: Language = Language.CHINESE
    size: tuple[int, int] = DESKTOP


@dataclass(frozen=True, slots=True)
class Ground:
    """A site, where it is served, and its people, who are all signed in."""

    site: Site
    address: str
    clients: Mapping[tuple[str, Language], Client]

    @classmethod
    def of(cls, site: Site, address: str, people: Sequence[str]) -> "Ground":
        known = product(people, Language)
        return cls(site, address, {(who, said): site.signed_in(who, language=said) for who, said in known})

    def openings(self, page: Page) -> Iterator[Opening]:
        """Every example once, by the first who may open it; a page without one also by the last."""
        with self.site.database.read() as tx:
            visits = {who: visit_of(self.site, tx, self.clients[who, Language.CHINESE]) for who, _ in self.clients}
            for parameters in _examples(tx, page):
                path = SLOT.sub(lambda slot, told=parameters: str(told[slot[1]]), page.path)
                people = [who for who, visit in visits.items() if is_admitted(visit, page, parameters)]
                first = next(filter(partial(self._answers, path), people), None)
                if first is not None:
                    yield Opening(path, first)
                    last = first if parameters else next(filter(partial(self._answers, path), reversed(people)), first)
                    yield from [Opening(path, last)] if last != first else ()

    def _answers(self, path: str, person: str) -> bool:
        return self.clients[person, Language.CHINESE].get(path).status == 200


def _examples(tx: Connection, page: Page) -> Iterator[Mapping[str, Any]]:
    slots = [(slot[1], bool(slot[2])) for slot in SLOT.finditer(page.path)]
    values = [_numbers(tx, page, name) if is_number else _words(tx, name) for name, is_number in slots]
    for chosen in product(*values):
        yield dict(zip([name for name, _ in slots], chosen, strict=True))


def _numbers(tx: Connection, page: Page, name: str) -> Sequence[int]:
    """One in each state; of things without a state the first and the last."""
    about = page.access if isinstance(page.access, About) and page.access.parameter == name else None
    table = TIES[about.kind].table if about is not None else TABLES[name]
    if table is Window.t:  # each is another unit's
        return tx.scalars(select(table.c.id).where(table.c.state == "open").order_by(table.c.id)).all()
    if "state" in table.c:
        return tx.scalars(select(func.max(table.c.id)).group_by(table.c.state).order_by(table.c.state)).all()
    return sorted(set(filter(None, tx.execute(select(func.max(table.c.id), func.min(table.c.id))).one())))


def _words(tx: Connection, name: str) -> Sequence[str]:
    if name == "unit":
        return tx.scalars(select(Unit.c.code).order_by(Unit.c.id)).all()
    return {"act": ["announce", "request_extension", "plan_visit"], "book": [book.code for book in BOOKS]}[name]


@pytest.fixture(scope="module")
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The county; in full as it stands in November, with a result, and with a draft that is being rehearsed."""
    if not FULL:
        county: County = request.getfixturevalue("county")
        yield Ground.of(county.site, county.address, _people(county.site))
        return
    home = tmp_path_factory.mktemp("november")
    database, _ = demonstration(home, when=TAKEN_AT)
    site = Site(database, home, when=TAKEN_AT, settings={"demo": True})
    with database.read() as tx:
        year = tx.scalars(select(Assessment.c.id).where(Assessment.c.scheme_code.like("linxi-%"))).all()[-1]
    with served(site.app) as address:
        found = Ground.of(site, address, _people(site))
        keeper = found.clients["linxi-administrator", Language.CHINESE]
        keeper.do("begin_draft", {"office": OFFICE, "assessment": year, "year": site.now.year + 1})
        keeper.do("rehearse_draft", {"draft": 1})
        yield found
    database.close()


def _people(site: Site) -> list[str]:
    with site.database.read() as tx:
        return [each.person for each in personas(tx)]


@pytest.fixture(scope="module")
def vetoing(published_years: PublishedYears, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Where somebody proposed a veto, which the county of the demonstration never saw."""
    folder = tmp_path_factory.mktemp("vetoing")
    with ExitStack() as keep:
        year = published_years.copy(SCHEME, when=NOTICE, on=SQLITE, folder=folder, keep=keep, durable=False)
        vetoed(year)
        site = Site(year.database, folder, when="2019-11-06 09:00")
        with served(site.app) as address:
            yield Ground.of(site, address, ["emergency_officer", "committee_chair"])


def entered(page: "Shown", ground: Ground, opening: Opening) -> "Shown":
    secret = ground.clients[opening.person, opening.language].http.cookies[SESSION_COOKIE]
    page.context.add_cookies([{"name": SESSION_COOKIE, "value": secret, "url": ground.address}])
    page.goto(ground.address + opening.path)
    return page


def faults(open_page: OpenPage, ground: Ground, opening: Opening, *, axe: bool = True) -> str:
    """What is wrong with a page as it is opened."""
    page = entered(open_page(size=opening.size), ground, opening)
    try:
        if axe:
            accessible(page)
        fits(page)
    except AssertionError as found:
        return f"{opening}:\n{found}"
    finally:
        page.context.close()
    return ""


def variants(openings: Sequence[Opening]) -> Iterator[Opening]:
    """The first in English and on a telephone besides."""
    yield from openings
    yield replace(openings[0], language=Language.ENGLISH)
    yield replace(openings[0], size=PHONE)


IN_JANUARY = [page for page in PAGES if not page.path.startswith(NOT_IN_JANUARY)]
SHUFFLED = sorted(IN_JANUARY, key=lambda page: crc32(page.path.encode()))
LOOKED_AT = PAGES if FULL else SHUFFLED[:DRAWN]
ON_A_TELEPHONE = SHUFFLED[DRAWN : 3 * DRAWN]


@pytest.mark.parametrize("page", LOOKED_AT, ids=lambda page: page.path)
def test_page_is_for_everybody(open_page: OpenPage, request: pytest.FixtureRequest, page: Page) -> None:
    opened: Ground = request.getfixturevalue("vetoing" if page.path.startswith("/vetoes/") else "ground")
    openings = list(opened.openings(page) if FULL else islice(opened.openings(page), 1))
    assert openings, "nobody can open an example"
    looked_at = list(variants(openings)) if FULL else [list(variants(openings))[len(page.path) % 3]]
    wrong = [found for opening in looked_at if (found := faults(open_page, opened, opening))]
    assert not wrong, "\n".join(wrong)


def test_pages_fit_a_telephone(open_page: OpenPage, ground: Ground) -> None:
    """More of them than are looked at closely: without axe a page costs little."""
    opened = [next(ground.openings(page), None) for page in ON_A_TELEPHONE]
    wrong = [faults(open_page, ground, replace(each, size=PHONE), axe=False) for each in opened if each is not None]
    assert len(wrong) > DRAWN
    assert not any(wrong), "\n".join(filter(None, wrong))
