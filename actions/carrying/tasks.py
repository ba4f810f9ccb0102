"""Which task something of the superior comes down to (R2.2, R4.18), and whose it is."""

from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import select

from actions.assignments.loading import planned_of
from actions.carrying.sharing import bearers
from actions.context import Act
from actions.published import Published
from config.readings import indicators_of
from models.assignments import Assignment
from models.indicators import Indicator
from models.writing import find_row, lock_row
from states.actors import Decision
from states.subjects import SubjectFacts, SubjectKind


class Named(Protocol):
    """A task by its number, or by what stands above it."""

    @property
    def assignment(self) -> int | None: ...
    @property
    def assessment(self) -> int | None: ...
    @property
    def indicator(self) -> str: ...
    @property
    def parent(self) -> int | None: ...


def the_task(act: Act, data: Named) -> Any:
    """The one task that the points come down to. Raises `Refused` where it is none, or one of several."""
    told = [name for name in ("assignment", "indicator", "parent") if getattr(data, name)]
    if len(told) != 1:
        raise act.refused("请写明落到哪项任务：指标任务、上级指标、上级的指标任务只写一样")
    if data.assignment is not None:
        return locked_task(act, data.assignment)
    if data.assessment is None:
        raise act.refused("写上级指标或上级的指标任务的，请写明考核年度")
    published = act.published(data.assessment)
    found = _below(act, published, data.indicator) if data.indicator else _adopting(act, published, data.parent or 0)
    if not found:
        raise act.refused(f"上级的“{data.indicator or data.parent}”没有落到本年度的任何任务")
    if len(found) > 1:
        names = "、".join(f"{row.title}（{row.id}）" for row in found)
        raise act.refused(f"它落到几项任务：{names}，请写明是哪一项（assignment）")
    return locked_task(act, found[0].id)


def _below(act: Act, published: Published, indicator: str) -> Sequence[Any]:
    """The tasks of an indicator and of all below it (R2.2)."""
    placed = list(indicators_of(published.scheme))
    if indicator not in {each.indicator.code for each in placed}:
        raise act.refused(f"方案里没有编码为“{indicator}”的指标")
    codes = [
        each.indicator.code
        for each in placed
        if indicator in {each.indicator.code, *(above.code for above in each.above)}
    ]
    query = (
        select(Assignment.t)
        .join(Indicator.t, Indicator.c.id == Assignment.c.indicator_id)
        .where(Assignment.c.assessment_id == published.assessment_id, Indicator.c.code.in_(codes))
    )
    return act.tx.execute(query.order_by(Assignment.c.position)).all()


def _adopting(act: Act, published: Published, parent: int) -> Sequence[Any]:
    """The tasks that carry out one of another house (R4.18)."""
    query = select(Assignment.t).where(
        Assignment.c.assessment_id == published.assessment_id, Assignment.c.parent_id == parent
    )
    return act.tx.execute(query.order_by(Assignment.c.position)).all()


def locked_task(act: Act, number: int) -> Any:
    row = lock_row(act.tx, Assignment.t, number)
    if row is None:
        raise act.refused(f"没有编号为 {number} 的指标任务")
    act.published(row.assessment_id)
    return row


def upstream_of(act: Act, published: Published, task: Any) -> str:
    """What the superior calls it: the task that this one carries out, else the indicator above it."""
    if task.parent_id is not None:
        above = find_row(act.tx, Assignment.t, task.parent_id)
        if above is not None:
            return str(above.title)
    planned = planned_of(act, published, task)
    return planned.path[-2] if len(planned.path) > 1 else task.title


def task_facts(act: Act, published: Published, task: Any) -> SubjectFacts:
    """Whose task it is. To share out is to judge, even where the superior judged the whole."""
    lead, *others = bearers(act, published, task)
    return SubjectFacts(
        kind=SubjectKind.ASSIGNMENT,
        office=act.office_id,
        state=task.state,
        lead_unit=lead,
        co_units=frozenset(others),
    )


def record_on(act: Act, task: Any, decision: Decision, **told: Any) -> None:
    act.record(SubjectKind.ASSIGNMENT.value, task.id, assessment_id=task.assessment_id, decision=decision, **told)
