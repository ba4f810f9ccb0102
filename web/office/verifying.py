"""`/office/verify`: the queue of what is to be verified, and `/reports/{report}/verify`: one report in a split view."""

from decimal import Decimal
from typing import Any

from starlette.responses import Response

from actions.looking import look
from actions.registry import registry
from actions.reports.awaiting import awaiting, count_awaiting, numbers_of, queues_of
from actions.reports.dossier import dossier_of
from actions.reports.requesting import request_of
from actions.reports.sheets import Sheet, sheets_of
from config.obligations import ObligationKind
from states.subjects import SubjectKind
from states.verbs import label_of
from web.kernel.access import About
from web.kernel.errors import not_found
from web.kernel.navigation import Group, nav, waits_for
from web.kernel.pages import Pages
from web.kernel.paging import number_in, paged
from web.kernel.visit import Visit
from web.office.seats import DESKS, OFFICE, VERIFIERS

FOUND = waits_for(kinds=(ObligationKind.VERIFICATION, ObligationKind.VERDICT))

pages = Pages(navigation=[nav("核验", "/office/verify", *DESKS, group=Group.HANDLING, waits=FOUND)])
PAGE = 50
JUDGING = ("verify", "record_verdict", "allow_correction")


@pages.get("/office/verify", access=OFFICE)
def to_verify(visit: Visit) -> Response:
    """What waits, the longest due first; what is on pace and raises no question may be ticked."""
    queues = queues_of(visit.tx, visit.at.office_id, visit.sees(SubjectKind.REPORT))
    counts = [count_awaiting(visit.tx, each) for each in queues]
    above = _is_above(visit)
    page, last = paged(visit, counts[above], PAGE)
    found = awaiting(visit.tx, queues[above], now=visit.now, limit=PAGE, offset=(page - 1) * PAGE)
    return visit.page("office/queue.html", found=found, counts=counts, above=above, page=page, last=last, place=_place)


def _is_above(visit: Visit) -> bool:
    """Asked for what the superior has still to judge, not for what is ours to verify."""
    return visit.query.get("above") == "1"


def _place(page: int, index: int) -> int:
    return (page - 1) * PAGE + index


@pages.get("/office/verify/next", access=OFFICE)
def next_to_verify(visit: Visit) -> Response:
    """The one that stands where the last one stood; behind the last of all comes the queue again."""
    place, kept = number_in(visit, "place", 0), "above=1" if _is_above(visit) else ""
    queue = queues_of(visit.tx, visit.at.office_id, visit.sees(SubjectKind.REPORT))[_is_above(visit)]
    found = numbers_of(visit.tx, queue, limit=1, offset=place)
    if not found:
        return visit.redirect(f"/office/verify?{kept}" if kept else "/office/verify")
    return visit.redirect(f"/reports/{found[0]}/verify?place={place}{'&' if kept else ''}{kept}")


@pages.get("/reports/{report:int}/verify", access=About(SubjectKind.REPORT, "report", also=VERIFIERS))
def verify(visit: Visit, report: int) -> Response:
    """What was reported on the left, what is found on the right, the evidence beside it."""
    act = look(visit.tx, by=visit.by, now=visit.now)
    (sheet,) = sheets_of(act, [report])
    if not any(offer.permitted for verb, offer in sheet.offers.items() if verb in JUDGING):
        raise not_found("待核验的进展报告")
    place = number_in(visit, "place", 0) if visit.has(*DESKS) else None
    unit, kept = visit.directory.units[sheet.row.unit_id], "&above=1" if _is_above(visit) else ""
    return visit.page(
        "office/verify.html",
        sheet=sheet,
        unit=unit,
        dossier=dossier_of(act, sheet),
        judging=_judging(sheet),
        asked=request_of(act, report),
        back=sheet.offers.get("return_for_revision"),
        then=f"/office/verify/next?place={place}{kept}" if place is not None else visit.place,
        plain=plain,
        people=visit.directory.persons,
        named=said_act,
    )


def _judging(sheet: Sheet) -> Any | None:
    """核验 or 登记上级认定, whichever this year's machine has from here."""
    return next((sheet.offers[verb] for verb in JUDGING if verb in sheet.offers), None)


def plain(value: Decimal | None) -> str:
    """As it is typed: without marks between thousands."""
    if value is None:
        return ""
    shown = f"{value:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def said_act(act: str) -> str:
    """What the journal calls an act, as people call it."""
    entry = registry().get(act)
    return entry.label if entry is not None else label_of(act)
