"""Events that start clocks (D09): 市上评估反馈后…; what waited for one gets its date when the event is recorded."""

from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy import select, update

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.planning import plan_of
from actions.redating import Redated, redate
from actions.telling import Told
from actions.wording import UNTOLD, say_last_moment
from checks.planned import Planned
from models.duties import Occurrence
from models.writing import insert_rows, lock_row
from states.subjects import SubjectFacts, SubjectKind
from workdays.resolving import resolve


class Happened(Data):
    """Something outside that a deadline counts from."""

    assessment: int = Field(description="考核年度编号")
    event: str = Field(min_length=1, description="事件代码，如 city_feedback")
    period: str = Field(default="", description="期次，如 2019-08；与期次无关的不写")
    happened_at: datetime = Field(description="发生时间（带时区）")
    words: str = Field(default="", description="说明，如 市统计局反馈函")


@act("record_event", label="登记事件", data=Happened)
def record_event(act: Act, data: Happened) -> Done:
    """登记起算期限的事件；等这个事件的应办事项由此有了期限。"""
    published = act.published(data.assessment)
    decision = allow(act, "record_event", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    if data.happened_at.tzinfo is None:
        raise act.refused("发生时间要写明时区，如 2019-09-18T10:00+08:00")
    if data.happened_at > act.now:
        raise act.refused("发生时间晚于现在，事件发生后再登记")
    _refuse_repeated(act, data)
    (number,) = insert_rows(act.tx, Occurrence.t, [_occurrence(act, data)])
    dated = [
        _date(act, planned, data)
        for planned in plan_of(act, published)
        if planned.deadline.waits_for == data.event and data.period in ("", planned.occasion)
    ]
    act.record(
        SubjectKind.ASSESSMENT.value,
        data.assessment,
        assessment_id=data.assessment,
        after={"event": data.event, "period": data.period, "happened_at": data.happened_at},
        reason=data.words,
        decision=decision,
    )
    return Done(f"已登记，{sum(dated)}项应办事项由此起算", ids={"occurrence": number})


class Mistaken(Data):
    """An event that was written down by mistake."""

    occurrence: int = Field(description="事件编号")
    reason: str = Field(min_length=1, description="更正的理由")


@act("withdraw_event", label="撤销事件登记", data=Mistaken)
def withdraw_event(act: Act, data: Mistaken) -> Done:
    """撤销登记错了的事件；由它起算、还没有办结的事重新等候。"""
    row = lock_row(act.tx, Occurrence.t, data.occurrence)
    if row is None:
        raise act.refused(f"没有编号为 {data.occurrence} 的事件")
    published = act.published(row.assessment_id)
    decision = allow(act, "record_event", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))
    if row.withdrawn_at is not None:
        raise act.refused("这个事件的登记已经撤销")
    act.tx.execute(update(Occurrence.t).where(Occurrence.c.id == row.id).values(withdrawn_at=act.now))
    waiting = [
        len(redate(act, row.assessment_id, planned, planned.deadline))
        for planned in plan_of(act, published)
        if planned.deadline.waits_for == row.code and row.period in ("", planned.occasion)
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
    deadline = resolve(
        planned.deadline.rule,
        calendar=act.calendar,
        period=planned.span,
        upward=planned.upward,
        events={data.event: data.happened_at},
        whom=planned.deadline.whom,
    )
    moved = redate(act, data.assessment, planned, deadline)
    for one in moved:
        _tell(act, one)
    return len(moved)


def _tell(act: Act, moved: Redated) -> None:
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
            },
            wanted_while=row.id,
        )
    )
