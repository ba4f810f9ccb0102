"""What else follows when an assignment moves: milestones are owed from its beginning, nothing is owed after its end."""

from typing import Any

from sqlalchemy import select

from actions.assignments.contents import milestones_of
from actions.context import Act
from actions.firing import Fired
from actions.obligating import Owed
from actions.shortfalls.following import end_shortfalls
from actions.subjects import Subject
from config.obligations import ObligationKind
from models.items import Item
from states.assignment import AssignmentFacts, AssignmentState
from states.obligations import Outcome
from states.rules import Await
from states.seating import WRITERS
from states.shortfall import ShortfallEnd
from states.subjects import SubjectKind
from workdays.deadline import due_at

A = AssignmentState

ENDS = {
    A.WITHDRAWN.value: ShortfallEnd.WITHDRAWN,
    A.SCORED.value: ShortfallEnd.JUDGED,
    A.ARCHIVED.value: ShortfallEnd.JUDGED,
}


def follow_assignment(act: Act, subject: Subject[AssignmentFacts], fired: Fired) -> None:
    source, dest = fired.move.source.code, fired.move.dest.code
    if (source, dest) == (A.SUBMITTED, A.IN_EXECUTION):
        _owe_milestones(act, subject)
    if dest == A.WITHDRAWN:
        _free_all(act, subject)
    if dest in ENDS:
        end_shortfalls(act, subject.id, ENDS[dest])


def _owe_milestones(act: Act, subject: Subject[AssignmentFacts]) -> None:
    """Each that still lies ahead. One that is past is done or has its evidence; it is never overdue (D07)."""
    ahead = [
        one
        for item_id, rows in milestones_of(act.tx, subject.id).items()
        for one in rows
        if item_id is not None and one.done_on is None and one.due_on >= act.now.date()
    ]
    writers = act.directory.seating.owing(Await(ObligationKind.MILESTONE, WRITERS), subject.facts)
    owed = [_owed(act, subject, one, post) for one in ahead for post in writers]
    act.obligations.open([one for one in owed if not _stands(act, one)])


def _owed(act: Act, subject: Subject[AssignmentFacts], milestone: Any, post: str) -> Owed:
    return Owed(
        kind=ObligationKind.MILESTONE,
        unit_id=act.directory.post(post).unit_id,
        post_id=act.directory.post(post).id,
        subject_kind="item",
        subject_id=milestone.item_id,
        period=str(milestone.id),
        title=f"{subject.title}：{milestone.title}",
        due_at=due_at(act.calendar.on_or_after(milestone.due_on)),
        assessment_id=subject.published.assessment_id,
        ladder=subject.ladder_for(ObligationKind.MILESTONE),
    )


def _stands(act: Act, owed: Owed) -> bool:
    """What was sent back and begins again owes its milestones already."""
    rows = act.obligations.about(owed.subject_kind, owed.subject_id)
    return any((row.kind, row.period, row.post_id) == (owed.kind.value, owed.period, owed.post_id) for row in rows)


def _free_all(act: Act, subject: Subject[AssignmentFacts]) -> None:
    """Reports to come, parts, milestones: nobody owes them any more."""
    act.obligations.settle(SubjectKind.ASSIGNMENT.value, subject.id, outcome=Outcome.WITHDRAWN)
    for item_id in act.tx.scalars(select(Item.c.id).where(Item.c.assignment_id == subject.id)).all():
        act.obligations.settle("item", item_id, outcome=Outcome.WITHDRAWN)
