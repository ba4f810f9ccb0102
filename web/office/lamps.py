"""`/office/lights`: the light of every target and why; `/office/lights/lists`: who was put on which list in a month."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from starlette.responses import Response

from actions.shortfalls.lights import (
    Chosen,
    UnitLights,
    count_by_unit,
    count_chosen,
    count_lights,
    lights_page,
    standing_now,
)
from actions.shortfalls.lists import ListKind, listed
from states.assessment import AssessmentState
from states.pace import Light
from web.charts.bars import Bar, Part, bar_chart
from web.charts.chart import Chart
from web.charts.shares import Share, share_chart
from web.dealing.years import Year, years_of
from web.dealing.years import chosen as chosen_year
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages
from web.kernel.paging import paged
from web.kernel.visit import Visit
from web.kernel.words import Words
from web.office.months import month_asked, months_back
from web.office.seats import DESKS, OFFICE

pages = Pages(navigation=[nav("指标灯", "/office/lights", *DESKS, group=Group.STATISTICS)])
PAGE, BARS = 100, 40
UNITS = "units"
COLOURS = {Light.GREEN: "#1f9d57", Light.YELLOW: "#c98700", Light.RED: "#d1281d", Light.NONE: "#87929e"}


@pages.get("/office/lights", access=OFFICE)
def lights(visit: Visit) -> Response:
    """Every numeric target in official order, each with what its light was read from; or only those that lag."""
    running = [each for each in years_of(visit) if each.state == AssessmentState.RUNNING.value]
    year = chosen_year(visit, running)
    years = _looked_at(visit, running, year)
    looking: dict[str, Any] = {"years": running, "year": year, "base": _base(visit, year)}
    standing = standing_now(visit.tx, years, today=visit.day)
    counts = count_lights(visit.tx, years, standing)
    if visit.query.get("view") == UNITS:
        return _by_unit(visit, count_by_unit(visit.tx, years, standing), counts, looking)
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
        charts=None,
        **looking,
    )


def _looked_at(visit: Visit, running: Sequence[Year], year: Year | None) -> list[int]:
    """The year that was asked for; else everything that runs in the calendar year of the one that is shown first."""
    if year is None:
        return []
    if str(year.id) == visit.query.get("year"):
        return [year.id]
    return sorted(each.id for each in running if each.year == year.year)


def _base(visit: Visit, year: Year | None) -> str:
    """What every link of the page begins with, so that the year that was asked for stays."""
    return f"/office/lights?year={year.id}&" if year and str(year.id) == visit.query.get("year") else "/office/lights?"


def _by_unit(
    visit: Visit, units: Sequence[UnitLights], counts: Mapping[Light, int], looking: Mapping[str, Any]
) -> Response:
    """How many of each light a unit has, and all of them together."""
    page, last = paged(visit, len(units), BARS)
    return visit.page(
        "office/lights.html",
        by_unit=(),
        counts=counts,
        total=sum(counts.values()),
        page=page,
        last=last,
        lagging=False,
        chosen="",
        charts=(
            _bars(units[(page - 1) * BARS : page * BARS], visit.words),
            _ring(counts, visit.words, looking["base"]),
        ),
        **looking,
    )


def _bars(units: Sequence[UnitLights], words: Words) -> Chart:
    return bar_chart(
        [Bar(each.unit, tuple(each.counts.get(light, 0) for light in Light)) for each in units],
        title=words("各单位指标灯"),
        says=words("每个单位各种灯的目标数，按规范序列，排名不分先后。"),
        head=words("单位"),
        parts=[Part(words.say(light.label), COLOURS[light]) for light in Light],
        unit=words("个"),
    )


def _ring(counts: Mapping[Light, int], words: Words, base: str) -> Chart:
    parts = [
        Share(words.say(light.label), count, COLOURS[light], f"{base}light={light.value}")
        for light, count in counts.items()
    ]
    return share_chart(parts, title=words("全部目标"), head=words("灯"), unit=words("个"), words=words)


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
