"""短信 through any gateway that speaks HTTP: the request is a template, success is told by the answer's body."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

from notifiers.exchange import OK, RECEIPT_LENGTH, Exchange, Reply, Request, Server, refused_by_status
from notifiers.letters import one_line
from notifiers.masking import masked
from notifiers.services import AGENT
from notifiers.targets import BadTarget, pairs_of, query_of, server_at
from notifiers.webhook import basic
from states.transport import Answer, Message, Refused, Sent, Unsure

MOST = 70
UNSIGNED = re.compile(r"^【[^】]*】")
NUMBER = re.compile(r"\+?\d{5,20}")
KINDS = {"json": "application/json", "form": "application/x-www-form-urlencoded", "query": ""}
WORDS = ("message", "msg", "Message", "errmsg", "desc", "statusMsg")
LATER = timedelta(minutes=1)
MISSING = object()


@dataclass(frozen=True, slots=True)
class Success:
    """`ok=code:0`: what stands at this place of a JSON body; `ok=:OK`: what a plain body begins with."""

    path: str
    value: str
    limited: frozenset[str] = frozenset()
    final: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sms:
    """`template`: fields, or a whole JSON body; `{to}` and `{text}` in them are replaced."""

    server: Server
    path: str = field(repr=False)
    method: str
    kind: str
    charset: str
    template: Any = field(repr=False)
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    to: str = field(repr=False)
    signature: str
    most: int
    success: Success

    def send(self, message: Message, exchange: Exchange) -> Answer:
        text = self._text(message)
        if (size := length(text)) > self.most:
            return Refused(f"短信限 {self.most} 字，这条 {size} 字", permanent=True)
        filled = _filled(self.template, {"{to}": self.to, "{text}": text})
        reply = exchange.ask(self.server, self._request(filled))
        return _judged(reply, self.success) if isinstance(reply, Reply) else reply

    def _text(self, message: Message) -> str:
        """The body where it fits, else the short form, which always does, else the subject alone."""
        short = UNSIGNED.sub("", message.short) if self.signature else message.short
        texts = [f"{self.signature}{one_line(text)}" for text in (message.body, short, message.subject) if text.strip()]
        fitting = [text for text in texts if length(text) <= self.most]
        return (fitting or texts or [self.signature])[0 if fitting else -1]

    def _request(self, filled: Any) -> Request:
        path, body = self.path, None
        headers = [AGENT, *self.headers]
        if self.kind == "query":
            path += f"{'&' if '?' in path else '?'}{urlencode(filled, encoding=self.charset, errors='replace')}"
        elif self.kind == "form":
            body = urlencode(filled, encoding=self.charset, errors="replace").encode("ascii")
        else:
            body = json.dumps(filled, ensure_ascii=False).encode(self.charset, "replace")
        if body is not None:
            headers.append(("Content-Type", f"{KINDS[self.kind]}; charset={self.charset}"))
        return Request(self.method, path, body=body, headers=tuple(headers))


def length(text: str) -> int:
    """As a gateway counts: a sign beyond the basic plane is two."""
    return len(text.encode("utf-16-le", "replace")) // 2


def sms_of(target: str) -> Sms:
    """`sms://user:password@gateway/path?to=…&:mobile={to}&:content={text}&ok=code:0`. Raises BadTarget."""
    query = query_of(target)
    parts = urlsplit(target)
    faults = list(_faults(target, query))
    if faults:
        raise BadTarget(f"短信渠道{'；'.join(faults)}：{masked(target)}")
    kind = query.get("as", "json" if "body" in query else "form")
    return Sms(
        server=server_at(target, parts.hostname or "", parts.port, secure=parts.scheme.lower() == "smss"),
        path=quote(unquote(parts.path), safe="/%:@!$&'()*+,;=~") or "/",
        method=query.get("method", "GET" if kind == "query" else "POST").upper(),
        kind=kind,
        charset=query.get("charset", "utf-8"),
        template=json.loads(query["body"]) if "body" in query else _fields(target),
        headers=tuple(_headers(target)),
        to=query["to"],
        signature=f"【{query['sign']}】" if query.get("sign") else "",
        most=int(query.get("most", MOST)),
        success=_success(query),
    )


def _faults(target: str, query: Mapping[str, str]) -> Iterator[str]:
    """What is missing or wrong, all of it at once."""
    try:
        parts = urlsplit(target)
        named = bool(parts.hostname) and (parts.port or True)
    except ValueError:
        named = False
    if not named:
        yield "没有写网关的主机名"
    if not NUMBER.fullmatch(query.get("to", "")):
        yield "的 to= 应是一个手机号码"
    if ":" not in query.get("ok", ""):
        yield "没有写怎样才算成功，如 ok=code:0"
    if query.get("as", "form") not in KINDS or ("body" in query and query.get("as", "json") != "json"):
        yield "的 as= 应是 json、form 或 query，有 body= 的只能是 json"
    if not query.get("most", "70").isdecimal():
        yield "的 most= 应是字数"
    if not _is_charset(query.get("charset", "utf-8")):
        yield "的 charset= 应是 utf-8 或 gbk"
    yield from _template_faults(target, query)


def _template_faults(target: str, query: Mapping[str, str]) -> Iterator[str]:
    try:
        template = json.loads(query["body"]) if "body" in query else _fields(target)
    except ValueError:
        yield "的 body= 不是 JSON"
        return
    written = json.dumps(template, ensure_ascii=False)
    for mark in ("{to}", "{text}"):
        if mark not in written:
            yield f"的模板里没有 {mark}"


def _is_charset(name: str) -> bool:
    return name.lower() in {"utf-8", "utf8", "gbk", "gb18030", "gb2312"}


def _fields(target: str) -> dict[str, str]:
    """`:name=value`, as Apprise's own form:// and json:// write them."""
    return {name[1:]: value for name, value in pairs_of(target) if name.startswith(":")}


