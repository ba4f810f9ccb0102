"""Serving a page: the visit begins, is admitted or turned away, and is answered; one read connection throughout."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from actions.acts import Conflict, Refused
from actions.entrance.sessions import touch
from actions.performing import Busy
from config.errors import KaoheError
from web.kernel.entering import NotSignedIn, PasswordDue, admit, enter
from web.kernel.errors import Turned, badly_asked
from web.kernel.guarding import check_sender
from web.kernel.headers import HEADERS
from web.kernel.leaving import left_behind
from web.kernel.limiting import WRITES_BY_SESSION
from web.kernel.pages import Page, Posted
from web.kernel.reasons import reasons_of
from web.kernel.rendering import Renderer
from web.kernel.surroundings import Surroundings
from web.kernel.visit import Visit
from web.kernel.words import Words

log = logging.getLogger("kaohe.web")

Endpoint = Callable[[Request], Awaitable[Response]]
MOST_FIELDS, MOST_FILES, LARGEST_FIELD = 5000, 50, 1 << 20


def endpoint_of(page: Page, surroundings: Surroundings, renderer: Renderer) -> Endpoint:
    """The endpoint of a page. What was sent is read before a thread is taken up with it."""

    async def endpoint(request: Request) -> Response:
        posted = await _posted(request) if page.method == "POST" else None
        if isinstance(posted, Response):
            return posted
        try:
            return await run_in_threadpool(answer, page, surroundings, renderer, request, posted)
        finally:
            for _, file in posted.files if posted is not None else ():
                await file.close()

    endpoint.__name__ = page.name.replace(".", "_")
    return endpoint


async def _posted(request: Request) -> Posted | Response:
    try:
        form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD)
    except ClientDisconnect:
        return Response(status_code=400)
    return Posted.of(form)


def answer(
    page: Page, surroundings: Surroundings, renderer: Renderer, request: Request, posted: Posted | None
) -> Response:
    """The answer to one request; every fault becomes a page that says what to do."""
    now = surroundings.clock()
    with surroundings.database.read() as tx:
        visit = enter(request, surroundings, renderer, tx, now=now)
        try:
            response = _handled(page, visit, posted)
        except KaoheError as error:
            response = turned_away(visit, error, posted)
        except Exception:
            number = secrets.token_hex(4)
            log.exception("request %s %s failed, shown as %s", request.method, request.url.path, number)
            response = visit.renderer.turned(
                visit,
                Turned(500, "出错了，这一步没有办成", (f"请把编号 {number} 告诉系统管理员",)),
                left=left_behind(visit, posted) if posted is not None else None,
            )
    if visit.session is not None:
        touch(surroundings.database, visit.session, now=now)
    return response


def _handled(page: Page, visit: Visit, posted: Posted | None) -> Response:
    parameters: Mapping[str, Any] = visit.request.path_params
    if posted is not None and page.checks_origin:
        check_sender(visit, posted)
    if posted is not None and not may_write_on(visit):
        raise Turned(429, "提交得太频繁", ("这一分钟里提交的次数太多，请稍等一会儿再提交，已填写的内容还在",))
    admitted = admit(visit, page.access, parameters, even_with_due_password=page.even_with_due_password)
    if posted is not None:
        return page.handler(admitted, posted, **parameters)
    return page.handler(admitted, **parameters)


def may_write_on(visit: Visit) -> bool:
    """Whoever sends more than people do is a program gone astray."""
    if visit.session is None:
        return True
    return visit.surroundings.limits.count(WRITES_BY_SESSION, f"session {visit.session.id}")


def turned_away(visit: Visit, error: KaoheError, posted: Posted | None) -> Response:
    """The page, or the part of one, that says why not."""
    if isinstance(error, NotSignedIn) and not visit.wants_part and visit.request.method == "GET":
        return RedirectResponse(f"/sign-in?to={quote(visit.place)}", status_code=303)
    if isinstance(error, PasswordDue) and not visit.wants_part:
        return RedirectResponse("/password", status_code=303)
    return visit.renderer.turned(visit, _turned(error), left=left_behind(visit, posted) if posted is not None else None)


def _turned(error: KaoheError) -> Turned:
    match error:
        case Turned():
            return error
        case Conflict():
            return Turned(409, f"暂不能{error.act}", reasons_of(error))
        case Refused():
            return Turned(422, f"暂不能{error.act}", reasons_of(error))
        case Busy():
            return Turned(503, "系统正忙", (str(error),))
    return badly_asked(str(error))


def down(renderer: Renderer, request: Request, error: Exception) -> Response:
    """What is said when not even a visit could begin: the database cannot be read."""
    number = secrets.token_hex(4)
    log.error("request %s %s found us down, shown as %s", request.method, request.url.path, number, exc_info=error)
    template = "errors/down_part.html" if request.headers.get("HX-Request") == "true" else "errors/down.html"
    drawn = renderer.environment.get_template(template).render(words=Words(), number=number)
    return HTMLResponse(drawn, status_code=503, headers=HEADERS)
