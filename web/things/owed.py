"""What is owed, and what was asked for about it."""

from sqlalchemy import select

from models.lateness import Deduction
from models.obligations import OPEN, Obligation
from models.pleas import Plea
from models.shortfalls import Shortfall
from models.summaries import Summary
from states.subjects import SubjectKind
from web.kernel.visit import Visit
from web.things.base import OFFICE, Query, of

K = SubjectKind


def obligation(visit: Visit) -> Query:
    owed = Obligation.c
    return of(
        visit, Obligation, K.OBLIGATION, owed.title, owed.unit_id.label("unit"), owed.due_at.label("due")
    )  # fmt: skip


def open_obligation(visit: Visit) -> Query:
    return obligation(visit).where(OPEN)


def plea(visit: Visit) -> Query:
    asked, owed = Plea.c, Obligation.c
    found = select(
        asked.id, owed.title, owed.unit_id.label("unit"), asked.state, owed.due_at.label("due"),
        asked.asked_due_at.label("wanted"), asked.requested_by.label("who"), asked.words,
    ).join(Obligation.t, owed.id == asked.obligation_id)  # fmt: skip
    return found.where(asked.office_id == visit.at.office_id, visit.sees(K.OBLIGATION))


def deduction(visit: Visit) -> Query:
    own, owed = Deduction.c, Obligation.c
    found = select(
        own.id, own.title, own.unit_id.label("unit"), own.state, own.proposed_at.label("on"), own.basis
    ).join(Obligation.t, owed.id == own.obligation_id)
    return found.where(own.office_id == visit.at.office_id, visit.sees(K.OBLIGATION))


def shortfall(visit: Visit) -> Query:
    own = Shortfall.c
    return of(
        visit, Shortfall, K.SHORTFALL, own.title, own.unit_id.label("unit"), own.opened_at.label("on"), own.period,
        own.gap.label("value"),
    )  # fmt: skip


def summary(visit: Visit) -> Query | None:
    own = Summary.c
    if not visit.has(*OFFICE):
        return None
    return select(own.id, own.title, own.state, own.drawn_at.label("on")).where(own.office_id == visit.at.office_id)