def _headers(target: str) -> Iterator[tuple[str, str]]:
    parts = urlsplit(target)
    if parts.username:
        yield "Authorization", basic(unquote(parts.username), unquote(parts.password or ""))
    yield from ((name[1:], value) for name, value in pairs_of(target) if name.startswith("+"))


def _success(query: Mapping[str, str]) -> Success:
    path, _, value = query["ok"].partition(":")
    return Success(path, value, *(frozenset(query.get(name, "").split(",")) - {""} for name in ("limited", "gone")))


def _filled(template: Any, words: Mapping[str, str]) -> Any:
    """Replaced inside the values, never in the written JSON: a quotation mark in a text closes nothing."""
    if isinstance(template, dict):
        return {name: _filled(value, words) for name, value in template.items()}
    if isinstance(template, list):
        return [_filled(value, words) for value in template]
    if not isinstance(template, str):
        return template
    return re.sub(r"\{(?:to|text)\}", lambda found: words[found[0]], template)


def _judged(reply: Reply, success: Success) -> Answer:
    """The body decides. A 2xx that does not hold what was agreed on is nobody's yes and nobody's no."""
    if reply.status not in OK and (refused := refused_by_status(reply)) is not None:
        return refused
    plain = one_line(reply.words.decode("utf-8", "replace"))[:RECEIPT_LENGTH]
    if not success.path:
        return Sent(plain) if plain.startswith(success.value) else Refused(f"短信网关拒收：{plain}", permanent=False)
    try:
        body = json.loads(reply.words)
    except (ValueError, RecursionError):
        return Unsure(f"短信网关的答复看不懂，不知是否送出：{reply.said}")
    code = _found(body, success.path)
    if code is MISSING:
        return Unsure(f"短信网关的答复里没有 {success.path}，不知是否送出：{reply.said}")
    if _written(code) == success.value:
        return Sent(plain)
    words = next((str(body[name]) for name in WORDS if isinstance(body, dict) and body.get(name)), "")
    reason = one_line(f"短信网关拒收：{_written(code)} {words or plain}")
    return Refused(reason, _written(code) in success.final, LATER if _written(code) in success.limited else None)


def _found(body: Any, path: str) -> Any:
    """`result.0.code`: names of objects, places in lists."""
    for step in path.split("."):
        if isinstance(body, dict) and step in body:
            body = body[step]
        elif isinstance(body, list) and step.isdecimal() and int(step) < len(body):
            body = body[int(step)]
        else:
            return MISSING
    return body


def _written(code: Any) -> str:
    return code if isinstance(code, str) else json.dumps(code, ensure_ascii=False)
