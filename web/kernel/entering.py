"""From a request to a visit: who it is, by the session's cookie, and whether the page is open to him."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from starlette.requests import Request
from starlette.routing import compile_path

from actions.directory import directory_of
from actions.entrance.desks import Desk, desks_of
from actions.entrance.sessions import session_of
from config.zone import SHANGHAI
from models.scoping import visible
from models.ties import TIES
from states.permissions import scope
from web.kernel.access import About, Access, Public, Roles, SignedIn
from web.kernel.errors import Turned, not_found, not_yours
from web.kernel.flashes import read_flashes
from web.kernel.rendering import Renderer
from web.kernel.surroundings import Surroundings
from web.kernel.visit import Visit, Who

SESSION_COOKIE = "kaohe"


class NotSignedIn(Turned):
    """Nobody, or nobody any more, is signed in."""

    def __init__(self) -> None:
        super().__init__(401, "请先登录", ("您还没有登录，或者离开太久已自动退出",))


class PasswordDue(Turned):
    """A one-time password opens nothing but the page that changes it."""

    def __init__(self) -> None:
        super().__init__(403, "请先修改密码", ("您用的是一次性密码",))


def enter(request: Request, surroundings: Surroundings, renderer: Renderer, tx: Connection, *, now: datetime) -> Visit:
    """The visit that a request begins, signed in or not."""
    visit = Visit(request, surroundings, renderer, tx, now.astimezone(SHANGHAI), flashes=read_flashes(request))
    secret = request.cookies.get(SESSION_COOKIE)
    session = session_of(tx, secret, now=now) if secret else None
    if session is None:
        return visit
    visit.session, visit.person = session, Who(session.person_id, session.code, session.name)
    visit.desks = desks_of(tx, session.person_id, now=now)
    chosen = [desk for desk in visit.desks if desk.post_id == session.post_id]
    visit.desk = next(iter((*chosen, *visit.desks)), None)
    return visit


def admit(visit: Visit, access: Access, parameters: Mapping[str, Any], *, even_with_due_password: bool) -> Visit:
    """The visit at a desk from which the page is open. Raises `Turned` where there is none."""
    if isinstance(access, Public):
        return visit
    if visit.session is None:
        raise NotSignedIn
    if visit.session.must_change and not even_with_due_password:
        raise PasswordDue
    if isinstance(access, SignedIn):
        return visit
    if isinstance(access, Roles):
        return _at_desk_of(visit, access)
    if access.also is not None:
        visit = _at_desk_of(visit, access.also)
    return _where_readable(visit, access, parameters)


def opens(visit: Visit, path: str) -> bool:
    """Whether a page of ours is open to the visitor, from whichever of his desks."""
    for page in visit.request.app.state.pages:
        shape, _, convertors = compile_path(page.path)
        found = shape.match(path) if page.method == "GET" else None
        if found is not None:
            parameters = {name: convertors[name].convert(value) for name, value in found.groupdict().items()}
            try:
                admit(visit, page.access, parameters, even_with_due_password=page.even_with_due_password)
            except Turned:
                return False
            return True
    return False


def _from_chosen(visit: Visit) -> list[Desk]:
    """The desks, the chosen one first."""
    return sorted(visit.desks, key=lambda desk: desk != visit.desk)


def _at_desk_of(visit: Visit, access: Roles) -> Visit:
    """A link may lead to another of one's posts: the page is then opened from there."""
    for desk in _from_chosen(visit):
        if desk.roles & access.roles:
            return visit if desk == visit.desk else visit.moved_to(desk)
    raise not_yours(visit.words(access.label))


def _where_readable(visit: Visit, access: About, parameters: Mapping[str, Any]) -> Visit:
    table = TIES[access.kind].table
    number = parameters[access.parameter]
    wanted = [desk for desk in _from_chosen(visit) if access.also is None or desk.roles & access.also.roles]
    asked: set[int] = set()
    for desk in wanted:
        if desk.office_id in asked:
            continue
        asked.add(desk.office_id)
        actor = directory_of(visit.tx, desk.office_id, day=visit.day).actor(visit.by)
        may_read = visible(scope(actor, access.kind), access.kind)
        if visit.tx.scalar(select(table.c.id).where(table.c.id == number, may_read)) is not None:
            same = visit.desk is not None and visit.desk.office_id == desk.office_id and visit.desk in wanted
            return visit if same else visit.moved_to(desk)
    raise not_found(access.kind.label)
