"""An item of the negative list, or its putting right, as an act holds it."""

from typing import Any

from sqlalchemy import select

from actions.assignments.loading import planned_of
from actions.carrying.sharing import bearers
from actions.carrying.tasks import locked_task
from actions.context import Act
from actions.published import Published
from actions.rules_of import rules_for
from actions.subjects import Subject, waiting_on
from config.deadlines import OnDate
from config.obligations import ObligationKind
from config.readings import PlannedAssignment
from models.negative import NegativeItem, NegativeProposal, NegativeRectification
from models.writing import find_row, lock_row
from states.engine import Machine
from states.negative import NegativeFacts, RectificationFacts
from states.subjects import SubjectFacts, SubjectKind
from workdays.deadline import Deadline
from workdays.resolving import resolve


def item_of(act: Act, number: int) -> Subject[NegativeFacts]:
    """The item, locked for this act. Raises `Refused` when there is none."""
    row = lock_row(act.tx, NegativeItem.t, number)
    if row is None:
        raise act.refused(f"没有编号为 {number} 的负面清单事项")
    published, task = act.published(row.assessment_id), locked_task(act, row.assignment_id)
    machine, _ = rules_for(published, row, lambda machines: machines.negative)
    return Subject(
        kind=SubjectKind.NEGATIVE,
        table=NegativeItem,
        row=row,
        machine=machine,
        facts=_facts(act, published, row, task, SubjectKind.NEGATIVE, machine),
        title=row.title,
        what=SubjectKind.NEGATIVE.label,
        published=published,
        lead_unit_id=task.lead_unit_id,
        place=task,
    )


def rectification_of(act: Act, number: int, *, due_on: Any = None) -> Subject[RectificationFacts]:
    """What one unit puts right, locked for this act. `due_on`: the day that is given anew."""
    row = lock_row(act.tx, NegativeRectification.t, number)
    if row is None:
        raise act.refused(f"没有编号为 {number} 的负面清单整改")
    published = act.published(row.assessment_id)
    item = find_row(act.tx, NegativeItem.t, row.item_id)
    task = locked_task(act, item.assignment_id if item is not None else 0)
    machine, _ = rules_for(published, row, lambda machines: machines.rectification)
    facts = _facts(act, published, row, task, SubjectKind.RECTIFICATION, machine, unit_id=row.unit_id)
    return Subject(
        kind=SubjectKind.RECTIFICATION,
        table=NegativeRectification,
        row=row,
        machine=machine,
        facts=facts,
        title=item.title if item is not None else "",
        what=SubjectKind.RECTIFICATION.label,
        published=published,
        lead_unit_id=row.unit_id,
        due={ObligationKind.REPLY: _by(act, row.unit_id, due_on or row.due_on)},
        place=item,
    )


def _by(act: Act, unit_id: int, day: Any) -> Deadline:
    """A chosen day is meant as it stands: no rest day moves it."""
    rule = OnDate(kind="on", date=day, roll="none")
    return resolve(rule, calendar=act.calendar, whom=act.directory.units[unit_id].name)


def _facts(
    act: Act, published: Published, row: Any, task: Any, kind: SubjectKind, machine: Machine[Any], *,
    unit_id: int | None = None,
) -> SubjectFacts:  # fmt: skip
    """Whose it is: the task's, or of the one unit that puts it right."""
    planned: PlannedAssignment = planned_of(act, published, task)
    awaits = machine.states[row.state].awaits
    waiting = waiting_on(act, kind, row.id, awaits=awaits.kind if awaits is not None else None, joint=None)
    lead, *others = bearers(act, published, task)
    posts = act.directory.posts
    return SubjectFacts(
        kind=kind,
        office=act.office_id,
        state=row.state,
        lead_unit=act.directory.units[unit_id].code if unit_id is not None else lead,
        co_units=frozenset(others),
        assessors=frozenset(planned.assessors),
        leader_post=posts[task.leader_post_id].code if task.leader_post_id in posts else "",
        awaited_posts=waiting.awaited,
        awaited_roles=frozenset(act.directory.post(code).role for code in waiting.awaited),
        consulted_posts=waiting.consulted,
        copied_posts=waiting.copied,
        submitter=row.submitted_by,
        last_mover=row.last_mover,
    )


def units_of(act: Act, subject: Subject[NegativeFacts]) -> tuple[str, ...]:
    """The units that answer for it, the lead first."""
    return bearers(act, subject.published, subject.place)


def matter_of(row: Any) -> str:
    """Each time that it happens is a matter of its own."""
    return f"item:{row.id}:{row.occurrence}"


def latest_proposal(act: Act, row: Any) -> Any | None:
    """How it was last shared out, this time that it happened."""
    query = select(NegativeProposal.t).where(
        NegativeProposal.c.item_id == row.id, NegativeProposal.c.occurrence == row.occurrence
    )
    return act.tx.execute(query.order_by(NegativeProposal.c.number.desc()).limit(1)).one_or_none()
