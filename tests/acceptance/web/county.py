"""The county of the demonstration, served to a browser: every walk of a day goes through it with its own people."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.obligations import OPEN, Obligation
from models.outbox import OutboxMessage
from models.persons import Person
from states.sessions import Language
from tests.integration.actions.year import Year
from tests.pages import Site
from web.kernel.entering import SESSION_COOKIE

if TYPE_CHECKING:
    from playwright.sync_api import Page

OFFICE = "linxi"


@dataclass(frozen=True, slots=True)
class County:
    """Last year's assessment with December to report, this year's just issued."""

    site: Site
    year: Year
    address: str

    def enter(self, page: "Page", post: str, *, language: Language = Language.CHINESE) -> "Page":
        """The session stands: signing in is another page's business."""
        secret = self.site.signed_in(f"{OFFICE}-{post}", language=language).http.cookies[SESSION_COOKIE]
        page.context.add_cookies([{"name": SESSION_COOKIE, "value": secret, "url": self.address}])
        return page

    def do(self, act: str, by: str, when: str, **data: Any) -> Any:
        return self.year.do(act, f"{OFFICE}-{by}", when, **data)

    def owed(self, title: str) -> Any:
        """What is still owed under this title."""
        with self.year.database.read() as tx:
            return tx.execute(select(Obligation.t).where(OPEN, Obligation.c.title == title)).one()

    def latest_message(self, post: str, kind: str) -> int:
        query = (
            select(OutboxMessage.c.id)
            .join(Person.t, Person.c.id == OutboxMessage.c.person_id)
            .where(Person.c.code == f"{OFFICE}-{post}", OutboxMessage.c.kind == kind)
            .order_by(OutboxMessage.c.id.desc())
        )
        with self.year.database.read() as tx:
            return int(tx.scalars(query.limit(1)).one())
