"""What our own parts of a target say: Apprise keeps to itself what it does not know."""

from urllib.parse import unquote, urlsplit

from config.errors import KaoheError
from notifiers.exchange import Server, split_site
from notifiers.masking import masked

READ_TIMEOUT = 15.0
CONNECT_TIMEOUT = 5.0
# A stranger's server would read every message (O12).
RELAYS = {"pushplus": "PushPlus", "wxpusher": "WxPusher"}
NO = {"no", "false", "0", "off"}


class BadTarget(KaoheError):
    """The target is no usable channel; the sentence says why and holds no secret."""


def pairs_of(target: str) -> list[tuple[str, str]]:
    """The query as written; a plus sign is a plus sign (`+Header=…`), as it is for Apprise."""
    try:
        query = urlsplit(target).query
    except ValueError:
        raise BadTarget(f"通道地址无法识别：{masked(target)}") from None
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    return [(unquote(name), unquote(value)) for name, _, value in pairs]


def query_of(target: str) -> dict[str, str]:
    return dict(pairs_of(target))


def seconds_of(target: str, name: str, *, otherwise: float) -> float:
    """`?rto=`, `?cto=`: how long to wait."""
    try:
        return float(query_of(target)[name])
    except (KeyError, ValueError, BadTarget):
        return otherwise


def site_of(target: str, *, usual: str) -> tuple[Server, str]:
    """Where a service is, and the path that it is under: its public address, or `?server=` for one's own (私有部署)."""
    try:
        parts = split_site(query_of(target).get("server") or usual)
        port = parts.port
    except ValueError:
        raise BadTarget(f"server= 应是网址，如 https://qyapi.example.cn：{masked(target)}") from None
    return server_at(target, parts.hostname or "", port, secure=parts.scheme == "https"), parts.path.rstrip("/")


def server_at(target: str, host: str, port: int | None, *, secure: bool) -> Server:
    return Server(
        host=host,
        port=port or (443 if secure else 80),
        secure=secure,
        verify=query_of(target).get("verify", "yes").lower() not in NO,
        connect_timeout=seconds_of(target, "cto", otherwise=CONNECT_TIMEOUT),
        read_timeout=seconds_of(target, "rto", otherwise=READ_TIMEOUT),
    )
