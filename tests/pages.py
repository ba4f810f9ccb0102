"""The pages in-process: a site over a database, and people signed in to it at a moment that the test sets.

    site = Site(year.database, tmp_path, when="2019-06-05 09:00")
    page = site.signed_in("kangfu-officer").get("/todo")

`queries` counts what a request asked of the database. Real browsers come in where the script or the look matters.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI
from sqlalchemy import event
from starlette.testclient import TestClient

from actions.entrance.signing_in import Browser, sign_in_known
from config.settings import Settings
from config.zone import SHANGHAI
from models.database import Database
from states.sessions import Language, Way
from web.app import create_app
from web.kernel.entering import SESSION_COOKIE
from web.kernel.surroundings import Surroundings

HOST = "http://kaohe.test"
TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)


@dataclass(slots=True)
class Page:
    """An answer, with what a person reads of it."""

    status: int
    html: str
    headers: Mapping[str, str]

    @property
    def text(self) -> str:
        """The words without the tags, on one line."""
        return " ".join(unescape(TAGS.sub(" ", self.html)).split())

    @property
    def location(self) -> str:
        return self.headers.get("location") or self.headers.get("hx-redirect") or ""

    def said(self) -> str:
        """The status with the beginning of the words, for messages of tests."""
        return f"{self.status} {self.text[:600]}"


@dataclass(slots=True)
class Client:
    """Somebody at a browser, signed in or not. Posts carry the session's token, as the pages' own forms do."""

    site: "Site"
    http: TestClient
    token: str = ""

    def get(self, path: str, *, follow: bool = True, part: bool = False, **query: Any) -> Page:
        answer = self.http.get(path, params=query or None, follow_redirects=follow, headers=_headers(part=part))
        return Page(answer.status_code, answer.text, answer.headers)

    def post(
        self, path: str, data: Mapping[str, Any] | None = None, *, files: Any = None, follow: bool = True,
        part: bool = False,
    ) -> Page:  # fmt: skip
        sent = {"_token": self.token, **(data or {})}
        answer = self.http.post(path, data=sent, files=files, follow_redirects=follow, headers=_headers(part=part))
        return Page(answer.status_code, answer.text, answer.headers)

    def do(self, act: str, data: Mapping[str, Any] | None = None, **options: Any) -> Page:
        """An act, as a form sends it."""
        return self.post(f"/do/{act}", data, **options)


def _headers(*, part: bool) -> dict[str, str]:
    return {"HX-Request": "true"} if part else {}


@dataclass(slots=True)
class Site:
    """The application over one database; `now` is what its clock shows."""

    database: Database
    home: Path
    when: str
    settings: dict[str, Any] = field(default_factory=dict)
    app: FastAPI = field(init=False)
    now: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.at(self.when)
        settings = Settings(home=self.home, database_url=self.database.url.render_as_string(hide_password=False))
        told = settings.model_copy(update={"hosts": urlsplit(HOST).hostname, **self.settings})
        self.app = create_app(Surroundings(database=self.database, settings=told, clock=lambda: self.now))

    def at(self, when: str) -> "Site":
        """Move the clock: `2019-05-13 17:00` on the wall in Shanghai."""
        self.now = datetime.fromisoformat(when).replace(tzinfo=SHANGHAI)
        return self

    def visitor(self) -> Client:
        """Nobody in particular."""
        return Client(self, TestClient(self.app, base_url=HOST))

    def signed_in(self, person: str, *, language: Language = Language.CHINESE) -> Client:
        """The person with this code, who came in a moment ago."""
        browser = Browser(address="127.0.0.1", agent="tests", language=language)
        told: Settings = self.app.state.surroundings.settings
        came = sign_in_known(
            self.database, person=person, way=Way.SINGLE_SIGN_ON, browser=browser, now=self.now, settings=told
        )
        client = self.visitor()
        client.http.cookies.set(SESSION_COOKIE, came.secret)
        client.token = came.session.csrf
        return client

    @contextmanager
    def queries(self) -> Iterator[list[str]]:
        """What is asked of the database within the block."""
        asked: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            asked.append(statement)

        engines = (self.database._reader, self.database._writer)
        for engine in engines:
            event.listen(engine, "before_cursor_execute", note)
        try:
            yield asked
        finally:
            for engine in engines:
                event.remove(engine, "before_cursor_execute", note)
