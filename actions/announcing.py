"""What is addressed to units as such: it goes to the group of a unit, or to its people where it has no group."""

import hashlib
from typing import Annotated, Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.directory import UnitEntry
from actions.guarding import allow
from actions.people import enter_office
from actions.telling import Told
from config.roles import Role
from config.units import UnitKind
from documents.messages import compose
from models.contacts import contacts_of
from models.outbox import post_messages
from states.subjects import SubjectFacts, SubjectKind

Text = Annotated[str, Field(min_length=1)]
CODE = "announcement"
# who reads for a unit that has no group, in this order
READERS = (Role.UNIT_OFFICE, Role.LIAISON, Role.DEPARTMENT_HEAD, Role.RESPONSIBLE_PERSON, Role.OFFICER)


class Announcement(Data):
    """A text of the office for units."""

    office: Text = Field(description="考核主体编码")
    units: tuple[str, ...] = Field(default=(), description="发给哪些单位（编码）；不写则发给所有责任单位")
    subject: Text = Field(max_length=60, description="标题")
    text: Text = Field(max_length=1000, description="正文，不看链接也要能看懂")
    urgent: bool = Field(default=False, description="是否紧急")


@act("announce", label="向单位发通知", data=Announcement)
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
    post_messages(act.tx, [_row(act, data, unit) for unit in groups])
    act.tell(*(told for unit in units if unit.id not in grouped for told in _told(data, unit, readers[unit.id], act)))
    after = {"subject": data.subject, "text": data.text, "units": [unit.code for unit in units]}
    act.record(SubjectKind.OFFICE, office_id, after=after, decision=decision)
    said = f"已发给{len(units)}个单位：{len(groups)}个发到工作群，{len(units) - len(groups)}个告诉单位的人"
    return Done(said, details={"groups": [unit.code for unit in groups]})


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
    """The posts of the first role that the unit has."""
    posts = (act.directory.posts_of(unit.id, role) for role in READERS)
    return next((tuple(post.id for post in found) for found in posts if found), ())


def _key(act: Act, data: Announcement, unit: UnitEntry) -> str:
    digest = hashlib.sha256(f"{data.subject}\n{data.text}".encode()).hexdigest()[:10]
    return f"{CODE}:{data.office}:{act.now:%Y-%m-%d}:{digest}:{unit.code}"


def _row(act: Act, data: Announcement, unit: UnitEntry) -> dict[str, Any]:
    text = compose(CODE, overrides={}, office=act.directory.office_name, subject=data.subject, text=data.text)
    return {
        "office_id": act.office_id,
        "dedup_key": _key(act, data, unit),
        "kind": CODE,
        "unit_id": unit.id,
        "subject": text.subject,
        "body": text.body,
        "urgent": data.urgent,
        "created_at": act.now,
        "send_after": act.now,
    }


def _told(data: Announcement, unit: UnitEntry, posts: tuple[int, ...], act: Act) -> list[Told]:
    words = {"subject": data.subject, "text": data.text}
    key = _key(act, data, unit)
    return [Told(code=CODE, key=key, post_id=post, words=words, urgent=data.urgent) for post in posts]
