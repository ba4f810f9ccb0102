"""How the row of a password changes: written anew, or one failure richer."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, update

from actions.entrance.noting import note
from models.entrance import Credential

FAILURES = 5
LOCKED = timedelta(minutes=15)


def count_failure(tx: Connection, credential: Any, office: int | None, *, now: datetime) -> None:
    """One more wrong password; with the last that is let pass, the door stays shut for a while."""
    failures = credential.failures + 1
    locked = failures >= FAILURES
    change_credential(
        tx, credential.id, failures=0 if locked else failures, failed_at=now,
        locked_until=now + LOCKED if locked else None,
    )  # fmt: skip
    if locked:
        told = {"failures": failures, "until": now + LOCKED}
        note(tx, "lock_out", person=credential.person_id, office=office, now=now, after=told)


def change_credential(tx: Connection, number: int, **values: Any) -> None:
    """Writes a row that the transaction has locked."""
    change = update(Credential.t).where(Credential.c.id == number)
    tx.execute(change.values(**values, version=Credential.c.version + 1))
