"""`/assignments/…`: one task on one page, and all its papers for inspectors."""

from starlette.responses import Response

from actions.archiving.handing_out import hand_out_pack
from actions.archiving.packs import Wanted
from actions.doors import Door
from config.letters import LetterKind
from states.subjects import SubjectKind
from web.indicators.drawing import curve, milestones, standing
from web.indicators.reading import overview
from web.kernel.access import About
from web.kernel.handing import handed
from web.kernel.pages import Pages, Posted
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


@pages.post("/assignments/{number:int}/pack", access=About(SubjectKind.ASSIGNMENT, "number"))
def pack(visit: Visit, _posted: Posted, number: int) -> Response:
    """迎检资料包 of this task: what this person may see of it. Who took it is on record."""
    it = overview(visit, number)
    wanted = Wanted(assessment=it.task.assessment_id, assignments=(number,))
    surroundings, door = visit.surroundings, Door(now=visit.now, by=visit.by)
    visit.tx.rollback()  # the package is read at a moment of its own
    return handed(
        f"{it.task.title} 迎检资料.zip",
        lambda path: hand_out_pack(surroundings.database, surroundings.store, wanted, path, door=door),
    )
