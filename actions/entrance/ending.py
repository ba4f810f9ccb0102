"""The one way in which a session is ended before its time."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, update

from models.entrance import WebSession
from states.sessions import Ending


def end_standing(tx: Connection, which: ColumnElement[bool], why: Ending, *, now: datetime) -> list[int]:
    """The numbers of those that were not over yet."""
    standing = and_(which, WebSession.c.ended_at.is_(None), WebSession.c.expires_at > now)
    ended = update(WebSession.t).where(standing).values(ended_at=now, ended_why=why.value)
    return sorted(tx.scalars(ended.returning(WebSession.c.id)))
