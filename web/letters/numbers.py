"""`/office/letters/numbers`: 编号登记簿, which number went to which letter; a number that is missing is told (O04)."""

from starlette.responses import Response

from actions.letters.register import registers_of
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.office.seats import OFFICE

pages = Pages()


@pages.get("/office/letters/numbers", access=OFFICE)
def numbers(visit: Visit) -> Response:
    """Series by series; what was voided keeps its own."""
    found = registers_of(visit.tx, now=visit.now, person_id=visit.by)
    return visit.page("letters/numbers.html", series=[each for each in found if each.office == visit.at.office])
