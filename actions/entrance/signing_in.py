"""Coming in: by password, or in a demonstration by choosing whom to be.

Who is turned away learns one sentence, whatever was wrong: whether the code exists, whether the password was right
and whether too many tries were made is nobody's business but the owner's. Every try takes as long as every other.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select

from actions.acts import Refused
from actions.demonstrating import is_demonstration
from actions.entrance.credentials import FAILURES, LOCKED, change_credential, count_failure
from actions.entrance.desks import Desk, desks_of
from actions.entrance.ending import end_standing
from actions.entrance.noting import note
from actions.entrance.passwords import Verdict, as_typed, check
from actions.entrance.secrets import hash_of_secret, new_secret
from actions.entrance.sessions import Session, session_of
from actions.performing import once_more_if_busy
from config.labels import Labelled
from config.settings import Settings
from config.zone import SHANGHAI
from models.database import Database
from models.entrance import Credential, WebSession
from models.persons import Person
from models.writing import insert_rows, lock_row
from states.sessions import Ending, Language, Way

KEPT = timedelta(days=180)
"""How long an ended session is kept: the journal keeps what matters of it for good."""

AGENT, ADDRESS = 120, 64
SORRY = (
    f"编码或者密码不对。连续输错{FAILURES}次的，{LOCKED.seconds // 60}分钟内不能再登录；忘记密码的，请系统管理员重置。"
)


class Why(Labelled):
    """Why somebody was turned away: for the journal and for tests, not for the page."""

    UNKNOWN = "unknown", "没有这个人"
    NO_PASSWORD = "no_password", "没有密码"
    LEFT = "left", "已经离任"
    WRONG = "wrong", "密码不对"
    LOCKED = "locked", "暂停登录"
    LAPSED = "lapsed", "一次性密码已过期"


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """Nobody came in. `words` is what the page may say."""

    why: Why
    words: str = SORRY


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody came in. `secret` is for his browser alone and is kept nowhere."""

    session: Session
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """From where somebody comes. `language`: what he chose at the door; without a choice, as the last time."""

    address: str
    agent: str
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """Who knocks, as he was found before his password was looked at."""

    person: Any
    credential: Any
    desks: tuple[Desk, ...]

    @property
    def office(self) -> int | None:
        return self.desks[0].office_id if self.desks else None


def sign_in(
    database: Database,
    *,
    code: str,
    password: str,
    address: str,
    agent: str,
    now: datetime,
    settings: Settings,
    language: Language | None = None,
) -> SignedIn | TurnedAway:
    """A new session with a new secret; or a refusal, counted and written down.

    1. Find the person and his password. 2. Look at the password, outside any transaction: it takes its time on
    purpose. 3. In one transaction: read again whether he may, count a failure or begin the session.
    """
    browser = Browser(address=address, agent=agent, language=language)
    known = _find(database, code, now=now)
    stored = known.credential.password_hash if known is not None and known.credential is not None else None
    verdict = check(password, stored)

    def write() -> SignedIn | TurnedAway:
        with database.write() as tx:
            if known is None:
                return _turn_away(tx, None, Why.UNKNOWN, browser, now=now)
            return _decide(tx, known, verdict, browser, now=now, settings=settings)

    return once_more_if_busy(write, label="登录")


def sign_in_demonstration(
    database: Database, *, person: str, address: str, agent: str, now: datetime, settings: Settings
) -> SignedIn:
    """As anybody of the sample years, without a password. Raises `Refused` anywhere but in a demonstration."""
    with database.read() as tx:
        if not settings.demo or not is_demonstration(tx):
            raise Refused("免密码登录", ("只有 kaohe run --demo 启动、装着样例年度的演示可以",))
    return sign_in_known(
        database, person=person, way=Way.DEMONSTRATION, browser=Browser(address=address, agent=agent), now=now,
        settings=settings,
    )  # fmt: skip


def sign_in_known(
    database: Database, *, person: str, way: Way, browser: Browser, now: datetime, settings: Settings
) -> SignedIn:
    """Somebody whose word another has taken. Raises `Refused` where no such person serves here any more."""
    known = _find(database, person, now=now)

    def write() -> SignedIn | TurnedAway:
        with database.write() as tx:
            if known is None or _has_left(tx, known, now=now):
                why = Why.UNKNOWN if known is None else Why.LEFT
                return _turn_away(tx, known, why, browser, now=now)
            return _begin(tx, known, way, browser, now=now, settings=settings)

    came = once_more_if_busy(write, label="登录")
    if isinstance(came, TurnedAway):
        raise Refused("登录", ("人员名册里没有这个人，或者已经离任，请与系统管理员联系",))
    return came


