"""URL schemas of our own, registered with Apprise: services that Apprise does not know, or believes too easily.

A function decorated with `own_schema` gets the message and the target as written, and answers for itself. Apprise only
learns that the schema exists, so that its URLs stand in lists and configuration files like any other.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from apprise import decorators

from notifiers.folder import FolderNotifier
from states.transport import Answer, Message, Sent

Carry = Callable[[Message, str], Answer]

OWN: dict[str, Carry] = {}

# These services answer 200 and put the refusal into the body, which Apprise 1.13 does not read: it would call a refused
# message sent. They stay shut until a schema of our own reads their code.
UNREADABLE = {
    "dingtalk": "钉钉机器人",
    "feishu": "飞书机器人",
    "lark": "Lark 机器人",
    "wecombot": "企业微信机器人",
    "schan": "Server酱",
    "pushdeer": "PushDeer",
    "qq": "Qmsg",
    "synology": "Synology Chat",
    "synologys": "Synology Chat",
}


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
