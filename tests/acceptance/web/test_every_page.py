"""Every page of the table of routes, opened by those whom it is for: axe finds nothing serious, and it fits its window.

KAOHE_TESTS=full opens all of them: every state in which the county knows a thing, every kind of desk, in English, on a
telephone. Otherwise a few are drawn, always the same.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from sqlalchemy import select

from models.assessments import Assessment
from models.database import Database
from models.windows import Window
from states.sessions import Language
from tests.acceptance.web.county import OFFICE, County
from tests.acceptance.web.openings import NOT_IN_JANUARY, PAGES, Ground, Opening, people_of
from tests.browser import PHONE, OpenPage, accessible, fits, served
from tests.demonstration import demonstration
from tests.integration.actions.negative_office import NOTICE, SCHEME, vetoed
from tests.integration.ballots.voting import BEGINS, DAY, returned
from tests.integration.results.office import DESK, ready
from tests.pages import Site
from tests.profiles import FULL
from tests.screenshots import TAKEN_AT
from tests.years import SQLITE, PublishedYears
from web.kernel.entering import SESSION_COOKIE
from web.kernel.pages import Page

if TYPE_CHECKING:
    from playwright.sync_api import Page as Shown

DRAWN = 8


@pytest.fixture(scope="module")
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The county; in full as it stands in November, with a result, and with a draft that is being rehearsed."""
    if not FULL:
        county: County = request.getfixturevalue("county")
        yield Ground.of(county.site, county.address, people_of(county.site))
        return
    home = tmp_path_factory.mktemp("november")
    database, _ = demonstration(home, when=TAKEN_AT)
    site = Site(database, home, when=TAKEN_AT, settings={"demo": True})
    with database.read() as tx:
        year = tx.scalars(select(Assessment.c.id).where(Assessment.c.scheme_code.like("linxi-%"))).all()[-1]
    with served(site.app) as address:
        found = Ground.of(site, address, people_of(site))
        keeper = found.clients["linxi-administrator", Language.CHINESE]
        keeper.do("begin_draft", {"office": OFFICE, "assessment": year, "year": site.now.year + 1})
        keeper.do("rehearse_draft", {"draft": 1})
        yield found
    database.close()


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


@pytest.fixture(scope="module")
def voting(published_years: PublishedYears, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Where papers came back from a vote and a clause asks for judgement."""
    folder = tmp_path_factory.mktemp("voting")
    with ExitStack() as keep:
        year = published_years.copy("voting", when=BEGINS, on=SQLITE, folder=folder, keep=keep, durable=False)
        returned(year)
        told = {"assessment": year.assessment, "slot": "site", "units": ["qu"], "due_on": "2019-12-31"}
        year.do("ask_judgements", "kaohe_desk", f"{DAY} 10:50", **told)
        site = Site(year.database, folder, when=f"{DAY} 11:00")
        with served(site.app) as address:
            yield Ground.of(site, address, ["kaohe_desk"])


@pytest.fixture(scope="module")
def exchanging(published_years: PublishedYears, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Where a book came back that was filled in."""
    folder = tmp_path_factory.mktemp("exchanging")
    with ExitStack() as keep:
        year = published_years.copy("tiny", when="2019-03-04 09:00", on=SQLITE, folder=folder, keep=keep, durable=False)
        year.tick("2019-03-20 09:00")
        site = Site(year.database, folder, when="2019-03-21 09:00")
        desk = site.signed_in("desk")
        told = {"_token": desk.token, "kind": "report", "window": year.one(Window).id, "unit": "farming"}
        book = desk.http.post("/books/export", data=told).content
        desk.post("/books/returns", {}, files=[("file", ("农业站.xlsx", book))])
        with served(site.app) as address:
            yield Ground.of(site, address, ["desk"])


@pytest.fixture
def asking(sqlite_database: Database, tmp_path: Path) -> Iterator[Ground]:
    """Where others are asked what they think of a result."""
    office = ready(sqlite_database, tmp_path)
    office.until_checked()
    site = Site(sqlite_database, tmp_path / "home", when="2020-01-16 10:00")
    with served(site.app) as address:
        yield Ground.of(site, address, [DESK])


ELSEWHERE = {
    "/vetoes/": "vetoing",
    "/ballots/{": "voting",
    "/judgements/{": "voting",
    "/books/returns/{": "exchanging",
    "/results/{number:int}/opinions/{": "asking",
}
"""Pages of which the county of the demonstration has no example, and who has one."""


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
    opened: Ground = request.getfixturevalue(
        next((where for begin, where in ELSEWHERE.items() if page.path.startswith(begin)), "ground")
    )
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
