"""Events that clocks count from (D09): 市上评估反馈后…, 推进会召开前…; what waited for one gets its date with it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy import select, update

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.planning import plan_of
from actions.published import Published
from actions.redating import Redated, redate, tell_moved
from actions.telling import Told
from actions.wording import UNTOLD, say_last_moment
from checks.planned import Planned
from models.duties import Occurrence
from models.writing import insert_rows, lock_row
from states.subjects import SubjectFacts, SubjectKind
from workdays.deadline import Deadline, local_day
from workdays.resolving import counts_back, resolve
from workdays.wording import say_day


class Happened(Data):
    """Something outside that a deadline counts from."""

    assessment: int = Field(description="考核年度编号")
    event: str = Field(min_length=1, description="哪个事件（代码）")
    period: str = Field(default="", description="期次，如 2019-08；与期次无关的不写")
    happened_at: datetime = Field(description="发生时间；只有“…前”的期限，可以预先登记定在何时")
    words: str = Field(default="", description="说明，如 市统计局反馈函")


@act("record_event", label="登记事件", data=Happened)
def record_event(act: Act, data: Happened) -> Done:
    """登记起算期限的事件；等这个事件的应办事项由此有了期限。"""
    published = act.published(data.assessment)
    decision = allow(act, "record_event", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    if data.happened_at.tzinfo is None:
        raise act.refused("发生时间要写明时区，如 2019-09-18T10:00+08:00")
    waiting = _waiting(act, published, data.event, data.period)
    _refuse_too_early(act, waiting, data.happened_at)
    _refuse_repeated(act, data)
    (number,) = insert_rows(act.tx, Occurrence.t, [_occurrence(act, data)])
    dated = [_date(act, planned, data) for planned in waiting]
    act.record(
        SubjectKind.ASSESSMENT.value,
        data.assessment,
        assessment_id=data.assessment,
        after={"event": data.event, "period": data.period, "happened_at": data.happened_at},
        reason=data.words,
        decision=decision,
    )
    return Done(f"已登记，{sum(dated)}项应办事项由此起算", ids={"occurrence": number})


class Moved(Data):
    """An event that was fixed for one time and takes place at another."""

    occurrence: int = Field(description="事件编号")
    happened_at: datetime = Field(description="改在何时")
    reason: str = Field(min_length=1, description="改期的原因")


@act("move_event", label="事件改期", data=Moved)
def move_event(act: Act, data: Moved) -> Done:
    """事件改期：按它算的期限跟着改，告知各承办岗位；已经办结的不变。"""
    row = _standing(act, data.occurrence)
    published = act.published(row.assessment_id)
    decision = allow(act, "record_event", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    if data.happened_at.tzinfo is None:
        raise act.refused("改在何时要写明时区，如 2019-09-18T10:00+08:00")
    waiting = _waiting(act, published, row.code, row.period)
    _refuse_too_early(act, waiting, data.happened_at)
    act.tx.execute(update(Occurrence.t).where(Occurrence.c.id == row.id).values(withdrawn_at=act.now))
    told = Happened(
        assessment=row.assessment_id, event=row.code, period=row.period, happened_at=data.happened_at, words=data.reason
    )
    (number,) = insert_rows(act.tx, Occurrence.t, [_occurrence(act, told)])
    moved = [one for each in waiting for one in redate(act, row.assessment_id, each, _counted(act, each, told))]
    for one in moved:
        tell_moved(act, one, data.reason)
    act.record(
        SubjectKind.ASSESSMENT.value,
        row.assessment_id,
        assessment_id=row.assessment_id,
        before={"event": row.code, "period": row.period, "happened_at": row.happened_at},
        after={"event": row.code, "period": row.period, "happened_at": data.happened_at},
        reason=data.reason,
        decision=decision,
    )
    return Done(f"已改期，{len(moved)}项应办事项的期限随之调整", ids={"occurrence": number})


class Mistaken(Data):
    """An event that was written down by mistake."""

    occurrence: int = Field(description="事件编号")
    reason: str = Field(min_length=1, description="更正的理由")


@act("withdraw_event", label="撤销事件登记", data=Mistaken)
def withdraw_event(act: Act, data: Mistaken) -> Done:
    """撤销登记错了的事件；由它起算、还没有办结的事重新等候。"""
    row = _standing(act, data.occurrence)
    published = act.published(row.assessment_id)
    decision = allow(act, "record_event", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    act.tx.execute(update(Occurrence.t).where(Occurrence.c.id == row.id).values(withdrawn_at=act.now))
    waiting = [
        len(redate(act, row.assessment_id, planned, planned.deadline))
        for planned in _waiting(act, published, row.code, row.period)
    ]
    act.record(
        SubjectKind.ASSESSMENT.value,
        row.assessment_id,
        assessment_id=row.assessment_id,
        before={"event": row.code, "period": row.period, "happened_at": row.happened_at},
        reason=data.reason,
        decision=decision,
    )
    return Done(f"已撤销，{sum(waiting)}项应办事项重新等候", ids={"occurrence": row.id})


def _standing(act: Act, occurrence: int) -> Any:
    row = lock_row(act.tx, Occurrence.t, occurrence)
    if row is None:
        raise act.refused(f"没有编号为 {occurrence} 的事件")
    if row.withdrawn_at is not None:
        raise act.refused("这个事件的登记已经撤销")
    return row


def _waiting(act: Act, published: Published, event: str, period: str) -> list[Planned]:
    """What counts from this event."""
    return [
        planned
        for planned in plan_of(act, published)
        if planned.deadline.waits_for == event and period in ("", planned.occasion)
    ]


def _refuse_too_early(act: Act, waiting: Sequence[Planned], happens_at: datetime) -> None:
    """What has not happened yet may be fixed beforehand only where every deadline counts back from it."""
    if happens_at > act.now and not (waiting and all(counts_back(planned.deadline.rule) for planned in waiting)):
        raise act.refused("发生时间晚于现在，事件发生后再登记；只有都是“…前”的期限，才可以预先登记")


def _refuse_repeated(act: Act, data: Happened) -> None:
    standing = select(Occurrence.c.id).where(
        Occurrence.c.assessment_id == data.assessment,
        Occurrence.c.code == data.event,
        Occurrence.c.period == data.period,
        Occurrence.c.withdrawn_at.is_(None),
    )
    if act.tx.scalars(standing).first() is not None:
        raise act.refused("这一期的这个事件已经登记过")


def _occurrence(act: Act, data: Happened) -> dict[str, Any]:
    return {
        "office_id": act.office_id,
        "assessment_id": data.assessment,
        "code": data.event,
        "period": data.period,
        "subject_kind": "",
        "subject_id": 0,
        "happened_at": data.happened_at,
        "recorded_at": act.now,
        "recorded_by": act.person_id,
        "words": data.words,
    }


def _date(act: Act, planned: Planned, data: Happened) -> int:
    """Give what is planned its date, and with it everything that is owed by it; how many obligations."""
    moved = redate(act, data.assessment, planned, _counted(act, planned, data))
    for one in moved:
        _tell(act, one, _since(act, data.happened_at))
    return len(moved)


def _since(act: Act, happens_at: datetime) -> str:
    day = local_day(happens_at)
    if day == local_day(act.now):
        return "自今日起算"
    said = say_day(day, year=False)
    return f"按{said}推算" if happens_at > act.now else f"自{said}起算"


def _counted(act: Act, planned: Planned, data: Happened) -> Deadline:
    return resolve(
        planned.deadline.rule,
        calendar=act.calendar,
        period=planned.span,
        upward=planned.upward,
        events={data.event: data.happened_at},
        whom=planned.deadline.whom,
    )


def _tell(act: Act, moved: Redated, since: str) -> None:
    row, deadline = moved.row, moved.deadline
    act.tell(
        Told(
            code="clock_started",
            key=f"dated:{row.id}:{row.version}",
            post_id=row.post_id,
            words={
                "unit": act.directory.units[row.unit_id].shown,
                "subject": row.title,
                "due": say_last_moment(deadline.due_at) if deadline.due_at else UNTOLD,
                "since": since,
            },
            wanted_while=row.id,
        )
    )
