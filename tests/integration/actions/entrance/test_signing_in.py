"""The door: who comes in, who is turned away, what is written down of it."""

from datetime import date, timedelta

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import update

from actions.acts import Refused
from actions.entrance.signing_in import SORRY, Browser, TurnedAway, Why, sign_in_demonstration, sign_in_known
from config.settings import Settings
from models.care import record_beat
from models.entrance import Credential, WebSession
from models.persons import Person
from states.sessions import Way
from tests.integration.actions.entrance.conftest import MONDAY, PASSWORD, Gate

WRONG = "kzpm-4t7w-hq2e"
MINUTE = timedelta(minutes=1)


def test_a_person_comes_in_with_his_password(gate: Gate) -> None:
    came = gate.come_in("farming_head", agent="Mozilla/5.0 " * 40)
    row = gate.year.rows(WebSession, ended_at=None)[-1]
    assert (came.session.code, came.session.must_change, came.session.way) == ("farming_head", False, Way.PASSWORD)
    assert gate.session(came.secret, MONDAY) == came.session
    assert came.secret not in repr(came)
    assert row.secret_hash != came.secret
    assert (row.address, len(row.agent)) == ("192.0.2.7", 120)
    assert row.expires_at == MONDAY + timedelta(hours=12)


def test_coming_in_is_in_the_journal_without_any_secret(gate: Gate) -> None:
    came = gate.come_in("farming_head")
    gate.try_door("farming_head", WRONG, MONDAY)
    line, failed = gate.lines("sign_in", "fail_to_sign_in")[-2:]
    assert line.after == {"session": came.session.id, "way": "password", "address": "192.0.2.7"}
    assert (line.person_id, line.unit_id, line.recorded_at) == (came.session.person_id, None, MONDAY)
    assert line.office_id is not None
    assert failed.after == {"why": "wrong", "address": "192.0.2.7"}
    assert failed.subject_id == came.session.person_id
    dump = gate.year.read_out()
    assert [each for each in (came.secret, PASSWORD, WRONG) if each in dump] == []


def test_each_sign_in_has_a_secret_of_its_own(gate: Gate) -> None:
    first, second = gate.come_in("farming_head"), gate.come_in("farming_head")
    assert first.secret != second.secret
    assert first.session.csrf != second.session.csrf
    assert gate.session(first.secret, MONDAY) is not None


def test_a_new_sign_in_ends_the_others_where_the_office_wants_it(gate: Gate) -> None:
    gate.settings = gate.settings.model_copy(update={"single_session": True})
    first, second = gate.come_in("farming_head"), gate.come_in("farming_head")
    assert gate.session(first.secret, MONDAY) is None
    assert gate.session(second.secret, MONDAY) is not None
    assert gate.year.one(WebSession, id=first.session.id).ended_why == "replaced"


def test_whoever_is_turned_away_is_told_one_sentence(gate: Gate) -> None:
    tries = [
        gate.try_door("nobody", PASSWORD, MONDAY),
        gate.try_door("farming_officer", PASSWORD, MONDAY),
        gate.try_door("farming_head", WRONG, MONDAY),
        gate.try_door("farming_head", "", MONDAY),
    ]
    whys = (Why.UNKNOWN, Why.NO_PASSWORD, Why.WRONG, Why.WRONG)
    assert tries == [TurnedAway(why, SORRY) for why in whys]


def test_what_an_unknown_visitor_typed_is_kept_nowhere(gate: Gate) -> None:
    gate.try_door(PASSWORD, "farming_head", MONDAY)
    (line,) = gate.lines("fail_to_sign_in")
    assert (line.subject_id, line.person_id, line.office_id) == (None, None, None)
    assert line.after == {"why": "unknown", "address": "192.0.2.7"}
    assert PASSWORD not in gate.year.read_out()


@pytest.mark.parametrize("typed", ["\x00", "farming_head\x00", "\ud800", "\n\t", "长" * 5000, "🙂", "\u202e"])
def test_whatever_is_typed_is_only_wrong(gate: Gate, typed: str) -> None:
    assert gate.try_door(typed, typed, MONDAY) == TurnedAway(Why.UNKNOWN)
    assert gate.try_door("farming_head", typed, MONDAY) == TurnedAway(Why.WRONG)


def test_the_code_is_read_as_offices_type_it(gate: Gate) -> None:
    assert gate.come_in(" ｆarming_head ").session.code == "farming_head"


