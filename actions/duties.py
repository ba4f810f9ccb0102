"""Recurring duties (D10) and self-checks (D12): each occasion is settled by a record of what was done."""

from typing import Any

from pydantic import Field
from sqlalchemy import select, update

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from config.obligations import ObligationKind
from models.items import Milestone
from models.obligations import OPEN, Obligation
from states.subjects import SubjectFacts, SubjectKind

RECORDED = frozenset({ObligationKind.DUTY.value, ObligationKind.SELF_CHECK.value, ObligationKind.MILESTONE.value})


class Settled(Data):
    """One occasion, and what was done."""

    obligation: int = Field(description="应办事项编号")
    words: str = Field(min_length=1, description="办理情况；自查写明自查结果和改进措施")


@act("settle_duty", label="办结", data=Settled)
def settle_duty(act: Act, data: Settled) -> Done:
    """登记一次例行工作、自查或节点任务的办理情况，予以办结。"""
    row = act.tx.execute(
        select(Obligation.t).where(OPEN, Obligation.c.id == data.obligation).with_for_update()
    ).one_or_none()
    if row is None:
        raise act.refused("这件应办事项不存在，或已经办结")
    act.enter(row.office_id)
    if row.kind not in RECORDED:
        raise act.refused(f"“{row.title}”要通过{ObligationKind(row.kind).label}办结，不能直接登记")
    post = act.directory.posts[row.post_id]
    subject = SubjectFacts(
        kind=SubjectKind.OBLIGATION,
        office=row.office_id,
        lead_unit=act.directory.units[row.unit_id].code,
        awaited_posts=frozenset({post.code}),
        awaited_roles=frozenset({post.role}),
    )
    decision = allow(act, "settle", subject)
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
