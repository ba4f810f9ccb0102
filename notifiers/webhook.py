"""JSON to a web address over kept HTTP connections, one per server and thread. Redirections are not followed."""

import base64
import contextlib
import http.client
import json
import select
import threading
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from notifiers.letters import one_line
from notifiers.mail import is_timeout, tls_context, told
from notifiers.outages import Outages
from states.transport import Answer, Message, Refused, Sent, Unsure

OK = range(200, 300)
MOVED = range(300, 400)
# 408 and 425 ask for another try; 429 is "too many"; the 500s are the server's own trouble.
LATER = {408, 425, 429}
OWN_TROUBLE = 500
MOST_READ = 64 * 1024
RECEIPT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Server:
    """Seconds for the time-outs."""

    host: str
    port: int
    secure: bool = False
    verify: bool = True
    connect_timeout: float = 5.0
    read_timeout: float = 15.0


@dataclass(frozen=True, slots=True)
class Hook:
    server: Server
    path: str = "/"
    method: str = "POST"
    params: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    extras: tuple[tuple[str, str], ...] = ()
    user: str | None = None
    password: str | None = field(default=None, repr=False)


class HookPost:
    """Posts JSON. Safe for several threads: each has its own connections."""

    def __init__(self, *, outages: Outages | None = None) -> None:
        self._kept = threading.local()
        self._outages = outages or Outages()

    def send(self, message: Message, hook: Hook) -> Answer:
        if (why := self._outages.reason(hook.server)) is not None:
            return Refused(why, permanent=False)
        try:
            connection = self._ready(hook.server)
        except (OSError, http.client.HTTPException) as error:
            return self._unreachable(hook.server, error)
        try:
            connection.request(
                hook.method, _address(hook), body=_payload(message, hook), headers=_headers(message, hook)
            )
            response = connection.getresponse()
            words = response.read(MOST_READ)
        except ValueError as error:  # http.client refuses line breaks in addresses and headers before it sends
            self._drop(hook.server)
            return Refused(f"消息或通道地址无法使用：{told(error)}", permanent=True)
        except (OSError, http.client.HTTPException) as error:
            self._drop(hook.server)
            if is_timeout(error):
                self._outages.note(hook.server, "对方刚才没有及时答复，稍后再试")
            return Unsure(f"请求已发出，未等到答复：{told(error)}")
        if not response.isclosed():
            self._drop(hook.server)
        return answer_of(response.status, words, retry_after=response.getheader("Retry-After"))

    def close(self) -> None:
        """Closes this thread's connections."""
        for server in list(self._connections()):
            self._drop(server)

    def _unreachable(self, server: Server, error: Exception) -> Refused:
        why = f"无法连接 {server.host}:{server.port}：{told(error)}"
        self._outages.note(server, why)
        return Refused(why, permanent=False)

    def _connections(self) -> dict[Server, http.client.HTTPConnection]:
        connections: dict[Server, http.client.HTTPConnection] | None = getattr(self._kept, "connections", None)
        if connections is None:
            connections = self._kept.connections = {}
        return connections

    def _ready(self, server: Server) -> http.client.HTTPConnection:
        """The kept connection, unless the server has closed it in the meantime; or a new one, connected."""
        connection = self._connections().get(server)
        if connection is not None and connection.sock is not None:
            if not select.select([connection.sock], [], [], 0)[0]:
                return connection
            self._drop(server)
        connection = _connection(server)
        connection.connect()
        connection.sock.settimeout(server.read_timeout)
        self._connections()[server] = connection
        self._outages.clear(server)
        return connection

    def _drop(self, server: Server) -> None:
        connection = self._connections().pop(server, None)
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.close()


def answer_of(status: int, words: bytes, *, retry_after: str | None = None) -> Answer:
    """Only 2xx is success. What a retry may cure is temporary."""
    said = f"{status} {one_line(words.decode('utf-8', 'replace'))[:RECEIPT_LENGTH]}".strip()
    if status in OK:
        return Sent(said)
    if status in MOVED:
        return Refused(f"目标地址已改（{status}），不跟随转向，请改写通道地址", permanent=True)
    wait = f"（对方要求 {one_line(retry_after)} 后再试）" if retry_after else ""
    return Refused(f"对方拒收：{said}{wait}", permanent=status not in LATER and status < OWN_TROUBLE)


def _connection(server: Server) -> http.client.HTTPConnection:
    if server.secure:
        context = tls_context(verify=server.verify)
        return http.client.HTTPSConnection(server.host, server.port, timeout=server.connect_timeout, context=context)
    return http.client.HTTPConnection(server.host, server.port, timeout=server.connect_timeout)


def _address(hook: Hook) -> str:
    path = hook.path or "/"
    return f"{path}?{urlencode(hook.params)}" if hook.params else path


def _headers(message: Message, hook: Hook) -> dict[str, str]:
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "kaohe"}
    if message.key:
        # Keys may hold Chinese, headers may not.
        headers["Idempotency-Key"] = quote(message.key, safe=":;,._-/ ")
    if hook.user:
        pair = f"{hook.user}:{hook.password or ''}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
    return headers | dict(hook.headers)


def _payload(message: Message, hook: Hook) -> bytes:
    """Apprise's JSON shape, so that a receiver written for Apprise understands it; and our key and urgency."""
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
