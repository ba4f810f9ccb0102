"""`/assignments/…`: one task on one page."""

from starlette.responses import Response

from config.letters import LetterKind
from states.subjects import SubjectKind
from web.indicators.drawing import curve, milestones, standing
from web.indicators.reading import overview
from web.kernel.access import About
from web.kernel.pages import Pages
from web.kernel.visit import Visit

pages = Pages()


@pages.get("/assignments/{number:int}", access=About(SubjectKind.ASSIGNMENT, "number"))
def assignment(visit: Visit, number: int) -> Response:
    it = overview(visit, number)
    return visit.page(
        "indicators/overview.html",
        it=it,
        LetterKind=LetterKind,
        curves={each.target_id: curve(each, it.task.title, visit.words) for each in it.targets},
        schedule=milestones(
            ((each, each.unit or "", it.milestones.get(each.id, ())) for each in it.items),
            year=it.year,
            today=visit.day,
            words=visit.words,
        ),
        standing=standing(it, visit.words),
    )
