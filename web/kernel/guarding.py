"""Whether what was sent comes from a page of ours, in the very session that it claims (CSRF)."""

import hmac
from urllib.parse import urlsplit

from web.kernel.errors import Turned
from web.kernel.pages import Posted
from web.kernel.visit import Visit

FIELD, HEADER = "_token", "X-CSRF-Token"


def check_sender(visit: Visit, posted: Posted) -> None:
    """Raises `Turned` for a form of another site, of another session, or of none."""
    if not is_ours(visit):
        raise _strange()
    if visit.session is None:
        return
    told = visit.request.headers.get(HEADER) or posted.get(FIELD)
    if not hmac.compare_digest(told.encode(), visit.session.csrf.encode()):
        raise Turned(403, "这张表单已经过期", ("您可能在别的窗口重新登录过。请返回上一页，刷新以后再提交",))


def is_ours(visit: Visit) -> bool:
    """Whether a browser says that the form stood on a page of ours; an old one says nothing."""
    origin = visit.request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != visit.request.headers.get("Host"):
        return False
    return visit.request.headers.get("Sec-Fetch-Site") in (None, "same-origin", "none")


def _strange() -> Turned:
    return Turned(403, "没有受理", ("这个请求不是从本系统的页面发出的",))
