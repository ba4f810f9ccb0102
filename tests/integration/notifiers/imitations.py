"""Services on loopback that behave as their makers document them: they look at what they get, and answer as told."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.integration.notifiers.conftest import NOON

HOUR = 3600
Reply = Callable[[], Response]


def said(body: Any, *, status: int = 200, **headers: str) -> Reply:
    text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    return lambda: Response(text, status, {name.replace("_", "-"): value for name, value in headers.items()})


@dataclass(kw_only=True)
class Imitation:
    """`mood` answers instead of the usual yes; `texts` is what reached its readers."""

    server: HTTPServer
    path: str
    query: str
    yes: Any
    mood: Reply | None = None
    texts: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def open(self) -> None:
        self.server.expect_request(self.path).respond_with_handler(self.hear)
        self.server.expect_request("/elsewhere").respond_with_handler(self.hear)

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def target(self, more: str = "") -> str:
        return self.query.format(site=self.site, host=self.site.removeprefix("http://")) + more

    def hear(self, request: Request) -> Response:
        self.requests.append(request)
        if self.mood is not None:
            return self.mood()
        refused = self.look_at(request)
        if refused is not None:
            return said(refused)()
        self.texts.append(self.text(request))
        return said(self.yes)()

    def look_at(self, _request: Request) -> Any:
        """Its refusal of what is not as documented."""
        return None

    def text(self, request: Request) -> str:
        raise NotImplementedError

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Takes the request and says nothing until the block ends."""
        woken = threading.Event()

        def wait() -> Response:
            woken.wait(5)
            return said(self.yes)()

        self.mood = wait
        try:
            yield
        finally:
            woken.set()


@dataclass(kw_only=True)
class WeComApp(Imitation):
    """Lends a token for the right secret, and takes messages for members that it knows."""

    path: str = "/cgi-bin/message/send"
    query: str = "wechat://ww0corp:corp-secret-0@1000002/@zhang?server={site}"
    yes: Any = field(default_factory=lambda: {"errcode": 0, "errmsg": "ok", "msgid": "m1"})
    tokens: list[str] = field(default_factory=list)
    lending: Reply | None = None
    withdrawn: bool = False

    def open(self) -> None:
        super().open()
        self.server.expect_request("/cgi-bin/gettoken").respond_with_handler(self.lend)

    def lend(self, request: Request) -> Response:
        if self.lending is not None:
            return self.lending()
        if (request.args["corpid"], request.args["corpsecret"]) != ("ww0corp", "corp-secret-0"):
            return said({"errcode": 40001, "errmsg": f"invalid credential {request.args['corpsecret']}"})()
        self.withdrawn = False
        self.tokens.append(f"token-{len(self.tokens) + 1}")
        return said({"errcode": 0, "errmsg": "ok", "access_token": self.tokens[-1], "expires_in": 7200})()

    def look_at(self, request: Request) -> Any:
        if request.args["access_token"] != self.tokens[-1] or self.withdrawn:
            return {"errcode": 42001, "errmsg": f"access_token expired: {request.args['access_token']}"}
        told = json.loads(request.data)
        if told["touser"] != "zhang":
            return {"errcode": 81013, "errmsg": f"user & party & tag all invalid: {told['touser']}"}
        if told["msgtype"] != "text" or told["agentid"] != 1000002:
            return {"errcode": 40056, "errmsg": "invalid agentid"}
        return None

    def text(self, request: Request) -> str:
        return str(json.loads(request.data)["text"]["content"])


@dataclass(kw_only=True)
class WeComRobot(Imitation):
    path: str = "/cgi-bin/webhook/send"
    query: str = "wecombot://robot-key-0?server={site}"
    yes: Any = field(default_factory=lambda: {"errcode": 0, "errmsg": "ok"})

    def look_at(self, request: Request) -> Any:
        if request.args["key"] != "robot-key-0":
            return {"errcode": 93000, "errmsg": f"invalid webhook url {request.args['key']}"}
        content = json.loads(request.data)["text"]["content"]
        return {"errcode": 40058, "errmsg": "too long"} if len(content.encode()) > 2048 else None

    def text(self, request: Request) -> str:
        return str(json.loads(request.data)["text"]["content"])


