"""One step for many assignments at once: all of a year that stand there, or those that are named; all or none."""

from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, Refused
from actions.assignments.facts import facts_of
from actions.assignments.loading import assignment_of
from actions.context import Act
from actions.firing import fire
from models.assignments import Assignment
from models.writing import lock_rows
from states.assignment import AssignmentState
from states.engine import decide
from states.facts import ReviewFacts
from states.rules import TransitionRefused


class Several(Data):
    """Which assignments."""

    assessment: int | None = Field(default=None, description="考核年度编号：办理该年度内轮到这一步的全部任务")
    assignments: tuple[int, ...] = Field(default=(), description="指标任务编号；写了就只办这几项")
    words: str = Field(default="", description="说明")


def named(act: Act, data: Several, state: AssignmentState) -> list[int]:
    """The ids, in official order. Raises `Refused` when nothing stands there."""
    if data.assignments:
        return list(dict.fromkeys(data.assignments))
    if data.assessment is None:
        raise act.refused("请写明考核年度，或逐项写明指标任务")
    act.assessment(data.assessment)
    query = select(Assignment.c.id).where(
        Assignment.c.assessment_id == data.assessment, Assignment.c.state == state.value
    )
    ids = list(act.tx.scalars(query.order_by(Assignment.c.position)))
    if not ids:
        raise act.refused(f"本年度现在没有“{state.label}”的指标任务")
    return ids


def fire_each(act: Act, data: Several, trigger: str, *, state: AssignmentState, said: str) -> Done:
    """Fire one trigger on each; the first pass hears every refusal, and one refusal holds all."""
    ids, reasons = named(act, data, state), list[str]()
    lock_rows(act.tx, Assignment.t, ids)
    for number in ids:
        subject = assignment_of(act, number)
        try:
            fire(act, subject, trigger, facts_of(act, subject, words=data.words))
        except Refused as refused:
            reasons += [f"“{subject.title}”{reason}" for reason in refused.reasons]
    if reasons:
        raise act.refused(*reasons)
    return Done(f"{said}{len(ids)}项", details={"assignments": ids})


def hear_all(act: Act, subject: Any, trigger: str, facts: ReviewFacts, reasons: list[str]) -> None:
    """Refuse with what the rules say and with what the act itself found, at once."""
    try:
        decide(subject.machine, trigger=trigger, state=subject.state, facts=facts)
    except TransitionRefused as refused:
        reasons = [*refused.reasons, *reasons]
    if reasons:
        raise act.refused(*dict.fromkeys(reasons))
