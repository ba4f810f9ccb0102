"""An assignment as an act holds it: its row, its machine, whose it is, by when its stages are due."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select

from actions.assignments.following import follow_assignment
from actions.context import Act
from actions.planning import stage_deadlines
from actions.published import Edition, Published
from actions.rules_of import latest_with, rules_for
from actions.subjects import Joint, Subject, waiting_on
from config.chains import Chain
from config.obligations import ObligationKind
from config.readings import PlannedAssignment, assignments_of, scored_by, verified_by
from config.scheme import Scheme
from config.stages import By
from config.terms import Term
from models.assignments import Assignment
from models.indicators import Indicator
from models.obligations import Obligation
from models.writing import lock_row
from states.assignment import AssignmentFacts, AssignmentState
from states.engine import Machine
from states.subjects import SubjectFacts, SubjectKind
from workdays.deadline import Deadline, local_day

A = AssignmentState

WHAT = {
    A.ISSUED: "责任书",
    A.SIGNING: "责任书",
    A.IN_EXECUTION: "执行情况",
    A.ADJUSTMENT_REQUESTED: "目标调整申请",
    A.AWAITING_VERDICT: "年度认定",
    A.SCORED: "年度得分",
}
COLLECTED = "breakdown"
"""The period under which the office owes the consolidation of all breakdowns, where no package does."""


def assignment_of(act: Act, assignment_id: int) -> Subject[AssignmentFacts]:
    """The assignment, locked for this act. Raises `Refused` when there is none."""
    row = lock_row(act.tx, Assignment.t, assignment_id)
    if row is None:
        raise act.refused(f"没有编号为 {assignment_id} 的指标任务")
    published = act.published(row.assessment_id)
    machine, scheme = rules_for(published, row, lambda machines: machines.assignment)
    joint = _joint(act, row, published) if row.state == A.AWAITING_CONSOLIDATION or _reaches_it(row) else None
    due = _due(act, published, row)
    stages = published.scheme.stages
    judged = row.state in (A.AWAITING_VERDICT, A.SCORED)
    return Subject(
        kind=SubjectKind.ASSIGNMENT,
        table=Assignment,
        row=row,
        machine=machine,
        facts=_subject_facts(act, row, machine, joint, published),
        title=row.title,
        what=WHAT.get(row.state, published.scheme.word(Term.BREAKDOWN)),
        published=published,
        lead_unit_id=row.lead_unit_id,
        chain=chain_of(scheme),
        joint=joint,
        due=due,
        feeds_due=due[ObligationKind.BREAKDOWN].due_at if ObligationKind.BREAKDOWN in due else None,
        after=follow_assignment,
        ladder=(stages.verification.ladder or stages.scoring.ladder) if judged else stages.breakdown.ladder,
    )


def chain_of(scheme: Scheme) -> Chain:
    return scheme.chains[scheme.stages.breakdown.chain]


# What the scheme says of it

_PLANNED: OrderedDict[str, dict[tuple[str, str], PlannedAssignment]] = OrderedDict()
_KEPT = 16


def planned_of(act: Act, published: Published, row: Any) -> PlannedAssignment:
    """The assignment as the scheme plans it: kind, ★, co-units, assessors, targets. One that the scheme no longer has
    is as it was when it had it.
    """
    code = act.tx.execute(select(Indicator.c.code).where(Indicator.c.id == row.indicator_id)).scalar_one()
    return planned_as(published, code, row.segment)


def planned_as(published: Published, indicator: str, segment: str) -> PlannedAssignment:
    """The same, where the indicator's code is known."""
    return latest_with(published, lambda edition: _planned(edition).get((indicator, segment)))


def _planned(edition: Edition) -> dict[tuple[str, str], PlannedAssignment]:
    if edition.scheme_hash not in _PLANNED:
        while len(_PLANNED) >= _KEPT:
            _PLANNED.popitem(last=False)
        found = assignments_of(edition.scheme)
        _PLANNED[edition.scheme_hash] = {(one.indicator, one.segment or ""): one for one in found}
    return _PLANNED[edition.scheme_hash]


