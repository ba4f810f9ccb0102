"""`/office/lights`: the light of every target and why; `/office/lights/lists`: who was put on which list in a month."""

from itertools import groupby
from typing import Any

from starlette.responses import Response

from actions.shortfalls.lights import (
    Chosen,
    count_chosen,
    count_lights,
    lights_page,
    running_years,
    standing_now,
)
from actions.shortfalls.lists import ListKind, listed
from states.pace import Light
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.office.months import month_asked, months_back
from web.office.paging import paged
from web.office.seats import DESKS, OFFICE

pages = Pages(navigation=[nav("指标灯", "/office/lights", *DESKS, group=Group.STATISTICS)])
PAGE = 100


@pages.get("/office/lights", access=OFFICE)
def lights(visit: Visit) -> Response:
    """Every numeric target in official order, each with what its light was read from; or only those that lag."""
    years = running_years(visit.tx, office=visit.at.office_id)
    standing = standing_now(visit.tx, years, today=visit.day)
    counts = count_lights(visit.tx, years, standing)
    chosen = _chosen(visit)
    count = sum(counts.values()) if chosen == Chosen() else count_chosen(visit.tx, years, standing, chosen)
    page, last = paged(visit, count, PAGE)
    place = {"today": visit.day, "limit": PAGE, "offset": (page - 1) * PAGE}
    found = lights_page(visit.tx, years, standing, chosen, **place)
    by_unit: list[tuple[str, list[Any]]] = [(unit, [*own]) for unit, own in groupby(found, key=lambda one: one.unit)]
    return visit.page(
        "office/lights.html",
        by_unit=by_unit,
        counts=counts,
        total=sum(counts.values()),
        page=page,
        last=last,
        lagging=chosen.lagging,
        chosen=chosen.light.value if chosen.light is not None else "",
    )


def _chosen(visit: Visit) -> Chosen:
    if visit.query.get("lagging") == "1":
        return Chosen(lagging=True)
    return Chosen(light=next((each for each in Light if each.value == visit.query.get("light")), None))


@pages.get("/office/lights/lists", access=OFFICE)
def lists(visit: Visit) -> Response:
    """逾期、通报、研判: in official order, 排名不分先后."""
    kind = next((each for each in ListKind if each.value == visit.query.get("kind")), ListKind.OVERDUE)
    month = month_asked(visit)
    found = listed(visit.tx, kind, month, office=visit.at.office_id)
    return visit.page(
        "office/lists.html", kind=kind, kinds=tuple(ListKind), month=month, months=months_back(visit), found=found
    )