def _find(database: Database, code: str, *, now: datetime) -> _Known | None:
    typed = as_typed(code).strip()
    if not typed.isprintable():  # no code is, and not every database keeps such letters
        return None
    with database.read() as tx:
        person = tx.execute(select(Person.t).where(Person.c.code == typed)).one_or_none()
        if person is None:
            return None
        credential = tx.execute(select(Credential.t).where(Credential.c.person_id == person.id)).one_or_none()
        return _Known(person, credential, desks_of(tx, person.id, now=now))


def _decide(
    tx: Connection, known: _Known, verdict: Verdict, browser: Browser, *, now: datetime, settings: Settings
) -> SignedIn | TurnedAway:
    if known.credential is None:
        return _turn_away(tx, known, Why.NO_PASSWORD, browser, now=now)
    row = lock_row(tx, Credential.t, known.credential.id)
    if row is None or row.password_hash != known.credential.password_hash:
        return _turn_away(tx, known, Why.WRONG, browser, now=now)  # changed while this one was being looked at
    if row.locked_until is not None and now < row.locked_until:
        return _turn_away(tx, known, Why.LOCKED, browser, now=now)
    if not verdict.ok:
        count_failure(tx, row, known.office, now=now)
        return _turn_away(tx, known, Why.WRONG, browser, now=now)
    if _has_left(tx, known, now=now):
        return _turn_away(tx, known, Why.LEFT, browser, now=now)
    if row.lapses_at is not None and now >= row.lapses_at:
        return _turn_away(tx, known, Why.LAPSED, browser, now=now)
    change_credential(
        tx, row.id, failures=0, failed_at=None, locked_until=None,
        password_hash=verdict.fresh or row.password_hash,
    )  # fmt: skip
    return _begin(tx, known, Way.PASSWORD, browser, now=now, settings=settings)


def _has_left(tx: Connection, known: _Known, *, now: datetime) -> bool:
    left_on = tx.execute(select(Person.c.left_on).where(Person.c.id == known.person.id)).scalar_one()
    return left_on is not None and left_on <= now.astimezone(SHANGHAI).date()


def _turn_away(tx: Connection, known: _Known | None, why: Why, browser: Browser, *, now: datetime) -> TurnedAway:
    """What was typed stays out of the journal: it may be a password in the wrong box."""
    person, office = (known.person.id, known.office) if known is not None else (None, None)
    told = {"why": why, "address": browser.address[:ADDRESS]}
    note(tx, "fail_to_sign_in", person=person, office=office, now=now, after=told)
    return TurnedAway(why)


def _begin(tx: Connection, known: _Known, way: Way, browser: Browser, *, now: datetime, settings: Settings) -> SignedIn:
    person = known.person.id
    mine = WebSession.c.person_id == person
    before = tx.execute(
        select(WebSession.c.post_id, WebSession.c.language).where(mine).order_by(WebSession.c.id.desc()).limit(1)
    ).one_or_none()
    if settings.single_session:
        end_standing(tx, mine, Ending.REPLACED, now=now)
    tx.execute(delete(WebSession.t).where(mine, WebSession.c.expires_at < now - KEPT))
    desk = _desk(known.desks, before.post_id if before is not None else None)
    language = browser.language or (before.language if before is not None else Language.CHINESE)
    secret = new_secret()
    (number,) = insert_rows(
        tx,
        WebSession.t,
        [
            {
                "secret_hash": hash_of_secret(secret),
                "csrf": new_secret(),
                "person_id": person,
                "post_id": desk.post_id if desk else None,
                "language": str(language),
                "way": way.value,
                "created_at": now,
                "seen_at": now,
                "idle_minutes": settings.idle_minutes,
                "expires_at": now + timedelta(hours=settings.session_hours),
                "ended_at": None,
                "ended_why": "",
                "address": browser.address[:ADDRESS],
                "agent": browser.agent[:AGENT],
            }
        ],
    )
    told = {"session": number, "way": way, "address": browser.address[:ADDRESS]}
    post, office = (desk.post_id, desk.office_id) if desk else (None, None)
    note(tx, "sign_in", person=person, office=office, post=post, now=now, after=told)
    session = session_of(tx, secret, now=now)
    if session is None:
        raise RuntimeError("a session that has just begun does not stand")
    return SignedIn(session, secret)


def _desk(desks: tuple[Desk, ...], last: int | None) -> Desk | None:
    """Where he sat last time, if he still may; else the first of his desks."""
    return next((desk for desk in desks if desk.post_id == last), desks[0] if desks else None)
