"""考核结果、先进建议名单、得分明细、征求意见函 on paper, as far as the reader may see them (O27)."""

from urllib.parse import urlencode

from sqlalchemy import select
from starlette.responses import Response

from actions.acts import Refused
from actions.papers.results import ResultPaper, opinion_paper, result_paper
from actions.results.papers import letters_to
from actions.results.reading import read_result
from models.results import Result
from states.subjects import SubjectKind
from web.dealing.results import SEEING
from web.dealing.years import years_of
from web.kernel.access import About, roles
from web.kernel.errors import badly_asked, not_found
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.letters.printing import Paper, paper_file, paper_page

pages = Pages()
TAKEN = ("unit", "period", "order")


@pages.get("/results/papers/{year:int}/{kind}", access=roles(*SEEING))
def shown(visit: Visit, year: int, kind: str) -> Response:
    return paper_page(visit, _paper(visit, year, kind))


@pages.get("/results/papers/{year:int}/{kind}/{form}", access=roles(*SEEING))
def file(visit: Visit, year: int, kind: str, form: str) -> Response:
    return paper_file(visit, _paper(visit, year, kind), form)


def _paper(visit: Visit, year: int, kind: str) -> Paper:
    wanted = next((each for each in ResultPaper if each.value == kind), None)
    if wanted is None or not any(each.id == year for each in years_of(visit)):
        raise not_found("考核结果")
    view = read_result(visit.tx, year, now=visit.now, person_id=visit.by, period=visit.query.get("period", ""))
    by_points = visit.query.get("order", "points") == "points"
    try:
        letter = result_paper(view, wanted, unit=visit.query.get("unit", ""), by_points=by_points)
    except Refused as refused:
        raise badly_asked(*refused.reasons) from refused
    asked = {name: visit.query[name] for name in TAKEN if visit.query.get(name)}
    return Paper(
        letter=letter,
        at=view.worked_at,
        address=f"/results/papers/{year}/{kind}",
        query=f"?{urlencode(asked)}" if asked else "",
        back=f"/results?year={year}",
    )


@pages.get("/results/{number:int}/opinions/{reply}", access=About(SubjectKind.RESULT, "number"))
def opinion(visit: Visit, number: int, reply: str) -> Response:
    return paper_page(visit, _opinion(visit, number, reply))


@pages.get("/results/{number:int}/opinions/{reply}/{form}", access=About(SubjectKind.RESULT, "number"))
def opinion_file(visit: Visit, number: int, reply: str, form: str) -> Response:
    return paper_file(visit, _opinion(visit, number, reply), form)


def _opinion(visit: Visit, number: int, reply: str) -> Paper:
    """The office holds all of them, a body its own."""
    asked = select(Result.c.assessment_id, Result.c.period).where(Result.c.id == number)
    year, period = visit.tx.execute(asked).one()
    view = read_result(visit.tx, year, now=visit.now, person_id=visit.by, period=period)
    letters = letters_to(visit.tx, year, view, now=visit.now, period=period)
    found = next((each for each in letters if str(each.asked.reply) == reply), None)
    if found is None:
        raise not_found("函")
    back = f"/results/{number}/opinions"
    return Paper(letter=opinion_paper(found, view), at=visit.now, address=f"{back}/{reply}", back=back)
