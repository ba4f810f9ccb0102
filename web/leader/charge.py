"""What a leader answers for: the units in his charge and tasks that name his post; everything, for who leads all."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, or_, select, true

from config.roles import Role
from models.assessments import Assessment
from models.assignments import Assignment
from models.units import Unit
from states.assessment import AssessmentState
from states.assignment import AssignmentState
from states.subjects import SubjectKind
from web.kernel.visit import Visit

WHOLE = frozenset({Role.PRINCIPAL_LEADER, Role.COMMITTEE})
OVER = (AssignmentState.WITHDRAWN.value, AssignmentState.ARCHIVED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task of a running year."""

    id: int
    assessment_id: int
    title: str
    unit: str
    unit_id: int
    state: str


def charged(visit: Visit, *shown: Any) -> Select[Any]:
    """What is to be shown of every task that this desk answers for, each joined with its unit."""
    return (
        select(*shown)
        .select_from(Assignment.t)
        .join(Unit.t, Unit.c.id == Assignment.c.lead_unit_id)
        .join(Assessment.t, Assessment.c.id == Assignment.c.assessment_id)
        .where(
            Assignment.c.office_id == visit.at.office_id,
            Assessment.c.state == AssessmentState.RUNNING.value,
            Assignment.c.state.not_in(OVER),
            visit.sees(SubjectKind.ASSIGNMENT),
            answered_for(visit),
        )
    )


TASK = (
    Assignment.c.id, Assignment.c.assessment_id, Assignment.c.title, Assignment.c.state, Assignment.c.lead_unit_id,
    Unit.c.name, Unit.c.short,
)  # fmt: skip
OFFICIAL = (Unit.c.position, Unit.c.id, Assignment.c.position, Assignment.c.id)
"""The order of tasks."""


def answered_for(visit: Visit) -> ColumnElement[bool]:
    """The condition on a task that this desk answers for."""
    desk = visit.at
    if desk.roles & WHOLE:
        return true()
    charged = sorted(visit.directory.posts[desk.post_id].in_charge_of)
    return or_(Assignment.c.lead_unit_id.in_(charged), Assignment.c.leader_post_id == desk.post_id)


def task_of(row: Row[Any]) -> Task:
    return Task(
        id=row.id,
        assessment_id=row.assessment_id,
        title=row.title,
        unit=row.short or row.name,
        unit_id=row.lead_unit_id,
        state=row.state,
    )
