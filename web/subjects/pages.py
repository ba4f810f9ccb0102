"""Reports: the page on which all of a window are filled in, the page of one, and what proves that they arrived."""

from functools import partial

from starlette.responses import Response

from config.roles import Role
from states.subjects import SubjectKind
from web.kernel.access import About, SignedIn, roles
from web.kernel.errors import not_found
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages, Posted
from web.kernel.visit import Visit
from web.subjects.listing import own_reports
from web.subjects.papers import paper_of, sent_file
from web.subjects.reckoning import reckoned_of
from web.subjects.reporting import form_of, sheets, sheets_in_window
from web.subjects.viewing import receipt_of, view_of
from web.subjects.working import Work, work_on

WRITERS = roles(
    Role.OFFICER,
    Role.RESPONSIBLE_PERSON,
    Role.DEPARTMENT_HEAD,
    Role.LIAISON,
    Role.UNIT_OFFICE,
    Role.STATISTICS,
)

pages = Pages(navigation=[nav("历次报送", "/reports", *WRITERS.roles, group=Group.HANDLING)])


@pages.get("/reports", access=WRITERS)
def reports(visit: Visit) -> Response:
    """What my unit has reported."""
    return own_reports(visit)


@pages.get("/reports/window/{window:int}", access=WRITERS)
def reports_of_window(visit: Visit, window: int) -> Response:
    """Everything that my desk has to report in this window."""
    found = sheets_in_window(visit, window)
    if not found:
        raise not_found("报送")
    return visit.page("subjects/report/fill.html", form=form_of(visit, found), at=_window(window))


@pages.post("/reports/window/{window:int}", access=WRITERS)
def work_on_window(visit: Visit, posted: Posted, window: int) -> Response:
    """Save, hand in, add or take away evidence: what was typed is kept whatever else happens."""
    return work_on(visit, posted, partial(sheets_in_window, visit, window), at=_window(window))


@pages.get("/reports/window/{window:int}/receipt", access=WRITERS)
def receipt_of_window(visit: Visit, window: int) -> Response:
    """What arrived, and when; what has not left yet, and why."""
    found = sheets_in_window(visit, window)
    if not found:
        raise not_found("报送")
    return visit.page("subjects/report/receipt.html", receipt=receipt_of(visit, found), at=_window(window))


@pages.get("/reports/{report:int}", access=About(SubjectKind.REPORT, "report"))
def report_page(visit: Visit, report: int) -> Response:
    """One report: to be filled in by whoever may, else to be read."""
    found = sheets(visit, [report])
    view = view_of(visit, found[0])
    if view.may_fill:
        return visit.page("subjects/report/fill.html", form=form_of(visit, found), view=view, at=_one(report))
    return visit.page("subjects/report/view.html", view=view, form=form_of(visit, found), at=_one(report))


@pages.post("/reports/{report:int}", access=About(SubjectKind.REPORT, "report"))
def work_on_report(visit: Visit, posted: Posted, report: int) -> Response:
    """The same for one report."""
    return work_on(visit, posted, partial(sheets, visit, [report]), at=_one(report))


@pages.get("/reports/{report:int}/receipt", access=About(SubjectKind.REPORT, "report"))
def receipt_of_report(visit: Visit, report: int) -> Response:
    return visit.page(
        "subjects/report/receipt.html", receipt=receipt_of(visit, sheets(visit, [report])), at=_one(report)
    )


@pages.get("/reports/{report:int}/reckoned", access=About(SubjectKind.REPORT, "report"))
def reckoned(visit: Visit, report: int) -> Response:
    """What follows from a figure that is being typed; nothing is kept."""
    return reckoned_of(visit, sheets(visit, [report])[0])


@pages.get("/evidence/{version:int}", access=SignedIn())
def evidence(visit: Visit, version: int) -> Response:
    """The file itself, of this version of a document; `download` keeps a browser from showing it."""
    return sent_file(visit, paper_of(visit, version))


def _window(window: int) -> Work:
    return Work(path=f"/reports/window/{window}", is_window=True)


def _one(report: int) -> Work:
    return Work(path=f"/reports/{report}", is_window=False)
