"""How a person, or the group of a unit, is reached. Addresses carry keys: they are kept closed and told to nobody."""

from typing import Annotated, Any, Self

from pydantic import Field, model_validator
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.people import enter_office, person_id
from documents.messages import compose
from models.contacts import Contact
from models.outbox import post_messages
from models.persons import Holding
from models.vault import Vault, WrongKey, vault_of
from models.writing import change_row, insert_rows
from states.subjects import SubjectFacts, SubjectKind

Text = Annotated[str, Field(min_length=1)]
OURS = frozenset({"inbox", "system"})  # the ledger's own words


class Whose(Data):
    """A channel by its name, and whose it is."""

    office: Text = Field(description="考核主体编码")
    person: str = Field(default="", description="人员编码；单位的渠道不写")
    unit: str = Field(default="", description="单位编码，如单位工作群的机器人；人员的渠道不写")
    channel: Text = Field(description="渠道名称，如 email")

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if bool(self.person) == bool(self.unit):
            raise ValueError("人员（person）和单位（unit）要写一个，也只写一个")
        return self


class Channel(Whose):
    """A channel as an Apprise URL."""

    target: Text = Field(description="Apprise 地址，如 mailto://…", repr=False)
    priority: int = Field(default=0, ge=0, description="优先次序，0 最先；拒收才试下一个")


@act("set_channel", label="登记联系渠道", data=Channel)
def set_channel(act: Act, data: Channel) -> Done:
    """登记一个人，或者一个单位（工作群）的消息渠道；同名的渠道换成新的地址。"""
    whose = _enter(act, data)
    faults = []
    if "://" not in data.target:
        faults.append("渠道地址要写成“服务://…”的样子，如 mailto://…")
    if data.channel in OURS:
        faults.append(f"“{data.channel}”是系统自用的渠道名称，请换一个")
    if faults:
        raise act.refused(*faults)
    vault = vault_of(act.tx)
    now = _in_use(act, whose, data.channel)
    if now is not None and _opens_as(vault, now.target, data.target):
        change_row(act.tx, Contact.t, now.id, version=now.version, values={"priority": data.priority})
        contact = now.id
    else:
        _retire(act, now)
        row = {"person_id": None, "unit_id": None, **whose, "channel": data.channel, "priority": data.priority}
        closed = {"target": vault.close(data.target), "is_active": True, "version": 0}
        (contact,) = insert_rows(act.tx, Contact.t, [{**row, **closed}])
    _record(act, whose, {"channel": data.channel, "priority": data.priority})
    return Done(f"已登记渠道“{data.channel}”", ids={"contact": contact})


@act("drop_channel", label="停用联系渠道", data=Whose)
def drop_channel(act: Act, data: Whose) -> Done:
    """停用一个人，或者一个单位的一个消息渠道。"""
    whose = _enter(act, data)
    now = _in_use(act, whose, data.channel)
    if now is None:
        raise act.refused(f"没有在用的渠道“{data.channel}”")
    _retire(act, now)
    _record(act, whose, {"channel": data.channel, "is_active": False})
    return Done(f"已停用渠道“{data.channel}”", ids={"contact": now.id})


@act("test_channel", label="测试联系渠道", data=Whose)
def test_channel(act: Act, data: Whose) -> Done:
    """给一个人，或者一个单位，发一条加急的测试消息；结果见送达记录。"""
    whose = _enter(act, data)
    if _in_use(act, whose, data.channel) is None:
        raise act.refused(f"没有在用的渠道“{data.channel}”")
    words = compose("channel_test", overrides={}, channel=data.channel, sent_at=f"{act.now:%m月%d日%H:%M:%S}")
    code = data.person or data.unit
    row = {
        "office_id": act.office_id,
        "dedup_key": f"channel-test:{code}:{data.channel}:{act.now.isoformat()}",
        "kind": "channel_test",
        "person_id": None,
        "unit_id": None,
        **whose,
        "subject": words.subject,
        "body": words.body,
        "short": words.short,
        "urgent": True,
        "created_at": act.now,
        "send_after": act.now,
    }
    (message,) = post_messages(act.tx, [row])
    _record(act, whose, {"channel": data.channel, "message_id": message})
    return Done("测试消息已放入发件箱，一分钟内发出", ids={"message": message})


def _enter(act: Act, data: Whose) -> dict[str, int]:
    """Whose channel it is, by column, once the author may touch it."""
    office_id = enter_office(act, data.office)
    if data.unit:
        allow(act, "manage_people", SubjectFacts(kind=SubjectKind.OFFICE, office=office_id))
        if data.unit not in act.directory.unit_ids:
            raise act.refused(f"没有编码为“{data.unit}”的单位")
        return {"unit_id": act.directory.unit_ids[data.unit]}
    person = person_id(act, data.person)
    allow(act, "edit", SubjectFacts(kind=SubjectKind.PERSON, office=office_id, person=person))
    _refuse_strangers(act, person, data.person)
    return {"person_id": person}


def _refuse_strangers(act: Act, person: int, code: str) -> None:
    """An address receives what every office tells the person: only he himself gives one that all of them will use."""
    if person not in act.directory.persons:
        raise act.refused(f"“{code}”不在本考核主体任职")
    elsewhere = select(Holding.c.id).where(Holding.c.person_id == person, Holding.c.office_id != act.office_id)
    if act.person_id not in (None, person) and act.tx.execute(elsewhere.limit(1)).first() is not None:
        raise act.refused(f"“{code}”在其他考核主体也有任职，联系渠道由本人登记")


def _in_use(act: Act, whose: dict[str, int], channel: str) -> Any:
    query = select(Contact.t).where(Contact.c.channel == channel, Contact.c.is_active)
    return act.tx.execute(query.where(*(Contact.c[name] == key for name, key in whose.items()))).one_or_none()


def _opens_as(vault: Vault, closed: str, target: str) -> bool:
    """One that does not open any more is simply another."""
    try:
        return vault.open(closed) == target
    except WrongKey:
        return False


def _retire(act: Act, contact: Any) -> None:
    if contact is not None:
        change_row(act.tx, Contact.t, contact.id, version=contact.version, values={"is_active": False})


def _record(act: Act, whose: dict[str, int], after: dict[str, Any]) -> None:
    """The address itself stays out of the journal."""
    if "unit_id" in whose:
        act.record(SubjectKind.OFFICE, act.office_id, after=whose | after)
    else:
        act.record(SubjectKind.PERSON, whose["person_id"], after=after)
