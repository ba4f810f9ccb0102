"""The ladder of one shortfall stands still until a day, by decision and with a reason; the figures go on counting."""

from datetime import date, datetime
from typing import Any

from pydantic import Field

from actions.acts import Conflict, Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.ladders import ladder_of, standing_of
from actions.shortfalls.ladders import look_again
from config.zone import SHANGHAI
from models.assignments import Assignment
from models.shortfalls import Shortfall
from models.writing import change_row, find_row, lock_row
from states.ladder import Hours, Standing
from states.subjects import SubjectFacts, SubjectKind
from workdays.wording import say_day


class Pause(Data):
    """One shortfall, until when nothing more is done about it, and why."""

    shortfall: int = Field(description="欠账编号")
    until: date = Field(description="暂停到哪一天（当日上午恢复）")
    reason: str = Field(min_length=1, description="理由")
    basis: str = Field(default="", description="依据的文件、批示")


class Resumption(Data):
    """One shortfall whose ladder goes on."""

    shortfall: int = Field(description="欠账编号")
    reason: str = Field(min_length=1, description="理由")


@act("pause_shortfall", label="暂停督办", data=Pause)
def pause_shortfall(act: Act, data: Pause) -> Done:
    """暂停一项欠账的督办阶梯到某一天；欠账本身不变，报告该报仍报。"""
    row = _open_one(act, data.shortfall)
    decision = allow(act, "pause", _facts(act, row))
    if data.until <= act.now.date():
        raise act.refused("恢复的日期应在今天以后")
    hours = Hours.of(act.published(row.assessment_id).scheme.policy.messages)
    until = datetime.combine(data.until, hours.morning, tzinfo=SHANGHAI)
    _stand(act, row, standing_of(row).paused(until))
    act.record(
        SubjectKind.SHORTFALL.value,
        row.id,
        assessment_id=row.assessment_id,
        after={"until": data.until},
        reason=data.reason,
        basis=data.basis,
        decision=decision,
    )
    return Done(f"“{row.title}”的督办暂停到{say_day(data.until)}", ids={"shortfall": row.id})


@act("resume_shortfall", label="恢复督办", data=Resumption)
def resume_shortfall(act: Act, data: Resumption) -> Done:
    """提前恢复暂停的督办阶梯：从停下的那一级接着走。"""
    row = _open_one(act, data.shortfall)
    decision = allow(act, "resume", _facts(act, row))
    standing = standing_of(row)
    if standing.paused_until is None or standing.paused_until <= act.now:
        raise act.refused("这项欠账的督办没有暂停")
    _stand(act, row, standing.paused(None))
    act.record(
        SubjectKind.SHORTFALL.value, row.id, assessment_id=row.assessment_id, reason=data.reason, decision=decision
    )
    return Done(f"“{row.title}”的督办已恢复", ids={"shortfall": row.id})


def _open_one(act: Act, number: int) -> Any:
    row: Any = lock_row(act.tx, Shortfall.t, number)
    if row is None:
        raise act.refused(f"没有编号为 {number} 的欠账")
    act.enter(row.office_id)
    if row.closed_at is not None:
        raise act.refused(f"“{row.title}”的欠账已经了结")
    return row


def _facts(act: Act, row: Any) -> SubjectFacts:
    task: Any = find_row(act.tx, Assignment.t, row.assignment_id)
    leader = act.directory.posts[task.leader_post_id].code if task.leader_post_id else ""
    lead = act.directory.units[task.lead_unit_id].code
    return SubjectFacts(kind=SubjectKind.SHORTFALL, office=act.office_id, lead_unit=lead, leader_post=leader)


def _stand(act: Act, row: Any, standing: Standing) -> None:
    published = act.published(row.assessment_id)
    looks = look_again(act, published, ladder_of(row), standing)
    values = {"standing": standing.as_json(), "next_look_at": looks}
    if not change_row(act.tx, Shortfall.t, row.id, version=row.version, values=values):
        raise Conflict(act.entry.label, ("这件事刚刚被别人办理过，请刷新后再试",))
