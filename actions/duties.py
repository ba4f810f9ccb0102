"""Recurring duties (D10), milestones and what a meeting gave out: settled by a record of what was done."""

from typing import Any

from pydantic import Field
from sqlalchemy import update

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.owing import open_obligation, subject_of
from config.obligations import ObligationKind
from models.items import Milestone
from states.subjects import SubjectKind

SETTLED = frozenset({ObligationKind.DUTY.value, ObligationKind.MILESTONE.value, ObligationKind.TASK.value})
RECORDED = SETTLED | {ObligationKind.SELF_CHECK.value}


class Settled(Data):
    """One occasion, and what was done."""

    obligation: int = Field(description="应办事项编号")
    words: str = Field(min_length=1, description="办理情况")


@act("settle_duty", label="办结", data=Settled)
def settle_duty(act: Act, data: Settled) -> Done:
    """登记一次例行工作、节点任务或交办事项的办理情况，予以办结。"""
    row = open_obligation(act, data.obligation)
    if row.kind == ObligationKind.SELF_CHECK.value:
        raise act.refused(f"“{row.title}”要签署自查说明，不能直接登记")
    if row.kind not in SETTLED:
        raise act.refused(f"“{row.title}”要通过{ObligationKind(row.kind).label}办结，不能直接登记")
    decision = allow(act, "settle", subject_of(act, row))
    act.obligations.end([row.id])
    if row.kind == ObligationKind.MILESTONE.value:
        _reach(act, row, data.words)
    act.record(
        SubjectKind.OBLIGATION.value,
        row.id,
        assessment_id=row.assessment_id,
        after={"settled": True, "due_at": row.due_at},
        reason=data.words,
        decision=decision,
    )
    return Done(f"已办结“{row.title}”", ids={"obligation": row.id})


def _reach(act: Act, row: Any, words: str) -> None:
    """The milestone that was owed is reached on the day of the act; every post that owed it is free."""
    same = Milestone.c.id == int(row.period)
    reached = {"done_on": act.effective_at.date(), "words": words, "version": Milestone.c.version + 1}
    act.tx.execute(update(Milestone.t).where(same, Milestone.c.done_on.is_(None)).values(**reached))
    act.obligations.settle(row.subject_kind, row.subject_id, kinds=(ObligationKind.MILESTONE,), period=row.period)
