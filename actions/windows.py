"""Windows by hand: opened early, closed for good, opened again. The tick opens those whose hour has come."""

from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Conflict, Data, Done, act
from actions.context import Act
from actions.opening import open_windows
from models.windows import Window
from models.writing import change_row, lock_row
from states.engine import decide, machine_of
from states.facts import Circumstances
from states.rules import Move, TransitionRefused
from states.subjects import SubjectFacts, SubjectKind
from states.window import definition

MACHINE = machine_of(definition())


class Which(Data):
    """One window of a year."""

    assessment: int = Field(description="考核年度编号")
    window: str = Field(min_length=1, description="报送编码")
    occasion: str = Field(default="", description="期次，如 2019-06；只开一次的报送不写")
    reason: str = Field(default="", description="理由")


@act("open_window", label="开始填报", data=Which)
def open_window(act: Act, data: Which) -> Done:
    """提前开始一次报送的填报。"""
    row = _row(act, data)
    move = _decide(act, "open", row, data)
    if not move.stays:
        open_windows(act, [row])
    return Done(f"“{row.title}”已开始填报", ids={"window": row.id})


@act("close_window", label="截止", data=Which)
def close_window(act: Act, data: Which) -> Done:
    """截止一次报送；截止后不再接收。"""
    return _moved(act, data, "close", "已截止")


@act("reopen_window", label="重新开放", data=Which)
def reopen_window(act: Act, data: Which) -> Done:
    """重新开放一次已截止的报送。"""
    return _moved(act, data, "reopen", "已重新开放")


def _moved(act: Act, data: Which, trigger: str, said: str) -> Done:
    row = _row(act, data)
    move = _decide(act, trigger, row, data)
    values: dict[str, Any] = {"state": move.dest.code, "closed_at": act.now if trigger == "close" else None}
    if not change_row(act.tx, Window.t, row.id, version=row.version, values=values):
        raise Conflict(act.entry.label, ("这件事刚刚被别人办理过，请刷新后再试",))
    act.record(
        SubjectKind.WINDOW.value,
        row.id,
        act=trigger,
        assessment_id=row.assessment_id,
        before={"state": move.source.code},
        after={"state": move.dest.code},
        reason=data.reason,
        decision=move.decision,
    )
    return Done(f"“{row.title}”{said}", ids={"window": row.id})


def _row(act: Act, data: Which) -> Any:
    act.published(data.assessment)
    number = act.tx.scalars(
        select(Window.c.id).where(
            Window.c.assessment_id == data.assessment,
            Window.c.code == data.window,
            Window.c.occasion == data.occasion,
        )
    ).one_or_none()
    row = lock_row(act.tx, Window.t, number) if number is not None else None
    if row is None:
        raise act.refused(f"本年度没有“{data.window}{data.occasion}”这次报送")
    return row


def _decide(act: Act, trigger: str, row: Any, data: Which) -> Move[Circumstances]:
    subject = SubjectFacts(kind=SubjectKind.WINDOW, office=act.office_id, state=row.state)
    facts = Circumstances(actor=act.actor, subject=subject, now=act.now, words=data.reason)
    try:
        return decide(MACHINE, trigger=trigger, state=row.state, facts=facts)
    except TransitionRefused as refused:
        raise act.refused(*refused.reasons) from refused
