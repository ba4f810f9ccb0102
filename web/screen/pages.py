"""`/screen`: the page for the wall of a meeting room. It renews itself and asks nothing of anybody."""

from collections.abc import Iterator, Mapping
from typing import Any

from starlette.responses import Response

from config.roles import Role
from states.pace import Light
from web.kernel.access import roles
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.office.reading import coming_week, counts_of_month, month_of
from web.screen.reading import SHOWN, Wall, wall_of

READERS = (
    *(Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD),
    *(Role.PRINCIPAL_LEADER, Role.COMMITTEE, Role.SUPERVISION),
)
COLOURS = {Light.GREEN: "#35c27a", Light.YELLOW: "#f0b83c", Light.RED: "#ff6b5e"}

pages = Pages(navigation=[nav("大屏", "/screen", *READERS, group=Group.STATISTICS)])


@pages.get("/screen", access=roles(*READERS))
def screen(visit: Visit) -> Response:
    """What is in and what is missing this month; how the indicators stand by verified figures; what is due next."""
    wall = wall_of(visit)
    return visit.page(
        "screen.html",
        title=_title(visit, wall),
        tiles=_tiles(visit),
        lights=wall.counts,
        units=wall.units,
        lagging=[(what, visit.words("欠%(gap)s", gap=gap)) for what, gap in wall.behind],
        coming=[*_coming(visit)][:SHOWN],
        trend=_trend(visit, wall),
        until=wall.until,
    )


def _title(visit: Visit, wall: Wall) -> str:
    if not wall.years:
        return visit.words("目标责任考核进展")
    return visit.words("%(year)s年度目标责任考核进展", year=max(wall.years))


def _tiles(visit: Visit) -> list[tuple[int, str, str]]:
    counts = counts_of_month(visit, month_of(visit))
    return [
        (counts.asked, visit.words("本月应报"), "plain"),
        (counts.came, visit.words("已报送"), "good"),
        (counts.today, visit.words("今日到期"), "warn" if counts.today else "plain"),
        (counts.late, visit.words("已过期限"), "bad" if counts.late else "plain"),
    ]


def _coming(visit: Visit) -> Iterator[tuple[str, str]]:
    for day in coming_week(visit):
        for kind, count in day.counts:
            said = visit.words("%(kind)s %(count)s项", kind=visit.words(kind.label), count=count)
            yield said, visit.words("%(month)s%(day)s日", month=visit.words.month(day.day.month), day=day.day.day)


def _trend(visit: Visit, wall: Wall) -> Mapping[str, Any] | None:
    """The lights month by month; one month alone is no course."""
    months = wall.months
    if len(months) < 2:
        return None
    return {
        "color": list(COLOURS.values()),
        "legend": {},
        "xAxis": {
            "type": "category",
            "data": [visit.words.month(month.month) for month in months],
        },
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {
                "name": visit.words(light.label),
                "type": "bar",
                "stack": "lights",
                "data": [counts.get(light.value, 0) for counts in months.values()],
            }
            for light in COLOURS
        ],
    }
