"""One visit: a request, who makes it, from which desk, at which moment, and what may be seen from there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, select
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.calendars import calendar_of
from actions.directory import Directory, directory_of
from actions.entrance.desks import Desk
from actions.entrance.sessions import Session
from actions.published import Published, published_of
from actions.todos import count_open
from config.roles import Role
from config.terms import Own
from config.zone import SHANGHAI
from models.assessments import Assessment
from models.scoping import visible
from states.actors import Actor
from states.permissions import scope
from states.sessions import Language
from states.subjects import SubjectKind
from web.kernel.counting import workdays_left
from web.kernel.local import local_path
from web.kernel.surroundings import Surroundings
from web.kernel.words import Words
from workdays.calendar import WorkCalendar

if TYPE_CHECKING:
    from web.kernel.rendering import Renderer


@dataclass(frozen=True, slots=True)
class Who:
    """The person who signed in."""

    id: int
    code: str
    name: str


@dataclass
class Visit:
    """`desk` is the post from which the person works now; None for a visitor, and for who holds no post today."""

    request: Request
    surroundings: Surroundings
    renderer: "Renderer"
    tx: Connection
    now: datetime
    session: Session | None = None
    person: Who | None = None
    desks: tuple[Desk, ...] = ()
    desk: Desk | None = None
    flashes: Sequence[tuple[str, str]] = field(default_factory=tuple)

    # Who and where

    @property
    def at(self) -> Desk:
        """The desk, on pages that only somebody at a desk can open."""
        if self.desk is None:
            raise RuntimeError("the page is open to people without a desk")
        return self.desk

    @property
    def by(self) -> int:
        """The person's id, on pages that only a person can open."""
        if self.person is None:
            raise RuntimeError("the page is open to visitors")
        return self.person.id

    def moved_to(self, desk: Desk) -> "Visit":
        """The same visit from another of the person's desks."""
        return replace(self, desk=desk)

    def has(self, *roles: Role) -> bool:
        """Whether the desk has one of these roles."""
        return self.desk is not None and bool(self.desk.roles & set(roles))

    @property
    def day(self) -> Any:
        return self.now.astimezone(SHANGHAI).date()

    @cached_property
    def directory(self) -> Directory:
        return directory_of(self.tx, self.at.office_id, day=self.day)

    @cached_property
    def actor(self) -> Actor:
        """The person with every seat in the desk's office: what acts will see of him."""
        return self.directory.actor(self.by)

    @cached_property
    def owed(self) -> Mapping[tuple[str, str], int]:
        """How many things the desk has to do, by what they are about and what kind of duty they are."""
        return count_open(self.tx, posts=[self.at.post_id], now=self.now)

    @cached_property
    def calendar(self) -> WorkCalendar:
        return calendar_of(self.tx, self.at.office_id)

    def workdays_left(self, due_at: datetime | None) -> int | None:
        """Full workdays until something is due; None once it is past."""
        return workdays_left(self.calendar, self.now, due_at)

    def sees(self, kind: SubjectKind) -> ColumnElement[bool]:
        """The condition under which a row of this kind may be shown to this person."""
        return visible(scope(self.actor, kind), kind)

    # What was asked

    @property
    def address(self) -> str:
        """Of the network from which it comes."""
        client = self.request.client
        return client.host if client is not None else ""

    @property
    def agent(self) -> str:
        """What the browser calls itself."""
        return self.request.headers.get("User-Agent", "")

    @property
    def query(self) -> Mapping[str, str]:
        return self.request.query_params

    @property
    def place(self) -> str:
        """The path of this page with its query: where to come back to."""
        url = self.request.url
        return f"{url.path}?{url.query}" if url.query else url.path

    @property
    def wants_part(self) -> bool:
        """htmx asks for a part of the page, not for all of it."""
        headers = self.request.headers
        return headers.get("HX-Request") == "true" and headers.get("HX-Boosted") != "true"

    # What is said

    @property
    def language(self) -> Language:
        chosen = self.session.language if self.session is not None else self.request.cookies.get("language")
        return Language.ENGLISH if chosen == Language.ENGLISH.value else Language.CHINESE

    @cached_property
    def words(self) -> Words:
        return Words(self.language, self._own)

    @cached_property
    def _own(self) -> Own:
        return () if self.newest is None else self.newest.own

    @cached_property
    def newest(self) -> Published | None:
        """The newest year of the desk's office: its words are what every page speaks in."""
        if self.desk is None:
            return None
        newest = select(Assessment.c.id).where(Assessment.c.office_id == self.desk.office_id)
        year = self.tx.scalar(newest.order_by(Assessment.c.year.desc(), Assessment.c.id.desc()).limit(1))
        return None if year is None else published_of(self.tx, year, day=self.day)

    def page(self, template: str, /, *, status: int = 200, **context: Any) -> Response:
        """The page, drawn by its template."""
        return self.renderer.page(self, template, context, status=status)

    def redirect(self, path: str) -> Response:
        """To another page of ours; never elsewhere."""
        return RedirectResponse(local_path(path) or "/", status_code=303)
