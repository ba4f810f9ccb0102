"""Headers of every answer: what a browser may load, and that nothing of a signed-in page is kept."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
POWERS = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone"),
    *("midi", "payment", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
"""What no page of ours asks a browser for: a photograph comes in as a file (O15)."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in POWERS),
}
ENCRYPTED = {"Strict-Transport-Security": "max-age=31536000"}
"""Where people come over https: for a year no browser asks for these pages in the clear."""

STATIC = "/static/"


class SecurityHeaders:
    """Adds what an answer does not already say itself. Over https a cookie goes no other way."""

    def __init__(self, app: ASGIApp, *, is_https: bool) -> None:
        self.app = app
        self.is_https = is_https
        self.headers = HEADERS | (ENCRYPTED if is_https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        kept = "public, max-age=31536000, immutable" if scope["path"].startswith(STATIC) else "no-store"

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**self.headers, "Cache-Control": kept}.items():
                    headers.setdefault(name, value)
                if self.is_https:
                    _keep_cookies_in(message)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _keep_cookies_in(message: Message) -> None:
    message["headers"] = [
        (name, value if name.lower() != b"set-cookie" or b"; secure" in value.lower() else value + b"; Secure")
        for name, value in message["headers"]
    ]