def test_five_failures_close_the_door_for_a_quarter_of_an_hour(gate: Gate) -> None:
    for _ in range(4):
        gate.try_door("farming_head", WRONG, MONDAY)
    gate.come_in("farming_head")  # who comes in begins to count anew
    for _ in range(5):
        gate.try_door("farming_head", WRONG, MONDAY)
    (locked,) = gate.lines("lock_out")
    until = MONDAY + 15 * MINUTE
    assert locked.after == {"failures": 5, "until": "2019-03-04T09:15:00+08:00"}
    assert gate.try_door("farming_head", PASSWORD, until - timedelta(microseconds=1)) == TurnedAway(Why.LOCKED)
    assert gate.come_in("farming_head", until)


def test_knocking_at_a_closed_door_keeps_it_closed_no_longer(gate: Gate) -> None:
    for minute in range(10):
        gate.try_door("farming_head", WRONG, MONDAY + minute * MINUTE)
    assert gate.year.rows(Credential, failures=0, locked_until=MONDAY + 19 * MINUTE)
    assert gate.come_in("farming_head", MONDAY + 19 * MINUTE)


def test_one_who_locked_himself_out_does_not_lock_others(gate: Gate) -> None:
    for _ in range(5):
        gate.try_door("farming_head", WRONG, MONDAY)
    assert gate.come_in("keeper")


def test_a_hash_of_older_parameters_is_made_anew_at_the_door(gate: Gate) -> None:
    old = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8192, parallelism=1),)).hash(PASSWORD)
    person = gate.year.persons["farming_head"]
    with gate.database.write() as tx:
        tx.execute(update(Credential.t).where(Credential.c.person_id == person).values(password_hash=old))
    gate.come_in("farming_head")
    assert gate.year.one(Credential, person_id=person).password_hash != old
    assert gate.come_in("farming_head")


def test_who_has_left_is_out_on_that_day(gate: Gate) -> None:
    came = gate.come_in("farming_head")
    _leaves(gate, "farming_head", date(2019, 3, 5))
    still, gone = MONDAY.replace(hour=9, minute=20), MONDAY + timedelta(hours=15)
    assert gate.session(came.secret, still) is not None
    _leaves(gate, "farming_head", date(2019, 3, 4))
    assert gate.session(came.secret, still) is None
    assert gate.try_door("farming_head", PASSWORD, gone) == TurnedAway(Why.LEFT)
    with pytest.raises(Refused, match="已经离任"):
        _single_sign_on(gate, "farming_head")


def test_a_word_taken_elsewhere_opens_the_door_for_whom_the_roster_knows(gate: Gate) -> None:
    assert _single_sign_on(gate, "farming_officer").session.way is Way.SINGLE_SIGN_ON
    with pytest.raises(Refused, match="人员名册里没有这个人"):
        _single_sign_on(gate, "nobody")


def test_old_sessions_are_cleared_away(gate: Gate) -> None:
    old = gate.come_in("farming_head")
    kept = gate.come_in("farming_head", MONDAY + timedelta(days=100))
    late = gate.come_in("farming_head", MONDAY + timedelta(days=181))
    assert old.session.id < kept.session.id < late.session.id
    assert [row.id for row in gate.year.rows(WebSession)] == [kept.session.id, late.session.id]


# A demonstration


def test_without_a_password_nobody_comes_in_here(gate: Gate) -> None:
    told = {"address": "", "agent": "", "now": MONDAY}
    demo = gate.settings.model_copy(update={"demo": True})

    def attempt(settings: Settings) -> None:
        sign_in_demonstration(gate.database, person="farming_head", settings=settings, **told)  # type: ignore[arg-type]

    for settings in (gate.settings, demo):
        with pytest.raises(Refused, match="演示"):
            attempt(settings)
    with gate.database.write() as tx:  # what a loading leaves; the year beside it is the office's own
        record_beat(tx, "demonstration", started_at=MONDAY, finished_at=MONDAY, counts={}, machine="")
    with pytest.raises(Refused, match="演示"):
        attempt(demo)


def _single_sign_on(gate: Gate, code: str):  # type: ignore[no-untyped-def]
    browser = Browser(address="192.0.2.7", agent="")
    return sign_in_known(
        gate.database, person=code, way=Way.SINGLE_SIGN_ON, browser=browser, now=MONDAY, settings=gate.settings
    )


def _leaves(gate: Gate, code: str, day: date) -> None:
    with gate.database.write() as tx:
        tx.execute(update(Person.t).where(Person.c.code == code).values(left_on=day))
