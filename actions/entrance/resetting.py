"""What a system administrator does at the door: a one-time password for somebody, and everybody out of a name."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.entrance.credentials import change_credential
from actions.entrance.ending import end_standing
from actions.entrance.passwords import hash_of, one_time_password
from actions.guarding import allow
from actions.people import enter_office, person_id
from actions.telling import Told
from models.entrance import Credential, WebSession
from models.persons import Holding, Person
from models.writing import insert_rows
from states.actors import Decision
from states.sessions import Ending
from states.subjects import SubjectFacts, SubjectKind

Text = Annotated[str, Field(min_length=1)]
GOOD_FOR = timedelta(days=7)


class Whom(Data):
    """A person of the office."""

    office: Text = Field(description="考核主体编码")
    person: Text = Field(description="人员编码")


@act("reset_password", label="重置密码", data=Whom)
def reset_password(act: Act, data: Whom) -> Done:
    """给一个人设一次性密码：只显示这一次，7天内有效，登录后必须改成自己的。"""
    person, decision = _enter(act, data, "reset_password")
    if act.person_id == person:
        raise act.refused("本人的密码，请在“修改密码”里改")
    faults = [*_faults(act, person, data.person)]
    if faults:
        raise act.refused(*faults)
    password = one_time_password()
    _write(act, person, hash_of(password))
    ended = end_standing(act.tx, WebSession.c.person_id == person, Ending.RESET, now=act.now)
    act.record(SubjectKind.PERSON, person, after={"sessions": ended}, decision=decision)
    occasion = f"password_reset:{person}:{act.now:%Y-%m-%dT%H:%M:%S}"
    act.tell(Told(code="password_reset", key=occasion, person_id=person, words={"who": act.by}))
    return Done(f"已给“{data.person}”设一次性密码", ids={"person": person}, details={"password": password})


@act("end_sessions", label="结束登录", data=Whom)
def end_sessions(act: Act, data: Whom) -> Done:
    """使一个人在各处的登录立即失效；本人可以再次登录。"""
    person, decision = _enter(act, data, "end_sessions")
    why = Ending.ENDED_BY_SELF if act.person_id == person else Ending.ENDED_BY_OTHER
    ended = end_standing(act.tx, WebSession.c.person_id == person, why, now=act.now)
    act.record(SubjectKind.PERSON, person, after={"sessions": ended, "why": why}, decision=decision)
    return Done(
        f"已结束“{data.person}”的登录{len(ended)}处" if ended else f"“{data.person}”没有在登录", ids={"person": person}
    )


def _enter(act: Act, data: Whom, verb: str) -> tuple[int, Decision]:
    office_id = enter_office(act, data.office)
    person = person_id(act, data.person)
    decision = allow(act, verb, SubjectFacts(kind=SubjectKind.PERSON, office=office_id, person=person))
    if person not in act.directory.persons:
        raise act.refused(f"“{data.person}”不在本考核主体任职")
    return person, decision


def _faults(act: Act, person: int, code: str) -> list[str]:
    """Who holds a password holds every post of its person: those of other offices are not this one's to give."""
    faults = []
    elsewhere = select(Holding.c.id).where(Holding.c.person_id == person, Holding.c.office_id != act.office_id)
    if act.person_id is not None and act.tx.execute(elsewhere.limit(1)).first() is not None:
        faults.append(f"“{code}”在其他考核主体也有任职，请在服务器上用 kaohe password 重置")
    left_on = act.tx.execute(select(Person.c.left_on).where(Person.c.id == person)).scalar_one()
    if left_on is not None and left_on <= act.now.date():
        faults.append(f"“{code}”已经离任")
    return faults


def _write(act: Act, person: int, hashed: str) -> None:
    values = {
        "password_hash": hashed,
        "must_change": True,
        "lapses_at": act.now + GOOD_FOR,
        "set_at": act.now,
        "failures": 0,
        "failed_at": None,
        "locked_until": None,
    }
    standing = select(Credential.c.id).where(Credential.c.person_id == person).with_for_update()
    number = act.tx.execute(standing).scalar_one_or_none()
    if number is None:
        insert_rows(act.tx, Credential.t, [{"person_id": person, **values, "version": 0}])
    else:
        change_credential(act.tx, number, **values)
