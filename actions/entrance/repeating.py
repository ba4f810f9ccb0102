"""A request that a system sends twice is done once: the second time it is answered as the first.

The key is laid down before anything is done, and the answer beside it afterwards. Where the answer is missing, the
first was broken off or is still going on: nobody can know whether it was done, so it is not done again.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from actions.entrance.tokens import Token
from actions.performing import once_more_if_busy
from models.database import Database
from models.entrance import ApiAnswer
from models.types import canonical_json
from models.writing import insert_new

KEPT = timedelta(days=7)
LABEL = "接口办理"


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered the first time; none where that is not known."""

    is_same: bool
    status: int | None
    answer: Mapping[str, Any] | None


def begin_once(database: Database, token: Token, key: str, *, asked: Any, now: datetime) -> Answered | None:
    """None: it is the first time, and now laid down. Otherwise what is known of the first."""
    hashed = hashlib.sha256(canonical_json(asked).encode()).hexdigest()
    row = {"office_id": token.office_id, "token_id": token.id, "key": key, "asked": hashed, "begun_at": now}

    def lay_down() -> Answered | None:
        with database.write() as tx:
            tx.execute(delete(ApiAnswer.t).where(ApiAnswer.c.begun_at < now - KEPT))
            unanswered = {"status": None, "answer": None}
            if insert_new(tx, ApiAnswer.t, [row | unanswered], unique=("token_id", "key")):
                return None
            found = tx.execute(
                select(ApiAnswer.t).where(ApiAnswer.c.token_id == token.id, ApiAnswer.c.key == key)
            ).one()
            return Answered(found.asked == hashed, found.status, found.answer)

    return once_more_if_busy(lay_down, label=LABEL)


def answer_once(database: Database, token: Token, key: str, *, status: int, answer: Mapping[str, Any]) -> None:
    """Keeps what was answered."""
    mine = update(ApiAnswer.t).where(ApiAnswer.c.token_id == token.id, ApiAnswer.c.key == key)

    def keep() -> None:
        with database.write() as tx:
            tx.execute(mine.values(status=status, answer=answer))

    once_more_if_busy(keep, label=LABEL)


def forget_once(database: Database, token: Token, key: str) -> None:
    """Nothing was done: the same key may be tried again."""

    def forget() -> None:
        with database.write() as tx:
            tx.execute(delete(ApiAnswer.t).where(ApiAnswer.c.token_id == token.id, ApiAnswer.c.key == key))

    once_more_if_busy(forget, label=LABEL)
