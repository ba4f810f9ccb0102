"""Services that answer 200 and put their refusal into the body: the code in it decides, never the status alone."""

import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from notifiers.exchange import (
    MOVED,
    OK,
    OWN_TROUBLE,
    RECEIPT_LENGTH,
    Exchange,
    Reply,
    Request,
    Server,
    refused_by_status,
)
from notifiers.letters import one_line
from states.transport import Message, Refused, Unsure

TOO_MANY = 429
WHOLE = re.compile(r"-?[0-9]{1,9}")
CUT = "…（全文见系统）"
JSON = ("Content-Type", "application/json; charset=utf-8")
AGENT = ("User-Agent", "kaohe")


@dataclass(frozen=True, slots=True)
class Codes:
    """What a service's codes mean. 0 is success; one that stands in neither list may be cured by trying again.

    `limited`: too often or too much, and how long the service wants to be left alone. `final`: the same message to the
    same target will be refused again.
    """

    service: str
    code: tuple[str, ...] = ("errcode",)
    words: tuple[str, ...] = ("errmsg",)
    limited: Mapping[int, timedelta] = field(default_factory=dict)
    final: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """A body that could be read: the code, the service's words, and the rest."""

    code: int
    words: str
    body: Mapping[str, Any]


class Tokens:
    """Tokens that a service has lent us, until shortly before it wants them back. Safe for several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lent: dict[object, tuple[str, float]] = {}

    def get(self, whose: object) -> str | None:
        with self._lock:
            token, until = self._lent.get(whose, ("", 0.0))
        return token if time.monotonic() < until else None

    def keep(self, whose: object, token: str, *, seconds: float) -> None:
        with self._lock:
            self._lent[whose] = (token, time.monotonic() + seconds)

    def drop(self, whose: object, token: str) -> None:
        """Unless another thread has fetched a new one in the meantime."""
        with self._lock:
            if self._lent.get(whose, ("", 0.0))[0] == token:
                del self._lent[whose]


@dataclass(frozen=True, slots=True)
class Way:
    """What a service needs of us: connections, the present for its signature, the tokens that it has lent."""

    exchange: Exchange
    clock: Callable[[], datetime]
    tokens: Tokens = field(default_factory=Tokens)

    def post(self, server: Server, address: str, payload: Mapping[str, Any]) -> Reply | Refused | Unsure:
        body = json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace")
        return self.exchange.ask(server, Request("POST", address, body=body, headers=(JSON, AGENT)))

    def get(self, server: Server, address: str) -> Reply | Refused | Unsure:
        return self.exchange.ask(server, Request("GET", address, headers=(AGENT,)))


def heard(reply: Reply, codes: Codes, *, passing: frozenset[int] = frozenset()) -> Said | Refused | Unsure:
    """What the service said, when it took the message; else its refusal in its own words.

    `passing`: codes that the caller himself knows what to do about. A 200 that holds no code is the answer of something
    else, a proxy's page perhaps: nobody knows what became of it.
    """
    said = _read(reply, codes)
    if said is None:
        refused = refused_by_status(reply)
        return refused or Unsure(f"{codes.service}的答复看不懂，不知是否送出：{reply.said}")
    if (said.code == 0 and reply.status in OK) or said.code in passing:
        return said
    if said.code == 0 or reply.status in MOVED or reply.status == TOO_MANY or reply.status >= OWN_TROUBLE:
        return refused_by_status(reply) or Unsure(f"{codes.service}的答复自相矛盾：{reply.said}")
    return refused_by_code(said, codes)


def refused_by_code(said: Said, codes: Codes) -> Refused:
    reason = f"{codes.service}拒收：{said.code} {said.words}".strip()
    return Refused(reason, permanent=said.code in codes.final, again_after=codes.limited.get(said.code))


def _read(reply: Reply, codes: Codes) -> Said | None:
    try:
        body = json.loads(reply.words)
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict):
        return None
    code = next((body[name] for name in codes.code if name in body), None)
    words = next((str(body[name]) for name in codes.words if body.get(name)), "")
    number = _whole(code)
    return None if number is None else Said(number, one_line(words)[:RECEIPT_LENGTH], body)


def _whole(code: object) -> int | None:
    """Half a code is none: 0.5 is not 0, and neither is `false`."""
    if isinstance(code, int) and not isinstance(code, bool):
        return code
    return int(code) if isinstance(code, str) and WHOLE.fullmatch(code) else None


def text_of(message: Message, *, most_bytes: int) -> str:
    """Subject and body as one text, cut where the service would refuse or cut it itself."""
    mark = "【紧急】" if message.urgent else ""
    lines = [f"{mark}{one_line(message.subject)}", message.body.strip()]
    lines += [f"附件（此渠道不能携带）：{attachment.name}" for attachment in message.attachments]
    text = "\n".join(line for line in lines if line)
    whole = text.encode("utf-8", "replace")
    if len(whole) <= most_bytes:
        return whole.decode()
    return whole[: most_bytes - len(CUT.encode())].decode("utf-8", "ignore") + CUT
