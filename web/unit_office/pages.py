"""`/unit-office`: collecting, urging, consolidating, and the way of a package out of the house and back."""

from starlette.responses import Response

from actions.acts import Refused
from actions.doors import Door
from actions.performing import perform
from config.roles import Role
from states.subjects import SubjectKind
from web.kernel.access import About, roles
from web.kernel.navigation import Group, nav, waits_for
from web.kernel.pages import Pages, Posted
from web.kernel.reasons import reasons_of
from web.kernel.visit import Visit
from web.reviewing.packages import consolidated
from web.reviewing.reading import reviewed
from web.reviewing.sheets import breakdown_file, broken, formal_page, named
from web.unit_office import entering, sending
from web.unit_office.binding import packages
from web.unit_office.forwarding import LISTED, asked, forwarded
from web.unit_office.reading import boards
from web.unit_office.urging import answered

CLERKS = (Role.UNIT_OFFICE, Role.LIAISON)

pages = Pages(
    navigation=[
        nav("报送汇总", "/unit-office", *CLERKS, home=True),
        nav(
            "报送汇总",
            "/unit-office",
            Role.ASSESSMENT_OFFICE,
            Role.ASSESSMENT_OFFICE_HEAD,
            group=Group.HANDLING,
            waits=waits_for(SubjectKind.PACKAGE),
        ),
    ]
)
COLLECTORS = roles(*CLERKS, Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD)


@pages.get("/unit-office", access=COLLECTORS)
def unit_office(visit: Visit) -> Response:
    found = boards(visit)
    return visit.page(
        "unit_office/home.html",
        boards=[each for each in found if not each.is_over(now=visit.now)],
        over=[each for each in found if each.is_over(now=visit.now)],
        packages=packages(visit),
    )


@pages.post("/unit-office/urge", access=COLLECTORS)
def urge(visit: Visit, posted: Posted) -> Response:
    """Those that were ticked, each with what became of it."""
    ticked = [int(each) for each in posted.all("obligation") if each.isdecimal()]
    if not ticked:
        raise Refused("催报", ("请先勾选要催的事项",))
    data = {"obligations": ticked, "words": posted.get("words")}
    try:
        done = perform(visit.surroundings.database, "urge_obligations", data, door=Door(now=visit.now, by=visit.by))
        sentence, urged, kept = done.summary, done.details["urged"], done.details["not_urged"]
    except Refused as refused:
        sentence, urged, kept = "都没有催", [], {str(number): reasons_of(refused) for number in ticked}
    results = answered(visit, urged, kept)
    return visit.page("unit_office/urged.html", sentence=sentence, results=results)


@pages.get("/unit-office/forward", access=COLLECTORS)
def forward(visit: Visit) -> Response:
    what = asked(visit)
    text = forwarded(visit, what)
    by_unit = text is not None and text.count > LISTED and what.wanted.unit is None
    return visit.page("unit_office/forward.html", text=text, told=what.told, query=what.query, by_unit=by_unit)


# One package

PACKAGE = About(SubjectKind.PACKAGE, "package")


@pages.get("/unit-office/packages/{package:int}", access=PACKAGE)
def package(visit: Visit, package: int) -> Response:
    return sending.show(visit, package)


@pages.get("/unit-office/packages/{package:int}/formal", access=PACKAGE)
def formal(visit: Visit, package: int) -> Response:
    """All annexes of the formal document, one after the other (R0.16, R0.21)."""
    review = reviewed(visit, SubjectKind.PACKAGE, package)
    found = consolidated(review.act, review.subject)
    tables = [(each.item.title, each.unit, (), each.star, each.breakdown) for each in found.breakdowns]
    return visit.page(
        "department/formal.html",
        heading=review.subject.published.scheme.title,
        tables=tables,
        back=f"/unit-office/packages/{package}",
        files=f"/unit-office/packages/{package}/formal",
    )


@pages.get("/unit-office/packages/{package:int}/formal/{form}", access=PACKAGE)
def formal_file(visit: Visit, package: int, form: str) -> Response:
    review = reviewed(visit, SubjectKind.PACKAGE, package)
    found = consolidated(review.act, review.subject)
    tables = [broken(*named(each)) for each in found.breakdowns]
    heading, address = review.subject.published.scheme.title, f"/unit-office/packages/{package}/formal"
    return breakdown_file(visit, heading, tables, address=address, form=form)


@pages.get("/unit-office/packages/{package:int}/letter", access=PACKAGE)
def letter(visit: Visit, package: int) -> Response:
    """The report that goes upward: with the breakdown, or with what was reported."""
    return formal_page(visit, package)


@pages.get("/unit-office/packages/{package:int}/letter/{form}", access=PACKAGE)
def letter_file(visit: Visit, package: int, form: str) -> Response:
    return formal_page(visit, package, form)


@pages.get("/unit-office/packages/{package:int}/table", access=PACKAGE)
def table(visit: Visit, package: int) -> Response:
    """The consolidated table alone, to be printed lying."""
    review = reviewed(visit, SubjectKind.PACKAGE, package)
    return visit.page("unit_office/table.html", review=review, package=consolidated(review.act, review.subject))


@pages.post("/unit-office/packages/{package:int}/seal", access=PACKAGE)
def seal(visit: Visit, posted: Posted, package: int) -> Response:
    return sending.seal(visit, posted, package)


@pages.post("/unit-office/packages/{package:int}/missing", access=PACKAGE)
def missing(visit: Visit, posted: Posted, package: int) -> Response:
    return sending.name_missing(visit, posted, package)


@pages.post("/unit-office/packages/{package:int}/sent-back", access=PACKAGE)
def sent_back(visit: Visit, posted: Posted, package: int) -> Response:
    return sending.superior_returned(visit, posted, package)


# 代录


@pages.get("/unit-office/reports/{report:int}", access=About(SubjectKind.REPORT, "report"))
def enter(visit: Visit, report: int) -> Response:
    return entering.show(visit, report)


@pages.post("/unit-office/reports/{report:int}", access=About(SubjectKind.REPORT, "report"))
def entered(visit: Visit, posted: Posted, report: int) -> Response:
    return entering.entered(visit, posted, report)