@dataclass(kw_only=True)
class DingTalk(Imitation):
    """Wants `sign` = base64(HMAC-SHA256(secret, timestamp + LF + secret)), a timestamp of this hour."""

    path: str = "/robot/send"
    query: str = "dingtalk://SECdingsecret0@dingtoken0?server={site}"
    yes: Any = field(default_factory=lambda: {"errcode": 0, "errmsg": "ok"})
    secret: bytes = b"SECdingsecret0"

    def look_at(self, request: Request) -> Any:
        if request.args["access_token"] != "dingtoken0":  # noqa: S105 -- nobody's password
            return {"errcode": 300005, "errmsg": f"token is not exist: {request.args['access_token']}"}
        moment = request.args["timestamp"]
        wanted = base64.b64encode(hmac.digest(self.secret, moment.encode() + b"\n" + self.secret, hashlib.sha256))
        if abs(int(moment) / 1000 - NOON.timestamp()) > HOUR or request.args["sign"].encode() != wanted:
            return {"errcode": 310000, "errmsg": "sign not match"}
        return None

    def text(self, request: Request) -> str:
        return str(json.loads(request.data)["text"]["content"])


@dataclass(kw_only=True)
class Feishu(Imitation):
    """Wants `sign` = base64(HMAC-SHA256(timestamp + LF + secret, nothing)), a timestamp of this hour."""

    path: str = "/open-apis/bot/v2/hook/feishu-token-0"
    query: str = "feishu://feishusecret0@feishu-token-0?server={site}"
    yes: Any = field(default_factory=lambda: {"code": 0, "data": {}, "msg": "success"})
    secret: bytes = b"feishusecret0"

    def look_at(self, request: Request) -> Any:
        told = json.loads(request.data)
        moment = told["timestamp"]
        wanted = base64.b64encode(hmac.digest(moment.encode() + b"\n" + self.secret, b"", hashlib.sha256))
        if abs(int(moment) - NOON.timestamp()) > HOUR or told["sign"].encode() != wanted:
            return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time"}
        return None

    def text(self, request: Request) -> str:
        return str(json.loads(request.data)["content"]["text"])


@dataclass(kw_only=True)
class Gateway(Imitation):
    """A gateway for short messages: a form with user, password, number and text; success stands in the body."""

    path: str = "/mas/send"
    query: str = (
        "sms://{host}/mas/send?to=861000000000&:account=kaohe&:password=gate-secret-0&:mobile={{to}}"
        "&:content={{text}}&sign=考核办&ok=result.code:0&limited=108&gone=107"
    )
    yes: Any = field(default_factory=lambda: {"result": {"code": 0}, "message": "提交成功"})

    def look_at(self, request: Request) -> Any:
        told = request.form
        if (told["account"], told["password"]) != ("kaohe", "gate-secret-0"):
            return {"result": {"code": 101}, "message": f"密码错误 {told['password']}"}
        return {"result": {"code": 107}, "message": "号码错误"} if told["mobile"] != "861000000000" else None

    def text(self, request: Request) -> str:
        return str(request.form["content"])


SERVICES: dict[str, type[Imitation]] = {
    "wechat": WeComApp,
    "wecombot": WeComRobot,
    "dingtalk": DingTalk,
    "feishu": Feishu,
    "sms": Gateway,
}
SECRETS = ("corp-secret-0", "robot-key-0", "SECdingsecret0", "dingtoken0", "feishusecret0", "feishu-token-0", "token-1",
           "token-2", "gate-secret-0", "861000000000")  # fmt: skip


def told_by(name: str, code: int, words: str) -> Any:
    """A refusal in the service's own form."""
    if name == "feishu":
        return {"code": code, "msg": words, "data": {}}
    return {"result": {"code": code}, "message": words} if name == "sms" else {"errcode": code, "errmsg": words}
