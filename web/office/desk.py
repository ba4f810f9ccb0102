"""`/office`: today's desk, every number of it with the list that it counts."""

from starlette.responses import Response

from web.kernel.navigation import nav
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.office.reading import (
    behind,
    clock_notes,
    coming_week,
    corrections,
    counts_of_month,
    month_of,
    own_work,
    pleas_waiting,
    summaries_drafted,
    urged_so_far,
    waiting_for_us,
)
from web.office.seats import DESKS, OFFICE

pages = Pages(navigation=[nav("考核工作台", "/office", *DESKS, home=True)])


@pages.get("/office", access=OFFICE)
def office(visit: Visit) -> Response:
    """What is due, in and late this month; what lags; what waits for an answer, a check or a signature."""
    month, (to_verify, above) = month_of(visit), waiting_for_us(visit)
    return visit.page(
        "office/desk.html",
        month=month,
        counts=counts_of_month(visit, month),
        urged=urged_so_far(visit, month),
        to_verify=to_verify,
        above=above,
        behind=behind(visit),
        pleas=pleas_waiting(visit),
        corrections=corrections(visit),
        summaries=summaries_drafted(visit),
        own=own_work(visit),
        week=coming_week(visit),
        notes=clock_notes(visit),
    )
