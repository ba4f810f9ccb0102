"""HTTP over kept connections, one per server and thread. Redirections are not followed; an answer is never guessed."""

import contextlib
import http.client
import select
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import SplitResult, urlsplit

from notifiers.letters import one_line
from notifiers.mail import is_timeout, tls_context, told
from notifiers.outages import Outages
from states.transport import Refused, Unsure

OK = range(200, 300)
MOVED = range(300, 400)
# 408 and 425 ask for another try; 429 is "too many"; the 500s are the server's own trouble.
LATER = {408, 425, 429}
OWN_TROUBLE = 500
MOST_READ = 64 * 1024
RECEIPT_LENGTH = 2000  # the adapter cuts it shorter, once the keys are out: half a key would not be recognised
LONGEST_PAUSE = timedelta(hours=6)


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
class Request:
    """Its address and headers may hold keys, its body a person's business: none of them stands in a traceback."""

    method: str
    address: str = field(repr=False)
    body: bytes | None = field(default=None, repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered, whatever it was."""

    status: int
    words: bytes
    retry_after: str | None = None

    @property
    def said(self) -> str:
        return f"{self.status} {one_line(self.words.decode('utf-8', 'replace'))[:RECEIPT_LENGTH]}".strip()


class Exchange:
    """Safe for several threads: each has its own connections."""

    def __init__(self, *, outages: Outages | None = None) -> None:
        self._kept = threading.local()
        self._outages = outages or Outages()

    def ask(self, server: Server, request: Request) -> Reply | Refused | Unsure:
        """`Refused` while nothing has left, `Unsure` when what left was not answered."""
        if (why := self._outages.reason(server)) is not None:
            return Refused(why, permanent=False)
        try:
            connection = self._ready(server)
        except (OSError, http.client.HTTPException) as error:
            return self._unreachable(server, error)
        try:
            connection.request(request.method, request.address, body=request.body, headers=dict(request.headers))
            response = connection.getresponse()
            words = response.read(MOST_READ)
        except ValueError as error:  # http.client refuses line breaks in addresses and headers before it sends
            self._drop(server)
            return Refused(f"消息或通道地址无法使用：{told(error)}", permanent=True)
        except (OSError, http.client.HTTPException) as error:
            self._drop(server)
            if is_timeout(error):
                self._outages.note(server, "对方刚才没有及时答复，稍后再试")
            return Unsure(f"请求已发出，未等到答复：{told(error)}")
        if not response.isclosed():
            self._drop(server)
        return Reply(response.status, words, response.getheader("Retry-After"))

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


def refused_by_status(reply: Reply) -> Refused | None:
    """Only 2xx may be success. What a retry may cure is temporary."""
    if reply.status in OK:
        return None
    if reply.status in MOVED:
        return Refused(f"目标地址已改（{reply.status}），不跟随转向，请改写通道地址", permanent=True)
    wait = f"（对方要求 {one_line(reply.retry_after)} 后再试）" if reply.retry_after else ""
    return Refused(
        f"对方拒收：{reply.said}{wait}",
        permanent=reply.status not in LATER and reply.status < OWN_TROUBLE,
        again_after=pause_of(reply.retry_after),
    )


def pause_of(retry_after: str | None) -> timedelta | None:
    """`Retry-After` in seconds; a date, which would need a clock, is only told."""
    if retry_after is None or not retry_after.strip().isdecimal():
        return None
    return min(timedelta(seconds=int(retry_after.strip()[:6])), LONGEST_PAUSE)


def split_site(site: str) -> SplitResult:
    """`https://host:8443/base`. Raises ValueError on what is no web address."""
    parts = urlsplit(site if "://" in site else f"https://{site}")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("no web address")
    parts.port  # noqa: B018 -- raises ValueError when it is no number
    return parts


def _connection(server: Server) -> http.client.HTTPConnection:
    if server.secure:
        context = tls_context(verify=server.verify)
        return http.client.HTTPSConnection(server.host, server.port, timeout=server.connect_timeout, context=context)
    return http.client.HTTPConnection(server.host, server.port, timeout=server.connect_timeout)
