"""By which names we are called. A request for another name is somebody's trick (DNS rebinding) or a wrong address.

Without a `public_url` the machine answers to its own names and to its addresses in figures, which no foreign name
server can give away.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from config.settings import Settings


def names_of(settings: Settings) -> frozenset[str]:
    """The names besides addresses in figures."""
    own = {"localhost", socket.gethostname().lower(), *(name.lower() for name in settings.hosts.split())}
    public = urlsplit(settings.public_url).hostname
    return frozenset(own | ({public.lower()} if public else set()))


def is_ours(host: str, names: frozenset[str]) -> bool:
    try:
        name = (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return False
    if name in names:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class OwnHosts:
    """Answers only to our own names."""

    def __init__(self, app: ASGIApp, *, names: frozenset[str]) -> None:
        self.app, self.names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not is_ours(Headers(scope=scope).get("host", ""), self.names):
            refusal = PlainTextResponse("这个地址不是本系统的网址，请核对浏览器地址栏。", status_code=421)
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)
