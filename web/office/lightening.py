"""`/office/burden`: 减负 (R2.28, W15), what each unit was asked for in a month; nobody is ranked (O15)."""

from starlette.responses import Response

from actions.burden.report import before, report_on, year_before
from config.obligations import ObligationKind
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.office.months import month_asked, months_back
from web.office.seats import DESKS, OFFICE

pages = Pages(navigation=[nav("减负", "/office/burden", *DESKS, group=Group.STATISTICS)])


@pages.get("/office/burden", access=OFFICE)
def burden(visit: Visit) -> Response:
    """Unit by unit in official order: this month beside the last, and beside the same month of last year."""
    month = month_asked(visit)
    found = report_on(visit.tx, visit.at.office_id, month)
    chosen = next((each for each in found if each.unit.code == visit.query.get("unit")), None)
    return visit.page(
        "office/burden.html",
        month=month,
        months=months_back(visit),
        found=found,
        chosen=chosen,
        earlier=(before(month), year_before(month)),
        label=lambda code: ObligationKind(code).label,
    )
