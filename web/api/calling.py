"""Who calls: the token of a request, what it may be used for, and what its person may see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import ColumnElement, Connection
from sqlalchemy.exc import DBAPIError

from actions.directory import Directory, directory_of
from actions.doors import Door
from actions.entrance.tokens import Token, token_of, touch_token
from actions.performing import is_busy
from config.zone import SHANGHAI
from models.scoping import visible
from states.actors import Actor
from states.permissions import scope
from states.subjects import SubjectKind
from states.tokens import TokenScope
from web.api.problems import Problem
from web.kernel.limiting import CALLS_BY_TOKEN, FAILURES_BY_ADDRESS
from web.kernel.surroundings import Surroundings

BEARER = HTTPBearer(auto_error=False, scheme_name="token", description="管理员在“外部系统”页发放的接口令牌")
UNKNOWN = {"WWW-Authenticate": 'Bearer realm="kaohe"'}


@dataclass(frozen=True)
class Call:
    """One request of one system, with a connection that reads."""

    token: Token
    tx: Connection
    now: datetime
    surroundings: Surroundings

    @cached_property
    def directory(self) -> Directory:
        return directory_of(self.tx, self.token.office_id, day=self.now.date())

    @cached_property
    def actor(self) -> Actor:
        return self.directory.actor(self.token.person_id)

    @property
    def door(self) -> Door:
        return Door(now=self.now, by=self.token.person_id, is_system=True)

    def sees(self, kind: SubjectKind) -> ColumnElement[bool]:
        """The condition under which a row of this kind may be told to this system."""
        return visible(scope(self.actor, kind), kind)

    def demand(self, wanted: str) -> None:
        if wanted not in self.token.scopes:
            raise Problem(403, "令牌没有这个权限", f"需要权限“{wanted}”，请系统管理员发放")


def calling(request: Request, sent: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]) -> Iterator[Call]:
    """The call that a request makes. Raises `Problem` for a token that is none."""
    surroundings: Surroundings = request.app.state.surroundings
    now, limits = surroundings.clock().astimezone(SHANGHAI), surroundings.limits
    address = request.client.host if request.client is not None else ""
    with surroundings.database.read() as tx:
        token = token_of(tx, sent.credentials, now=now) if sent is not None else None
        if token is None:
            raise _stranger(surroundings, address)
        if not limits.count(CALLS_BY_TOKEN, f"token {token.id}"):
            wait = max(1, limits.resets_at(CALLS_BY_TOKEN, f"token {token.id}") - int(now.timestamp()))
            raise Problem(429, "请求太频繁", "请稍等再试", headers={"Retry-After": str(min(wait, 60))})
        _note_use(surroundings, token, now=now)
        yield Call(token, tx, now, surroundings)


def _note_use(surroundings: Surroundings, token: Token, *, now: datetime) -> None:
    """Where others hold the database the next call will do as well."""
    try:
        touch_token(surroundings.database, token, now=now)
    except DBAPIError as error:
        if not is_busy(error):
            raise


def _stranger(surroundings: Surroundings, address: str) -> Problem:
    """Who tries tokens is soon not listened to any more."""
    if not surroundings.limits.count(FAILURES_BY_ADDRESS, f"token from {address}"):
        return Problem(429, "请求太频繁", "没有有效的令牌，请过几分钟再试", headers={"Retry-After": "900"})
    return Problem(
        401, "没有有效的接口令牌", "请在 Authorization: Bearer 里给出令牌；过期的请系统管理员重发", headers=UNKNOWN
    )


def within(wanted: TokenScope) -> Callable[..., Call]:
    """The call, where its token has this scope."""

    def demanded(call: Annotated[Call, Depends(calling)]) -> Call:
        call.demand(wanted.value)
        return call

    return demanded


AnyCall = Annotated[Call, Depends(calling)]
