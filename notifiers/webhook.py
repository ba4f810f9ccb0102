"""JSON to a web address. Any 2xx is success: the receiver is one that was written for us.

A signal for another system goes as it is; what has a secret is signed.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, urlencode

from notifiers.exchange import Exchange, Reply, Request, Server, refused_by_status
from notifiers.signing import signature_headers
from states.transport import Answer, Message, Sent


@dataclass(frozen=True, slots=True)
class Hook:
    server: Server
    path: str = field(default="/", repr=False)
    method: str = "POST"
    params: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    extras: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    secret: str = field(default="", repr=False)


class HookPost:
    """Posts JSON."""

    def __init__(self, exchange: Exchange, clock: Callable[[], datetime]) -> None:
        """`clock`: a signature holds the second at which it was made."""
        self._exchange = exchange
        self._clock = clock

    def send(self, message: Message, hook: Hook) -> Answer:
        body = _payload(message, hook)
        headers = _headers(message, hook)
        if hook.secret:
            key = headers.get("Idempotency-Key", "")
            headers |= signature_headers(hook.secret, key=key, body=body, at=self._clock())
        request = Request(hook.method, _address(hook), body=body, headers=tuple(headers.items()))
        reply = self._exchange.ask(hook.server, request)
        if not isinstance(reply, Reply):
            return reply
        return refused_by_status(reply) or Sent(reply.said)


def _address(hook: Hook) -> str:
    path = hook.path or "/"
    return f"{path}?{urlencode(hook.params)}" if hook.params else path


def _headers(message: Message, hook: Hook) -> dict[str, str]:
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "kaohe"}
    if key := str(message.data["id"]) if message.data is not None else message.key:
        # Keys may hold Chinese, headers may not.
        headers["Idempotency-Key"] = quote(key, safe=":;,._-/ ")
    if hook.user:
        headers["Authorization"] = basic(hook.user, hook.password)
    return headers | dict(hook.headers)


def basic(user: str, password: str | None) -> str:
    pair = f"{user}:{password or ''}".encode()
    return f"Basic {base64.b64encode(pair).decode()}"


def _payload(message: Message, hook: Hook) -> bytes:
    """Apprise's JSON shape, so that a receiver written for Apprise understands it; and our key and urgency."""
    if message.data is not None:
        return json.dumps(message.data, ensure_ascii=False).encode()
    payload: dict[str, object] = {
        "version": "1.0",
        "title": message.subject,
        "message": message.body,
        "attachments": [
            {
                "filename": attachment.name,
                "base64": base64.b64encode(attachment.content).decode(),
                "mimetype": attachment.media_type,
            }
            for attachment in message.attachments
        ],
        "type": "warning" if message.urgent else "info",
        "urgent": message.urgent,
        "key": message.key,
    }
    for name, value in hook.extras:
        if name not in payload:
            payload[name] = value
        else:
            # As in Apprise: ?:message=text renames a field, ?:version= leaves it out.
            moved = payload.pop(name)
            if value:
                payload[value] = moved
    return json.dumps(payload, ensure_ascii=False).encode()
