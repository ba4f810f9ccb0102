"""`/` leads to the home of the desk; `/healthz` says that we answer."""

from starlette.responses import PlainTextResponse, Response

from web.kernel.access import Public, SignedIn
from web.kernel.pages import Pages
from web.kernel.visit import Visit

pages = Pages()


@pages.get("/", access=SignedIn())
def front(visit: Visit) -> Response:
    """The home of the chosen desk; who has no post today is told so."""
    home = visit.renderer.navigation.home_of(visit)
    return visit.page("front/no_desk.html") if home == "/" else visit.redirect(home)


@pages.get("/healthz", access=Public())
def healthz(_visit: Visit) -> Response:
    return PlainTextResponse("ok")
