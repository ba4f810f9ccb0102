"""A one-time password for somebody else: shown on the page that gives it, and nowhere again."""

from starlette.responses import Response

from actions.acts import Refused
from actions.doors import Door
from actions.performing import perform
from config.roles import Role
from web.kernel.access import roles
from web.kernel.pages import Pages, Posted
from web.kernel.reasons import reasons_of
from web.kernel.visit import Visit

pages = Pages()
ACT = "reset_password"


@pages.get("/password/reset", access=roles(Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR))
def ask(visit: Visit) -> Response:
    return _form(visit, visit.query.get("person", ""))


@pages.post("/password/reset", access=roles(Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR))
def reset(visit: Visit, posted: Posted) -> Response:
    """Not by `/do/`: what it answers belongs into no cookie."""
    person = posted.get("person").strip()
    told = {"office": posted.get("office") or visit.at.office_code, "person": person}
    try:
        done = perform(visit.surroundings.database, ACT, told, door=Door(now=visit.now, by=visit.by))
    except Refused as refused:
        return _form(visit, person, refused=reasons_of(refused))
    return visit.page("entrance/reset_done.html", person=person, password=done.details["password"])


def _form(visit: Visit, person: str, *, refused: tuple[str, ...] = ()) -> Response:
    return visit.page("entrance/reset.html", status=422 if refused else 200, person=person, refused=refused)
