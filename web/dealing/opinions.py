"""征求意见: the letters to the bodies that were asked, to print with their slip, and their answers."""

from sqlalchemy import select
from starlette.responses import Response

from actions.results.papers import letters_to
from actions.results.reading import read_result
from models.results import Result
from states.subjects import SubjectKind
from web.kernel.access import About
from web.kernel.pages import Pages
from web.kernel.visit import Visit

pages = Pages()


@pages.get("/results/{number:int}/opinions", access=About(SubjectKind.RESULT, "number"))
def opinions(visit: Visit, number: int) -> Response:
    """The office prints all that are not answered yet and records what comes back; a body answers its own."""
    asked = select(Result.c.assessment_id, Result.c.period).where(Result.c.id == number)
    year, period = visit.tx.execute(asked).one()
    view = read_result(visit.tx, year, now=visit.now, person_id=visit.by, period=period)
    letters = letters_to(visit.tx, year, view, now=visit.now, period=period)
    return visit.page(
        "dealing/opinions.html",
        view=view,
        year=year,
        period=period,
        letters=letters,
        own={visit.directory.units[visit.desk.unit_id].shown} if visit.desk else set(),
        is_host=visit.at.is_host,
    )
