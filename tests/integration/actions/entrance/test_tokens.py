"""接口令牌: given and taken away by an administrator, good for a while, for one person and for what it names."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from actions.acts import Refused
from actions.entrance.repeating import Answered, answer_once, begin_once, forget_once
from actions.entrance.tokens import PREFIX, Token, token_of, tokens_of, touch_token
from models.entrance import ApiAnswer, ApiToken
from models.persons import Person
from tests.integration.actions.entrance.conftest import MONDAY, Gate

WANTED = {"office": "town", "name": "统计平台", "person": "desk", "scopes": ["facts", "act:announce"]}


def issue(gate: Gate, **more: object) -> str:
    done = gate.year.do("issue_token", "keeper", "2019-03-04 09:00", **(WANTED | more))
    return str(done.details["secret"])


def found(gate: Gate, secret: str, now: object = MONDAY) -> Token | None:
    with gate.database.read() as tx:
        return token_of(tx, secret, now=now)  # type: ignore[arg-type]


def test_a_token_is_known_by_its_secret_alone(gate: Gate) -> None:
    secret = issue(gate)
    token = found(gate, secret)
    assert secret.startswith(PREFIX)
    assert token is not None
    assert (token.name, token.person, token.scopes) == ("统计平台", "desk", {"facts", "act:announce"})
    assert found(gate, f"{secret}x") is None
    assert found(gate, "") is None
    assert secret not in gate.year.read_out()
    line = gate.lines("issue_token")[-1]
    told = {"token_id": token.id, "name": "统计平台", "person_id": token.person_id, "days": 365}
    assert line.after == told | {"scopes": ["act:announce", "facts"]}
    (message,) = gate.year.told("token_issued")
    assert message.person_id == token.person_id
    assert "“统计平台”发放了接口令牌，以您的名义：向单位发通知、登记评分事实，有效365天" in message.body


def test_a_token_of_the_same_name_takes_the_place_of_the_old(gate: Gate) -> None:
    old, new = issue(gate), issue(gate, scopes=["scores"])
    assert found(gate, old) is None
    assert found(gate, new) is not None
    with gate.database.read() as tx:
        assert [token.scopes for token in tokens_of(tx, gate.year.one(ApiToken, revoked_at=None).office_id)] == [
            {"scores"}
        ]


def test_a_token_runs_out_is_revoked_and_goes_with_its_person(gate: Gate) -> None:
    secret = issue(gate, days=30)
    assert found(gate, secret, MONDAY + timedelta(days=30, seconds=-1)) is not None
    assert found(gate, secret, MONDAY + timedelta(days=30)) is None
    gate.year.do("revoke_token", "keeper", "2019-03-04 09:01", office="town", name="统计平台")
    assert found(gate, secret) is None
    with pytest.raises(Refused, match="没有在用的接口令牌"):
        gate.year.do("revoke_token", "keeper", "2019-03-04 09:01", office="town", name="统计平台")
    again = issue(gate)
    with gate.database.write() as tx:
        tx.execute(update(Person.t).where(Person.c.code == "desk").values(left_on=date(2019, 3, 4)))
    assert found(gate, again) is None


def test_everything_against_a_token_is_told_at_once(gate: Gate) -> None:
    before = gate.year.dump()
    with pytest.raises(Refused) as caught:
        issue(gate, person="nobody", scopes=["act:reset_password", "everything", "act:nothing"])
    assert caught.value.reasons[:2] == ("“nobody”不在本考核主体任职", "“reset_password”不能由外部系统办理")
    assert [reason[:12] for reason in caught.value.reasons[2:]] == ["没有权限“everyth", "没有权限“act:not"]
    with pytest.raises(Refused, match="系统管理员"):
        gate.year.do("issue_token", "desk", "2019-03-04 09:00", **WANTED)
    assert gate.year.dump() == before


def test_use_is_noted_every_few_minutes(gate: Gate) -> None:
    secret = issue(gate)
    for minutes, noted in ((0, 0), (5, 0), (10, 10)):
        now = MONDAY + timedelta(minutes=minutes)
        token = found(gate, secret, now)
        assert token is not None
        touch_token(gate.database, token, now=now)
        assert gate.year.one(ApiToken).last_used_at == MONDAY + timedelta(minutes=noted)


def test_a_request_that_is_repeated_is_answered_as_the_first(gate: Gate) -> None:
    token = found(gate, issue(gate))
    assert token is not None
    database = gate.database
    assert begin_once(database, token, "k1", asked={"a": 1}, now=MONDAY) is None
    assert begin_once(database, token, "k1", asked={"a": 1}, now=MONDAY) == Answered(True, None, None)
    answer_once(database, token, "k1", status=200, answer={"summary": "好"})
    assert begin_once(database, token, "k1", asked={"a": 1}, now=MONDAY) == Answered(True, 200, {"summary": "好"})
    assert begin_once(database, token, "k1", asked={"a": 2}, now=MONDAY) == Answered(False, 200, {"summary": "好"})
    forget_once(database, token, "k1")
    assert begin_once(database, token, "k1", asked={"a": 2}, now=MONDAY) is None
    assert begin_once(database, token, "k2", asked={}, now=MONDAY + timedelta(days=8)) is None
    assert [row.key for row in gate.year.rows(ApiAnswer)] == ["k2"]
