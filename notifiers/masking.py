"""Addresses of channels carry passwords and tokens. What is logged or told shows where, never with what key."""

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

HIDDEN = "***"
SHORTEST_SECRET = 4
MAIL = {"mailto", "mailtos"}
WEB = {"json", "jsons", "sms", "smss"}
LOCAL = {"folder", "export"}
# what a query may say without giving anything away
OPEN = {
    *("server", "method", "as", "ok", "limited", "gone", "sign", "most", "charset"),
    *("rto", "cto", "verify", "format", "overflow", "name", "from"),
}
SEPARATORS = re.compile(r"[/?&=@:]")


def schema_of(target: str) -> str:
    head, separator, _ = target.partition("://")
    return head.strip().lower() if separator else ""


def mail_address(target: str) -> str:
    """The mailbox that a mail target names (`?to=`, its path, else its own user); empty when it names none."""
    parts = _parts(target)
    if parts is None:
        return ""
    user = unquote(parts.username or "").partition("@")[0]
    own = f"{user}@{parts.hostname}" if user and parts.hostname else ""
    return dict(parse_qsl(parts.query)).get("to") or unquote(parts.path).strip("/") or own


def masked(target: str) -> str:
    """Schema and, where it is no secret, the host or the mailbox. Paths and queries of webhooks hold tokens."""
    schema = schema_of(target)
    if not schema:
        return HIDDEN
    if schema in MAIL:
        return f"{schema}://{mail_address(target) or HIDDEN}"
    if schema in WEB:
        return f"{schema}://{_host(target)}/{HIDDEN}"
    # Most services put a token where a host would stand.
    return f"{schema}://{HIDDEN}"


def scrubbed(text: str, *, target: str) -> str:
    """The text without any part of the target that might be a key."""
    for secret in sorted(_secrets(target), key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return text


def _host(target: str) -> str:
    parts = _parts(target)
    return (parts and parts.hostname) or HIDDEN


def _parts(target: str) -> SplitResult | None:
    try:
        return urlsplit(target)
    except ValueError:  # brackets that do not close
        return None


def _secrets(target: str) -> set[str]:
    """Every piece between the marks of a URL, as written and unquoted, but for what everybody may know."""
    schema = schema_of(target)
    _, _, rest = target.partition("://")
    if schema in LOCAL:
        return set()
    place, _, query = rest.partition("?")
    userinfo, at, address = place.rpartition("@")
    if schema in MAIL:
        pieces = [userinfo.partition(":")[2]] if at else []
    else:
        path = address.partition("/")[2] if schema in WEB else address
        pieces = [*SEPARATORS.split(userinfo), *SEPARATORS.split(path), *_secret_values(query)]
    return {word for piece in pieces for word in (piece, unquote(piece)) if len(word) >= SHORTEST_SECRET}


def _secret_values(query: str) -> list[str]:
    pairs = [pair.partition("=") for pair in query.split("&")]
    return [value for name, _, value in pairs if unquote(name) not in OPEN and "{" not in unquote(value)]
