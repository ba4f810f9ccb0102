"""Which other systems are told what happens (外发事件): Prefect's automations, or a web hook of the office's own.

A web hook is signed: whoever receives it can tell our signal from a stranger's.
"""

from typing import Annotated, Any
from urllib.parse import parse_qs, urlsplit

from pydantic import Field
from sqlalchemy import update

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.people import enter_office
from models.listeners import Listener, listeners_of
from models.outbox import OPEN, OutboxMessage
from models.vault import vault_of
from models.writing import change_row, insert_rows
from states.actors import Decision
from states.signals import unknown_wishes
from states.subjects import SubjectFacts, SubjectKind

Text = Annotated[str, Field(min_length=1)]
PREFECT = "prefect"
HOOKS = ("json", "jsons")
SHORTEST_SECRET = 24
GONE = "接收方已停用，不再发送"


class Named(Data):
    """A system by its name."""

    office: Text = Field(description="考核主体编码")
    name: Text = Field(description="接收方名称，如 prefect")


class Hearing(Named):
    """A system, its address, and what it wants to hear."""

    target: Text = Field(
        description="prefect://（PREFECT_API_URL 所指的服务），或者 jsons://主机/路径?secret=签名密钥", repr=False
    )
    events: tuple[Text, ...] = Field(default=(), description="只要这些事件，如 kaohe.report.*；不写则全部")


@act("set_listener", label="登记事件接收方", data=Hearing)
def set_listener(act: Act, data: Hearing) -> Done:
    """登记一个接收外发事件的系统；同名的换成新的地址和范围。只发此后的事。"""
    decision = _enter(act, data)
    faults = [*_faults(data.target)]
    if unknown := unknown_wishes(data.events):
        faults.append(f"没有这样的事件：{'、'.join(unknown)}，可用的见 docs/events.md")
    if faults:
        raise act.refused(*faults)
    _retire(act, data.name)
    row = {"office_id": act.office_id, "name": data.name, "target": vault_of(act.tx).close(data.target)}
    (number,) = insert_rows(act.tx, Listener.t, [{**row, "wanted": [*data.events], "is_active": True, "version": 0}])
    _record(act, {"name": data.name, "events": [*data.events]}, decision)
    return Done(f"已登记接收方“{data.name}”", ids={"listener": number})


@act("drop_listener", label="停用事件接收方", data=Named)
def drop_listener(act: Act, data: Named) -> Done:
    """停用一个接收外发事件的系统；还没有送出的不再送。"""
    decision = _enter(act, data)
    row = _retire(act, data.name)
    if row is None:
        raise act.refused(f"没有在用的接收方“{data.name}”")
    _record(act, {"name": data.name, "is_active": False}, decision)
    return Done(f"已停用接收方“{data.name}”", ids={"listener": row.id})


def _enter(act: Act, data: Named) -> Decision:
    office_id = enter_office(act, data.office)
    return allow(act, "manage_listeners", SubjectFacts(kind=SubjectKind.OFFICE, office=office_id))


def _faults(target: str) -> list[str]:
    scheme, separator, _ = target.partition("://")
    if scheme == PREFECT and separator:
        return []
    if scheme not in HOOKS or not separator:
        return ["地址要写成 prefect://，或者 jsons://主机/路径?secret=签名密钥（内网可用 json://）"]
    try:
        secret = parse_qs(urlsplit(target).query).get("secret", [""])[0]
    except ValueError:
        return ["地址不是网址"]
    return [] if len(secret) >= SHORTEST_SECRET else [f"地址里要有 secret=签名密钥，不少于{SHORTEST_SECRET}个字符"]


def _retire(act: Act, name: str) -> Any:
    """The system of that name, which hears nothing more, not even what still waits for it."""
    row = next((each for each in listeners_of(act.tx, act.office_id) if each.name == name), None)
    if row is not None:
        change_row(act.tx, Listener.t, row.id, version=row.version, values={"is_active": False})
        gone = {"state": "unwanted", "finished_at": act.now, "reason": GONE, "version": OutboxMessage.c.version + 1}
        act.tx.execute(update(OutboxMessage.t).where(OPEN, OutboxMessage.c.target == row.target).values(gone))
    return row


def _record(act: Act, after: dict[str, Any], decision: Decision) -> None:
    """The address itself stays out of the journal."""
    act.record(SubjectKind.OFFICE, act.office_id, after=after, decision=decision)
