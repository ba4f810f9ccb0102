"""Coming in by the office's own sign-on: away to the provider, and back."""

import hmac
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from actions.entrance.signing_in import Browser, sign_in_known
from states.sessions import Way
from web.entrance.pages import chosen_language, too_often, welcome
from web.kernel.access import Public
from web.kernel.errors import Turned
from web.kernel.limiting import TRIES_BY_ADDRESS
from web.kernel.local import local_path
from web.kernel.pages import Pages
from web.kernel.visit import Visit

if TYPE_CHECKING:
    from web.entrance.oidc import Provider

pages = Pages()
COOKIE, PLACE = "kaohe_oidc", "/sign-in/oidc"
MINUTES = 10


@pages.get(PLACE, access=Public())
def leave(visit: Visit) -> Response:
    """To the provider; what it must send back with the browser stays in a cookie that no script reads."""
    if not visit.surroundings.limits.count(TRIES_BY_ADDRESS, visit.address):
        raise too_often()
    from web.entrance.oidc import Handshake  # noqa: PLC0415 -- an optional extra, asked for only where it is set up

    provider = _provider(visit)
    handshake = Handshake.begin(local_path(visit.query.get("to")) or "")
    answer = RedirectResponse(provider.leave_for(handshake), status_code=303)
    answer.set_cookie(COOKIE, handshake.kept(), max_age=MINUTES * 60, path=PLACE, httponly=True, samesite="lax")
    return answer


@pages.get(f"{PLACE}/return", access=Public())
def come_back(visit: Visit) -> Response:
    """With the provider's word for who it is."""
    if not visit.surroundings.limits.count(TRIES_BY_ADDRESS, visit.address):
        raise too_often()
    from web.entrance.oidc import Handshake  # noqa: PLC0415 -- as above

    provider = _provider(visit)
    handshake = Handshake.read(visit.request.cookies.get(COOKIE))
    told = visit.query.get("state", "")
    if handshake is None or not hmac.compare_digest(handshake.state.encode(), told.encode()):
        raise Turned(400, "登录没有成功", ("登录的过程中断了，或者不是从本系统的登录页开始的，请重新登录",))
    if "code" not in visit.query:
        raise Turned(400, "登录没有成功", ("统一身份认证没有同意登录，请重新登录，或者用人员编码和密码登录",))
    person = provider.who(handshake, code=visit.query["code"], now=visit.now)
    browser = Browser(address=visit.address, agent=visit.agent, language=chosen_language(visit))
    came = sign_in_known(
        visit.surroundings.database, person=person, way=Way.SINGLE_SIGN_ON, browser=browser, now=visit.now,
        settings=visit.surroundings.settings,
    )  # fmt: skip
    answer = welcome(visit, came, to=handshake.to)
    answer.delete_cookie(COOKIE, path=PLACE, httponly=True, samesite="lax")
    return answer


def _provider(visit: Visit) -> "Provider":
    if not visit.surroundings.settings.oidc_issuer:
        raise Turned(404, "没有设置统一身份认证", ("请用人员编码和密码登录",))
    from web.entrance.oidc import provider_of  # noqa: PLC0415 -- as above

    return provider_of(visit.surroundings.settings)