def _subject_facts(
    act: Act, row: Any, machine: Machine[AssignmentFacts], joint: Joint | None, published: Published
) -> SubjectFacts:
    planned = planned_of(act, published, row)
    awaits = machine.states[row.state].awaits
    shared = (joint.subject_kind, joint.subject_id, joint.period) if joint and awaits and awaits.joint else None
    waiting = waiting_on(
        act, SubjectKind.ASSIGNMENT, row.id, awaits=awaits.kind if awaits is not None else None, joint=shared
    )
    posts = act.directory.posts
    return SubjectFacts(
        kind=SubjectKind.ASSIGNMENT,
        office=act.office_id,
        state=row.state,
        lead_unit=act.directory.units[row.lead_unit_id].code,
        co_units=frozenset((*planned.other_leads, *planned.co_units)),
        assessors=frozenset(planned.assessors),
        leader_post=posts[row.leader_post_id].code if row.leader_post_id in posts else "",
        awaited_posts=waiting.awaited,
        awaited_roles=frozenset(ref.role for ref in awaits.seats) if awaits is not None else frozenset(),
        consulted_posts=waiting.consulted,
        copied_posts=waiting.copied,
        submitter=row.submitted_by,
        last_mover=row.last_mover,
        # only where both come from above does the office merely record
        judged_by_superior=verified_by(published.scheme) is scored_by(published.scheme) is By.SUPERIOR,
    )


# What it shares, and by when it is due


def _reaches_it(row: Any) -> bool:
    """The next step may bring it where the office collects."""
    return bool(row.state.startswith("review:")) or row.state == A.RETURNED


def _joint(act: Act, row: Any, published: Published) -> Joint | None:
    """Without a package the office owes one consolidation for all assignments of the year."""
    if published.scheme.stages.breakdown.package is not None:
        return None
    if row.state == A.AWAITING_CONSOLIDATION:  # those who leave at once leave one after the other
        act.obligations.about(SubjectKind.ASSESSMENT.value, row.assessment_id, locked=True)
    waiting = select(func.count()).where(
        Assignment.c.assessment_id == row.assessment_id,
        Assignment.c.id != row.id,
        Assignment.c.state == A.AWAITING_CONSOLIDATION.value,
    )
    return Joint(
        kind=ObligationKind.CONSOLIDATION,
        subject_kind=SubjectKind.ASSESSMENT.value,
        subject_id=row.assessment_id,
        period=COLLECTED,
        fellows_waiting=act.tx.execute(waiting).scalar_one(),
        title=f"{published.scheme.word(Term.BREAKDOWN)}结果",
    )


def _due(act: Act, published: Published, row: Any) -> Mapping[ObligationKind, Deadline]:
    due = stage_deadlines(act, published)
    if ObligationKind.BREAKDOWN in due:
        due[ObligationKind.BREAKDOWN] = _as_given(act, row, due[ObligationKind.BREAKDOWN])
    return due


def _as_given(act: Act, row: Any, deadline: Deadline) -> Deadline:
    """A year that started late gave the breakdown a date of its own (O25); a recall finds that one again."""
    given = act.tx.execute(
        select(Obligation.c.due_at)
        .where(
            Obligation.c.subject_kind == SubjectKind.ASSIGNMENT.value,
            Obligation.c.subject_id == row.id,
            Obligation.c.kind == ObligationKind.BREAKDOWN.value,
        )
        .order_by(Obligation.c.id)
        .limit(1)
    ).scalar_one_or_none()
    if given is None or given == deadline.due_at:
        return deadline
    day = local_day(given)
    return replace(deadline, due_at=given, due_on=day, judged_on=day, remind_on=day, before_grace=None, cutoff=None)
