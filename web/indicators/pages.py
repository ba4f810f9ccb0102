"""`/assignments/…`: one task on one page."""

from starlette.responses import Response

from config.letters import LetterKind
from states.subjects import SubjectKind
from web.indicators.reading import overview
from web.kernel.access import About
from web.kernel.pages import Pages
from web.kernel.visit import Visit

pages = Pages()


@pages.get("/assignments/{number:int}", access=About(SubjectKind.ASSIGNMENT, "number"))
def assignment(visit: Visit, number: int) -> Response:
    return visit.page("indicators/overview.html", it=overview(visit, number), LetterKind=LetterKind)
