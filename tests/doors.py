"""Who is let in where, asked of the pages' own door without the wire."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection
from starlette.requests import Request

from tests.pages import Client, Site
from web.kernel.entering import SESSION_COOKIE, admit, enter
from web.kernel.errors import Turned
from web.kernel.pages import Page
from web.kernel.visit import Visit

SLOT = re.compile(r"\{(\w+)(:int)?\}")
"""A parameter of a path, and whether it is a number."""


def visit_of(site: Site, tx: Connection, client: Client | None) -> Visit:
    """The visit that this client's next request begins; nobody's without a client."""
    cookie = client.http.cookies.get(SESSION_COOKIE) if client is not None else None
    headers = [(b"cookie", f"{SESSION_COOKIE}={cookie}".encode())] if cookie else []
    request = Request({"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers})
    state = site.app.state
    return enter(request, state.surroundings, state.renderer, tx, now=site.now)


def is_admitted(visit: Visit, page: Page, parameters: Mapping[str, Any]) -> bool:
    try:
        admit(visit, page.access, parameters, even_with_due_password=page.even_with_due_password)
    except Turned:
        return False
    return True
