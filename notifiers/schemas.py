"""URL schemas of our own, registered with Apprise: services that Apprise does not know, or believes too easily.

A function decorated with `own_schema` gets the message and the target as written, and answers for itself. Apprise only
learns that the schema exists, so that its URLs stand in lists and configuration files like any other.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from apprise import decorators

from notifiers.exchange import Exchange
from notifiers.export import ExportNotifier
from notifiers.folder import FolderNotifier
from notifiers.sms import sms_of
from notifiers.targets import query_of
from states.transport import Answer, Message, Sent

Carry = Callable[[Message, str], Answer]

OWN: dict[str, Carry] = {}
SMS = ("sms", "smss")

# These services answer 200 and put the refusal into the body, which Apprise 1.13 does not read: it would call a refused
# message sent. They stay shut until a reader of our own knows their codes.
UNREADABLE = {
    "schan": "Server酱",
    "pushdeer": "PushDeer",
    "qq": "Qmsg",
    "synology": "Synology Chat",
    "synologys": "Synology Chat",
}
# What looks like one service and is another: a message would leave for strangers.
MISTAKEN = {"wecom": "PushPlus 的别名，不是企业微信。企业微信应用写 wechat://，群机器人写 wecombot://"}


def own_schema(schema: str, *, name: str) -> Callable[[Carry], Carry]:
    def register(carry: Carry) -> Carry:
        def from_apprise(body: str, title: str, _notify_type: str, *_args: Any, meta: dict[str, Any], **_: Any) -> bool:
            return isinstance(carry(Message(title, body), str(meta["url"])), Sent)

        notify: Any = decorators.notify  # untyped
        notify(on=schema, name=name)(from_apprise)
        OWN[schema] = carry
        return carry

    return register


@own_schema("folder", name="本地文件夹")
def into_folder(message: Message, target: str) -> Answer:
    """`folder:///srv/kaohe/outgoing`: for a post that has no mailbox yet, and for rehearsals."""
    path = unquote(target.partition("://")[2].partition("?")[0])
    return FolderNotifier(Path(path)).send(message, target)


@own_schema("export", name="单向导出")
def into_export(message: Message, target: str) -> Answer:
    """`export:///srv/kaohe/export?to=desk`: numbered files for a network with no way out."""
    path = unquote(target.partition("://")[2].partition("?")[0])
    return ExportNotifier(Path(path)).send(message, query_of(target).get("to", ""))


def through_gateway(message: Message, target: str) -> Answer:
    """`sms://gateway/…`, `smss://…` by a gateway with TLS. Who goes through our own door has his connection kept."""
    exchange = Exchange()
    try:
        return sms_of(target).send(message, exchange)
    finally:
        exchange.close()


for _schema in SMS:
    own_schema(_schema, name="短信网关")(through_gateway)
