"""`/department`: the home of a department's head, and the breakdowns of its writers."""

from dataclasses import replace

from starlette.responses import Response

from config.obligations import ObligationKind
from config.roles import Role
from states.subjects import SubjectKind
from web.department import adjusting, writing
from web.department.reading import Tasks, count_besides, parts_owed, tasks_of, waiting_reviews, years_of
from web.department.workspace import workspace
from web.kernel.access import About, roles
from web.kernel.acting import do
from web.kernel.navigation import Group, nav, waits_for
from web.kernel.pages import Pages, Posted
from web.kernel.visit import Visit
from web.reviewing.breakdowns import shown
from web.reviewing.scans import kept_scan
from web.reviewing.sheets import breakdown_file, broken

HEADS = (Role.DEPARTMENT_HEAD,)
WRITERS = (Role.OFFICER, Role.RESPONSIBLE_PERSON, Role.STATISTICS)

BREAKING_DOWN = waits_for(kinds=(ObligationKind.BREAKDOWN, ObligationKind.SIGN, ObligationKind.CO_UNIT_PART))

pages = Pages(
    navigation=[
        nav("本部室", "/department", *HEADS, home=True, waits=BREAKING_DOWN),
        nav("指标分解", "/department", *WRITERS, group=Group.HANDLING, waits=BREAKING_DOWN),
    ]
)


@pages.get("/department", access=roles(*HEADS, *WRITERS, Role.LIAISON, Role.UNIT_OFFICE))
def department(visit: Visit) -> Response:
    years = years_of(visit)
    asked = visit.query.get("year", "")
    year = next((each for each in years if str(each.id) == asked), years[0] if years else None)
    return visit.page(
        "department/home.html",
        waiting=waiting_reviews(visit),
        years=years,
        year=year,
        tasks=tasks_of(visit, year.id) if year is not None else Tasks(),
        owed=parts_owed(visit),
        besides=count_besides(visit),
    )


@pages.get("/department/assignments/{assignment:int}", access=About(SubjectKind.ASSIGNMENT, "assignment"))
def breakdown(visit: Visit, assignment: int) -> Response:
    return writing.show(visit, assignment)


@pages.post("/department/assignments/{assignment:int}", access=About(SubjectKind.ASSIGNMENT, "assignment"))
def write(visit: Visit, posted: Posted, assignment: int) -> Response:
    return writing.write(visit, posted, assignment)


@pages.post("/department/assignments/{assignment:int}/check", access=About(SubjectKind.ASSIGNMENT, "assignment"))
def check(visit: Visit, posted: Posted, assignment: int) -> Response:
    return writing.check(visit, posted, assignment)


@pages.post("/department/assignments/{assignment:int}/part", access=About(SubjectKind.ASSIGNMENT, "assignment"))
def supply_part(visit: Visit, posted: Posted, assignment: int) -> Response:
    """配合材料: words, and the file that was sent with them."""
    scan = kept_scan(visit, posted, title=posted.get("_title") or "配合材料", field="file")
    files = (("evidence[]", str(scan)),) if scan is not None else ()
    told = replace(posted, inputs=(*posted.inputs, ("kind", "assignment"), ("id", str(assignment)), *files), files=())
    return do(visit, told, "supply_part")


@pages.post("/department/assignments/{assignment:int}/adjust", access=About(SubjectKind.ASSIGNMENT, "assignment"))
def adjust(visit: Visit, posted: Posted, assignment: int) -> Response:
    return do(visit, adjusting.told(posted, assignment), "request_adjustment")


@pages.get("/department/assignments/{assignment:int}/formal", access=About(SubjectKind.ASSIGNMENT, "assignment"))
def formal(visit: Visit, assignment: int) -> Response:
    """The annex as it will be printed."""
    desk = workspace(visit, assignment)
    table = shown(desk.breakdown, desk.act.directory, required=desk.required)
    return visit.page(
        "department/formal.html",
        heading=desk.subject.published.scheme.title,
        tables=[(desk.subject.title, desk.lead, desk.above, desk.star, table)],
        back=f"/department/assignments/{assignment}",
        files=f"/department/assignments/{assignment}/formal",
    )


@pages.get("/department/assignments/{assignment:int}/formal/{form}", access=About(SubjectKind.ASSIGNMENT, "assignment"))
def formal_file(visit: Visit, assignment: int, form: str) -> Response:
    desk = workspace(visit, assignment)
    table = shown(desk.breakdown, desk.act.directory, required=desk.required)
    found = [broken(desk.subject.title, desk.lead, desk.star, table)]
    heading, address = desk.subject.published.scheme.title, f"/department/assignments/{assignment}/formal"
    return breakdown_file(visit, heading, found, address=address, form=form)
