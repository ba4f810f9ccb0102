"""Who acts: the person named on the command line."""

from difflib import get_close_matches

from sqlalchemy import select

from config.errors import KaoheError
from models.database import Database
from models.persons import Person

CLOCK = "clock"
"""The author of what nobody in particular does; it may do only what the clock may."""


class NobodyOfThatName(KaoheError):
    """No person has this code."""


def person_named(database: Database, code: str | None) -> int | None:
    """The id of the person with this code; None for the clock. A name is understood where only one person has it."""
    if code in (None, CLOCK):
        return None
    with database.read() as connection:
        people = connection.execute(select(Person.c.id, Person.c.code, Person.c.name)).all()
    by_code = [row.id for row in people if row.code == code]
    by_name = [row.id for row in people if row.name == code]
    if len(by_code or by_name) == 1:
        return int((by_code or by_name)[0])
    if by_name:
        codes = "、".join(row.code for row in people if row.name == code)
        raise NobodyOfThatName(f"叫“{code}”的有 {len(by_name)} 人，请写人员编码：{codes}")
    raise NobodyOfThatName(f"没有编码为“{code}”的人员{_meant(str(code), [row.code for row in people])}")


def _meant(typed: str, codes: list[str]) -> str:
    if not codes:
        return "：人员名册还是空的，先用 kaohe act appoint --as clock 登记任职"
    close = get_close_matches(typed, codes, n=3, cutoff=0.5)
    return f"，是不是 {'、'.join(close)}" if close else ""
