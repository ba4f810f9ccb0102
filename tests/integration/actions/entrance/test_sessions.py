"""A time at the desk: how long it lasts, what ends it, from which post it acts."""

from datetime import timedelta

import pytest

from actions.acts import Refused
from actions.entrance.desks import desks_of
from actions.entrance.sessions import (
    choose_language,
    choose_post,
    end_others,
    end_own,
    session_of,
    sessions_of,
    sign_out,
    touch,
)
from models.database import Database
from models.entrance import WebSession
from states.sessions import Language
from tests.integration.actions.entrance.conftest import MONDAY, Gate

MINUTE, MOMENT = timedelta(minutes=1), timedelta(microseconds=1)


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """On SQLite alone: coming in and passwords ask the same of PostgreSQL beside this."""
    return sqlite_database


def test_a_session_that_nobody_uses_ends(gate: Gate) -> None:
    came = gate.come_in("farming_head")
    assert gate.session(came.secret, MONDAY + 30 * MINUTE - MOMENT) is not None
    assert gate.session(came.secret, MONDAY + 30 * MINUTE) is None


def test_a_session_in_use_goes_on_until_its_last_moment(gate: Gate) -> None:
    came = gate.come_in("farming_head")
    now = MONDAY
    while (session := gate.session(came.secret, now)) is not None:
        touch(gate.database, session, now=now)
        now += 20 * MINUTE
    assert now == MONDAY + timedelta(hours=12)


def test_a_session_is_touched_at_most_once_a_minute(gate: Gate) -> None:
    came = gate.come_in("farming_head")

    def seen() -> object:
        return gate.year.one(WebSession, id=came.session.id).seen_at

    touch(gate.database, came.session, now=MONDAY + MINUTE - MOMENT)
    assert seen() == MONDAY
    touch(gate.database, came.session, now=MONDAY + MINUTE)
    assert seen() == MONDAY + MINUTE


@pytest.mark.parametrize("secret", ["", "x", "' OR 1=1 --", "长" * 1000])
def test_no_other_word_opens_a_session(gate: Gate, secret: str) -> None:
    gate.come_in("farming_head")
    assert gate.session(secret, MONDAY) is None


def test_the_stored_hash_is_no_key(gate: Gate) -> None:
    gate.come_in("farming_head")
    stored = gate.year.rows(WebSession)[-1].secret_hash
    assert gate.session(stored, MONDAY) is None


def test_signing_out_ends_it_on_the_server(gate: Gate) -> None:
    came = gate.come_in("farming_head")
    sign_out(gate.database, came.session, now=MONDAY + MINUTE)
    assert gate.session(came.secret, MONDAY + MINUTE) is None
    assert gate.lines("sign_out")[-1].after == {"sessions": [came.session.id], "why": "signed_out"}


def test_a_person_ends_his_other_sessions_and_nobody_elses(gate: Gate) -> None:
    here, there, third = (gate.come_in("farming_head") for _ in range(3))
    other = gate.come_in("keeper")
    assert not end_own(gate.database, here.session, other.session.id, now=MONDAY)
    assert end_own(gate.database, here.session, there.session.id, now=MONDAY)
    assert not end_own(gate.database, here.session, there.session.id, now=MONDAY)
    assert end_others(gate.database, here.session, now=MONDAY) == 1
    standing = [gate.session(each.secret, MONDAY) is not None for each in (here, there, third, other)]
    assert standing == [True, False, False, True]
    with gate.database.read() as tx:
        assert sessions_of(tx, here.session.person_id, now=MONDAY) == (here.session,)


def test_an_administrator_ends_every_session_of_a_person(gate: Gate) -> None:
    came = gate.come_in("farming_head")
    told = {"office": "town", "person": "farming_head"}
    done = gate.year.do("end_sessions", "keeper", "2019-03-04 09:01", **told)
    assert done.summary == "已结束“farming_head”的登录1处"
    assert gate.session(came.secret, MONDAY + MINUTE) is None
    assert gate.lines("end_sessions")[-1].after == {"sessions": [came.session.id], "why": "ended_by_other"}
    with pytest.raises(Refused):
        gate.year.do("end_sessions", "farming_officer", "2019-03-04 09:01", **told)


# Posts and languages


def test_a_person_sits_where_he_sat_last(gate: Gate) -> None:
    seat = {"office": "town", "person": "farming_head", "name": "农业站站长", "post": "clerk"}
    gate.year.do("appoint", "keeper", "2019-03-04 08:40", office="town", people=[seat | {"begins_on": "2019-03-01"}])
    came = gate.come_in("farming_head")
    with gate.database.read() as tx:
        desks = desks_of(tx, came.session.person_id, now=MONDAY)
    assert [desk.post for desk in desks] == ["clerk", "farming_head"]
    assert desks[0].unit == "镇党政办"
    chosen = next(desk.post_id for desk in desks if desk.post_id != came.session.post_id)
    choose_post(gate.database, came.session, chosen, now=MONDAY)
    assert gate.session(came.secret, MONDAY).post_id == chosen  # type: ignore[union-attr]
    assert gate.come_in("farming_head").session.post_id == chosen
    assert gate.lines("choose_post")[-1].after == {"session": came.session.id, "post_id": chosen}


def test_a_substitute_may_choose_the_post_that_he_fills(gate: Gate) -> None:
    told = {"office": "town", "person": "farming_officer", "substitute": "farming_head", "begins_on": "2019-03-01"}
    gate.year.do("appoint_substitute", "farming_officer", "2019-03-04 08:40", **told)
    came = gate.come_in("farming_head")
    with gate.database.read() as tx:
        desks = desks_of(tx, came.session.person_id, now=MONDAY)
    assert [(desk.post, desk.stands_in) for desk in desks] == [
        ("farming_head", False),
        ("farming_officer", True),
    ]


def test_nobody_chooses_a_post_that_is_not_his(gate: Gate) -> None:
    came = gate.come_in("farming_head")
    strange = gate.come_in("keeper").session.post_id
    assert strange is not None
    with pytest.raises(Refused, match="不在这个岗位"):
        choose_post(gate.database, came.session, strange, now=MONDAY)
    assert gate.session(came.secret, MONDAY) == came.session


def test_the_language_is_kept_for_the_next_time(gate: Gate) -> None:
    came = gate.come_in("farming_head")
    choose_language(gate.database, came.session, Language.ENGLISH)
    assert gate.come_in("farming_head").session.language is Language.ENGLISH
    assert gate.come_in("keeper").session.language is Language.CHINESE
    assert gate.come_in("farming_head", language=Language.CHINESE).session.language is Language.CHINESE


def test_a_session_is_found_by_one_look(gate: Gate) -> None:
    """The one question of every page: an index answers it."""
    came = gate.come_in("farming_head")
    with gate.database.read() as tx:
        assert session_of(tx, came.secret, now=MONDAY) is not None
        if gate.database.is_sqlite:
            plan = tx.exec_driver_sql("EXPLAIN QUERY PLAN SELECT id FROM web_session WHERE secret_hash = 'x'").all()
            assert "USING COVERING INDEX" in str(plan) or "USING INDEX" in str(plan)
