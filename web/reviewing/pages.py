"""`/review/…`: one thing to be agreed to or sent back; several at once; the sheet for a pen, and what came of it."""

from starlette.responses import Response

from actions.acts import Refused
from actions.doors import Door
from actions.performing import perform
from actions.reviewing.codes import SheetOf, sheet_of
from states.subjects import SubjectKind
from web.kernel.access import About, SignedIn
from web.kernel.errors import badly_asked
from web.kernel.pages import Pages, Posted
from web.kernel.visit import Visit
from web.reviewing.papering import paper_page, recorded, sheet_page
from web.reviewing.reading import posts_to_ask, reviewed
from web.reviewing.sheets import sheet_file
from web.reviewing.showing import shown_in
from web.reviewing.ticking import result_of, ticked

pages = Pages()


def _review(visit: Visit, kind: SubjectKind, number: int) -> Response:
    review = reviewed(visit, kind, number)
    asked = posts_to_ask(visit) if review.quiet else []
    sheet = SheetOf(kind, number, review.round)
    return visit.page(f"reviewing/{kind.value}.html", review=review, asked=asked, sheet=sheet, **shown_in(review))


@pages.get("/review/assignment/{number:int}", access=About(SubjectKind.ASSIGNMENT, "number"))
def review_assignment(visit: Visit, number: int) -> Response:
    return _review(visit, SubjectKind.ASSIGNMENT, number)


@pages.get("/review/report/{number:int}", access=About(SubjectKind.REPORT, "number"))
def review_report(visit: Visit, number: int) -> Response:
    return _review(visit, SubjectKind.REPORT, number)


@pages.get("/review/package/{number:int}", access=About(SubjectKind.PACKAGE, "number"))
def review_package(visit: Visit, number: int) -> Response:
    return _review(visit, SubjectKind.PACKAGE, number)


@pages.post("/review/many", access=SignedIn())
def approve_many(visit: Visit, posted: Posted) -> Response:
    """Those that were ticked, each with what became of it (A30)."""
    items = ticked(posted)
    if not items:
        raise Refused("批量同意", ("请先勾选要办理的事项",))
    data = {"items": items, "words": posted.get("words")}
    try:
        done = perform(visit.surroundings.database, "approve_many", data, door=Door(now=visit.now, by=visit.by))
        results, said = done.details["results"], done.summary
    except Refused as refused:
        results, said = [], str(refused)
    return visit.page(
        "reviewing/many.html", results=result_of(visit, items, results), sentence=said, back=posted.get("_back")
    )


# On paper


@pages.get("/review/assignment/{number:int}/sheet", access=About(SubjectKind.ASSIGNMENT, "number"))
def assignment_sheet(visit: Visit, number: int) -> Response:
    return sheet_page(visit, SubjectKind.ASSIGNMENT, number)


@pages.get("/review/report/{number:int}/sheet", access=About(SubjectKind.REPORT, "number"))
def report_sheet(visit: Visit, number: int) -> Response:
    return sheet_page(visit, SubjectKind.REPORT, number)


@pages.get("/review/package/{number:int}/sheet", access=About(SubjectKind.PACKAGE, "number"))
def package_sheet(visit: Visit, number: int) -> Response:
    return sheet_page(visit, SubjectKind.PACKAGE, number)


@pages.get("/review/assignment/{number:int}/sheet/{form}", access=About(SubjectKind.ASSIGNMENT, "number"))
def assignment_sheet_file(visit: Visit, number: int, form: str) -> Response:
    return sheet_file(visit, SubjectKind.ASSIGNMENT, number, form)


@pages.get("/review/report/{number:int}/sheet/{form}", access=About(SubjectKind.REPORT, "number"))
def report_sheet_file(visit: Visit, number: int, form: str) -> Response:
    return sheet_file(visit, SubjectKind.REPORT, number, form)


@pages.get("/review/package/{number:int}/sheet/{form}", access=About(SubjectKind.PACKAGE, "number"))
def package_sheet_file(visit: Visit, number: int, form: str) -> Response:
    return sheet_file(visit, SubjectKind.PACKAGE, number, form)


@pages.get("/review/assignment/{number:int}/paper", access=About(SubjectKind.ASSIGNMENT, "number"))
def assignment_paper(visit: Visit, number: int) -> Response:
    return paper_page(visit, SubjectKind.ASSIGNMENT, number)


@pages.get("/review/report/{number:int}/paper", access=About(SubjectKind.REPORT, "number"))
def report_paper(visit: Visit, number: int) -> Response:
    return paper_page(visit, SubjectKind.REPORT, number)


@pages.get("/review/package/{number:int}/paper", access=About(SubjectKind.PACKAGE, "number"))
def package_paper(visit: Visit, number: int) -> Response:
    return paper_page(visit, SubjectKind.PACKAGE, number)


@pages.post("/review/assignment/{number:int}/paper", access=About(SubjectKind.ASSIGNMENT, "number"))
def record_assignment_paper(visit: Visit, posted: Posted, number: int) -> Response:
    return recorded(visit, posted, SubjectKind.ASSIGNMENT, number)


@pages.post("/review/report/{number:int}/paper", access=About(SubjectKind.REPORT, "number"))
def record_report_paper(visit: Visit, posted: Posted, number: int) -> Response:
    return recorded(visit, posted, SubjectKind.REPORT, number)


@pages.post("/review/package/{number:int}/paper", access=About(SubjectKind.PACKAGE, "number"))
def record_package_paper(visit: Visit, posted: Posted, number: int) -> Response:
    return recorded(visit, posted, SubjectKind.PACKAGE, number)


@pages.get("/review/code", access=SignedIn())
def by_code(visit: Visit) -> Response:
    """The short code of a sheet leads to where it is recorded."""
    found = sheet_of(visit.query.get("code", ""))
    if found is None:
        raise badly_asked("没有这个短码，请核对呈批单右上角的字母和数字")
    return visit.redirect(f"/review/{found.kind.value}/{found.id}/paper?code={found.code}")
