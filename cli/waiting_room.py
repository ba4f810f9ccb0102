"""What a browser sees at our address while the sample years are played: how far they are, until the pages take over."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import web
from cli.site import HEALTH, SiteAddress

STATIC = Path(web.__file__).parent / "static"

Tell = Callable[[int, int, str], None]
"""How much of how much is done, and what is being done."""

NOT_YET = 503
KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
FILES = ("/static/css/theme.css", "/static/css/waiting.css", "/static/js/waiting.js")
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'"
PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>样例年度正在装入</title>
<noscript><meta http-equiv="refresh" content="3"></noscript>
<link rel="stylesheet" href="/static/css/theme.css">
<link rel="stylesheet" href="/static/css/waiting.css">
<script src="/static/js/waiting.js" defer></script>
</head>
<body data-health="{health}">
<main>
<h1>样例年度正在装入</h1>
<p><progress id="far" max="{whole}" value="{done}"></progress></p>
<p id="said" role="status">{said}</p>
<p>头一次启动要一分钟左右：几个年度的每一步都照真实的办法办一遍。装好以后，这里自动打开登录页。</p>
</main>
</body>
</html>
"""


@dataclass(slots=True)
class _Progress:
    done: int = 0
    whole: int = 1
    said: str = "正在准备"


@contextmanager
def waiting_room(address: SiteAddress) -> Iterator[Tell]:
    """Answers at the address with the progress that is told; it is free again when the block ends."""
    progress = _Progress()

    def tell(done: int, whole: int, said: str) -> None:
        progress.done, progress.whole, progress.said = done, whole, said

    server = ThreadingHTTPServer((address.host, address.port), _handler(progress))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield tell
    finally:
        server.shutdown()
        server.server_close()


def _handler(progress: _Progress) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path in FILES:
                kind = KINDS[path.rpartition(".")[2]]
                self._answer(200, kind, (STATIC / path.removeprefix("/static/")).read_bytes())
            elif path == HEALTH:
                far = {"done": progress.done, "whole": progress.whole, "said": progress.said}
                self._answer(NOT_YET, "application/json", json.dumps(far).encode())
            else:
                page = PAGE.format(health=HEALTH, done=progress.done, whole=progress.whole, said=progress.said)
                self._answer(NOT_YET, "text/html; charset=utf-8", page.encode())

        def _answer(self, status: int, kind: str, content: bytes) -> None:
            self.send_response(status)
            for name, value in (
                ("Content-Type", kind),
                ("Content-Length", str(len(content))),
                ("Cache-Control", "no-store"),
                ("Content-Security-Policy", POLICY),
                ("X-Content-Type-Options", "nosniff"),
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the name is the base class's
            """Nobody has to read who looked in."""

    return Handler
