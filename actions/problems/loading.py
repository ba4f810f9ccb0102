"""A problem as an act holds it, and what its machine is told."""

from typing import Any

from sqlalchemy import select

from actions.context import Act
from actions.facts import circumstances
from actions.findings.loading import knows
from actions.subjects import Subject, waiting_on
from config.scoring.words import FindingState
from models.findings import Finding, Problem
from models.writing import lock_row
from states.engine import Machine
from states.problem import ProblemFacts
from states.subjects import SubjectFacts, SubjectKind
from states.year import PROBLEM

WHAT = "整改情况"


def problem_of(act: Act, number: int) -> Subject[ProblemFacts]:
    """The problem, locked for this act. Raises `Refused` when there is none, or none that the actor may know of."""
    row = lock_row(act.tx, Problem.t, number)
    if row is None:
        raise act.refused(f"没有编号为 {number} 的问题")
    published = act.published(row.assessment_id)
    facts = _facts(act, row, PROBLEM)
    if not knows(act, facts):
        raise act.refused(f"没有编号为 {number} 的问题")
    return Subject(
        kind=SubjectKind.PROBLEM,
        table=Problem,
        row=row,
        machine=PROBLEM,
        facts=facts,
        title=row.title,
        what=WHAT,
        published=published,
        lead_unit_id=row.unit_id,
        speaks=False,
    )


def _facts(act: Act, row: Any, machine: Machine[ProblemFacts]) -> SubjectFacts:
    awaits = machine.states[row.state].awaits
    waiting = waiting_on(act, SubjectKind.PROBLEM, row.id, awaits=awaits.kind if awaits else None, joint=None)
    units = act.directory.units
    return SubjectFacts(
        kind=SubjectKind.PROBLEM,
        office=act.office_id,
        state=row.state,
        lead_unit=units[row.unit_id].code,
        issuer_unit=units[row.issuer_unit_id].code,
        addressees=frozenset({units[row.unit_id].code}) if row.told_at is not None else frozenset(),
        awaited_posts=waiting.awaited,
        awaited_roles=frozenset(act.directory.post(code).role for code in waiting.awaited),
        submitter=row.recorded_by,
        last_mover=row.last_mover,
    )


def facts_of(act: Act, subject: Subject[ProblemFacts], *, words: str = "", **more: Any) -> ProblemFacts:
    return ProblemFacts(**circumstances(act, subject, words=words), counted=standing_on(act, subject.id), **more)


def standing_on(act: Act, problem: int) -> tuple[str, ...]:
    """Findings that have this problem for their ground."""
    query = select(Finding.c.id, Finding.c.number).where(
        Finding.c.problem_id == problem, Finding.c.state != FindingState.REVOKED.value
    )
    rows = act.tx.execute(query.order_by(Finding.c.id))
    return tuple(f"第{row.number}号加减分事项" if row.number else f"待告知的加减分事项 {row.id}" for row in rows)
