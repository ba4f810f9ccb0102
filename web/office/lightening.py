"""`/office/burden`: 减负 (R2.28, W15), what each unit was asked for in a month, and which urging a year was spared.

Nobody is ranked (O15)."""

from collections.abc import Sequence

from starlette.responses import Response

from actions.burden.report import UnitReport, before, report_on, year_before
from actions.burden.sparing import spared_in
from config.obligations import ObligationKind
from config.zone import SHANGHAI
from web.charts.bars import Bar, Part, bar_chart
from web.charts.chart import Chart
from web.dealing.years import chosen as chosen_year
from web.dealing.years import years_of
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.office.months import month_asked, months_back
from web.office.seats import DESKS, OFFICE
from workdays.periods import Period

pages = Pages(navigation=[nav("减负", "/office/burden", *DESKS, group=Group.STATISTICS)])
MOST = 60
"""More bars than that are no picture any more: the table tells."""


@pages.get("/office/burden", access=OFFICE)
def burden(visit: Visit) -> Response:
    """Unit by unit in official order: this month beside the last, and beside the same month of last year."""
    month = month_asked(visit, usual=_last_of_old_year(visit))
    found = report_on(visit.tx, visit.at.office_id, month, forms_beside=False)
    year = Period.year(month.start.year)
    chosen = next((each for each in found if each.unit.code == visit.query.get("unit")), None)
    return visit.page(
        "office/burden.html",
        month=month,
        months=months_back(visit),
        found=found,
        chart=_drawn(found, visit, month) if len(found) <= MOST else None,
        chosen=chosen,
        spared=spared_in(visit.tx, visit.directory, year),
        is_whole_year=year.ended_before(visit.now.astimezone(SHANGHAI).date()),
        earlier=(before(month), year_before(month)),
        label=lambda code: ObligationKind(code).label,
    )


def _last_of_old_year(visit: Visit) -> Period | None:
    """In January, while the old year is being settled, its last month: the new one has hardly anything to count."""
    year = chosen_year(visit, years_of(visit))
    if year is None or not year.comes_first or visit.day.month != 1:
        return None
    return Period.month(year.year, 12)


def _drawn(found: Sequence[UnitReport], visit: Visit, month: Period) -> Chart:
    """What each unit was asked to do, by what it was; without what only came to be read."""
    words = visit.words
    asked = [
        (each, (each.now.reports, each.now.figures, each.now.urgings, each.now.visits, each.now.letters))
        for each in found
    ]
    count = sum(sum(values) for _, values in asked)
    return bar_chart(
        [
            Bar(each.unit.shown, values, f"/office/burden?month={month.code}&unit={each.unit.code}")
            for each, values in asked
        ],
        title=words("各单位被要求的次数"),
        says=words("%(month)s共%(count)s次，按规范序列，排名不分先后。", month=words.say(month.label), count=count),
        head=words("单位"),
        parts=[Part(words(label)) for label in ("报告", "数据", "催办", "督查", "文书")],
        unit=words("次"),
    )
