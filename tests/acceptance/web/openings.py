"""Every page of the table of routes, with something in it, and those who may open it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

from sqlalchemy import Connection, Table, func, select

import web.app
from actions.demonstrating import personas
from actions.papers.results import ResultPaper
from actions.papers.years import YearPaper
from models.assessments import Assessment
from models.ballots import BallotBundle
from models.books import ReturnedBook
from models.drafts import RehearsalRun, SchemeDraft
from models.outbox import OutboxMessage
from models.persons import Person
from models.results import ResultReply
from models.summaries import Summary
from models.ties import TIES
from models.units import Unit
from models.windows import Window
from states.sessions import Language
from tests.browser import DESKTOP
from tests.doors import SLOT, is_admitted, visit_of
from tests.pages import Client, Site
from web.handbooks.books import BOOKS
from web.kernel.access import About
from web.kernel.pages import Page

TABLES: Mapping[str, Table] = {
    "window": Window.t, "message": OutboxMessage.t, "summary": Summary.t, "draft": SchemeDraft.t, "run": RehearsalRun.t,
    "person": Person.t, "unit": Unit.t, "year": Assessment.t, "bundle": BallotBundle.t,
    "returned": ReturnedBook.t,
}  # fmt: skip
"""What the number in a path counts, where its rule does not say so."""

NO_PAGES = {
    "/", "/healthz", "/m/{message:int}", "/office/verify/next", "/review/code", "/sign-in/oidc", "/sign-in/oidc/return",
    "/evidence/{version:int}", "/books/returns/{returned:int}/marked", "/help/images/{name}",
    "/reports/{report:int}/reckoned",
    "/year/drafts/{draft:int}/phrase", "/year/drafts/{draft:int}/text", "/year/drafts/{draft:int}/wall.svg",
    "/year/running/{year:int}/wall.svg",
}  # fmt: skip
"""What leads on to another page, is a file or a part of a page."""
IS_FILE = "/{form}"
"""The paper of the page above it, as PDF, Word or a picture."""

NOT_IN_JANUARY = (
    "/results/{", "/ballots/{", "/judgements/{", "/books/returns/{",
    "/reexaminations/", "/negative/", "/vetoes/", "/year/drafts/", "/year/rehearsals/",
    "/review/package/",
)  # fmt: skip
"""What the county has no example of then."""

PAGES = sorted(
    (
        page
        for room in web.app.ROOMS
        for page in room.found
        if page.method == "GET" and page.path not in NO_PAGES and not page.path.endswith(IS_FILE)
    ),
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
    if name == "reply":
        return [str(each) for each in tx.scalars(select(ResultReply.c.id).order_by(ResultReply.c.id))]
    return {
        "kind": [*YearPaper, *ResultPaper],
        "act": ["announce", "request_extension", "plan_visit"],
        "book": [book.code for book in BOOKS],
    }[name]


def people_of(site: Site) -> list[str]:
    with site.database.read() as tx:
        return [each.person for each in personas(tx)]
