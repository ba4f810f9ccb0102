"""For the people behind other systems: the reference, and what an administrator gives and takes away."""

from starlette.responses import Response

from actions.acts import Refused
from actions.doors import Door
from actions.entrance.tokens import label_of, tokens_of
from actions.performing import perform
from config.roles import Role
from models.listeners import listeners_of
from states.tokens import ACT, TokenScope
from web.api.app import document
from web.api.described import described
from web.kernel.access import SignedIn, roles
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages, Posted
from web.kernel.reasons import reasons_of
from web.kernel.visit import Visit

PLACE = "/connections"
KEEPERS = (Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR)
pages = Pages(navigation=[nav("外部系统", PLACE, *KEEPERS, group=Group.SETTINGS)])
ISSUE = "issue_token"
DAYS = 365


@pages.get("/api/docs", access=SignedIn())
def reference(visit: Visit) -> Response:
    """Made from the very document that programs read."""
    return visit.page("api/reference.html", parts=described(document(visit.request.app.state.api)))


@pages.get(PLACE, access=roles(*KEEPERS))
def connections(visit: Visit) -> Response:
    return _page(visit)


@pages.post(f"{PLACE}/tokens", access=roles(*KEEPERS))
def issue(visit: Visit, posted: Posted) -> Response:
    """Not by `/do/`: what it answers belongs into no cookie."""
    acts = [f"{ACT}{name}" for name in posted.get("acts").split()]
    told = {
        "office": visit.at.office_code,
        "name": posted.get("name").strip(),
        "person": posted.get("person").strip(),
        "scopes": [*posted.all("scopes"), *acts],
        "days": posted.get("days") or str(DAYS),
    }
    try:
        done = perform(visit.surroundings.database, ISSUE, told, door=Door(now=visit.now, by=visit.by))
    except Refused as refused:
        return _page(visit, posted, refused=reasons_of(refused))
    return visit.page("api/token.html", name=told["name"], secret=done.details["secret"])


def _page(visit: Visit, posted: Posted | None = None, *, refused: tuple[str, ...] = ()) -> Response:
    filled = posted or Posted(())
    office = visit.at.office_id
    return visit.page(
        "api/connections.html",
        status=422 if refused else 200,
        refused=refused,
        tokens=tokens_of(visit.tx, office),
        listeners=listeners_of(visit.tx, office),
        scopes=tuple(TokenScope),
        label_of=label_of,
        filled={name: filled.get(name) for name in ("name", "person", "acts", "days")},
        chosen=frozenset(filled.all("scopes")),
    )
