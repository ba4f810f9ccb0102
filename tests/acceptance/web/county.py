"""The county of the demonstration, served to a browser: every walk of a day goes through it with its own people."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
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


def ask(page: "Page", label: str, words: Mapping[str, str] | None = None, *, file: Path | None = None) -> None:
    """Open what a button asks, write the words into its fields, and press it."""
    opened = page.locator("details.asks", has=page.locator("summary", has_text=re.compile(rf"^\s*{label}\s*$"))).first
    opened.locator("summary").click()
    for field, said in (words or {}).items():
        opened.get_by_label(field).first.fill(said)
    if file is not None:
        opened.locator("input[type=file]").set_input_files(file)
    opened.get_by_role("button", name=label, exact=True).click()
