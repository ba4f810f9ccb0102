"""接口令牌: another system comes in as a person of the office, within the scopes that it was given.

It sees and does what that person may, and of that only what its scopes name. An office seats a system as it seats
people: a post of its own, and somebody who answers for it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import Connection, select, update

from actions.acts import REGISTERED, Data, Done, act
from actions.context import Act
from actions.entrance.secrets import hash_of_secret, new_secret
from actions.guarding import allow
from actions.people import enter_office
from actions.telling import Told
from config.zone import SHANGHAI
from models.database import Database
from models.entrance import ApiToken
from models.persons import Person
from models.writing import insert_rows
from states.subjects import SubjectFacts, SubjectKind
from states.tokens import ACT, TokenScope, faults_of

Text = Annotated[str, Field(min_length=1, max_length=100)]
PREFIX = "kaohe_"
"""So that a secret that lies about in a file is known for what it is."""

SEEN_EVERY = timedelta(minutes=10)


class Named(Data):
    """A token by the name of its system."""

    office: Text = Field(description="考核主体编码")
    name: Text = Field(description="外部系统的名称，如 县统计直报平台")


class Issue(Named):
    """A system, as whom it acts, what for, and how long."""

    person: Text = Field(description="以谁的名义办理：人员编码")
    scopes: tuple[Text, ...] = Field(min_length=1, description="权限，如 obligations、facts、act:announce")
    days: int = Field(default=365, ge=1, le=1095, description="有效多少天")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token as it stands now."""

    id: int
    name: str
    office_id: int
    person_id: int
    person: str
    scopes: frozenset[str]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


@act("issue_token", label="发放接口令牌", data=Issue)
def issue_token(act: Act, data: Issue) -> Done:
    """给一个外部系统发放接口令牌：令牌只显示这一次，同名的旧令牌随即作废。"""
    office_id = enter_office(act, data.office)
    decision = allow(act, "manage_tokens", SubjectFacts(kind=SubjectKind.OFFICE, office=office_id))
    person = next((each.id for each in act.directory.persons.values() if each.code == data.person), None)
    faults = [*faults_of(data.scopes, acts=REGISTERED)]
    if person is None:
        faults.insert(0, f"“{data.person}”不在本考核主体任职")
    if person is None or faults:
        raise act.refused(*faults)
    _revoke(act, data.name)
    secret = PREFIX + new_secret()
    row: dict[str, Any] = {
        "office_id": office_id,
        "person_id": person,
        "name": data.name,
        "token_hash": hash_of_secret(secret),
        "scopes": sorted(set(data.scopes)),
        "created_at": act.now,
        "created_by": act.person_id,
        "expires_at": act.now + timedelta(days=data.days),
        "last_used_at": None,
        "revoked_at": None,
        "version": 0,
    }
    (number,) = insert_rows(act.tx, ApiToken.t, [row])
    told = {"token_id": number, "name": data.name, "person_id": person, "scopes": row["scopes"], "days": data.days}
    act.record(SubjectKind.OFFICE, office_id, after=told, decision=decision)
    words = {"who": act.by, "name": data.name, "scopes": "、".join(map(label_of, row["scopes"])), "days": data.days}
    act.tell(Told(code="token_issued", key=f"token:{number}", person_id=person, words=words))
    return Done(f"已给“{data.name}”发放接口令牌", ids={"token": number}, details={"secret": secret})


@act("revoke_token", label="作废接口令牌", data=Named)
def revoke_token(act: Act, data: Named) -> Done:
    """作废一个外部系统的接口令牌，立即生效。"""
    office_id = enter_office(act, data.office)
    decision = allow(act, "manage_tokens", SubjectFacts(kind=SubjectKind.OFFICE, office=office_id))
    number = _revoke(act, data.name)
    if number is None:
        raise act.refused(f"没有在用的接口令牌“{data.name}”")
    told = {"token_id": number, "name": data.name, "is_active": False}
    act.record(SubjectKind.OFFICE, office_id, after=told, decision=decision)
    return Done(f"已作废“{data.name}”的接口令牌", ids={"token": number})


def label_of(scope: str) -> str:
    """What a scope is called: by its act, where it is one."""
    if scope.startswith(ACT):
        name = scope.removeprefix(ACT)
        return REGISTERED[name].label if name in REGISTERED else name
    return TokenScope(scope).label


def _revoke(act: Act, name: str) -> int | None:
    standing = (
        update(ApiToken.t)
        .where(ApiToken.c.office_id == act.office_id, ApiToken.c.name == name, ApiToken.c.revoked_at.is_(None))
        .values(revoked_at=act.now, version=ApiToken.c.version + 1)
        .returning(ApiToken.c.id)
    )
    number: int | None = act.tx.execute(standing).scalar_one_or_none()
    return number


def token_of(tx: Connection, secret: str, *, now: datetime) -> Token | None:
    """The token of a system, where it is still good and its person has not left."""
    row = tx.execute(_whole().where(ApiToken.c.token_hash == hash_of_secret(secret))).one_or_none()
    if row is None or row.revoked_at is not None or (row.expires_at is not None and now >= row.expires_at):
        return None
    if row.left_on is not None and row.left_on <= now.astimezone(SHANGHAI).date():
        return None
    return _token(row)


def tokens_of(tx: Connection, office_id: int) -> tuple[Token, ...]:
    """Those of an office that were not revoked, by name; also those that have run out."""
    query = _whole().where(ApiToken.c.office_id == office_id, ApiToken.c.revoked_at.is_(None))
    return tuple(_token(row) for row in tx.execute(query.order_by(ApiToken.c.name)))


def touch_token(database: Database, token: Token, *, now: datetime) -> None:
    """That it is in use; written every few minutes at most."""
    if token.last_used_at is not None and now - token.last_used_at < SEEN_EVERY:
        return
    with database.write() as tx:
        tx.execute(update(ApiToken.t).where(ApiToken.c.id == token.id).values(last_used_at=now))


def _whole() -> Any:
    return select(ApiToken.t, Person.c.code.label("person"), Person.c.left_on).join(
        Person.t, Person.c.id == ApiToken.c.person_id
    )


def _token(row: Any) -> Token:
    return Token(
        id=row.id,
        name=row.name,
        office_id=row.office_id,
        person_id=row.person_id,
        person=row.person,
        scopes=frozenset(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
    )
