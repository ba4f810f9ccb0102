"""A person sets another password. His other sessions end with the old one."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, select

from actions.acts import Refused
from actions.entrance.credentials import FAILURES, LOCKED, change_credential, count_failure
from actions.entrance.ending import end_standing
from actions.entrance.noting import note
from actions.entrance.passwords import check, hash_of
from actions.entrance.sessions import Session, office_of_post
from actions.entrance.strength import weaknesses
from actions.performing import once_more_if_busy
from models.database import Database
from models.entrance import Credential, WebSession
from models.writing import lock_row
from states.sessions import Ending

LABEL = "修改密码"


def set_password(database: Database, session: Session, *, old: str, new: str, again: str, now: datetime) -> None:
    """Raises `Refused` with every reason. A wrong old one counts as a failure at the door does (`signing_in`)."""
    with database.read() as tx:
        row = tx.execute(select(Credential.t).where(Credential.c.person_id == session.person_id)).one_or_none()
    if row is None:
        raise Refused(LABEL, ("您还没有密码，请系统管理员设一个一次性密码",))
    right = check(old, row.password_hash).ok
    faults = [*weaknesses(new, code=session.code, name=session.name)]
    if new == old:
        faults.append("新密码与原密码相同")
    if new != again:
        faults.append("两次输入的新密码不一样")
    fresh = hash_of(new) if right and not faults else ""

    def write() -> list[str]:
        with database.write() as tx:
            return _change(tx, session, row, fresh, is_right=right, now=now)

    refused = once_more_if_busy(write, label=LABEL)
    if refused or faults:
        raise Refused(LABEL, (*refused, *faults))


def _change(tx: Connection, session: Session, seen: Any, fresh: str, *, is_right: bool, now: datetime) -> list[str]:
    """What speaks against the old password; with nothing against either, the new one is written."""
    row = lock_row(tx, Credential.t, seen.id)
    if row is None or row.password_hash != seen.password_hash:
        return ["密码刚刚在别处改过，请重新登录"]
    if row.locked_until is not None and now < row.locked_until:
        return [f"连续输错{FAILURES}次，{LOCKED.seconds // 60}分钟内不能修改密码"]
    office = office_of_post(tx, session.post_id)
    if not is_right:
        count_failure(tx, row, office, now=now)
        return ["原密码不对"]
    if fresh:
        change_credential(
            tx, row.id, password_hash=fresh, must_change=False, lapses_at=None, set_at=now, failures=0,
            failed_at=None, locked_until=None,
        )  # fmt: skip
        others = and_(WebSession.c.person_id == session.person_id, WebSession.c.id != session.id)
        told = {"sessions": end_standing(tx, others, Ending.PASSWORD, now=now)}
        note(tx, "set_password", person=session.person_id, office=office, post=session.post_id, now=now, after=told)
    return []
