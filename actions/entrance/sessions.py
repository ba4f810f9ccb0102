"""Sessions of the pages: found by a secret that only the browser holds, ended here and nowhere else.

A session ends by itself when nobody used it for a while (`idle_minutes`), at its last moment (`expires_at`), and when
the person leaves (`left_on`): that is read, not written. Every other end is written, and in the journal.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, select, update
from sqlalchemy.exc import DBAPIError

from actions.acts import Refused
from actions.entrance.desks import desks_of
from actions.entrance.ending import end_standing
from actions.entrance.noting import note
from actions.entrance.secrets import hash_of_secret
from actions.performing import is_busy, once_more_if_busy
from config.zone import SHANGHAI
from models.database import Database
from models.entrance import Credential, WebSession
from models.persons import Person
from models.posts import Post
from states.sessions import Ending, Language, Way

SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One browser of one person, as it stands now."""

    id: int
    person_id: int
    code: str
    name: str
    post_id: int | None
    language: Language
    csrf: str
    way: Way
    must_change: bool
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    idle_minutes: int
    address: str
    agent: str


def session_of(tx: Connection, secret: str, *, now: datetime) -> Session | None:
    """The session of a browser, where it still stands and its person has not left."""
    if not secret:
        return None
    row = tx.execute(_whole().where(WebSession.c.secret_hash == hash_of_secret(secret))).one_or_none()
    return _session(row) if row is not None and stands(row, now=now) else None


def sessions_of(tx: Connection, person_id: int, *, now: datetime) -> tuple[Session, ...]:
    """Where a person is signed in now, the latest first."""
    query = _whole().where(WebSession.c.person_id == person_id, WebSession.c.ended_at.is_(None))
    rows = tx.execute(query.where(WebSession.c.expires_at > now).order_by(WebSession.c.id.desc())).all()
    return tuple(_session(row) for row in rows if stands(row, now=now))


def stands(row: Any, *, now: datetime) -> bool:
    """The last moment itself is over."""
    if row.ended_at is not None or now >= row.expires_at:
        return False
    if now >= row.seen_at + timedelta(minutes=row.idle_minutes):
        return False
    return row.left_on is None or now.astimezone(SHANGHAI).date() < row.left_on


def touch(database: Database, session: Session, *, now: datetime) -> None:
    """Somebody is at the desk. Written at most once a minute: a page may ask for many things at once.

    Where others hold the database the next click will do as well: no page fails for this.
    """
    if now - session.seen_at < SEEN_EVERY:
        return
    seen = update(WebSession.t).where(WebSession.c.id == session.id, WebSession.c.ended_at.is_(None))
    try:
        with database.write() as tx:
            tx.execute(seen.values(seen_at=now))
    except DBAPIError as error:
        if not is_busy(error):
            raise


def sign_out(database: Database, session: Session, *, now: datetime) -> None:
    """The browser's cookie opens nothing from here on, whoever kept a copy of it."""
    end_where(database, session, WebSession.c.id == session.id, Ending.SIGNED_OUT, act="sign_out", now=now)


def end_own(database: Database, session: Session, number: int, *, now: datetime) -> bool:
    """Ends another session of the same person; whether there was one."""
    mine = and_(WebSession.c.id == number, WebSession.c.person_id == session.person_id)
    return bool(end_where(database, session, mine, Ending.ENDED_BY_SELF, act="end_sessions", now=now))


def end_others(database: Database, session: Session, *, now: datetime) -> int:
    """Ends every other session of the same person; how many there were."""
    others = and_(WebSession.c.person_id == session.person_id, WebSession.c.id != session.id)
    return end_where(database, session, others, Ending.ENDED_BY_SELF, act="end_sessions", now=now)


def end_where(
    database: Database, session: Session, which: ColumnElement[bool], why: Ending, *, act: str, now: datetime
) -> int:
    """Ends what stands of these, as the person of the session."""

    def write() -> int:
        with database.write() as tx:
            ended = end_standing(tx, which, why, now=now)
            if ended:
                told = {"sessions": ended, "why": why}
                office = office_of_post(tx, session.post_id)
                note(tx, act, person=session.person_id, office=office, post=session.post_id, now=now, after=told)
            return len(ended)

    return once_more_if_busy(write, label=why.label)


def choose_post(database: Database, session: Session, post_id: int, *, now: datetime) -> None:
    """From which of his posts the person goes on acting. Raises `Refused` for one that is not his today."""

    def write() -> None:
        with database.write() as tx:
            desks = desks_of(tx, session.person_id, now=now)
            desk = next((each for each in desks if each.post_id == post_id), None)
            if desk is None:
                raise Refused("切换岗位", ("您今天不在这个岗位上",))
            _change(tx, session, post_id=post_id)
            told = {"session": session.id, "post_id": post_id}
            note(tx, "choose_post", person=session.person_id, office=desk.office_id, post=post_id, now=now, after=told)

    once_more_if_busy(write, label="切换岗位")


def choose_language(database: Database, session: Session, language: Language) -> None:
    def write() -> None:
        with database.write() as tx:
            _change(tx, session, language=language.value)

    once_more_if_busy(write, label="切换语言")


def office_of_post(tx: Connection, post_id: int | None) -> int | None:
    if post_id is None:
        return None
    return tx.execute(select(Post.c.office_id).where(Post.c.id == post_id)).scalar_one_or_none()


def _change(tx: Connection, session: Session, **values: Any) -> None:
    tx.execute(update(WebSession.t).where(WebSession.c.id == session.id).values(**values))


def _whole() -> Select[Any]:
    return (
        select(WebSession.t, Person.c.code, Person.c.name, Person.c.left_on, Credential.c.must_change)
        .join(Person.t, Person.c.id == WebSession.c.person_id)
        .join(Credential.t, Credential.c.person_id == WebSession.c.person_id, isouter=True)
    )


def _session(row: Row[Any]) -> Session:
    return Session(
        id=row.id,
        person_id=row.person_id,
        code=row.code,
        name=row.name,
        post_id=row.post_id,
        language=Language(row.language),
        csrf=row.csrf,
        way=Way(row.way),
        must_change=bool(row.must_change) and row.way == Way.PASSWORD,
        created_at=row.created_at,
        seen_at=row.seen_at,
        expires_at=row.expires_at,
        idle_minutes=row.idle_minutes,
        address=row.address,
        agent=row.agent,
    )
