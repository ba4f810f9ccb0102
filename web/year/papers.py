"""`/year/running/{year}/papers/…`: 任务下达通知、目标责任书、工作日历挂图 of a running year, with their files."""

from urllib.parse import urlencode

from starlette.responses import Response

from actions.acts import Refused
from actions.archiving.handing_out import hand_out_year
from actions.doors import Door
from actions.papers.years import YearPaper, pledging, year_paper
from web.kernel.errors import badly_asked, not_found
from web.kernel.handing import handed
from web.kernel.pages import Pages, Posted
from web.kernel.visit import Visit
from web.letters.printing import Paper, paper_file, paper_page
from web.year.access import OFFICE, demand
from web.year.reading import year_called

pages = Pages()


@pages.get("/year/running/{year:int}/papers/{kind}", access=OFFICE)
def shown(visit: Visit, year: int, kind: str) -> Response:
    return paper_page(visit, _paper(visit, year, kind))


@pages.get("/year/running/{year:int}/papers/{kind}/{form}", access=OFFICE)
def file(visit: Visit, year: int, kind: str, form: str) -> Response:
    return paper_file(visit, _paper(visit, year, kind), form)


@pages.get("/year/running/{year:int}/pledges", access=OFFICE)
def pledges(visit: Visit, year: int) -> Response:
    """One for each unit that leads something, in the official order."""
    demand(visit, "draft_scheme")
    found = year_called(visit, year)
    return visit.page("year/pledges.html", year=found, units=pledging(visit.tx, year, now=visit.now))


def _paper(visit: Visit, year: int, kind: str) -> Paper:
    demand(visit, "draft_scheme")
    year_called(visit, year)
    wanted = next((each for each in YearPaper if each.value == kind), None)
    if wanted is None:
        raise not_found()
    unit = visit.query.get("unit", "")
    try:
        letter = year_paper(visit.tx, wanted, year, now=visit.now, unit=unit)
    except Refused as refused:
        raise badly_asked(*refused.reasons) from refused
    return Paper(
        letter=letter,
        at=visit.now,
        address=f"/year/running/{year}/papers/{kind}",
        query=f"?{urlencode({'unit': unit})}" if unit else "",
        back=f"/year/running/{year}/pledges" if unit else "/year",
    )


@pages.post("/year/running/{year:int}/archive", access=OFFICE)
def archive(visit: Visit, _posted: Posted, year: int) -> Response:
    """The whole year as one file. Who took it is on record."""
    found = year_called(visit, year)
    surroundings, door = visit.surroundings, Door(now=visit.now, by=visit.by)
    visit.tx.rollback()  # the year is read at a moment of its own
    return handed(
        f"{found.title} 归档文件.zip",
        lambda path: hand_out_year(surroundings.database, surroundings.store, year, path, door=door),
    )
