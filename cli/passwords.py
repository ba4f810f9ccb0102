"""`kaohe password`: a one-time password for somebody, above all for the first administrator."""

from sqlalchemy import select

from actions.acts import Refused
from actions.doors import Door
from actions.performing import find_act, perform
from cli.acting import refusal
from cli.clock import read_clock
from cli.opening import opened
from cli.people import person_named
from cli.speaking import answer, page
from config.errors import KaoheError
from models.database import Database
from models.persons import Holding, Person
from models.units import Office

SCHEMA = "kaohe.password/1"
ACT = "reset_password"


class NoPost(KaoheError):
    """A person whom no office knows."""


def run(person: str, *, as_json: bool) -> int:
    now = read_clock()
    with opened() as database:
        office, code = _whom(database, person)
        try:
            done = perform(database, ACT, {"office": office, "person": code}, door=Door(now=now))
        except Refused as refused:
            return refusal(find_act(ACT), refused, as_json=as_json)
    if as_json:
        answer(SCHEMA, {"person": code, "password": done.details["password"], "at": now})
    else:
        page().print(f"“{code}”的一次性密码：{done.details['password']}", soft_wrap=True)
        page().print("只显示这一次，7天内有效；登录后必须改成本人的密码。本人此前的登录已全部失效。", soft_wrap=True)
    return 0


def _whom(database: Database, named: str) -> tuple[str, str]:
    """An office where the person serves or served, and his code."""
    number = person_named(database, named)
    query = (
        select(Office.c.code.label("office"), Person.c.code)
        .join(Holding.t, Holding.c.office_id == Office.c.id)
        .join(Person.t, Person.c.id == Holding.c.person_id)
        .where(Person.c.id == number)
        .order_by(Holding.c.begins_on.desc(), Holding.c.id)
    )
    with database.read() as tx:
        found = tx.execute(query).first()
    if found is None:
        raise NoPost(f"“{named}”还没有任职，先用 kaohe act appoint --as clock 登记")
    return found.office, found.code
