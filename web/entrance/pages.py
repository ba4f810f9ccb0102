"""The sign-in page, and what a person sees to himself: post, language, password, where he is signed in."""

import re

from starlette.responses import RedirectResponse, Response

from actions.acts import Refused
from actions.demonstrating import personas
from actions.entrance.changing import set_password
from actions.entrance.sessions import choose_language, choose_post, end_others, end_own, sessions_of, sign_out
from actions.entrance.signing_in import SignedIn, TurnedAway, sign_in, sign_in_demonstration
from states.sessions import Language
from web.entrance.agents import browser_of
from web.entrance.cookies import forget_secret, keep_secret
from web.kernel import access
from web.kernel.errors import Turned
from web.kernel.flashes import flash
from web.kernel.limiting import FAILURES_BY_ADDRESS, TRIES_BY_ADDRESS
from web.kernel.local import local_path
from web.kernel.pages import Pages, Posted
from web.kernel.reasons import reasons_of
from web.kernel.visit import Visit

pages = Pages()
LANGUAGE_COOKIE = "language"
A_YEAR = 365 * 24 * 3600
NUMBER = re.compile(r"[0-9]{1,9}")


# Coming in and going


@pages.get("/sign-in", access=access.Public())
def door(visit: Visit) -> Response:
    return _door(visit, to=visit.query.get("to", ""))


@pages.post("/sign-in", access=access.Public())
def come_in(visit: Visit, posted: Posted) -> Response:
    """Whoever is turned away finds his code where he typed it, and one sentence."""
    limits = visit.surroundings.limits
    if not limits.count(TRIES_BY_ADDRESS, visit.address) or not limits.allows(FAILURES_BY_ADDRESS, visit.address):
        raise too_often()
    came = sign_in(
        visit.surroundings.database,
        code=posted.get("code"),
        password=posted.get("password"),
        address=visit.address,
        agent=visit.agent,
        now=visit.now,
        settings=visit.surroundings.settings,
        language=chosen_language(visit),
    )
    if isinstance(came, TurnedAway):
        limits.count(FAILURES_BY_ADDRESS, visit.address)
        return _door(visit, to=posted.get("to"), code=posted.get("code"), refused=came.words, status=422)
    return welcome(visit, came, to=posted.get("to"))


@pages.post("/sign-in/demonstration", access=access.Public())
def come_in_as(visit: Visit, posted: Posted) -> Response:
    """In a demonstration, as whoever is chosen."""
    if not visit.surroundings.limits.count(TRIES_BY_ADDRESS, visit.address):
        raise too_often()
    came = sign_in_demonstration(
        visit.surroundings.database, person=posted.get("person"), address=visit.address, agent=visit.agent,
        now=visit.now, settings=visit.surroundings.settings,
    )  # fmt: skip
    return welcome(visit, came, to=posted.get("to"))


@pages.post("/sign-out", access=access.SignedIn(), even_with_due_password=True)
def go(visit: Visit, _posted: Posted) -> Response:
    if visit.session is not None:
        sign_out(visit.surroundings.database, visit.session, now=visit.now)
    answer = RedirectResponse("/sign-in", status_code=303)
    flash(answer, "info", visit.words("您已退出登录。"))
    return forget_secret(answer)


def welcome(visit: Visit, came: SignedIn, *, to: str) -> Response:
    """A secret that nobody knew before, whatever cookie the browser brought; what it had open is closed."""
    if visit.session is not None:
        sign_out(visit.surroundings.database, visit.session, now=visit.now)
    place = "/password" if came.session.must_change else local_path(to) or "/"
    return keep_secret(RedirectResponse(place, status_code=303), came.secret)


def too_often() -> Turned:
    return Turned(429, "尝试次数太多", ("从这个网络地址登录的次数太多，请过几分钟再试",))


def _door(visit: Visit, *, to: str, code: str = "", refused: str = "", status: int = 200) -> Response:
    settings = visit.surroundings.settings
    return visit.page(
        "entrance/sign_in.html",
        status=status,
        to=local_path(to) or "",
        code=code,
        refused=refused,
        personas=personas(visit.tx) if settings.demo else (),
        single_sign_on=settings.oidc_name if settings.oidc_issuer else "",
    )


def chosen_language(visit: Visit) -> Language | None:
    """What was chosen in this browser; none where nothing was."""
    return visit.language if LANGUAGE_COOKIE in visit.request.cookies else None


# At the desk


@pages.post("/desk", access=access.SignedIn())
def sit_down(visit: Visit, posted: Posted) -> Response:
    """Another of one's posts; the pages of the one before may not be those of the next."""
    number = _number(posted.get("post"))
    if visit.session is None or number is None:
        raise Refused("切换岗位", ("没有写明切换到哪个岗位",))
    choose_post(visit.surroundings.database, visit.session, number, now=visit.now)
    return visit.redirect("/")


@pages.post("/language", access=access.Public(), even_with_due_password=True)
def speak(visit: Visit, posted: Posted) -> Response:
    """For the session, and for the sign-in page of this browser."""
    wanted = Language.ENGLISH if posted.get("language") == Language.ENGLISH.value else Language.CHINESE
    if visit.session is not None:
        choose_language(visit.surroundings.database, visit.session, wanted)
    answer = visit.redirect(posted.get("_back"))
    answer.set_cookie(LANGUAGE_COOKIE, wanted.value, max_age=A_YEAR, httponly=True, samesite="lax")
    return answer


# One's own password and sessions


@pages.get("/password", access=access.SignedIn(), even_with_due_password=True)
def ask_password(visit: Visit) -> Response:
    return visit.page("entrance/password.html", refused=())


@pages.post("/password", access=access.SignedIn(), even_with_due_password=True)
def change_password(visit: Visit, posted: Posted) -> Response:
    """Every reason at once; what was typed of a password is never sent back."""
    if visit.session is None:
        raise too_often()
    try:
        set_password(
            visit.surroundings.database, visit.session, old=posted.get("old"), new=posted.get("new"),
            again=posted.get("again"), now=visit.now,
        )  # fmt: skip
    except Refused as refused:
        return visit.page("entrance/password.html", status=422, refused=reasons_of(refused))
    return flash(RedirectResponse("/", status_code=303), "success", visit.words("密码已修改，您在别处的登录已退出。"))


@pages.get("/account", access=access.SignedIn())
def account(visit: Visit) -> Response:
    sessions = sessions_of(visit.tx, visit.by, now=visit.now)
    return visit.page("entrance/account.html", sessions=[(each, browser_of(each.agent)) for each in sessions])


@pages.post("/account/sessions", access=access.SignedIn())
def end_elsewhere(visit: Visit, posted: Posted) -> Response:
    """One of one's other sessions, or all of them."""
    if visit.session is None:
        raise too_often()
    database, number = visit.surroundings.database, _number(posted.get("session"))
    if number is not None:
        ended = int(end_own(database, visit.session, number, now=visit.now))
    else:
        ended = end_others(database, visit.session, now=visit.now)
    words = visit.words("已退出%(n)s处登录。", n=ended) if ended else visit.words("没有别处的登录要退出。")
    return flash(RedirectResponse("/account", status_code=303), "success", words)


def _number(typed: str) -> int | None:
    """The number of a row, as our own forms send it."""
    return int(typed) if NUMBER.fullmatch(typed) else None
