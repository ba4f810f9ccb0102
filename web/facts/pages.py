"""`/facts`: 评分事实, what was recorded for scoring; `/facts/new`: recording them, one kind for many units at once."""

from itertools import groupby

from starlette.responses import Response

from config.roles import Role
from web.dealing.years import chosen, years_of
from web.facts.grid import Grid
from web.facts.kinds import MOST_VOTERS, VOTERS, Kind
from web.facts.reading import facts_listed, label_of
from web.kernel.access import roles
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.listing.visiting import list_page

RECORDERS = (
    Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD, Role.ASSESSOR, Role.STATISTICS, Role.UNIT_OFFICE,
    Role.DEPARTMENT_HEAD, Role.LIAISON, Role.OFFICER, Role.RESPONSIBLE_PERSON,
)  # fmt: skip
"""Whom the table of rights lets record in one unit or another; which facts, the grid asks of the table itself."""
READERS = (
    *RECORDERS, Role.PRINCIPAL_LEADER, Role.COMMITTEE, Role.SUPERVISION, Role.DISCIPLINE, Role.AUDITOR,
)  # fmt: skip
DAILY = (Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD, Role.ASSESSOR, Role.STATISTICS)

pages = Pages(navigation=[nav("评分事实", "/facts", *DAILY, group=Group.ASSESSING)])


@pages.get("/facts", access=roles(*READERS))
def facts(visit: Visit) -> Response:
    """Of one year, as far as the reader may see them."""
    years = years_of(visit)
    year = chosen(visit, years)
    if year is None:
        return visit.page("dealing/no_results.html")
    may = visit.has(*RECORDERS)
    return list_page(visit, "facts/facts.html", facts_listed(visit, year), years=years, year=year, may_record=may)


@pages.get("/facts/new", access=roles(*RECORDERS))
def record(visit: Visit) -> Response:
    """A kind and a period are chosen first, then a row is typed for each unit."""
    years = years_of(visit)
    year = chosen(visit, years)
    if year is None:
        return visit.page("dealing/no_results.html")
    grid = Grid(visit, year, _voters(visit))
    kinds = grid.kinds()
    kind = next((each for each in kinds if each.key == visit.query.get("kind", "")), kinds[0] if kinds else None)
    periods = grid.periods(kind) if kind is not None else []
    period = _period(visit, periods)
    everybody = bool(visit.query.get("all"))
    return visit.page(
        "facts/record.html",
        years=years,
        year=year,
        groups=[(label_of(sort), list(some)) for sort, some in groupby(kinds, key=_sort)],
        kind=kind,
        periods=periods,
        period=period,
        rows=grid.rows(kind, period, everybody=everybody) if kind is not None else [],
        everybody=everybody,
        voters=grid.voters,
    )


def _sort(kind: Kind) -> str:
    return kind.sort


def _period(visit: Visit, periods: list[tuple[str, str]]) -> str:
    known = [code for code, _ in periods]
    wanted = visit.query.get("period", "")
    return wanted if wanted in known else next(iter(known), "")


def _voters(visit: Visit) -> int:
    asked = visit.query.get("voters", "")
    return min(max(int(asked), 1), MOST_VOTERS) if asked.isdecimal() and len(asked) < 4 else VOTERS
