"""One duty: what is owed until when, what was asked for about it and answered, and what may be said now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from actions.duties import SETTLED
from actions.owing import facts_in
from actions.todos import Todo, todo_of
from config.obligations import ObligationKind
from config.zone import SHANGHAI
from models.lateness import Deduction, DeductionState
from models.obligations import OPEN, Obligation
from models.pleas import Plea
from states.obligations import Outcome
from states.permissions import may
from states.pleas import PleaKind, PleaState
from states.subjects import SubjectKind
from web.kernel.addresses import Addresses
from web.kernel.counting import workdays_left
from web.kernel.errors import not_found
from web.kernel.visit import Visit
from web.officer.reading import hour_of
from workdays.deadline import read_deadline
from workdays.wording import say_deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One request about the duty, with its answer."""

    id: int
    kind: PleaKind
    state: PleaState
    words: str
    answer: str
    asked_due_at: datetime | None
    requested_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Deducted:
    """扣分建议: what was proposed because this was late, and what became of it."""

    state: DeductionState
    basis: str
    amount: Decimal | None
    words: str
    proposed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """`may`: the acts that the table of rights gives to this person; whether they pass is for their own rules."""

    todo: Todo
    href: str | None
    workdays: int | None
    hour: str
    deadline: str
    outcome: Outcome | None
    settled_at: datetime | None
    is_late: bool
    said: Sequence[Said]
    may: frozenset[str]
    deduction: Deducted | None = None
    answers: bool = False  # this person may answer what was asked about it

    @property
    def settles(self) -> bool:
        """It is done by saying here what was done."""
        return self.outcome is None and self.todo.kind.value in SETTLED and "settle" in self.may

    @property
    def signs(self) -> bool:
        """自查说明 is signed here."""
        return self.outcome is None and self.todo.kind is ObligationKind.SELF_CHECK and "sign_statement" in self.may

    @property
    def pending(self) -> Sequence[Said]:
        return [each for each in self.said if each.state is PleaState.PENDING]


def duty_of(visit: Visit, number: int) -> Duty:
    row = visit.tx.execute(select(Obligation.t).where(Obligation.c.id == number)).one_or_none()
    todo = todo_of(visit.tx, number, now=visit.now)
    if row is None or todo is None:
        raise not_found("应办事项")
    facts = facts_in(visit.directory, row)
    verbs = ("request_extension", "explain_lateness", "withdraw_request", "take_note", "settle", "sign_statement")
    settled_at = row.settled_at.astimezone(SHANGHAI) if row.settled_at else None
    return Duty(
        todo=todo,
        href=_where(visit, row, todo),
        workdays=workdays_left(visit.calendar, visit.now, todo.due_at),
        hour=hour_of(todo.due_at),
        deadline=_deadline(visit, row),
        outcome=Outcome(row.outcome) if row.outcome else None,
        settled_at=settled_at,
        is_late=todo.due_at is not None and (settled_at or visit.now) > todo.due_at,
        said=_said(visit, number),
        deduction=_deduction(visit, number),
        answers=_answers(visit, row),
        may=frozenset(verb for verb in verbs if may(visit.actor, verb, facts).ok),
    )


def _where(visit: Visit, row: Any, todo: Todo) -> str | None:
    """Who does not owe it, as a leader asked for more time, is led to the thing and not to the sheet."""
    is_own = row.post_id in {desk.post_id for desk in visit.desks}
    found = Addresses.of(visit.request).of_work(
        row.subject_kind, row.subject_id, owed=row.kind, obligation=row.id, window=todo.window if is_own else None
    )
    return None if found == f"/todo/{row.id}" else found


def _deadline(visit: Visit, row: Any) -> str:
    """What the rule permits, and the clause that it comes from; nothing where it says no more than the date."""
    if not row.deadline or row.due_at != row.original_due_at:
        return ""
    deadline = read_deadline(row.deadline, calendar=visit.calendar)
    if deadline.basis is None:
        return ""
    return f"{say_deadline(deadline)}　{deadline.basis.clause or ''}“{deadline.basis.quote}”"


def _answers(visit: Visit, row: Any) -> bool:
    """Whether one of this person's posts is asked to decide about it."""
    asked = select(Obligation.c.post_id).where(
        OPEN,
        Obligation.c.kind == ObligationKind.DECISION.value,
        Obligation.c.subject_kind == SubjectKind.OBLIGATION.value,
        Obligation.c.subject_id == row.id,
    )
    return bool(set(visit.tx.scalars(asked)) & {desk.post_id for desk in visit.desks})


def _deduction(visit: Visit, number: int) -> Deducted | None:
    row = visit.tx.execute(select(Deduction.t).where(Deduction.c.obligation_id == number)).one_or_none()
    if row is None:
        return None
    return Deducted(
        state=DeductionState(row.state),
        basis=row.basis,
        amount=row.amount,
        words=row.words,
        proposed_at=row.proposed_at.astimezone(SHANGHAI),
    )


def _said(visit: Visit, number: int) -> Sequence[Said]:
    query = select(Plea.t).where(Plea.c.obligation_id == number).order_by(Plea.c.id.desc())
    return [
        Said(
            id=row.id,
            kind=PleaKind(row.kind),
            state=PleaState(row.state),
            words=row.words,
            answer=row.answer,
            asked_due_at=row.asked_due_at,
            requested_at=row.requested_at,
        )
        for row in visit.tx.execute(query)
    ]
