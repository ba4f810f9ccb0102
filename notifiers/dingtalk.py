"""钉钉: a group's robot, with its signature (加签)."""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from notifiers.exchange import Reply, Server
from notifiers.services import Codes, Said, Way, heard, text_of
from notifiers.targets import site_of
from states.transport import Answer, Message, Sent

USUAL = "https://oapi.dingtalk.com"
MOST_BYTES = 20_000
SILENCE = timedelta(minutes=10)  # a robot that wrote more than 20 times in a minute is shut for ten

CODES = Codes(
    "钉钉",
    limited={130101: SILENCE, 410100: SILENCE},
    final=frozenset(
        {
            300001,  # token 不存在
            300005,  # token 不存在
            310000,  # 安全设置不符：签名、关键词或 IP
            400013,  # 群已解散
            400101,  # access_token 不存在
            400102,  # 机器人已停用
            400105,  # 不支持的消息类型
            40035,  # 参数不合要求
            43004,  # 无效的 Content-Type
            430101,  # 含有不安全的链接
            430102,  # 含有不合适的文字
            430103,  # 含有不合适的图片
            430104,  # 含有不合适的内容
            460101,  # 内容太长
        }
    ),
)


@dataclass(frozen=True, slots=True)
class DingTalkRobot:
    server: Server
    base: str
    token: str = field(repr=False)
    secret: str | None = field(default=None, repr=False)
    mobiles: tuple[str, ...] = field(default=(), repr=False)

    def send(self, message: Message, way: Way) -> Answer:
        query = {"access_token": self.token}
        if self.secret:
            moment = f"{way.clock().timestamp() * 1000:.0f}"
            query |= {"timestamp": moment, "sign": sign(moment, self.secret)}
        text = text_of(message, most_bytes=MOST_BYTES)
        payload = {
            "msgtype": "text",
            "text": {"content": text},
            "at": {"atMobiles": list(self.mobiles), "isAtAll": False},
        }
        reply = way.post(self.server, f"{self.base}/robot/send?{urlencode(query)}", payload)
        said = heard(reply, CODES) if isinstance(reply, Reply) else reply
        return Sent(f"{said.code} {said.words}".strip()) if isinstance(said, Said) else said


def sign(moment: str, secret: str) -> str:
    """The moment in milliseconds and the secret, signed with the secret."""
    digest = hmac.new(secret.encode(), f"{moment}\n{secret}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def robot_of(plugin: Any, target: str) -> DingTalkRobot:
    """`dingtalk://secret@token`, as Apprise writes it; mobile numbers in the path are called by name (@)."""
    server, base = site_of(target, usual=USUAL)
    return DingTalkRobot(server, base, plugin.token, plugin.secret, tuple(plugin.targets))
