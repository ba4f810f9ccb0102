"""What the next page says once: the sentence of the act just done. Kept in a cookie, since it is nobody's record."""

import base64
import json
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "said"
ROOM = 2900
"""Bytes; a cookie holds four thousand, and coded for it the text grows by a third."""


def read_flashes(request: Request) -> Sequence[tuple[str, str]]:
    kept = request.cookies.get(COOKIE)
    if not kept:
        return ()
    try:
        told = json.loads(base64.urlsafe_b64decode(kept.encode("ascii")))
        return tuple((str(kind), str(text)) for kind, text in told)
    except (ValueError, TypeError):
        return ()


def flash(response: Response, kind: str, text: str) -> Response:
    """`kind`: success, info, warning or danger. What is too long is cut, and says so."""
    value = base64.urlsafe_b64encode(_fitting(kind, text)).decode("ascii")
    response.set_cookie(COOKIE, value, max_age=60, httponly=True, samesite="lax")
    return response


def _fitting(kind: str, text: str) -> bytes:
    kept = json.dumps([[kind, text]], ensure_ascii=False).encode("utf-8")
    while len(kept) > ROOM:
        text = text[: len(text) * 3 // 4]
        kept = json.dumps([[kind, text + "…"]], ensure_ascii=False).encode("utf-8")
    return kept


def forget_flashes(response: Response) -> None:
    response.delete_cookie(COOKIE)
