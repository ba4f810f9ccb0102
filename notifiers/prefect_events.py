"""Prefect's events: posted to the API that this installation is told of, and believed only when the API says so.

Prefect's own emitter hands an event to a thread and answers at once; here the answer of the server is waited for, so
that what did not arrive goes again. The id stays the same, and Prefect keeps an id once.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from notifiers.exchange import Exchange, Reply, Request, Server, refused_by_status, split_site
from notifiers.webhook import basic
from states.transport import Answer, Message, Refused, Sent

SCHEMA = "prefect"
NO_MESSAGES = "prefect:// 只收外发事件，不收消息"
NO_API = "没有说明 Prefect 服务在哪里：设 PREFECT_API_URL，或者由 kaohe run、kaohe serve-flows 投递"
UNREADABLE = 422  # the event itself is wrong: it will not be right tomorrow


@dataclass(frozen=True, slots=True)
class Api:
    server: Server
    path: str
    authorization: str = field(default="", repr=False)


class PrefectPost:
    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def send(self, message: Message) -> Answer:
        if message.data is None:
            return Refused(NO_MESSAGES, permanent=True)
        api = _api()
        if api is None:
            return Refused(NO_API, permanent=False)
        body = json.dumps([event_of(message.data)], ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "User-Agent": "kaohe"}
        if api.authorization:
            headers["Authorization"] = api.authorization
        request = Request("POST", f"{api.path}/events", body=body, headers=tuple(headers.items()))
        reply = self._exchange.ask(api.server, request)
        if not isinstance(reply, Reply):
            return reply
        refused = refused_by_status(reply)
        # a key that was changed, a proxy in between: somebody mends it, and then it goes
        return replace(refused, permanent=reply.status == UNREADABLE) if refused else Sent(reply.said)


def event_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Our signal in Prefect's words; every label of a resource is a text."""
    return {
        "id": data["id"],
        "event": data["event"],
        "occurred": data["occurred"],
        "resource": _resource(data["resource"]),
        "related": [_resource(each) for each in data["related"]],
        "payload": data["payload"],
    }


def _resource(told: Mapping[str, str]) -> dict[str, str]:
    return dict(_labels(told))


def _labels(told: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return ((f"prefect.resource.{name}", word) for name, word in told.items())


def _api() -> Api | None:
    # Prefect takes half a second; only who has it listen pays that.
    from prefect.settings import get_current_settings  # noqa: PLC0415

    told = get_current_settings().api
    if not told.url:
        return None
    try:
        parts = split_site(told.url)
    except ValueError:
        return None
    secure = parts.scheme == "https"
    server = Server(parts.hostname or "", parts.port or (443 if secure else 80), secure=secure)
    return Api(server, parts.path.rstrip("/"), _authorization(told))


def _authorization(told: Any) -> str:
    if told.key is not None:
        return f"Bearer {told.key.get_secret_value()}"
    if told.auth_string is None:
        return ""
    user, _, password = told.auth_string.get_secret_value().partition(":")
    return basic(user, password)
