"""`/overseeing`: the desk of who looks after others' work; `/visits`: 督查, 察访核验, 推进会, 衔接汇报."""

from starlette.responses import Response

from actions.todos import open_now
from config.roles import Role
from models.supervision import VisitNature, VisitState
from states.permissions import Decision, SubjectFacts, SubjectKind, may
from web.dealing.years import chosen, years_of
from web.kernel.access import roles
from web.kernel.addresses import Addresses
from web.kernel.navigation import Group, nav, waits_for
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.overseeing.reading import letters_to_recheck, liaison_of, meetings_of, tiles, visits_of, year_of_visit

WATCHERS = (Role.SUPERVISION, Role.DISCIPLINE, Role.AUDITOR)
VISITORS = (Role.SUPERVISION, Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD, Role.COMMITTEE, Role.DISCIPLINE)

pages = Pages(
    navigation=[
        nav("监督工作台", "/overseeing", *WATCHERS, home=True),
        nav("督查察访", "/visits", *VISITORS, group=Group.SUPERVISING, waits=waits_for("visit")),
    ]
)


@pages.get("/overseeing", access=roles(*WATCHERS))
def overseeing(visit: Visit) -> Response:
    """What is mine to do, and how much of everything is under way."""
    todos = open_now(visit.tx, posts=[visit.at.post_id], now=visit.now)
    addresses = Addresses.of(visit.request)
    hrefs = {
        todo.id: addresses.of_work(
            todo.subject_kind, todo.subject_id, owed=todo.kind.value, obligation=todo.id, window=todo.window
        )
        for todo in todos
    }
    return visit.page(
        "overseeing/home.html", todos=todos, hrefs=hrefs, tiles=tiles(visit), letters=letters_to_recheck(visit)
    )


@pages.get("/visits", access=roles(*VISITORS))
def visits(visit: Visit) -> Response:
    years = years_of(visit)
    asked = year_of_visit(visit, visit.query.get("visit", ""))
    year = next((each for each in years if each.id == asked), None) or chosen(visit, years)
    return visit.page(
        "overseeing/visits.html",
        years=years,
        year=year,
        visits=visits_of(visit, year.id) if year is not None else [],
        may_plan=_may(visit, "plan_visit").ok,
        may_meet=_may(visit, "record_meeting").ok,
        may_report=_may(visit, "record_liaison").ok,
        meetings=meetings_of(visit, year.id) if year is not None else [],
        liaison=liaison_of(visit, year.id) if year is not None else [],
        VisitState=VisitState,
        VisitNature=VisitNature,
    )


def _may(visit: Visit, verb: str) -> Decision:
    return may(visit.actor, verb, SubjectFacts(kind=SubjectKind.OFFICE, office=visit.at.office_id))
