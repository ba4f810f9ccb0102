"""知道了: somebody has taken note, and is left in peace for some days; what nothing came of comes back (A08, A09)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.holding import stand
from actions.ladders import standing_of
from actions.owing import open_obligation, subject_of
from config.policy import Policy
from states.messages import waking_moment
from states.subjects import SubjectKind
from states.timing import in_workdays
from workdays.deadline import instant


class Noted(Data):
    """One thing that somebody knows of."""

    obligation: int = Field(description="应办事项编号")
    words: str = Field(default="", description="说明，如 正在办，周四可报")


@act("take_note", label="知道了", data=Noted)
def take_note(act: Act, data: Noted) -> Done:
    """知道了：几个工作日内不再提醒；到时没有办结的，再提醒，督办接着走。"""
    row = open_obligation(act, data.obligation)
    decision = allow(act, "take_note", subject_of(act, row))
    if row.assessment_id is None or row.due_at is None:
        raise act.refused("这件事还没有期限，也就没有提醒")
    policy = act.published(row.assessment_id).scheme.policy
    standing = standing_of(row)
    if standing.acknowledged >= policy.acknowledged.at_most:
        raise act.refused(f"已经说过{standing.acknowledged}次“知道了”，请办结，或申请延期")
    quiet_until = _quiet_until(act, row, policy)
    stand(act, row, replace(standing, quiet_until=quiet_until, acknowledged=standing.acknowledged + 1))
    act.record(
        SubjectKind.OBLIGATION.value,
        row.id,
        assessment_id=row.assessment_id,
        after={"quiet_until": quiet_until},
        reason=data.words,
        decision=decision,
    )
    return Done(f"已记下，{quiet_until:%m月%d日}前不再提醒“{row.title}”", ids={"obligation": row.id})


def _quiet_until(act: Act, row: Any, policy: Policy) -> datetime:
    """The morning after the quiet days; never past the morning after the due day, or nobody would see it grow late."""
    days = in_workdays(act.now, policy.acknowledged.days, calendar=act.calendar)
    last = min(days, row.due_at, key=instant) if instant(act.now) <= instant(row.due_at) else days
    return waking_moment(last + timedelta(seconds=1), policy=policy.messages, calendar=act.calendar)
