"""企业微信: messages of an app to one member, and a group's robot; public, or in one's own house (私有部署)."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from notifiers.exchange import Reply, Server
from notifiers.masking import HIDDEN, masked
from notifiers.services import Codes, Said, Way, heard, refused_by_code, text_of
from notifiers.targets import BadTarget, site_of
from states.transport import Answer, Message, Refused, Sent, Unsure

USUAL = "https://qyapi.weixin.qq.com"
MOST_BYTES = 2048
A_MINUTE = timedelta(minutes=1)
STALE = frozenset({40001, 40014, 42001})  # the token, not the message
EARLIER = 300.0  # a token is given back before the service takes it
SHORTEST = 30.0

CODES = Codes(
    "企业微信",
    limited={45009: A_MINUTE, 45033: A_MINUTE, 45011: A_MINUTE},
    final=frozenset(
        {
            40003,  # 无效的 userid
            40001,  # 不合法的 secret
            40013,  # 不合法的 corpid
            40056,  # 不合法的 agentid
            40058,  # 参数不合要求
            44004,  # 内容为空
            45002,  # 内容超长
            46004,  # 成员不存在
            48002,  # 接口没有权限
            60011,  # 没有该成员的权限
            60111,  # 成员不存在
            81013,  # 收件人全部无效
            93000,  # 机器人的地址无效
            301002,  # 应用没有权限
        }
    ),
)
LOST = {"invaliduser": "成员", "invalidparty": "部门", "invalidtag": "标签", "unlicenseduser": "没有接口许可的成员"}


@dataclass(frozen=True, slots=True)
class WeComApp:
    """`receiver`: `touser`, `toparty` or `totag`, and which."""

    server: Server
    base: str
    corp: str = field(repr=False)
    secret: str = field(repr=False)
    agent: int = field(repr=False)
    receiver: tuple[str, str] = field(repr=False)

    def send(self, message: Message, way: Way) -> Answer:
        answer = self._try(message, way)
        if isinstance(answer, Said) and answer.code in STALE:  # taken back before its time; a new one, once
            answer = self._try(message, way)
        if not isinstance(answer, Said):
            return answer
        return refused_by_code(answer, CODES) if answer.code else _taken(answer)

    def _try(self, message: Message, way: Way) -> Said | Answer:
        token = self._token(way)
        if not isinstance(token, str):
            return token
        address = f"{self.base}/cgi-bin/message/send?{urlencode({'access_token': token})}"
        kind, who = self.receiver
        content = {"content": text_of(message, most_bytes=MOST_BYTES)}
        payload = {kind: who, "msgtype": "text", "agentid": self.agent, "text": content}
        reply = way.post(self.server, address, payload)
        if not isinstance(reply, Reply):
            return _without(reply, token)
        said = heard(reply, CODES, passing=STALE)
        if isinstance(said, Said) and said.code in STALE:
            way.tokens.drop(self._key, token)
            return replace(said, words=said.words.replace(token, HIDDEN))
        return said if isinstance(said, Said) else _without(said, token)

    @property
    def _key(self) -> object:
        return self.server, self.base, self.corp, self.secret

    def _token(self, way: Way) -> str | Refused:
        """Whatever goes wrong here, the message has not left."""
        if (kept := way.tokens.get(self._key)) is not None:
            return kept
        query = urlencode({"corpid": self.corp, "corpsecret": self.secret})
        reply = way.get(self.server, f"{self.base}/cgi-bin/gettoken?{query}")
        said = heard(reply, CODES) if isinstance(reply, Reply) else reply
        if isinstance(said, Unsure):
            return Refused(f"未能取得 access_token：{said.reason}", permanent=False)
        if isinstance(said, Refused):
            return Refused(f"未能取得 access_token：{said.reason}", said.permanent, said.again_after)
        token = said.body.get("access_token")
        if not isinstance(token, str) or not token:
            return Refused("未能取得 access_token：答复里没有", permanent=False)
        way.tokens.keep(self._key, token, seconds=_lifetime(said.body.get("expires_in")))
        return token


@dataclass(frozen=True, slots=True)
class WeComRobot:
    server: Server
    base: str
    key: str = field(repr=False)

    def send(self, message: Message, way: Way) -> Answer:
        address = f"{self.base}/cgi-bin/webhook/send?{urlencode({'key': self.key})}"
        payload = {"msgtype": "text", "text": {"content": text_of(message, most_bytes=MOST_BYTES)}}
        reply = way.post(self.server, address, payload)
        said = heard(reply, CODES) if isinstance(reply, Reply) else reply
        return _taken(said) if isinstance(said, Said) else said


def app_of(plugin: Any, target: str) -> WeComApp:
    """`wechat://corpid:secret@agentid/@user`, as Apprise writes it."""
    receivers = [("touser", user) for user in plugin.users]
    receivers += [("toparty", party) for party in plugin.departments]
    receivers += [("totag", tag) for tag in plugin.tag_ids]
    if len(receivers) != 1 or plugin.invalid_targets:
        raise BadTarget(f"一个企业微信渠道只写一位成员（@）、一个部门（%23）或一个标签（+）：{masked(target)}")
    server, base = site_of(target, usual=USUAL)
    return WeComApp(server, base, plugin.corpid, plugin.corpsecret, int(plugin.agentid), receivers[0])


def robot_of(plugin: Any, target: str) -> WeComRobot:
    """`wecombot://key`."""
    server, base = site_of(target, usual=USUAL)
    return WeComRobot(server, base, plugin.key)


def _taken(said: Said) -> Answer:
    """The service takes a message for several and says 0 although some of them get nothing."""
    lost = [label for name, label in LOST.items() if said.body.get(name)]
    if lost:
        return Refused(f"企业微信拒收：{'、'.join(lost)}无效", permanent=True)
    return Sent(f"{said.code} {said.words}".strip())


def _without(answer: Answer, token: str) -> Answer:
    """Services repeat what they were sent; the token is a key while it lasts."""
    if isinstance(answer, Sent):
        return answer
    return replace(answer, reason=answer.reason.replace(token, HIDDEN))


def _lifetime(told: object) -> float:
    seconds = float(told) if isinstance(told, int) and not isinstance(told, bool) else 0.0
    return max(seconds - EARLIER, SHORTEST)
