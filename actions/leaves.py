"""请假: with a substitute the work is his; without one it is paused, and goes on where it stood (A07)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from pydantic import Field
from sqlalchemy import select, update

from actions.acts import Conflict, Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.holding import look_anew
from actions.people import Text, directory_changed, enter_office, person_id, stand_in_apart
from actions.telling import Told
from models.leaves import Leave
from models.obligations import open_obligations_of
from models.persons import Substitution
from models.writing import change_row, insert_rows, lock_row
from states.subjects import SubjectFacts, SubjectKind
from workdays.wording import say_day


class Away(Data):
    """Who is away, from when until when, and who is in his place."""

    office: Text = Field(description="考核主体编码")
    person: Text = Field(description="请假人编码")
    begins_on: date = Field(description="何日起（含）")
    ends_on: date = Field(description="何日止（含）")
    substitute: str | None = Field(default=None, description="代理人编码；不写则请假期间他的应办事项暂停督办")
    reason: Text = Field(description="事由")
    document_no: str = Field(default="", description="假条编号")


class Back(Data):
    """He is back."""

    leave: int = Field(description="请假编号")
    ends_on: date = Field(description="实际请到哪一天（含）")
    reason: str = Field(default="", description="说明")


@act("approve_leave", label="准假", data=Away)
def approve_leave(act: Act, data: Away) -> Done:
    """准假：有代理人的由代理人办；没有的，他的应办事项暂停督办，到假满后接着走。"""
    office_id = enter_office(act, data.office)
    person = person_id(act, data.person)
    decision = allow(act, "approve_leave", _subject(act, person))
    substitute = person_id(act, data.substitute) if data.substitute else None
    reasons = [*_against(act, data, person, substitute)]
    if reasons:
        raise act.refused(*reasons)
    row = {
        "office_id": office_id,
        "person_id": person,
        "begins_on": data.begins_on,
        "ends_on": data.ends_on,
        "substitution_id": _stand_in(act, data, person, substitute) if substitute is not None else None,
        "reason": data.reason,
        "document_no": data.document_no,
        "approved_by": act.person_id,
        "recorded_at": act.now,
        "recorded_by": act.door.by,
        "version": 0,
    }
    (number,) = insert_rows(act.tx, Leave.t, [row])
    directory_changed(act)
    paused = _look_anew(act, person) if substitute is None else 0
    if substitute is not None:
        _tell(act, data, number, person=person, substitute=substitute)
    after = {"leave_id": number, "begins_on": data.begins_on, "ends_on": data.ends_on, "substitute_id": substitute}
    act.record(SubjectKind.PERSON.value, person, after=after, reason=data.reason, decision=decision)
    said = f"，{paused}项应办事项暂停督办" if substitute is None else "，由代理人办理"
    return Done(f"已准假至{data.ends_on}{said}", ids={"leave": number})


@act("end_leave", label="销假", data=Back)
def end_leave(act: Act, data: Back) -> Done:
    """销假：提前回来的，督办从次日起接着走，代理同时终止。"""
    leave = lock_row(act.tx, Leave.t, data.leave)
    if leave is None:
        raise act.refused(f"没有编号为 {data.leave} 的请假")
    act.enter(leave.office_id)
    decision = allow(act, "end_leave", _subject(act, leave.person_id))
    if not leave.begins_on <= data.ends_on < leave.ends_on:
        raise act.refused(f"销假的日期要在{leave.begins_on}与{leave.ends_on}之间，早于原来的止日")
    if not change_row(act.tx, Leave.t, leave.id, version=leave.version, values={"ends_on": data.ends_on}):
        raise Conflict(act.entry.label, ("这件事刚刚被别人办理过，请刷新后再试",))
    if leave.substitution_id is not None:
        act.tx.execute(
            update(Substitution.t)
            .where(Substitution.c.id == leave.substitution_id)
            .values(ends_on=data.ends_on, version=Substitution.c.version + 1)
        )
    directory_changed(act)
    _look_anew(act, leave.person_id)
    act.record(
        SubjectKind.PERSON.value,
        leave.person_id,
        before={"leave_id": leave.id, "ends_on": leave.ends_on},
        after={"ends_on": data.ends_on},
        reason=data.reason,
        decision=decision,
    )
    return Done(f"已销假，{data.ends_on + timedelta(days=1)}起照常", ids={"leave": leave.id})


def _subject(act: Act, person: int) -> SubjectFacts:
    """Whose leave it is, by his first post."""
    posts = _posts(act, person)
    unit = act.directory.units[act.directory.posts[posts[0]].unit_id].code if posts else ""
    return SubjectFacts(kind=SubjectKind.PERSON, office=act.office_id, lead_unit=unit, person=person)


def _posts(act: Act, person: int) -> list[int]:
    return [post for post, holders in act.directory.holders.items() if person in holders]


def _against(act: Act, data: Away, person: int, substitute: int | None) -> Iterator[str]:
    if not _posts(act, person):
        yield f"“{data.person}”在本考核主体没有岗位"
    if data.ends_on < data.begins_on:
        yield "请假的止日早于起日"
    if data.ends_on < act.now.date():
        yield "请假已经过去，不再登记"
    if substitute is not None and substitute not in act.directory.persons:
        yield f"“{data.substitute}”不在本考核主体任职"
    if substitute == person:
        yield "本人不能代理本人"
    elif substitute is not None and data.substitute is not None:
        yield from stand_in_apart(act, data.substitute, person=person, substitute=substitute)
    overlapping = select(Leave.c.id).where(
        Leave.c.office_id == act.office_id,
        Leave.c.person_id == person,
        Leave.c.begins_on <= data.ends_on,
        Leave.c.ends_on >= data.begins_on,
    )
    if act.tx.execute(overlapping.limit(1)).first() is not None:
        yield "这段时间已经请过假"


def _stand_in(act: Act, data: Away, person: int, substitute: int) -> int:
    row = {
        "office_id": act.office_id,
        "person_id": person,
        "substitute_id": substitute,
        "post_id": None,
        "begins_on": data.begins_on,
        "ends_on": data.ends_on,
        "reason": f"请假：{data.reason}",
        "recorded_at": act.now,
        "recorded_by": act.person_id,
        "version": 0,
    }
    (number,) = insert_rows(act.tx, Substitution.t, [row])
    return number


def _tell(act: Act, data: Away, leave: int, *, person: int, substitute: int) -> None:
    """Whoever stands in knows of it before the first thing reaches him."""
    words = {
        "who": act.directory.persons[person].name,
        "span": f"自{say_day(data.begins_on)}至{say_day(data.ends_on)}",
        "reason": data.reason,
    }
    act.tell(Told(code="substitute_named", key=f"leave:{leave}", person_id=substitute, words=words))


def _look_anew(act: Act, person: int) -> int:
    """When the clock looks at what he owes; how many things these are."""
    rows: list[Any] = [row for row in open_obligations_of(act.tx, _posts(act, person)) if row.next_look_at is not None]
    for row in rows:
        look_anew(act, row)
    return len(rows)
