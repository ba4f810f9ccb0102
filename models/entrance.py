"""Who may come in: passwords, sessions of the pages, tokens of other systems. Secrets are stored as hashes alone."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from models.base import Row, document, is_null, key, moment, one_of, only_one, ref
from states.sessions import Ending, Language, Way


class Credential(Row, table=True):
    """密码 of a person. After too many failures in a row nobody comes in with it until `locked_until`."""

    id: int = key()
    person_id: int = ref("person", unique=True)
    password_hash: str = Field(repr=False)
    must_change: bool = False  # a one-time password: it opens nothing but the page that sets another
    lapses_at: datetime | None = moment(default=None)  # until when a one-time password is good
    set_at: datetime = moment()
    failures: int = 0
    failed_at: datetime | None = moment(default=None)
    locked_until: datetime | None = moment(default=None)
    version: int = 0


class WebSession(Row, table=True):
    """登录: one browser of one person, from sign-in to its end. `post_id`: the post that he acts from there."""

    __table_args__ = (
        one_of("way", Way),
        one_of("language", Language),
        one_of("ended_why", ("", *Ending)),
        {"sqlite_autoincrement": True},  # the journal names sessions by number: none is given twice
    )

    id: int = key()
    secret_hash: str = Field(unique=True, repr=False)
    csrf: str = Field(repr=False)
    person_id: int = ref("person", index=True)
    post_id: int | None = ref("post", default=None)
    language: str = Language.CHINESE.value
    way: str = Way.PASSWORD.value
    created_at: datetime = moment()
    seen_at: datetime = moment()
    idle_minutes: int
    expires_at: datetime = moment()
    ended_at: datetime | None = moment(default=None)
    ended_why: str = ""  # empty while it stands, and of one that merely ran out
    address: str = ""
    agent: str = ""


class ApiToken(Row, table=True):
    """接密码牌: another system, which acts in an office as a person and within the scopes that it was given."""

    __table_args__ = (only_one("office_id", "name", where=is_null("revoked_at"), name="uq_api_token_name"),)

    id: int = key()
    office_id: int = ref("office")
    person_id: int = ref("person")
    name: str
    token_hash: str = Field(unique=True, repr=False)
    scopes: list[str] = document(default_factory=list)
    created_at: datetime = moment()
    created_by: int | None = ref("person", default=None)
    expires_at: datetime | None = moment(default=None)
    last_used_at: datetime | None = moment(default=None)
    revoked_at: datetime | None = moment(default=None)
    version: int = 0


class ApiAnswer(Row, table=True):
    """接口答复 to a request that a system may repeat. Without an answer: it is being done, or was broken off."""

    __table_args__ = (UniqueConstraint("token_id", "key"), Index("ix_api_answer_begun", "begun_at"))

    id: int = key()
    office_id: int = ref("office")
    token_id: int = ref("api_token")
    key: str
    asked: str  # hash of what was asked: the same key means the same request
    begun_at: datetime = moment()
    status: int | None = None
    answer: dict[str, Any] | None = document(default=None)
