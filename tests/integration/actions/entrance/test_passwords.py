"""How a password is set: by its owner, and for the first time by an administrator."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, update

from actions.acts import Refused
from actions.entrance.changing import set_password
from actions.entrance.signing_in import TurnedAway, Why
from actions.health import examine
from models.entrance import Credential
from models.persons import Person
from tests.integration.actions.entrance.conftest import MONDAY, PASSWORD, Gate

NEW = "春风又绿江南岸-2019"
MINUTE = timedelta(minutes=1)


def test_another_password_ends_every_other_session(gate: Gate) -> None:
    here, there, other = gate.come_in("farming_head"), gate.come_in("farming_head"), gate.come_in("keeper")
    set_password(gate.database, here.session, old=PASSWORD, new=NEW, again=NEW, now=MONDAY)
    assert [gate.session(each.secret, MONDAY) is not None for each in (here, there, other)] == [True, False, True]
    assert gate.try_door("farming_head", PASSWORD, MONDAY) == TurnedAway(Why.WRONG)
    assert gate.come_in("farming_head", password=NEW)
    line = gate.lines("set_password")[-1]
    assert (line.person_id, line.after) == (here.session.person_id, {"sessions": [there.session.id]})
    assert NEW not in gate.year.read_out()


def test_every_reason_against_a_password_is_told_at_once(gate: Gate) -> None:
    came = gate.come_in("farming_head")
    with pytest.raises(Refused) as caught:
        set_password(gate.database, came.session, old="wrong", new="1111", again="1112", now=MONDAY)
    assert caught.value.reasons == (
        "原密码不对",
        "密码至少要有10个字符，现在只有4个",
        "密码不能只用数字",
        "密码里不同的字符太少，至少要有5个",
        "两次输入的新密码不一样",
    )
    with pytest.raises(Refused, match="与原密码相同"):
        set_password(gate.database, came.session, old=PASSWORD, new=PASSWORD, again=PASSWORD, now=MONDAY)
    assert gate.come_in("farming_head")


def test_whoever_guesses_at_an_unattended_desk_is_locked_out(gate: Gate) -> None:
    came = gate.come_in("farming_head")
    for _ in range(5):
        with pytest.raises(Refused, match="原密码不对"):
            set_password(gate.database, came.session, old="guess", new=NEW, again=NEW, now=MONDAY)
    with pytest.raises(Refused, match="连续输错5次"):
        set_password(gate.database, came.session, old=PASSWORD, new=NEW, again=NEW, now=MONDAY)
    assert gate.try_door("farming_head", PASSWORD, MONDAY) == TurnedAway(Why.LOCKED)


def test_a_one_time_password_must_be_changed(gate: Gate) -> None:
    once = gate.one_time("farming_officer")
    came = gate.come_in("farming_officer", password=once)
    assert came.session.must_change
    set_password(gate.database, came.session, old=once, new=NEW, again=NEW, now=MONDAY)
    assert not gate.session(came.secret, MONDAY).must_change  # type: ignore[union-attr]


def test_a_one_time_password_is_good_for_seven_days(gate: Gate) -> None:
    once = gate.one_time("farming_officer", "2019-03-04 08:30")
    moment = MONDAY.replace(hour=8, minute=30) + timedelta(days=7)
    assert gate.come_in("farming_officer", moment - MINUTE, password=once)
    assert gate.try_door("farming_officer", once, moment) == TurnedAway(Why.LAPSED)


def test_an_administrator_opens_a_locked_door_and_ends_what_was_open(gate: Gate) -> None:
    came = gate.come_in("farming_head")
    for _ in range(5):
        gate.try_door("farming_head", "wrong", MONDAY)
    told = {"office": "town", "person": "farming_head"}
    done = gate.year.do("reset_password", "keeper", "2019-03-04 09:02", **told)
    assert gate.session(came.secret, MONDAY + 2 * MINUTE) is None
    once = str(done.details["password"])
    assert done.summary == "已给“farming_head”设一次性密码"  # the secret is in no sentence that others may show
    assert gate.come_in("farming_head", MONDAY + 3 * MINUTE, password=once).session.must_change
    line = gate.lines("reset_password")[-1]
    assert (line.person_id, line.after) == (gate.year.persons["keeper"], {"sessions": [came.session.id]})
    assert once not in gate.year.read_out()
    (told,) = gate.year.told("password_reset")
    assert told.person_id == gate.year.persons["farming_head"]
    assert "由系统管理员重置" in told.body


@pytest.mark.parametrize(
    ("by", "person", "why"),
    [
        ("desk", "farming_head", "系统管理员"),
        ("farming_head", "farming_head", "系统管理员"),
        ("keeper", "keeper", "修改密码"),
        ("keeper", "nobody", "没有编码为“nobody”的人员"),
    ],
)
def test_a_reset_is_refused(gate: Gate, by: str, person: str, why: str) -> None:
    before = gate.year.dump()
    with pytest.raises(Refused, match=why):
        gate.year.do("reset_password", by, "2019-03-04 09:00", office="town", person=person)
    assert gate.year.dump() == before


def test_nobody_who_has_left_is_given_a_password(gate: Gate) -> None:
    with gate.database.write() as tx:
        tx.execute(update(Person.t).where(Person.c.code == "farming_head").values(left_on=date(2019, 3, 1)))
    with pytest.raises(Refused, match="已经离任"):
        gate.year.do("reset_password", "keeper", "2019-03-04 09:00", office="town", person="farming_head")


def test_an_office_gives_no_password_to_who_serves_elsewhere_too(gate: Gate) -> None:
    other = gate.year.rows(Credential)
    beside = scheme("beside")
    gate.year.do("publish", None, "2019-03-04 08:50", text=beside)
    seat = {"office": "beside", "person": "farming_head", "name": "农业站站长", "post": "clerk"}
    gate.year.do("appoint", None, "2019-03-04 08:55", office="beside", people=[seat | {"begins_on": "2019-03-01"}])
    with pytest.raises(Refused, match="kaohe password"):
        gate.year.do("reset_password", "keeper", "2019-03-04 09:00", office="town", person="farming_head")
    assert gate.year.rows(Credential) == other
    assert gate.one_time("farming_head")  # at the console it is given


def scheme(office: str) -> str:
    """The same town once more, as an office of its own."""
    from tests.integration.actions.year import scheme_text  # noqa: PLC0415 -- beside its only use

    return scheme_text("tiny").replace("office: {code: town", f"office: {{code: {office}")


def test_the_doctor_says_when_nobody_can_let_the_others_in(gate: Gate) -> None:
    def said() -> str:
        with gate.database.read() as tx:
            return next(each.words for each in examine(tx, now=MONDAY) if each.check == "doors")

    assert said() == "系统管理员可以登录"
    with gate.database.write() as tx:
        tx.execute(delete(Credential.t).where(Credential.c.person_id == gate.year.persons["keeper"]))
    assert said() == "系统管理员还没有登录密码"
