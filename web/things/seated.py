"""Leaves and substitutions, visits, and what the office keeps for itself."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import exists, or_, select

from config.events import EVENT_NAMES
from config.roles import Role
from models.assignments import Assignment
from models.drafts import SchemeDraft
from models.duties import Occurrence
from models.leaves import Leave
from models.persons import Person, Substitution
from models.supervision import Visit as Planned
from models.supervision import VisitPart, VisitUnit
from models.units import Unit
from web.kernel.visit import Visit
from web.things.base import OFFICE, Query
from web.things.thing import Fact

VISITORS = (Role.SUPERVISION, Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD, Role.COMMITTEE, Role.DISCIPLINE,
            Role.PRINCIPAL_LEADER, Role.UNIT_OFFICE, Role.DEPARTMENT_HEAD)  # fmt: skip


def of_people(visit: Visit, table: Any, *who: Any) -> Query:
    """Of everybody for who looks after people, else one's own."""
    looks_after = visit.has(*OFFICE, Role.ADMINISTRATOR, Role.DEPARTMENT_HEAD, Role.LEADER_IN_CHARGE)
    found = select(table.c.id, Person.c.name.label("title"), table.c.begins_on.label("on"),
                   table.c.ends_on.label("ends"), table.c.reason.label("words"))  # fmt: skip
    found = found.join(Person.t, Person.c.id == table.c.person_id).where(table.c.office_id == visit.at.office_id)
    return found if looks_after else found.where(or_(*(each == visit.by for each in who)))


def leave(visit: Visit) -> Query:
    return of_people(visit, Leave, Leave.c.person_id)


def substitution(visit: Visit) -> Query:
    return of_people(visit, Substitution, Substitution.c.person_id, Substitution.c.substitute_id)


def planned(visit: Visit) -> Query | None:
    own = Planned.c
    if not visit.has(*VISITORS):
        return None
    return select(
        own.id, own.title, own.state, own.planned_on.label("on"), own.planned_by.label("who"),
        own.purpose.label("words"),
    ).where(own.office_id == visit.at.office_id)  # fmt: skip


def visited(visit: Visit, row: Any) -> Iterable[Fact]:
    query = select(VisitUnit.c.part, Unit.c.name).join(Unit.t, Unit.c.id == VisitUnit.c.unit_id)
    found = visit.tx.execute(query.where(VisitUnit.c.visit_id == row.id).order_by(Unit.c.position)).all()
    for part in VisitPart:
        if names := [each.name for each in found if each.part == part.value]:
            yield Fact(part.label, "、".join(names))


def event(visit: Visit) -> Query | None:
    own = Occurrence.c
    if not visit.at.is_host:
        return None
    found = select(own.id, own.code.label("title"), own.period, own.happened_at.label("on"), own.words)
    return found.where(own.office_id == visit.at.office_id, own.withdrawn_at.is_(None))


def event_name(_visit: Visit, row: Any) -> str:
    return EVENT_NAMES.get(row.title, row.title)


def draft(visit: Visit) -> Query | None:
    own = SchemeDraft.c
    if not visit.has(*OFFICE, Role.ADMINISTRATOR):
        return None
    found = select(own.id, own.title, own.saved_at.label("on"))
    return found.where(own.office_id == visit.at.office_id, own.dropped_at.is_(None))


def above(visit: Visit) -> Query | None:
    """Tasks of other offices, which ours may carry out."""
    task = Assignment.c
    if not visit.at.is_host:
        return None
    carried = Assignment.t.alias()
    is_above = or_(task.office_id != visit.at.office_id, exists().where(carried.c.parent_id == task.id))
    return select(task.id, task.title).where(is_above)
