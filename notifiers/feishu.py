"""飞书: a group's robot, with its signature (签名校验). Lark is the same service elsewhere."""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from notifiers.exchange import Reply, Server
from notifiers.masking import schema_of
from notifiers.services import Codes, Said, Way, heard, text_of
from notifiers.targets import query_of, site_of
from states.transport import Answer, Message, Sent

USUAL = {"feishu": "https://open.feishu.cn", "lark": "https://open.larksuite.com"}
MOST_BYTES = 19_000  # of 20 KB for the whole request
A_MINUTE = timedelta(minutes=1)

CODES = Codes(
    "飞书",
    code=("code", "StatusCode"),
    words=("msg", "StatusMessage"),
    limited={9499: A_MINUTE, 11232: A_MINUTE, 11233: A_MINUTE},
    final=frozenset(
        {
            10003,  # 参数不合要求
            19001,  # 机器人的地址无效
            19002,  # 参数不合要求
            19021,  # 签名不符，或者时间相差超过一小时
            19022,  # IP 不在名单里
            19024,  # 没有约定的关键词
            19036,  # 机器人的地址无效
        }
    ),
)


@dataclass(frozen=True, slots=True)
class FeishuRobot:
    server: Server
    base: str
    token: str = field(repr=False)
    secret: str | None = field(default=None, repr=False)

    def send(self, message: Message, way: Way) -> Answer:
        content = {"text": text_of(message, most_bytes=MOST_BYTES)}
        payload: dict[str, Any] = {"msg_type": "text", "content": content}
        if self.secret:
            moment = f"{way.clock().timestamp():.0f}"
            payload = {"timestamp": moment, "sign": sign(moment, self.secret), **payload}
        address = f"{self.base}/open-apis/bot/v2/hook/{quote(self.token, safe='')}"
        reply = way.post(self.server, address, payload)
        said = heard(reply, CODES) if isinstance(reply, Reply) else reply
        return Sent(f"{said.code} {said.words}".strip()) if isinstance(said, Said) else said


def sign(moment: str, secret: str) -> str:
    """Nothing at all, signed with the moment in seconds and the secret."""
    digest = hmac.new(f"{moment}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def robot_of(plugin: Any, target: str) -> FeishuRobot:
    """`feishu://secret@token`: Apprise knows the token alone, the secret stands where DingTalk's does."""
    server, base = site_of(target, usual=USUAL[schema_of(target)])
    secret = query_of(target).get("secret") or unquote(urlsplit(target).username or "")
    return FeishuRobot(server, base, plugin.token, secret or None)
