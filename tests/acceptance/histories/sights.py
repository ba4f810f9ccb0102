"""What each person sees: the list that SQL gives, against the answer of the rules about each thing by itself."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from actions.acts import Data, Done, Registered
from actions.assignments.loading import assignment_of
from actions.context import Act
from actions.doors import Door
from actions.packages.loading import package_of
from actions.reports.loading import report_of
from models.assignments import Assignment
from models.obligations import Obligation
from models.packages import Package
from models.persons import Person
from models.reports import Report
from models.scoping import visible
from models.units import Office
from states.permissions import may, scope
from states.subjects import SubjectFacts, SubjectKind
from tests.integration.actions.year import Year

KINDS: dict[SubjectKind, tuple[Any, Callable[[Act, int], Any]]] = {
    SubjectKind.ASSIGNMENT: (Assignment, assignment_of),
    SubjectKind.REPORT: (Report, report_of),
    SubjectKind.PACKAGE: (Package, package_of),
}


def _nothing(_act: Act, _data: Data) -> Done:
    return Done("")


LOOKING = Registered("look", "查看", Data, _nothing)


def disagreements(year: Year, *, now: datetime) -> Iterator[str]:
    """Every person of every office about everything: seen in the list and forbidden, or allowed and not in the list."""
    with year.database.write() as tx:
        for office in tx.scalars(select(Office.c.id)).all():
            for kind, (table, load) in KINDS.items():
                things = {
                    number: load(Act(tx, LOOKING, door=Door(now=now)), number).facts
                    for number in tx.scalars(select(table.c.id).order_by(table.c.id))
                }
                yield from _of_kind(tx, office, kind, table, things, now)


def _of_kind(
    tx: Any, office: int, kind: SubjectKind, table: Any, things: dict[int, SubjectFacts], now: datetime
) -> Iterator[str]:
    for person in tx.scalars(select(Person.c.id)).all():
        act = Act(tx, LOOKING, door=Door(now=now, by=person))
        act.enter(office)
        listed = set(tx.scalars(select(table.c.id).where(visible(scope(act.actor, kind), kind))))
        allowed = {number for number, facts in things.items() if may(act.actor, "read", facts).ok}
        if listed != allowed:
            yield f"{kind} for person {person} in office {office}: listed {sorted(listed)}, allowed {sorted(allowed)}"


def foreign_obligations(year: Year, *, now: datetime) -> Iterator[str]:
    """Nobody lists what is owed in an office where he has no post."""
    kind = SubjectKind.OBLIGATION
    with year.database.read() as tx:
        for office in tx.scalars(select(Office.c.id)).all():
            for person in tx.scalars(select(Person.c.id)).all():
                act = Act(tx, LOOKING, door=Door(now=now, by=person))
                act.enter(office)
                listed = tx.scalars(select(Obligation.c.office_id).where(visible(scope(act.actor, kind), kind))).all()
                if set(listed) - ({office} if act.actor.seats else set()):
                    yield f"person {person} sees obligations of offices {sorted(set(listed))} from {office}"
