"""A draft is to be played: one at a time in each office, by a process of its own; what it answers is kept a while."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from pydantic import Field
from sqlalchemy import select, update

from actions.acts import Data, Done, act
from actions.behaviours import SHIPPED, Behaviour, read_behaviour
from actions.context import Act
from actions.drafts.loading import draft_for_change, text_of
from config.loading import load_scheme
from config.problems import SchemeErrors
from config.scheme import Scheme
from models.drafts import RehearsalRun
from models.writing import insert_rows
from states.subjects import SubjectKind

SILENT_FOR = timedelta(minutes=3)
"""A run that has given no sign of life for so long has come to its end with its machine."""

KEPT_FOR = timedelta(days=30)
LOST = "模拟运行中断了，请再走一遍"


class Rehearsing(Data):
    draft: int = Field(description="草稿编号")
    behaviour: str = Field(
        default="on-time", max_length=100_000, description="on-time 都按时、silent 都不办，或者表现文件的全文"
    )


@act("rehearse_draft", label="全年模拟运行", data=Rehearsing)
def rehearse_draft(act: Act, data: Rehearsing) -> Done:
    """把草稿的一整年先走一遍：什么时候告诉谁什么；一条消息也不会真的发出去。"""
    draft, decision = draft_for_change(act, data.draft)
    reasons = [*_unplayable(text_of(act.tx, draft.id, draft.number) or "", data.behaviour)]
    _give_up_lost(act)
    running = select(RehearsalRun.c.id).where(
        RehearsalRun.c.office_id == act.office_id, RehearsalRun.c.state == "running"
    )
    if act.tx.scalar(running) is not None:
        reasons.append("本考核主体正在模拟运行另一份草稿，请等它走完")
    if reasons:
        raise act.refused(*reasons)
    _forget_old(act)
    row = {
        "office_id": act.office_id,
        "draft_id": draft.id,
        "number": draft.number,
        "behaviour": data.behaviour,
        "state": "running",
        "asked_at": act.now,
        "asked_by": act.person_id,
        "beat_at": act.now,
        "reasons": [],
    }
    (number,) = insert_rows(
        act.tx, RehearsalRun.t, [row | {"passed_days": 0, "total_days": 0, "messages": 0, "version": 0}]
    )
    after = {"draft_id": draft.id, "number": draft.number, "rehearsal": number}
    act.record(SubjectKind.OFFICE.value, draft.office_id, after=after, decision=decision)
    return Done("模拟运行已经开始", ids={"rehearsal": number})


def _unplayable(text: str, behaviour: str) -> Iterator[str]:
    try:
        scheme = load_scheme(text).scheme
    except SchemeErrors as errors:
        yield f"方案还有{len(errors.problems)}处错误，改好才能模拟运行"
        return
    try:
        behaviour_of(behaviour, scheme)
    except SchemeErrors as errors:
        yield from map(str, errors.problems)


def behaviour_of(told: str, scheme: Scheme) -> Behaviour:
    """One of the two that everybody knows, or the text of a file. Raises `SchemeErrors` with every problem of it."""
    return SHIPPED.get(told) or read_behaviour(told, scheme)


def _give_up_lost(act: Act) -> None:
    lost: dict[str, Any] = {"state": "failed", "ended_at": act.now, "reasons": [LOST]}
    act.tx.execute(
        update(RehearsalRun.t)
        .where(
            RehearsalRun.c.office_id == act.office_id,
            RehearsalRun.c.state == "running",
            RehearsalRun.c.beat_at < act.now - SILENT_FOR,
        )
        .values(**lost)
    )


def _forget_old(act: Act) -> None:
    """What was answered long ago takes up room; that it was played is kept."""
    act.tx.execute(
        update(RehearsalRun.t)
        .where(RehearsalRun.c.office_id == act.office_id, RehearsalRun.c.asked_at < act.now - KEPT_FOR)
        .values(result=None)
    )
