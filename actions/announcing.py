"""What is addressed to units as such: it goes to the group of a unit, or to its people where it has no group.

A notice that asks for a reply asks units for something: it counts in the month, and the reply is owed.
"""

import hashlib
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from actions.acts import Done, act
from actions.burden.asking import open_answers, readers_of
from actions.burden.gate import Demand, Excess, weigh
from actions.context import Act
from actions.directory import UnitEntry
from actions.guarding import allow
from actions.people import enter_office
from actions.telling import Told
from actions.wording import say_last_moment
from config.deadlines import ClockTime
from config.units import UnitKind
from documents.messages import compose
from models.contacts import contacts_of
from models.outbox import post_messages
from states.actors import Decision
from states.burden import Asks
from states.subjects import SubjectFacts, SubjectKind
from workdays.deadline import due_at, instant

Text = Annotated[str, Field(min_length=1)]
CODE = "announcement"
ENDS = ("。", "！", "？", "；")


class Announcement(Excess):
    """A text of the office for units. With `reply_by` it asks them for a reply."""

    office: Text = Field(description="考核主体编码")
    units: tuple[str, ...] = Field(default=(), description="发给哪些单位（编码）；不写则发给所有责任单位")
    subject: Text = Field(max_length=60, description="标题")
    text: Text = Field(max_length=1000, description="正文，不看链接也要能看懂")
    short: str = Field(default="", max_length=50, description="短信稿；不写则取标题和正文开头")
    urgent: bool = Field(default=False, description="是否紧急")
    reply_by: date | None = Field(default=None, description="要回复的写明何日前（含当日）：计入当月次数，成为交办事项")
    hour: ClockTime | None = Field(default=None, description="回复的当日几点前；不写则到当日24时")
    assessment: int | None = Field(default=None, description="考核年度编号；要回复的必填")


@act("announce", label="向单位发通知", data=Announcement, asks=Asks.REQUEST)
def announce(act: Act, data: Announcement) -> Done:
    """向单位发通知：单位有工作群机器人等渠道的发到群里，没有的告诉单位办公室或联络员。同一天同样的通知只发一次。"""
    office_id = enter_office(act, data.office)
    decision = allow(act, "announce", SubjectFacts(kind=SubjectKind.OFFICE, office=office_id))
    units = _units(act, data)
    grouped = {contact.unit_id for contact in contacts_of(act.tx, units=[unit.id for unit in units])}
    groups = [unit for unit in units if unit.id in grouped]
    readers = {unit.id: _readers(act, unit) for unit in units if unit.id not in grouped}
    if deaf := [unit.shown for unit in units if readers.get(unit.id) == ()]:
        raise act.refused(f"{'、'.join(deaf)}既没有登记渠道，也没有岗位可告知")
    asked = _ask(act, data, units, decision)
    post_messages(act.tx, [_row(act, data, unit) for unit in groups])
    act.tell(*(told for unit in units if unit.id not in grouped for told in _told(data, unit, readers[unit.id], act)))
    after = {"subject": data.subject, "text": data.text, "units": [unit.code for unit in units], **asked}
    act.record(SubjectKind.OFFICE, office_id, after=after, decision=decision)
    said = f"已发给{len(units)}个单位：{len(groups)}个发到工作群，{len(units) - len(groups)}个告诉单位的人"
    return Done(said, details={"groups": [unit.code for unit in groups]})


def _ask(act: Act, data: Announcement, units: tuple[UnitEntry, ...], decision: Decision) -> dict[str, Any]:
    """What the journal says of a notice that wants a reply; nothing of one that only tells."""
    if data.reply_by is None:
        return {}
    if data.assessment is None:
        raise act.refused("要回复的通知，请写明考核年度（assessment）")
    due = due_at(data.reply_by, cutoff=data.hour)
    mute = [unit.shown for unit in units if not readers_of(act, unit.id)]
    faults = [f"{'、'.join(mute)}没有可以回复的岗位"] if mute else []
    faults += ["回复的期限要晚于现在"] if instant(due) <= instant(act.now) else []
    weighed = weigh(act, _demand(data, data.assessment, units, due))
    if reasons := (*faults, *weighed.reasons):
        raise act.refused(*reasons)
    numbers, _ = open_answers(act, weighed, decision)
    return {"requests": numbers, "due_at": due, **weighed.noted}


def _demand(data: Announcement, assessment: int, units: tuple[UnitEntry, ...], due: datetime) -> Demand:
    return Demand(
        assessment_id=assessment,
        units=tuple(unit.id for unit in units),
        matter=f"asked:{data.subject}",
        title=data.subject,
        due_at=due,
        excess=data,
    )


def _units(act: Act, data: Announcement) -> tuple[UnitEntry, ...]:
    known = act.directory.unit_ids
    if lost := [code for code in data.units if code not in known]:
        raise act.refused(*(f"没有编码为“{code}”的单位" for code in lost))
    if data.units:
        return tuple(act.directory.unit(code) for code in dict.fromkeys(data.units))
    outside = {UnitKind.LEADERS.value, UnitKind.EXTERNAL.value}
    standing = [unit for unit in act.directory.units.values() if unit.stands and not unit.is_host]
    return tuple(unit for unit in standing if unit.kind not in outside)


def _readers(act: Act, unit: UnitEntry) -> tuple[int, ...]:
    return tuple(post.id for post in readers_of(act, unit.id))


def _key(act: Act, data: Announcement, unit: UnitEntry) -> str:
    digest = hashlib.sha256(f"{data.subject}\n{_words(data)['text']}".encode()).hexdigest()[:10]
    return f"{CODE}:{data.office}:{act.now:%Y-%m-%d}:{digest}:{unit.code}"


def _row(act: Act, data: Announcement, unit: UnitEntry) -> dict[str, Any]:
    text = compose(CODE, overrides={}, office=act.directory.office_name, **_words(data))
    return {
        "office_id": act.office_id,
        "dedup_key": _key(act, data, unit),
        "kind": CODE,
        "unit_id": unit.id,
        "subject": text.subject,
        "body": text.body,
        "short": text.short,
        "line": text.line,
        "urgent": data.urgent,
        "created_at": act.now,
        "send_after": act.now,
    }


def _words(data: Announcement) -> dict[str, str]:
    """With what it asks for, so that it is complete by itself."""
    brief = data.short or f"{data.subject}：{data.text}"
    if data.reply_by is None:
        return {"subject": data.subject, "text": data.text, "brief": brief, "due": ""}
    due = f"请于{say_last_moment(due_at(data.reply_by, cutoff=data.hour))}回复。"
    text = data.text if data.text.endswith(ENDS) else f"{data.text}。"
    brief = brief if brief.endswith(ENDS) else f"{brief}。"
    return {"subject": data.subject, "text": f"{text}{due}", "brief": brief, "due": due}


def _told(data: Announcement, unit: UnitEntry, posts: tuple[int, ...], act: Act) -> list[Told]:
    words = _words(data)
    key = _key(act, data, unit)
    return [Told(code=CODE, key=key, post_id=post, words=words, urgent=data.urgent) for post in posts]
