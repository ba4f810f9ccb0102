"""我的待办, one duty with what may be said about it, and the messages of a person."""

from starlette.responses import Response

from config.roles import UNHELD, Role
from states.subjects import SubjectKind
from web.kernel.access import About, SignedIn, roles
from web.kernel.errors import not_found
from web.kernel.navigation import nav, waits_for
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.officer.duty import duty_of
from web.officer.messages import inbox_of, message_of, target_of
from web.officer.reading import desktop_of

EVERYBODY = tuple(role for role in Role if role not in UNHELD)
AT_HOME = (Role.OFFICER, Role.RESPONSIBLE_PERSON, Role.STATISTICS)

pages = Pages(
    navigation=[
        nav("我的待办", "/todo", *AT_HOME, home=True, waits=waits_for()),
        nav("我的待办", "/todo", *(role for role in EVERYBODY if role not in AT_HOME), waits=waits_for()),
    ]
)


@pages.get("/todo", access=roles(*EVERYBODY))
def todo(visit: Visit) -> Response:
    """What the chosen desk has to do."""
    return visit.page("officer/todo.html", desktop=desktop_of(visit))


@pages.get("/todo/{obligation:int}", access=About(SubjectKind.OBLIGATION, "obligation"))
def duty(visit: Visit, obligation: int) -> Response:
    """One duty: until when, for whom, and what may be asked for about it."""
    return visit.page("officer/duty.html", duty=duty_of(visit, obligation))


@pages.get("/messages", access=SignedIn())
def messages(visit: Visit) -> Response:
    """What I was told."""
    return visit.page("officer/messages.html", inbox=inbox_of(visit))


@pages.get("/m/{message:int}", access=SignedIn())
def message(visit: Visit, message: int) -> Response:
    """The link that a message carries: straight to what it is about, where its reader may see that."""
    found = message_of(visit, message)
    if found is None:
        raise not_found("消息")
    path = target_of(visit, found)
    return visit.redirect(path) if path is not None else visit.page("officer/message.html", message=found)
