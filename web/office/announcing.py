"""`/office/announce`: a notice to units; with a date it asks for a reply, and counts in the month."""

from collections.abc import Sequence

from sqlalchemy import select
from starlette.responses import Response

from actions.burden.asking import readers_of
from actions.burden.report import NOT_ASKED
from actions.looking import look
from models.assessments import Assessment
from models.contacts import contacts_of
from models.journal import Journal
from states.assessment import AssessmentState
from states.subjects import SubjectKind
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.office.seats import DESKS, OFFICE

pages = Pages(navigation=[nav("通知", "/office/announce", *DESKS, group=Group.HANDLING)])
SHOWN = 10


@pages.get("/office/announce", access=OFFICE)
def announce(visit: Visit) -> Response:
    """The form, and what was announced lately."""
    standing = [unit for unit in visit.directory.units.values() if unit.stands and not unit.is_host]
    asked = [unit for unit in standing if unit.kind not in NOT_ASKED]
    reached = _reached(visit, [unit.id for unit in asked])
    years = select(Assessment.c.id, Assessment.c.title).where(
        Assessment.c.office_id == visit.at.office_id, Assessment.c.state == AssessmentState.RUNNING.value
    )
    lately = (
        select(Journal.c.recorded_at, Journal.c.after, Journal.c.person_id)
        .where(
            Journal.c.subject_kind == SubjectKind.OFFICE.value,
            Journal.c.subject_id == visit.at.office_id,
            Journal.c.act == "announce",
        )
        .order_by(Journal.c.id.desc())
        .limit(SHOWN)
    )
    return visit.page(
        "office/announce.html",
        units=[(unit, unit.id in reached) for unit in asked],
        years=[tuple(row) for row in visit.tx.execute(years.order_by(Assessment.c.year.desc()))],
        lately=visit.tx.execute(lately).all(),
        people=visit.directory.persons,
        by_code={unit.code: unit.shown for unit in visit.directory.units.values()},
    )


def _reached(visit: Visit, units: Sequence[int]) -> set[int]:
    """Units with a group of their own, or with somebody who can be told."""
    act = look(visit.tx, by=visit.by, now=visit.now)
    act.enter(visit.at.office_id)
    grouped = {contact.unit_id for contact in contacts_of(visit.tx, units=units)}
    return {unit for unit in units if unit in grouped or readers_of(act, unit)}
