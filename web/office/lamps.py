"""`/office/lights`: the light of every target and why; `/office/lights/lists`: who was put on which list in a month."""

from itertools import groupby
from typing import Any

from starlette.responses import Response

from actions.shortfalls.lights import TargetLight, lights_of, running_years
from actions.shortfalls.lists import ListKind, listed
from config.zone import SHANGHAI
from states.pace import Light
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.office.months import month_asked, months_back
from web.office.paging import paged
from web.office.seats import DESKS, OFFICE

pages = Pages(navigation=[nav("指标灯", "/office/lights", *DESKS, group=Group.STATISTICS)])
PAGE = 100
LAGGING = frozenset({Light.YELLOW, Light.RED})


@pages.get("/office/lights", access=OFFICE)
def lights(visit: Visit) -> Response:
    """Every numeric target in official order, each with what its light was read from; or only those that lag."""
    today = visit.now.astimezone(SHANGHAI).date()
    years = running_years(visit.tx, office=visit.at.office_id)
    found = [each for year in years for each in lights_of(visit.tx, year, today=today)]
    counts = {light: sum(each.light.light is light for each in found) for light in Light}
    lagging = visit.query.get("lagging") == "1"
    chosen = visit.query.get("light", "")
    shown = [each for each in found if _is_shown(each, lagging=lagging, chosen=chosen)]
    page, last = paged(visit, len(shown), PAGE)
    part = shown[(page - 1) * PAGE : page * PAGE]
    by_unit: list[tuple[str, list[Any]]] = [(unit, [*own]) for unit, own in groupby(part, key=lambda one: one.unit)]
    return visit.page(
        "office/lights.html",
        by_unit=by_unit,
        counts=counts,
        total=len(found),
        page=page,
        last=last,
        lagging=lagging,
        chosen=chosen,
    )


def _is_shown(each: TargetLight, *, lagging: bool, chosen: str) -> bool:
    if lagging:
        return each.light.light in LAGGING or each.shortfall is not None
    return not chosen or each.light.light.value == chosen


@pages.get("/office/lights/lists", access=OFFICE)
def lists(visit: Visit) -> Response:
    """逾期、通报、研判: in official order, 排名不分先后."""
    kind = next((each for each in ListKind if each.value == visit.query.get("kind")), ListKind.OVERDUE)
    month = month_asked(visit)
    found = listed(visit.tx, kind, month, office=visit.at.office_id)
    return visit.page(
        "office/lists.html", kind=kind, kinds=tuple(ListKind), month=month, months=months_back(visit), found=found
    )
